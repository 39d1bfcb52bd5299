"""What a sheet of an export holds: whose export it is, of which records, and which column is which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from typing import Final

from sheetsales.cells.grid import Grid
from sheetsales.dataclass import dataclass
from sheetsales.imports.crm.own_sheets import own_sheet
from sheetsales.imports.crm.profiles import LINKS, OTHER, STAGE_NAMES, Profile, folded, profiles, shared
from sheetsales.schema.binding import BoundTable

RECORDS: Final = ("team", "customers", "contacts", "pipeline", "activities")
"""What is taken in, in the order in which they refer to each other."""
LEADS: Final = "leads"
"""Companies nobody has sold to yet: customers as well, under ids of their own."""
_HEADING_ROWS: Final = 15
_ENOUGH: Final = 3.0
_MOSTLY: Final = 0.7
_BESIDE: Final = 0.3
_CALLED: Final = 1.5
_SIGNS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "customers": (("name",),),
    "pipeline": (("name",), ("stage", "amount", "close", "expected_close")),
    "contacts": (("name", "first_name", "last_name"), ("email", "phone", "title", "customer", "customer_key")),
    "activities": (("date",), ("content", "feedback", "kind")),
    "team": (("name", "first_name", "last_name"), ("email",)),
    LEADS: (("name",), ("contact",), ("converted", "source", "owner")),
    STAGE_NAMES: (("key",), ("label",)),
    LINKS: (("opportunity_key",), ("customer_key",)),
}  # fmt: skip
"""Of every group an export of the kind has one column at least."""
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "customers": ("account", "compan", "customer", "organi", "客户", "公司"),
    "pipeline": ("opportunit", "deal", "pipeline", "商机", "销售机会"),
    "contacts": ("contact", "person", "people", "联系人"),
    "activities": ("activit", "task", "event", "meeting", "call", "engagement", "跟进", "活动", "拜访"),
    LEADS: ("lead", "线索"),
    "team": ("user", "owner", "人员", "员工"),
}  # fmt: skip
_MEANT: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "pipeline": (("stage", "amount", "close", "expected_close", "closed_on", "outcome", "state"), ("name", "customer", "customer_key")),
}  # fmt: skip
"""What a sheet read by meaning must say as well: notes with a name beside them are no deals, nor is a price list."""
_OWN_KEYS: Final[Mapping[str, str]] = {"id": "key", "customer_id": "customer_key"}
"""Ids of a sheet of another system are none of ours."""
ERROR_HEADINGS: Final = frozenset({"错误原因", "error"})
"""What stands over the reasons in a file of refused rows: it may be imported again."""


@dataclass(frozen=True)
class Export:
    """One sheet of an export. ``columns`` maps our column keys to the sheet columns (from 1) they are read from, the first
    that says something counting, all of them where they are ``joined``; ``factors`` turn numbers into the unit.
    ``system`` is "" where headings were read by what they mean. ``left`` are the headings nothing is taken from."""

    file: str
    grid: Grid
    record: str
    heading_row: int
    columns: Mapping[str, tuple[int, ...]]
    system: str = ""
    factors: Mapping[str, Decimal] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    last_row: int = 0
    joined: frozenset[str] = frozenset({"address"})
    kind: str = ""
    """What the system calls the records, where ids of two kinds go into one sheet of ours."""
    is_ours: bool = False
    """Whether it is a sheet of a workbook of ours: references hold id and name."""

    @property
    def known_as(self) -> str:
        """By what the records of the system are remembered."""
        return f"{self.system or 'other'}.{self.kind or self.record}"

    @property
    def repeated(self) -> tuple[str, ...]:
        """Headings that stand over another column as well, which counts."""
        read = {folded(self.heading(key)) for key in self.columns}
        return tuple(dict.fromkeys(text for text in self.left if folded(text) in read))

    def heading(self, key: str) -> str:
        """The heading as it stands in the file."""
        value = self.grid.value(self.heading_row, self.columns[key][0])
        return str(value or key)


def recognised(file: str, grid: Grid, system: str = "", record: str = "") -> Export | None:
    """The export on a sheet; None where it holds nothing that is taken in. ``system`` and ``record`` are what is known already."""
    if not system and (own := own_sheet(grid, _first_rows(grid))) is not None:
        return _of_ours(file, grid, own, record)
    known = [one for one in profiles() if system in ("", one.system) and record in ("", one.record)]
    best = _best(file, grid, known, is_told=bool(system))
    return best or _by_meaning(file, grid, system, record)


def _first_rows(grid: Grid) -> range:
    """The rows in which headings are looked for."""
    return range(grid.first_row, min(grid.last_row, grid.first_row + _HEADING_ROWS - 1) + 1)


def _of_ours(file: str, grid: Grid, own: BoundTable, record: str) -> Export | None:
    """A sheet of a workbook of ours, where it holds what is taken in."""
    if own.record.key not in RECORDS or record not in ("", own.record.key):
        return None
    bound = [one for one in own.columns if not one.column.written]
    columns = {_OWN_KEYS.get(one.column.key, one.column.key): (one.sheet_column,) for one in bound}
    factors = {one.column.key: one.factor for one in bound}
    left = tuple(one.heading for one in own.unknown)
    return Export(
        file, grid, own.record.key, own.heading_row, columns, "", factors, left, own.last_row, is_ours=True
    )  # fmt: skip


def mapped(
    file: str, grid: Grid, record: str, headings: Mapping[str, str], system: str = "", kind: str = ""
) -> Export | None:
    """The export whose headings somebody told: heading → our column; None where no row has one of them."""
    told = {folded(heading): key for heading, key in headings.items()}
    found = {row: _told(_headings(grid, row), told) for row in _first_rows(grid)}
    row = max(found, key=lambda at: len(found[at]), default=None)
    if row is None or not found[row]:
        return None
    taken = {at for places in found[row].values() for at in places}
    left = tuple(text for at, text in _headings(grid, row) if at not in taken)
    return Export(file, grid, record, row, found[row], system, left=left, last_row=grid.last_row, kind=kind)


def _told(headings: Sequence[tuple[int, str]], told: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for at, text in headings:
        if key := told.get(folded(text)):
            found[key] = (*found.get(key, ()), at)
    return found


def _headings(grid: Grid, row: int) -> list[tuple[int, str]]:
    cells = ((at, grid.value(row, at)) for at in range(grid.first_column, grid.last_column + 1))
    return [(at, value) for at, value in cells if isinstance(value, str) and value.strip()]


def _best(file: str, grid: Grid, known: Sequence[Profile], *, is_told: bool) -> Export | None:
    """The profile that most headings of one of the first rows speak for."""
    best: tuple[float, Export] | None = None
    for row in _first_rows(grid):
        headings = _headings(grid, row)
        names = {folded(text): at for at, text in reversed(headings)}
        for profile in known:
            points, is_own = _points(profile, names, len(headings), f"{file} {grid.name}")
            if points >= _ENOUGH and (is_own or is_told) and (best is None or points > best[0]):
                best = points, _export(file, grid, row, headings, names, profile)
    return best[1] if best else None


def _points(profile: Profile, names: Mapping[str, int], total: int, called: str) -> tuple[float, bool]:
    """How much speaks for a profile, and whether something is its own or nearly all headings are known."""
    met = [name for name in names if name in profile.columns]
    columns = {profile.columns[name] for name in met}
    if any(columns.isdisjoint(group) for group in _SIGNS[profile.record]):
        return 0.0, False
    weight = {name: 1 + 1 / shared()[name] for name in met}
    points = sum(weight[name] * (_BESIDE if profile.columns[name] == OTHER else 1.0) for name in met)
    if any(word in called.casefold() for word in _WORDS.get(profile.record, ())):
        points += _CALLED
    is_own = any(shared()[name] == 1 for name in met)
    return points, is_own or len(met) >= total * _MOSTLY


def _export(
    file: str,
    grid: Grid,
    row: int,
    headings: Sequence[tuple[int, str]],
    names: Mapping[str, int],
    profile: Profile,
) -> Export:
    columns = {
        key: places
        for key, order in profile.order.items()
        if key != OTHER and (places := tuple(names[name] for name in order if name in names))
    }
    taken = {at for places in columns.values() for at in places}
    left = tuple(text for at, text in headings if at not in taken and folded(text) not in ERROR_HEADINGS)
    kind = profile.record
    record = "customers" if kind == LEADS else kind
    return Export(
        file, grid, record, row, columns, profile.system, left=left, last_row=grid.last_row, kind=kind
    )


def _by_meaning(file: str, grid: Grid, system: str, record: str) -> Export | None:
    """The export of a system that names its columns as a team likes."""
    from sheetsales.schema.assign import assign
    from sheetsales.schema.survey import survey

    for found in survey(_plain(grid), modules=True).blocks:
        kind = found.record or found.module
        if kind is None or kind.key not in RECORDS or record not in ("", kind.key):
            continue
        assigned = assign(kind, found.block, by_meaning=True)
        columns: dict[str, tuple[int, ...]] = {}
        factors: dict[str, Decimal] = {}
        for bound in assigned.bound:
            key = "close" if bound.split_by_stage else _OWN_KEYS.get(bound.column.key, bound.column.key)
            columns[key] = (bound.sheet_column,)
            factors[key] = bound.factor
        if any(columns.keys().isdisjoint(group) for group in _MEANT.get(kind.key, ())):
            continue
        left = tuple(o.field.text for o in assigned.open if folded(o.field.text) not in ERROR_HEADINGS)
        block = found.block
        return Export(
            file, grid, kind.key, block.heading_row, columns, system, factors, left, block.last_row
        )  # fmt: skip
    return None


def _plain(grid: Grid) -> Grid:
    """The sheet without Tables that would hide its headings, should one be of ours."""
    return replace(grid, tables=())
