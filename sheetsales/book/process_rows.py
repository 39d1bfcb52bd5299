"""The process out of the rows of Stages, or out of the packaged preset where a workbook has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from sheetsales.book.load_rules import (
    NO_STAGES,
    NO_WON_STAGE,
    ORDER_TWICE,
    UNKNOWN_NEXT_STAGE,
    UNKNOWN_REQUIRED,
)
from sheetsales.book.nearest import Nearest, closest
from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.problems import Problem, SheetProblem
from sheetsales.book.process import NextStage, Process, Stage, StageKind
from sheetsales.book.required_fields import (
    FIELD_RECORDS,
    FieldNames,
    default_next,
    next_stages,
    own_headings,
    required_fields,
)
from sheetsales.book.table import BookTable
from sheetsales.schema import defaults
from sheetsales.schema.binding import Binding
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text, same

_CONSEQUENCES = {
    "won": Text("成交额和赢单率算不出来。", "won value and win rate cannot be worked out."),
    "lost": Text("赢单率和输单原因算不出来。", "win rate and reasons for losing cannot be worked out."),
}

Problems = list[Problem | SheetProblem]


def read_process(table: BookTable | None, binding: Binding) -> tuple[Process, Problems]:
    """The stages in order, and what keeps parts of the sheet from being read."""
    if table is None:
        return packaged_process(binding), []
    problems: Problems = []
    reader = _StageRows(table, binding, problems)
    stages = reader.stages()
    if not stages:
        sheet = table.bound[0].sheet if table.bound else RECORDS["stages"].title.in_(binding.language)
        problems.append(SheetProblem(NO_STAGES, None, {"sheet": sheet}, record_key="stages"))
        return packaged_process(binding), problems
    _check_ends(stages, table, problems)
    _check_order(stages, table, problems)
    return Process(stages), problems


def with_named_people(process: Process, table: BookTable | None) -> Process:
    """The process with the people named for its stages, once the names in the sheet are read as people."""
    if table is None or process.packaged:
        return process
    rows = zip(table.get("code"), table.get("person"), table.get("deputy"), strict=True)
    named = {code: (person, deputy) for code, person, deputy in reversed(list(rows)) if person}
    if not named:
        return process
    return replace(
        process,
        stages=tuple(_with_people(stage, *named.get(stage.code, ("", ""))) for stage in process.stages),
    )


def _with_people(stage: Stage, person: str, deputy: str | None) -> Stage:
    return replace(stage, person=person, deputy=deputy or "")


def _check_ends(stages: Sequence[Stage], table: BookTable, problems: Problems) -> None:
    for kind, consequence in _CONSEQUENCES.items():
        if any(stage.kind == kind for stage in stages):
            continue
        label = next(c.label for c in BY_KEY["stage_kind"].choices if c.code == kind)
        details = {"sheet": table.bound[0].sheet, "kind": label, "consequence": consequence}
        column = table.cell(0, "kind") or table.row_cell(0)
        problems.append(SheetProblem(NO_WON_STAGE, column, details, "stages", column="kind", key=kind))


def _check_order(stages: Sequence[Stage], table: BookTable, problems: Problems) -> None:
    seen: dict[int, Text] = {}
    names = {stage.code: stage.name for stage in stages}
    for i, (order, code) in enumerate(zip(table.get("order"), table.get("code"), strict=True)):
        if order is None or code is None:
            continue
        if order in seen:
            problems.append(Problem(ORDER_TWICE, "stages", i, "order", order, {"other": seen[order]}))
        seen.setdefault(order, names[code])


class _StageRows:
    """Reads the rows of one Stages table; of rows with one code the first counts, for nothing may count twice."""

    def __init__(self, table: BookTable, binding: Binding, problems: Problems) -> None:
        self.table, self.problems, self.lang = table, problems, binding.language
        self.names, self.binding = FieldNames(binding), binding
        code, zh, en = (table.get(key) for key in ("code", "name_zh", "name_en"))
        first = {stage: i for i, stage in reversed(list(enumerate(code))) if stage}
        self.rows = sorted(first.values(), key=lambda i: (_order(table, i), table.rows[i]))
        self.codes = {fold(name): code[i] for i in self.rows for name in (en[i], zh[i], code[i]) if name}
        self.kinds = [(code[i], table.get("kind")[i] or "open") for i in self.rows]

    def stages(self) -> tuple[Stage, ...]:
        return tuple(self._stage(i, place) for place, i in enumerate(self.rows))

    def _stage(self, i: int, place: int) -> Stage:
        def field(key: str) -> Any:
            return self.table.get(key)[i]

        code = field("code")
        zh, en = field("name_zh"), field("name_en")
        return Stage(
            code=code,
            order=field("order") or place + 1,
            name=Text(zh or en or code, en or zh or code),
            kind=cast("StageKind", self.kinds[place][1]),
            win_probability=field("win_probability"),
            max_days=field("max_days"),
            limit_from=field("limit_from") or "stage_since",
            min_activities=field("min_activities") or 0,
            contact_every_days=field("contact_every_days"),
            required=self._required(i),
            next_allowed=self._next(i, place),
            may_be_skipped=bool(field("may_be_skipped")),
            may_go_back=bool(field("may_go_back")),
            compliance=field("compliance") or (),
            role=field("role") or "",
            objective=same(field("objective") or ""),
            at=self.table.cell(i, "code"),
        )

    def _required(self, i: int) -> tuple[Any, ...]:
        text = self.table.get("required_fields")[i]
        fields, unknown = required_fields(text or "", self.names, self.lang)
        for name in unknown:
            details = {"nearest": closest(Nearest(_titles(self.lang, self.binding)).of(name))}
            self._report(UNKNOWN_REQUIRED, i, "required_fields", name, details)
        return fields

    def _next(self, i: int, place: int) -> tuple[NextStage, ...]:
        text = self.table.get("next_allowed")[i]
        if not text:
            return default_next(self.kinds, place)
        allowed, unknown = next_stages(text, self.codes)
        for name in unknown:
            details = {"nearest": closest(Nearest(code for code, _ in self.kinds).of(name))}
            self._report(UNKNOWN_NEXT_STAGE, i, "next_allowed", name, details)
        return allowed

    def _report(self, rule: Any, i: int, column: str, name: str, details: Mapping[str, object]) -> None:
        self.problems.append(Problem(rule, "stages", i, column, name, details, key=name))


def _order(table: BookTable, i: int) -> float:
    order = table.get("order")[i]
    return order if order is not None else float("inf")


def _titles(lang: Lang, binding: Binding) -> list[str]:
    ours = [c.title.in_(lang) for key in FIELD_RECORDS for c in RECORDS[key].columns]
    return [*ours, *(heading for key in FIELD_RECORDS for heading in own_headings(binding, key))]


def packaged_process(binding: Binding) -> Process:
    """The stages of the preset that the binding names."""
    rows = defaults.stages(binding.preset)
    names = FieldNames(binding)
    codes = {row["code"]: row["code"] for row in rows}
    return Process(tuple(_packaged_stage(row, names, codes, binding.language) for row in rows), packaged=True)


def _packaged_stage(row: defaults.Row, names: FieldNames, codes: dict[str, str], lang: Lang) -> Stage:
    return Stage(
        code=row["code"],
        order=int(row["order"]),
        name=Text(row["zh"], row["en"]),
        kind=cast("StageKind", row["kind"]),
        win_probability=float(row["win_probability"]) if row["win_probability"] else None,
        max_days=int(row["max_days"]) if row["max_days"] else None,
        limit_from="delivery_on" if row["limit_from"] == "delivery_on" else "stage_since",
        min_activities=int(row["min_activities"] or 0),
        contact_every_days=int(row["contact_every_days"]) if row["contact_every_days"] else None,
        required=required_fields(row["required_fields"], names, lang)[0],
        next_allowed=next_stages(row["next_allowed"], codes)[0],
        may_be_skipped=row["may_be_skipped"] == "yes",
        may_go_back=row["may_go_back"] == "yes",
        compliance=tuple(filter(None, row["compliance"].split(","))),
        role=row["role"],
        objective=Text(row["objective_zh"], row["objective_en"]),
    )
