"""Which sheets somebody asks for: a module by its name, some of its sheets, or a sheet of the core."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from sheetsales.errors import BadRequest
from sheetsales.schema.modules import MODULES, Module
from sheetsales.schema.record import Record
from sheetsales.schema.shown_sheets import SHOWN
from sheetsales.schema.workbook import MADE_BY_CHECK, RECORDS, SHEETS, SIGNS
from sheetsales.speech.lists import listed
from sheetsales.texts import Text, same

_UNKNOWN = Text(
    "没有叫“{name}”的模块或表{near}。可以写：{known}。",
    "There is no module or sheet '{name}'{near}. Known are {known}.",
)
_NEAR = Text("，是不是“{near}”", "; did you mean '{near}'")
_WRITTEN = Text(
    "“{sheet}”由 sheetsales 检查时自己建，不用添加。",
    "{sheet} is made by sheetsales itself when it checks; there is no need to add it.",
)
_APART = Text(
    "“{sheet}”关系到个人的收入和评价，只放在主管自己的人员工作簿里，不加进大家都打开的这一本。",
    "{sheet} is about people's pay or judgement: it belongs in the manager's own workbook and is not added to the one "
    "everybody opens.",
)
_NOT_IN = Text(
    "{sheet}不在要添加的模块里。{module}有：{sheets}。",
    "{sheet} is not in what is to be added. {module} has {sheets}.",
)


def shared(module: Module) -> tuple[Record, ...]:
    """The sheets of a module that may stand in the workbook everybody opens."""
    return tuple(r for r in (RECORDS[sheet.key] for sheet in module.sheets) if r.home == "team")


def core() -> tuple[Record, ...]:
    """The sheets of the core that people may add: all but those a check makes."""
    return tuple(record for record in SHEETS if not record.written)


def module_named(name: str) -> Module | None:
    """The module of that key or title; a name that means a module and a sheet means the module."""
    wanted = name.strip().casefold()
    return next((m for m in MODULES if wanted in {m.key, m.title.zh, m.title.en.casefold()}), None)


def wanted_records(names: Sequence[str], only: Iterable[str] = ()) -> tuple[Record, ...]:
    """The records of these modules and sheets in the order of a workbook's sheets; of the modules ``only`` some, among them
    sheets of the core that they add columns to.

    Raises ``BadRequest`` for a name nobody knows, a sheet a check makes, and one that belongs in the manager's own
    workbook.
    """
    found = {record.key: record for name in names for record in _of_name(name)}
    single = [_sheet(name) for name in only]
    found |= {record.key: record for record in single if widening(names, [record])}
    for record in single:
        if record.key not in found:
            raise BadRequest(_outside(record, names))
    chosen = {record.key for record in single} or found.keys()
    return tuple(RECORDS[key] for key in RECORDS if key in found and key in chosen)


def widening(names: Iterable[str], records: Iterable[Record]) -> tuple[str, ...]:
    """The modules among these names that add columns to any of these sheets of the core."""
    modules = [module.key for name in names if (module := module_named(name)) is not None]
    adding = {column.module for record in records for column in record.module_columns}
    return tuple(key for key in modules if key in adding)


def with_modules(names: Sequence[str]) -> tuple[Record, ...]:
    """The sheets of a new workbook that has these besides the core, in order: those of modules stand after Targets."""
    more = tuple(record for record in wanted_records(names) if record not in SHEETS)
    at = next(i for i, record in enumerate(SHEETS) if record.key == "targets") + 1
    return (*SHEETS[:at], *more, *SHEETS[at:])


def _of_name(name: str) -> tuple[Record, ...]:
    module = module_named(name)
    return shared(module) if module else (_sheet(name),)


def _sheet(name: str) -> Record:
    wanted = name.strip().casefold()
    sign = next((s for s in SIGNS if wanted in {s.key, s.title.zh, s.title.en.casefold()}), None)
    if sign is None:
        raise BadRequest(_unknown(name))
    record = RECORDS[sign.key]
    if record.written or record in MADE_BY_CHECK:
        raise BadRequest(_WRITTEN.fill(sheet=record.title))
    if record.home == "people":
        raise BadRequest(_APART.fill(sheet=record.title))
    return record


def _unknown(name: str) -> Text:
    known = [module.key for module in MODULES] + [record.key for record in core()] + [s.key for s in SHOWN]
    spelled = {text: key for key, text in _spellings()}
    close = difflib.get_close_matches(name.strip().casefold(), spelled, n=1, cutoff=0.6)
    near = _NEAR.fill(near=spelled[close[0]]) if close else same("")
    return _UNKNOWN.fill(name=name, near=near, known=listed(dict.fromkeys(known)))


def _spellings() -> Iterator[tuple[str, str]]:
    for named in (*MODULES, *SIGNS, *SHOWN):
        for text in (named.key, named.title.zh, named.title.en.casefold()):
            yield named.key, text


def _outside(record: Record, names: Sequence[str]) -> Text:
    module = next((m for name in names if (m := module_named(name))), None)
    sheets = listed(r.title for r in shared(module)) if module else listed(names)
    return _NOT_IN.fill(sheet=record.title, module=module.title if module else listed(names), sheets=sheets)
