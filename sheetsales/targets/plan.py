"""The company's targets divided as asked, and the rows that say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.cells.edits import AppendRows, EditPlan
from sheetsales.cells.values import EditValue
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.indicators.catalogue import BY_CODE, Indicator, definition
from sheetsales.indicators.facts import Facts, gather
from sheetsales.indicators.targets import Target, read_targets
from sheetsales.process.written_names import Names
from sheetsales.targets.periods import Calendar, kind
from sheetsales.targets.split import COMPANY, Conflict, Tree, split
from sheetsales.targets.weights import Way, Weights, season, shares
from sheetsales.texts import Text

_UNITS: Final = (Decimal(1000), Decimal(100), Decimal(1), Decimal("0.01"))
_FINE: Final = 50
"""A unit is small enough where so many of it fall to each row on average."""


@dataclass(frozen=True, slots=True)
class NewTarget:
    """One row that is not in Targets yet. ``owner`` as Targets writes it; ``basis`` says on what the number rests."""

    period: str
    level: str
    owner: str
    measure: str
    value: Decimal
    basis: Text


@dataclass(frozen=True)
class Divided:
    """``rows`` to be added; ``conflicts`` and ``not_split`` (rates, which do not add up) are why a measure is missing."""

    rows: tuple[NewTarget, ...]
    conflicts: tuple[Text, ...]
    not_split: tuple[str, ...]
    kept: int


def divide(
    book: Book,
    label: str,
    *,
    today: dt.date,
    by: Collection[str] = ("quarter", "month"),
    to: Collection[str] = ("team", "person"),
    weights: Way = "history",
    own_weights: Mapping[str, Fraction] | None = None,
) -> Divided:
    """The company's targets for a period divided; rows that stand in Targets already are kept as they are.

    ``own_weights`` by person id replace those of ``weights``. Raises ``NothingToDo`` where the company has no target
    for the period, ``BadRequest`` where ``label`` is no period.
    """
    facts = gather(book, today - dt.timedelta(days=1))
    calendar = Calendar(facts.fiscal_start)
    try:
        period = calendar.of(label)
    except ValueError:
        raise BadRequest(_NO_PERIOD.fill(label=label)) from None
    targets = read_targets(book).rows
    company = [t for t in targets if t.period == period.label and t.scope.level == "company"]
    if not company:
        raise NothingToDo((_NO_TARGET if book.has("targets") else _NO_TARGETS).fill(label=period.label))
    rows: list[NewTarget] = []
    conflicts: list[Text] = []
    divider = _Divider(facts, calendar, period.label, targets, by, to, weights, own_weights)
    for target in company:
        indicator = BY_CODE.get(target.measure)
        if indicator is None or not indicator.adds_up:
            continue
        found = divider.one(target, indicator)
        if isinstance(found, Text):
            conflicts.append(found)
        else:
            rows += found
    rates = tuple(t.measure for t in company if t.measure not in BY_CODE or not BY_CODE[t.measure].adds_up)
    return Divided(tuple(rows), tuple(conflicts), rates, divider.kept)


class _Divider:
    def __init__(
        self,
        facts: Facts,
        calendar: Calendar,
        label: str,
        targets: tuple[Target, ...],
        by: Collection[str],
        to: Collection[str],
        way: Way,
        own: Mapping[str, Fraction] | None,
    ) -> None:
        self._facts, self._calendar, self._label, self._targets = facts, calendar, label, targets
        self._kinds = {kind(label), *by}
        self._levels = {"company", *to}
        self._way: Way = way
        self._own = own
        self._people = _people(facts.book, calendar, label)
        self._names = Names(facts.book, "targets", "owner")
        self.kept = 0

    def one(self, target: Target, indicator: Indicator) -> list[NewTarget] | Text:
        """The rows of one measure, or why it cannot be divided."""
        period = self._calendar.of(self._label)
        by_month = season(self._facts, indicator, period, self._way)
        by_person = self._weights(indicator)
        tree = _tree(self._facts.book, by_person.by)
        given = self._given(target)
        unit = _unit(indicator, [target.value, *given.values()], len(tree.teams) + len(by_person.by))
        fixed = {key: int(value / unit) for key, value in given.items()}
        found = split(int(target.value / unit), self._label, by_month.by, tree, fixed, self._calendar)
        if isinstance(found, Conflict):
            return self._conflict(found, target.measure, unit)
        self.kept += sum(key in found.amounts for key in given)
        rows = []
        for (part, level, owner), value in found.amounts.items():
            if (
                (part, level, owner) in given
                or (part, level) == (self._label, "company")
                or level not in self._levels
            ):
                continue
            if kind(part) not in self._kinds or (level == "team" and not owner):
                continue
            is_sum = (part, level, owner) in found.follows
            basis = _SUM if is_sum else _basis(by_month, by_person, part != self._label, level != "company")
            rows.append(
                NewTarget(part, level, self._owner(level, owner), target.measure, value * unit, basis)
            )
        return rows

    def _weights(self, indicator: Indicator) -> Weights:
        if self._own is not None:
            return Weights({p: self._own.get(p, Fraction(0)) for p in self._people}, _OWN)
        return shares(self._facts, indicator, self._calendar.of(self._label), self._people, self._way)

    def _given(self, target: Target) -> dict[tuple[str, str, str], Decimal]:
        """What Targets says already of this measure, below the company's own number."""
        return {
            (t.period, t.scope.level, t.scope.key): t.value
            for t in self._targets
            if t.measure == target.measure and (t.period, t.scope.level) != (self._label, "company")
        }

    def _owner(self, level: str, owner: str) -> str:
        if level == "company":
            return self._company_name()
        return self._names.of(owner) if level == "person" else owner

    def _company_name(self) -> str:
        table = self._facts.book.table("targets")
        named = zip(table.get("level"), table.get("owner"), strict=True)
        return next(
            (owner for level, owner in named if level == "company" and owner),
            self._facts.book.settings.team_name,
        )

    def _conflict(self, conflict: Conflict, measure: str, unit: Decimal) -> Text:
        owner = (
            self._owner(conflict.level, conflict.owner) if conflict.owner != COMPANY else self._company_name()
        )
        return _CONFLICT.fill(
            measure=definition(self._facts.book, measure).title, period=conflict.period, owner=owner,
            due=_number(conflict.due * unit), given=_number(conflict.given * unit),
        )  # fmt: skip


