"""SS321–SS325: mistakes in the sheets that describe the process."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sheetsales.book.nearest import Nearest, closest
from sheetsales.book.process import Evidence, Process, Stage
from sheetsales.book.required_fields import BACK
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, Teller, teller_of
from sheetsales.rules.words import stage_name
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

UNKNOWN_EVIDENCE = RuleInfo(
    code="SS321",
    name="unknown-evidence",
    severity=Severity.ERROR,
    title=Text("证据写的列不存在", "Evidence that names nothing known"),
    why=Text(
        "证据指到不存在的列或跟进方式，这一步做没做就查不了。",
        "Evidence that names no column and no kind of activity cannot be looked for.",
    ),
    fix=Text(
        "改成商机、客户、跟进记录表里有的列名，或写“跟进:拜访”“文件”；都要有的用“和”，有一即可的用“或”。",
        "Use a heading of Pipeline, Customers or Activities, or 'activity:visit' or 'document'; 'and' asks for all, 'or' "
        "for any.",
    ),
    example=Text(
        "步骤 QU2 的证据写了“审批时间”，没有这一列。",
        "Step QU2 names 'Approved at', a column that does not exist.",
    ),
)

UNREACHABLE = RuleInfo(
    code="SS322",
    name="stage-unreachable",
    severity=Severity.WARNING,
    title=Text("没有路通到的阶段", "A stage nobody can reach"),
    why=Text(
        "别的阶段都不能去这里，商机一进来就算走错。",
        "No stage leads there, so every deal in it would have come by a way that is not allowed.",
    ),
    fix=Text(
        "在前面阶段的“可去”里加上它，用不着的删掉这一行。",
        "Add it to Next stages of the one before, or delete the row.",
    ),
    example=Text("没有一个阶段的“可去”里有“试用”。", "No stage names 'Trial' under Next stages."),
)

ENDLESS = RuleInfo(
    code="SS323",
    name="stages-without-way-out",
    severity=Severity.ERROR,
    title=Text("走不到结束的阶段", "Stages without a way out"),
    why=Text(
        "从这里出发，怎么走都到不了成交或输单，商机就永远挂着。",
        "From here no way leads to won or lost, so the deal stays open for ever.",
    ),
    fix=Text(
        "在“可去”里加上成交或输单，或通到它们的阶段。",
        "Add won or lost, or a stage that leads there, to Next stages.",
    ),
    example=Text("“试用”和“复试”只能互相去。", "'Trial' and 'Second trial' only lead to each other."),
)

STEP_ORDER_TWICE = RuleInfo(
    code="SS324",
    name="step-order-twice",
    severity=Severity.WARNING,
    title=Text("步骤顺序重复", "Two steps share an order"),
    why=Text(
        "同一阶段里顺序相同，就不知道先做哪一步。",
        "With equal order in one stage, nobody knows which comes first.",
    ),
    fix=Text("在阶段里从 1 起重新编号。", "Number the steps of the stage again from 1."),
    example=Text("QU2 和 QU3 的顺序都是 2。", "QU2 and QU3 both have order 2."),
)

UNKNOWN_CHECK = RuleInfo(
    code="SS325",
    name="unknown-compliance-check",
    severity=Severity.ERROR,
    title=Text("合规检查编号不存在", "A compliance check that does not exist"),
    why=Text(
        "合规表里没有这个编号，这项检查就没人查。", "A code that Compliance does not have is never checked."
    ),
    fix=Text(
        "改成合规表里有的编号，或在合规表里加一行。", "Use a code of Compliance, or add the check there."
    ),
    example=Text("报价阶段写了 C77，合规表里没有。", "Quotation names C77, which Compliance does not have."),
)

_EVIDENCE = Text(
    "{cell} 的证据写了“{value}”，没有这样的列、跟进方式或文件{nearest}；{what} {code} 查不了。",
    "{cell} gives '{value}' as evidence, which is no column, kind of activity or document{nearest}; {what} {code} cannot "
    "be proven.",
)
_EVIDENCE_HINT = Text(
    "请改成表里有的列名，或写“跟进:拜访”这样的跟进方式、“文件”。",
    "Use a heading of the sheets, a kind such as 'activity:visit', or 'document'.",
)
_WHEN = Text(
    "{cell} 的证据条件“{value}”认不出，{what} {code} 的证据没有查。",
    "{cell} says '{value}' under Evidence when, which is not known; the evidence of {what} {code} was not checked.",
)
_WHEN_HINT = Text(
    "请留空（总要证据），或填 above_own_discount_limit（超出本人折扣权限时才要）。",
    "Leave it blank to ask always, or enter above_own_discount_limit to ask only beyond the rep's own discount.",
)
_UNREACHABLE = Text(
    "{cell} 的阶段“{name}”没有别的阶段能去，商机进来就算走错。",
    "{cell}: no stage leads to '{name}', so a deal in it came by a way that is not allowed.",
)
_UNREACHABLE_HINT = Text(
    "请在前面阶段的“可去”里加上 {code}；用不着的删掉这一行。",
    "Add {code} to Next stages of the stage before it, or delete the row.",
)
_ENDLESS = Text(
    "{cell}：从“{names}”出发，怎么走都到不了成交或输单。",
    "{cell}: from '{names}' no way leads to won or lost.",
)
_ENDLESS_HINT = Text("请在它的“可去”里加上 {ends}。", "Add {ends} to its Next stages.")
_ORDER = Text(
    "{cell} 的顺序 {value} 与步骤 {other} 相同，分不清先后。",
    "{cell} gives order {value}, the same as step {other}; which comes first is unclear.",
)
_ORDER_HINT = Text("请在这一阶段里从 1 起重新编号。", "Number the steps of this stage again from 1.")
_CHECK = Text(
    "{cell} 写了合规检查 {code}，合规表里没有{nearest}。",
    "{cell} names compliance check {code}, which Compliance does not have{nearest}.",
)
_CHECK_HINT = Text(
    "请改成合规表里有的编号，或在那里加一行。", "Use a code of Compliance, or add a row there."
)
_STEP, _A_CHECK = Text("步骤", "step"), Text("检查", "check")


def unknown_evidence(scene: Scene) -> Iterator[Finding]:
    process = scene.book.process
    near = Nearest(_titles(scene))
    for step in process.steps:
        if step.row is not None:
            yield from _unread(teller_of(scene, "steps"), step.row, step.code, _STEP, step.evidence, near)
            if step.evidence_when == "unknown":
                yield _unknown_when(teller_of(scene, "steps"), step.row, step.code)
    for check in process.checks:
        if check.row is not None:
            yield from _unread(
                teller_of(scene, "compliance"), check.row, check.code, _A_CHECK, check.evidence, near
            )


def _titles(scene: Scene) -> list[str]:
    lang = scene.book.lang
    columns = [
        c.title.in_(lang) for key in ("pipeline", "customers", "activities") for c in RECORDS[key].columns
    ]
    kinds = [c.label.in_(lang) for c in BY_KEY["activity_kind"].choices]
    return [*columns, *(f"{'跟进' if lang == 'zh' else 'activity'}:{kind}" for kind in kinds)]


def _unread(
    teller: Teller, row: int, code: str, what: Text, evidence: Evidence, near: Nearest
) -> Iterator[Finding]:
    for name in evidence.unknown:
        message = _EVIDENCE.fill(
            cell=teller.table.cell(row, "evidence"),
            value=name,
            nearest=closest(near.of(name)),
            what=what,
            code=code,
        )
        yield teller.one(UNKNOWN_EVIDENCE, row, Said("evidence", message, _EVIDENCE_HINT, "", name))


def _unknown_when(teller: Teller, row: int, code: str) -> Finding:
    table = teller.table
    value = table.get("evidence_when")[row]
    message = _WHEN.fill(cell=table.cell(row, "evidence_when"), value=value, what=_STEP, code=code)
    return teller.one(UNKNOWN_EVIDENCE, row, Said("evidence_when", message, _WHEN_HINT, ""))


def unreachable(scene: Scene) -> Iterator[Finding]:
    process, teller = scene.book.process, teller_of(scene, "stages")
    table = teller.table
    if process.packaged or not table.has("next_allowed"):
        return
    written = table.get("next_allowed")
    said = {table.get("code")[i]: bool(written[i]) for i in range(len(table))}
    found = _reached(process, process.stages[:1] + tuple(s for s in process.stages if s.kind == "plan"))
    first_open = next((s for s in process.stages if s.open), None)
    found |= _reached(process, (first_open,)) if first_open else set()
    for stage in process.stages:
        implied = stage.kind == "hold" and not all(said.get(s.code) for s in process.stages if s.open)
        if stage.code in found or implied:
            continue
        row = table.by_id[stage.code]
        message = _UNREACHABLE.fill(cell=table.cell(row, "code"), name=stage_name(stage))
        said_so = Said("code", message, _UNREACHABLE_HINT.fill(code=stage.code), "")
        yield teller.one(UNREACHABLE, row, said_so)


def _reached(process: Process, start: Sequence[Stage]) -> set[str]:
    """The stages that ways from these lead to, they themselves among them."""
    by_code = process.by_code
    reached, waiting = {s.code for s in start}, list(start)
    while waiting:
        for option in waiting.pop().next_allowed:
            if option.code != BACK and option.code not in reached:
                reached.add(option.code)
                waiting.append(by_code[option.code])
    return reached


def endless(scene: Scene) -> Iterator[Finding]:
    """One finding for all stages that no way leads out of."""
    process, teller = scene.book.process, teller_of(scene, "stages")
    table = teller.table
    ends = [s for s in process.stages if s.won or s.lost]
    if process.packaged or not ends or not table.has("next_allowed"):
        return
    stuck = _stuck(process, {s.code for s in ends})
    if not stuck:
        return
    row = table.by_id[stuck[0].code]
    names = [stage_name(s) for s in stuck]
    at = table.cell(row, "next_allowed")
    message = _ENDLESS.fill(
        cell=at, names=Text("”“".join(n.zh for n in names), "', '".join(n.en for n in names))
    )
    codes = " ".join(s.code for s in stuck)
    ways_out = listed(s.code for s in ends[:3])
    yield teller.one(
        ENDLESS, row, Said("next_allowed", message, _ENDLESS_HINT.fill(ends=ways_out), "", codes)
    )


def _stuck(process: Process, ends: Collection[str]) -> list[Stage]:
    """The open stages from which no way leads to an end. A deal on hold goes back to where it came from."""
    return [s for s in process.stages if s.open and not (_reached(process, (s,)) & set(ends))]


def step_order_twice(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "steps")
    table = teller.table
    seen: dict[tuple[str, int], str] = {}
    columns = zip(table.get("stage"), table.get("order"), table.get("code"), strict=True)
    for row, (stage, order, code) in enumerate(columns):
        if stage is None or order is None or code is None:
            continue
        other = seen.setdefault((stage, order), code)
        if other != code:
            message = _ORDER.fill(cell=table.cell(row, "order"), value=order, other=other)
            yield teller.one(STEP_ORDER_TWICE, row, Said("order", message, _ORDER_HINT, ""))


def unknown_checks(scene: Scene) -> Iterator[Finding]:
    process, teller = scene.book.process, teller_of(scene, "stages")
    table = teller.table
    if process.packaged or not scene.book.has("compliance"):
        return
    near = Nearest(process.check_of)
    for stage in process.stages:
        for code in stage.compliance:
            if code not in process.check_of:
                row = table.by_id[stage.code]
                message = _CHECK.fill(
                    cell=table.cell(row, "compliance"), code=code, nearest=closest(near.of(code))
                )
                yield teller.one(UNKNOWN_CHECK, row, Said("compliance", message, _CHECK_HINT, "", code))


SHEET_RULES: tuple[Rule, ...] = (
    Rule(UNKNOWN_EVIDENCE, unknown_evidence, Level.BASIC),
    Rule(UNREACHABLE, unreachable, Level.BASIC),
    Rule(ENDLESS, endless, Level.BASIC),
    Rule(STEP_ORDER_TWICE, step_order_twice, Level.BASIC),
    Rule(UNKNOWN_CHECK, unknown_checks, Level.BASIC),
)
