"""The edits that add sheets of ours to a workbook, and what a user is told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sheetsales.cells.edits import Edit, EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import Binding
from sheetsales.schema.column import Column
from sheetsales.schema.defaults import Preset
from sheetsales.schema.modules import modules_of
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import RECORDS
from sheetsales.template.adding.cockpit import cockpit_edits
from sheetsales.template.adding.ground import Ground
from sheetsales.template.adding.home import home_edits
from sheetsales.template.adding.names import lists_of, name_edits
from sheetsales.template.adding.new_sheet import column_edits, sheet_edits
from sheetsales.template.adding.own_stages import Chance, OwnStages, names_instead_of_codes, own_stages
from sheetsales.template.adding.own_team import OwnTeam, own_team
from sheetsales.template.adding.rows import indicator_edits, list_edits, setting_edits
from sheetsales.template.adding.standing import Standing, is_ours, standings, widened
from sheetsales.template.cockpit import HEIGHT
from sheetsales.template.config_rows import config_rows, list_rows
from sheetsales.template.labels import Rows
from sheetsales.template.settings_rows import module_rows, setting_rows, setting_values
from sheetsales.texts import Lang, Text


@dataclass(frozen=True)
class Addition:
    """What was asked for and how it stands, the sheets that come, by record, and the plan. ``along`` are sheets that
    come because the others need them, ``renewed`` the titles of sheets that only show and were brought up to date."""

    standings: tuple[Standing, ...]
    sheets: Mapping[str, str]
    columns: Mapping[str, tuple[Column, ...]]
    along: tuple[str, ...]
    plan: EditPlan
    notices: tuple[Text, ...] = ()
    renewed: tuple[str, ...] = ()


def addition(
    workbook: Workbook,
    binding: Binding,
    wanted: Sequence[Record],
    *,
    lang: Lang,
    currency: str,
    preset: Preset,
    alike: Mapping[str, str],
    named: Iterable[str] = (),
    widening: Sequence[str] = (),
    chances: Mapping[str, Chance] | None = None,
    first: Rows | None = None,
    today: dt.date | None = None,
) -> Addition:
    """The plan that adds ``wanted``: sheets the workbook lacks, and columns ours lack. ``named`` records are added even
    where a sheet that nobody bound looks like them; ``widening`` modules add their columns to sheets of the core among
    ``wanted``. A Stages sheet is drafted in the words the deals use, with the
    ``chances`` of their own history, a Team sheet with the owners of what there is. ``first`` are rows that new sheets
    start with. A Home of ours without a cockpit gets one, with what it shows ``today``."""
    named = frozenset(named)
    alike = {key: sheet for key, sheet in alike.items() if key not in named}
    found = standings(wanted, binding, alike, widening)
    found += () if named else _widened(found, binding)
    missing = tuple(s.record for s in found if s.state == "absent")
    wider = {s.record.key: s.lacking for s in found if s.state == "there" and s.lacking}
    modules = (*modules_of(s.record for s in found if s.state in ("absent", "there")), *widening)
    along = _along(binding, missing, modules)
    ground = Ground(workbook, binding, lang, currency, (*missing, *along))
    stages = own_stages(workbook, binding, lang, chances or {}) if RECORDS["stages"] in missing else None
    people = own_team(workbook, binding) if RECORDS["team"] in missing else None
    drafts = {key: draft for key, draft in (("stages", stages), ("team", people)) if draft is not None}
    cockpit = tuple(cockpit_edits(ground, today))
    edits = (
        *_edits(ground, wider, modules, preset, drafts, first or {}, HEIGHT + 2 if cockpit else 0),
        *cockpit,
    )
    return Addition(
        found,
        {record.key: ground.sheets[record.key] for record in missing},
        wider,
        tuple(ground.sheets[record.key] for record in along),
        EditPlan(edits, workbook.sha256 or None),
        tuple(text for key, draft in drafts.items() for text in draft.told(ground.sheets[key])),
    )


def _widened(found: Sequence[Standing], binding: Binding) -> tuple[Standing, ...]:
    """Sheets of the core that the modules of what was found add columns to, but for those that were asked for."""
    asked = {s.record.key for s in found}
    modules = modules_of(s.record for s in found if s.state != "apart")
    return tuple(s for s in widened(binding, modules) if s.record.key not in asked)


def _along(binding: Binding, missing: Sequence[Record], modules: Sequence[str]) -> tuple[Record, ...]:
    """Lists and Settings where what comes needs them and the workbook has none."""
    if not missing:
        return ()
    keys = ["lists"] if lists_of(c for record in missing for c in record.columns) else []
    keys += ["settings"] if module_rows("en", modules) else []
    held = {record.key for record in missing}
    return tuple(RECORDS[key] for key in keys if key not in held and not binding.of(key))


def _edits(
    ground: Ground,
    wider: Mapping[str, Sequence[Column]],
    modules: Sequence[str],
    preset: Preset,
    drafts: Mapping[str, OwnStages | OwnTeam],
    first: Rows,
    below: int,
) -> Iterator[Edit]:
    columns = [c for record in ground.added for c in record.columns]
    columns += [column for more in wider.values() for column in more]
    lists = lists_of(columns)
    rows = _rows(ground, lists, modules, preset)
    rows = {**first, **rows, **{key: draft.rows for key, draft in drafts.items()}}
    if "stages" in drafts:
        yield from names_instead_of_codes(ground.workbook)
    yield from list_edits(ground, lists, modules)
    yield from setting_edits(ground, modules)
    yield from indicator_edits(ground, modules)
    sheets = [edit for record in ground.added for edit in sheet_edits(ground, record, rows)]
    added = [edit for key, more in wider.items() for edit in _wider(ground, key, more)]
    yield from _names_before_drop_downs(ground, columns, [*sheets, *added])
    yield from home_edits(ground, _of_modules(ground), first, below)


def _names_before_drop_downs(
    ground: Ground, columns: Sequence[Column], edits: Sequence[Edit]
) -> Iterator[Edit]:
    """Sheets first, since names refer to them; then the names, since drop-downs and notes can wait."""
    from sheetsales.cells.edits import AddColumns, AddSheet

    first = [edit for edit in edits if isinstance(edit, AddSheet | AddColumns)]
    yield from first
    yield from name_edits(ground, columns)
    yield from (edit for edit in edits if not isinstance(edit, AddSheet | AddColumns))


def _wider(ground: Ground, key: str, columns: Sequence[Column]) -> Iterator[Edit]:
    table = next(table for table in ground.binding.of(key) if is_ours(table))
    yield from column_edits(ground, table, columns)


def _rows(ground: Ground, lists: Sequence[str], modules: Sequence[str], preset: Preset) -> Rows:
    """What configuration sheets start with."""
    from sheetsales.schema.choices import BY_KEY

    added = {record.key for record in ground.added}
    rows: dict[str, Sequence[Mapping[str, object]]] = {}
    if any(record.config for record in ground.added):
        rows |= {k: v for k, v in _config(ground, modules, preset).items() if k in added}
    if "lists" in added:
        rows["lists"] = list_rows(ground.lang, [BY_KEY[key] for key in lists], sample=False)
    if "settings" in added:
        rows["settings"] = _setting_rows(ground, modules)
    return rows  # type: ignore[return-value]  # rows of codes, as the template's


def _config(ground: Ground, modules: Sequence[str], preset: Preset) -> Rows:
    return config_rows(preset, ground.lang, sample=False, modules=modules)


def _setting_rows(ground: Ground, modules: Sequence[str]) -> Sequence[Mapping[str, object]]:
    values = setting_values(ground.lang, None)
    values["currency"] = ground.currency or values["currency"]
    values["language"] = ground.lang
    return (*setting_rows(ground.lang, values), *module_rows(ground.lang, modules))


def _of_modules(ground: Ground) -> dict[str, str]:
    """The sheets of modules that are there once all is added, by record."""
    there = {t.record.key: t.sheet for t in ground.binding.tables if t.record.module != "core"}
    new = {r.key: ground.sheets[r.key] for r in ground.added if r.module != "core"}
    return there | new