def _number(value: Decimal) -> str:
    return f"{value:,.2f}".removesuffix(".00")


def _people(book: Book, calendar: Calendar, label: str) -> tuple[str, ...]:
    """Who carries targets: everybody there at some time in the period, but for managers of no team."""
    team, period = book.table("team"), calendar.of(label)
    columns = (team.get(key) for key in ("id", "role", "team", "active", "hired_on", "left_on"))
    return tuple(
        key
        for key, role, group, active, hired, left in zip(*columns, strict=True)
        if key
        and (role != "manager" or group)
        and (active is not False or (left is not None and left >= period.first))
        and (hired is None or hired <= period.last)
        and (left is None or left >= period.first)
    )


def _tree(book: Book, weights: Mapping[str, Fraction]) -> Tree:
    team = book.table("team")
    groups = dict(zip(team.get("id"), team.get("team"), strict=True))
    teams: dict[str, dict[str, Fraction]] = {}
    for key, weight in weights.items():
        teams.setdefault(groups.get(key) or "", {})[key] = weight
    return Tree(teams)


def _unit(indicator: Indicator, values: list[Decimal], owners: int) -> Decimal:
    """The largest round unit in which all given numbers are whole and every month of everybody gets some of them."""
    units = _UNITS if indicator.unit == "money" else (Decimal(1),)
    for unit in units[:-1]:
        if all(value % unit == 0 for value in values) and values[0] / unit >= _FINE * 12 * max(owners, 1):
            return unit
    return units[-1]


def _basis(by_month: Weights, by_person: Weights, over_time: bool, over_people: bool) -> Text:
    parts = [
        weights.basis for weights, is_used in ((by_month, over_time), (by_person, over_people)) if is_used
    ]
    zh, en = "；".join(part.zh for part in parts), "; ".join(part.en for part in parts)
    return Text(f"{zh}。", f"{en[:1].upper()}{en[1:]}.")


def plan(book: Book, found: Divided, sha256: str = "", *, stretch: Decimal | None = None) -> EditPlan:
    """The edit that adds the rows below Targets; empty where there are none. ``stretch`` is by how much more, as a
    share, the ambitious figure asks."""
    if not found.rows:
        return EditPlan((), sha256 or None)
    bound = book.table("targets").bound[-1]
    headings = {c.column.key: c.heading for c in bound.columns}
    rows = tuple(dict(_cells(book, row, headings, stretch)) for row in found.rows)
    return EditPlan((AppendRows(bound.target, rows),), sha256 or None)


def _cells(
    book: Book, row: NewTarget, headings: Mapping[str, str], stretch: Decimal | None
) -> Iterator[tuple[str, EditValue]]:
    lang = book.lang
    values: dict[str, EditValue] = {
        "period": row.period,
        "level": text_of(book, "targets", "level", row.level, lang),
        "owner": row.owner,
        "measure": definition(book, row.measure).title.in_(lang),
        "value": row.value,
        "basis": row.basis.in_(lang),
        "stretch": None if stretch is None else _stretched(row.value, stretch),
    }
    return ((headings[key], value) for key, value in values.items() if key in headings and value is not None)


def _stretched(value: Decimal, by: Decimal) -> Decimal:
    """So much more, as exact as the value itself and never below it."""
    exponent = Decimal(1) if value == value.to_integral_value() else Decimal("0.01")
    return (value * (1 + by)).quantize(exponent, ROUND_CEILING)


_SUM = Text("下级各行之和。", "The sum of the rows below it.")
_OWN = Text("每人按人员表里指定列的权重", "people by the weights of the column of Team that was named")
_NO_PERIOD = Text(
    "“{label}”不是期间。请写成 2026、2026Q4 或 2026-10。",
    "'{label}' is no period. Write it like 2026, 2026Q4 or 2026-10.",
)
_NO_TARGET = Text(
    "目标表里没有公司 {label} 的目标，没有可分解的。请先填一行：期间 {label}、层级公司、衡量指标、目标值。",
    "Targets holds no company target for {label}, so there is nothing to divide. Enter one first: period {label}, level "
    "company, its measure and its value.",
)
_NO_TARGETS = Text(
    "工作簿里没有目标表，没有可分解的。加一张：sheetsales sheets add 工作簿 targets，再填一行公司 {label} 的目标；有自己的目标表，先用 "
    "sheetsales adopt 认一认。",
    "The workbook has no Targets sheet, so there is nothing to divide. Add one with sheetsales sheets add BOOK targets and enter "
    "the company's target for {label}; targets of your own are found by sheetsales adopt.",
)
_CONFLICT = Text(
    "{measure}：{owner} {period} 是 {due}，而已填的下级合计 {given}，凑不拢，这项指标没有分解。请改其中一个数。",
    "{measure}: {owner} has {due} for {period}, while the rows below it that are filled in already add up to {given}; they "
    "cannot be reconciled, so it was not divided. Change one of the numbers.",
)
