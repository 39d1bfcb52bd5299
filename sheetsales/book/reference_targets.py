"""What references may point to in this workbook, sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sheetsales.book.process import Process
from sheetsales.book.references import StageTarget, Target
from sheetsales.book.table import BookTable
from sheetsales.schema import defaults
from sheetsales.schema.binding import Binding
from sheetsales.texts import Text, same

_PACKAGED = Text("内置流程", "the packaged process")
_PICK = Text(
    "请从下拉框里选；确实是新的，先在{sheet}表里加一行。",
    "Pick it from the list; if it is new, add it to {sheet} first.",
)
_PACKAGED_ADVICE = Text(
    "请改成内置流程里的名称，或用 sheetsales adopt 说明它对应哪一个。",
    "Use a name of the packaged process, or tell sheetsales adopt what it stands for.",
)


def reference_targets(
    tables: Mapping[str, BookTable], process: Process, binding: Binding
) -> dict[str, Target]:
    """Targets by record key. A sheet the workbook lacks is no target: then the text itself stands for the record.

    Stages, steps and indicators fall back to the packaged ones.
    """
    targets = {
        key: _of_table(table, binding)
        for key, table in tables.items()
        if table.record.id_column and len(table)
    }
    names = [(name, s.code) for s in process.stages for name in (s.name.zh, s.name.en)]
    if process.packaged:
        targets["stages"] = StageTarget(_PACKAGED, _PACKAGED_ADVICE, process.stages, names, binding.language)
    elif (own := targets.get("stages")) is not None:
        typed = list(_names(tables["stages"]))
        targets["stages"] = StageTarget(own.title, own.advice, process.stages, typed, binding.language)
    for key, rows, columns in (
        ("steps", defaults.steps(binding.preset), ("zh", "en")),
        ("indicators", defaults.indicators(), ("zh", "en")),
    ):
        if key not in targets:
            names = [(row[c], row["code"]) for row in rows for c in columns]
            targets[key] = Target(_PACKAGED, _PACKAGED_ADVICE, (row["code"] for row in rows), names)
    return targets


def _of_table(table: BookTable, binding: Binding) -> Target:
    record = table.record
    sheet = table.bound[0].sheet
    known = record.title.in_(binding.language) == sheet
    called = record.title if known else same(sheet)
    title = Text(f"{called.zh}表", called.en)
    return Target(title, _PICK.fill(sheet=called), _ids(table), _names(table))


def _ids(table: BookTable) -> Iterator[str]:
    return (value for value in table.get(table.record.id_column) if value is not None)


def _names(table: BookTable) -> Iterator[tuple[str, str]]:
    ids = table.get(table.record.id_column)
    for key in (table.record.name_column, *table.record.other_names):
        if key != table.record.id_column:
            for name, record in zip(table.get(key), ids, strict=True):
                if name and record:
                    yield name, record
