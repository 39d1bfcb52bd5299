"""What can be done with a workbook once it is known: commands that work now, and sheets of ours that would help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.adopt.proposal import Proposal
from sheetsales.dataclass import dataclass
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

_CHECK: Final = Text("检查数据：找出会让数字出错的格子", "find the cells that make figures wrong")
_MONTHLY: Final = Text(
    "月报：漏斗、成交、预测、每个人", "the month: funnel, won, forecast, everybody's share"
)
_LEDGER: Final = Text(
    "汇总：按月、按人、按客户、按产品，还没收的（按{records}）",
    "the month by person, customer and product, and what is outstanding (from {records})",
)
_TASKS: Final = Text("按流程步骤排任务", "tasks that the steps of the process call for")
_STAGES: Final = Text(
    "流程阶段：用您自己的阶段名拟一份，期限先空着",
    "Stages: drafted in your own words, limits left blank",
)
_TEAM: Final = Text(
    "人员：先列好您表里的负责人；分任务、按人定目标、交接要用",
    "Team: the owners you have, listed; for sharing out, personal targets and handing over",
)
_TASK_SHEET: Final = Text(
    "任务：按流程排出该做的事，再分给人", "Tasks: what the process calls for, then shared out"
)
_TARGETS: Final = Text("目标：看达成和缺口", "Targets: for attainment and the gap")
_ACTIVITIES: Final = Text(
    "跟进记录：才看得出谁没有人跟", "Activities: to see which deals nobody is working on"
)
_RECEIPTS: Final = Text("回款：才看得出还没收的", "Receipts: to see what is outstanding")
_PIPELINE: Final = Text("商机：才有漏斗和预测", "Pipeline: for a funnel and a forecast")
_NOW: Final = Text("现在就能用：", "What works now:")
_HELPS: Final = Text(
    "加上这些表会更有用（原有的表不动）：", "Sheets that would help (nothing of yours is touched):"
)
_LEDGERS: Final = (
    ("contracts", "signed_on", "amount"),
    ("orders", "ordered_on", "amount"),
    ("quotes", "date", "amount"),
    ("receipts", "received_on", "amount"),
    ("receipts", "invoiced_on", "due_amount"),
)
"""Record, day and money that a report adds up."""
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A command with the workbook's name in it, and what comes of it."""

    command: str
    what: Text


def works_now(proposal: Proposal, book: str) -> Iterator[Step]:
    """The commands that have something to work on."""
    columns = _columns(proposal)
    yield Step(f"sheetsales check {book}", _CHECK)
    if "stage" in columns.get("pipeline", ()) or "outcome" in columns.get("pipeline", ()):
        yield Step(f"sheetsales report {book}", _MONTHLY)
        if "tasks" in columns:
            yield Step(f"sheetsales tasks add {book}", _TASKS)
        return
    kept = list(
        dict.fromkeys(record for record, *needed in _LEDGERS if columns.get(record, set()).issuperset(needed))
    )
    if kept:
        titles = {t.record.key: t.record.title for t in proposal.tables}
        titles |= {t.record.key: t.record.title for t in proposal.own}
        records = listed(titles[record] for record in kept)
        yield Step(f"sheetsales report {book}", _LEDGER.fill(records=Text(records.zh, records.en.lower())))


def would_help(proposal: Proposal, book: str) -> Iterator[Step]:
    """The sheets of ours that the workbook lacks and that would tell most, few of them."""
    there = _columns(proposal)
    wanted = [("pipeline", _PIPELINE)]
    if "pipeline" in there:
        wanted = [
            ("stages", _STAGES),
            ("team", _TEAM),
            ("targets", _TARGETS),
            ("tasks", _TASK_SHEET),
            ("activities", _ACTIVITIES),
        ]
    elif any(record in there for record, *_ in _LEDGERS):
        is_told = any(table.instalments for table in proposal.tables)
        receipts = [("receipts", _RECEIPTS)] if "contracts" in there and not is_told else []
        wanted = [*receipts, ("pipeline", _PIPELINE)]
    for key, what in [(key, what) for key, what in wanted if key not in there][:_MOST]:
        yield Step(f"sheetsales sheets add {book} {key}", what)


def _columns(proposal: Proposal) -> dict[str, set[str]]:
    """The keys that are bound, by record."""
    found: dict[str, set[str]] = {}
    for table in proposal.tables:
        found.setdefault(table.record.key, set()).update(b.column.key for b in table.assigned.bound)
    for own in proposal.own:
        found.setdefault(own.record.key, set()).update(b.column.key for b in own.columns)
    return found


def lines(proposal: Proposal, book: str, lang: Lang) -> Iterator[str]:
    """Both lists as a terminal shows them, commands in one column."""
    now, helps = list(works_now(proposal, book)), list(would_help(proposal, book))
    width = max(len(step.command) for step in (*now, *helps))
    for head, steps in ((_NOW, now), (_HELPS, helps)):
        if steps:
            yield head.in_(lang)
            for step in steps:
                yield f"  {step.command.ljust(width)}  {step.what.in_(lang)}"


def spoken_name(name: str) -> str:
    """A file's name as a command line takes it."""
    return f'"{name}"' if any(ch.isspace() or ch in "&()'" for ch in name) else name
