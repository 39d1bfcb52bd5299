"""An import in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sheetsales.cli.output import DRY_RUN
from sheetsales.imports.crm.profiles import SYSTEMS
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.imports.crm.outcome import Change, Taken
    from sheetsales.imports.crm.typed import Odd
    from sheetsales.workflow.taking_in import TakenIn

SHOWN: Final = 10
_FILE: Final = Text("{file}（{system}，{record}）：{counts}", "{file} ({system}, {record}): {counts}")
_BY_MEANING: Final = Text("按表头的意思认", "headings read by what they mean")
_COUNTS: Final = (
    ("new", Text("新增 {n}", "{n} new")),
    ("changed", Text("改动 {n}", "{n} changed")),
    ("same", Text("没变 {n}", "{n} as they were")),
    ("conflicts", Text("冲突 {n} 格", "{n:cell|cells} in conflict")),
    ("refused", Text("没导入 {n}", "{n} refused")),
    ("gone", Text("那边已删除 {n}", "{n} deleted there")),
)
_NOTHING: Final = Text("没有要导入的", "nothing to take in")
_NEW: Final = Text("    ＋ {name}", "    + {name}")
_CHANGE: Final = Text(
    "    {record} {column}：{old} → {new}（{cell}）", "    {record} {column}: {old} → {new} ({cell})"
)
_CONFLICTS: Final = Text(
    "  两边都改过，工作簿里的没有动；以导出的为准用 --prefer export，以工作簿的为准用 --prefer workbook：",
    "  changed on both sides; what the workbook has stays. With --prefer export the export counts, with --prefer workbook the workbook:",
)
_CONFLICT: Final = Text(
    "    {record} {column}：工作簿 {old}，导出 {new}（{cell}）",
    "    {record} {column}: {old} here, {new} there ({cell})",
)
_REFUSED: Final = Text("    第 {row} 行没导入：{why}（{cell}）", "    row {row} was refused: {why} ({cell})")
_BLANKED: Final = Text(
    "  {n} 格没读懂，先留空，那一行照样导入：",
    "  {n:cell was|cells were} not understood and left out, the rows were taken:",
)
_CELL: Final = Text("    {cell}：{why}", "    {cell}: {why}")
_BECAUSE: Final = Text("{column}：{why}", "{column}: {why}")
_MORE: Final = Text("    ……另有 {n} 条", "    … and {n} more")
_LEFT: Final = Text("  没有用到的列：{names}", "  columns nothing is taken from: {names}")
_REPEATED: Final = Text(
    "  有几列表头相同，只用了第一列：{names}",
    "  several columns have the same heading, the first one counts: {names}",
)
_WITHOUT: Final = Text(
    "  有 {n} 条看不出是哪家客户，客户先留空；把客户的导出一起导入就能对上。",
    "  {n:record says|records say} nothing of a customer we know, which stays blank; import the customers' export along with it.",
)
_NOBODY: Final = Text(
    "  人员表里没有这些负责人：{names}。把他们加进人员表，或把用户名单一起导入，再导一次就填上。",
    "  Team does not have these owners: {names}. Add them to Team, or import the list of users along with it, and import once more.",
)
_REMOVED: Final = Text(
    "  {names} 在工作簿里删掉了，没有再加；要加回来用 --prefer export。",
    "  {names} had been deleted from the workbook and not added again; --prefer export brings them back.",
)
_ABSENT: Final = Text(
    "  以前导入过、这次文件里没有的：{names}。没有删，请看看是不是那边删了。",
    "  imported before and not in this file: {names}. Nothing was deleted; see whether they are gone there.",
)
_NAMED: Final = Text(
    "商机里提到、工作簿里没有的客户，一并新增 {n} 家：{names}", "{n:customer|customers} that only their deals name come in with them: {names}"
)  # fmt: skip
_PEOPLE: Final = Text("人员表新增 {n} 人：{names}", "{n:person joins|people join} Team: {names}")
_STAGES: Final = Text(
    "阶段按意思对应：{pairs}。不对的用 --stage 说明。",
    "Stages by what they mean: {pairs}. Say with --stage where one is wrong.",
)
_NO_SHEET: Final = Text(
    "工作簿没有{sheet}表，{n} 条没导入。先加上：sheetsales sheets add 工作簿 {key}",
    "The workbook has no sheet {sheet}: {n:record was|records were} not imported. Add it first: sheetsales sheets add BOOK {key}",
)
_UNREAD: Final = Text("没有用到的表：{names}", "Sheets nothing was taken from: {names}")
_ERRORS: Final = Text(
    "没导入的行和原因在：{files}。改好后直接再导入那个文件。", "The refused rows, with why, are in {files}. Mend them there and import that file."
)  # fmt: skip
_BLANK: Final = Text("空", "blank")


def lines(result: TakenIn, lang: Lang, *, dry_run: bool, would: bool) -> Iterator[str]:
    """All that is known before writing; ``would`` where nothing has been written yet."""
    outcome = result.outcome
    for taken in outcome.taken:
        yield from _one(taken, lang)
    if outcome.named:
        yield _NAMED.fill(n=len(outcome.named), names=_some([one.name for one in outcome.named])).in_(lang)
    if outcome.people:
        yield _PEOPLE.fill(n=len(outcome.people), names=_some([one.name for one in outcome.people])).in_(lang)
    if outcome.understood:
        pairs = [f"{theirs} → {ours}" for theirs, ours in outcome.understood.items()]
        yield _STAGES.fill(pairs=listed(pairs, most=2 * SHOWN)).in_(lang)
    for key, n in outcome.without_sheet.items():
        yield _NO_SHEET.fill(sheet=RECORDS[key].title, n=n, key=key).in_(lang)
    if result.unread:
        yield _UNREAD.fill(names=_some(result.unread)).in_(lang)
    if dry_run and would:
        yield DRY_RUN.in_(lang)


def afterwards(result: TakenIn, lang: Lang) -> Iterator[str]:
    """What is said once it is written."""
    if result.errors:
        yield _ERRORS.fill(files=listed([str(path) for path in result.errors])).in_(lang)
    yield from (notice.in_(lang) for notice in (*result.applied.notices, *result.notices))


def counted(taken: Taken) -> dict[str, int]:
    """How many records became what."""
    return {
        "new": len(taken.new), "changed": taken.changed, "same": taken.same, "conflicts": len(taken.conflicts),
        "refused": len(taken.refused), "gone": taken.records.gone,
    }  # fmt: skip


def _one(taken: Taken, lang: Lang) -> Iterator[str]:
    export, counts = taken.export, counted(taken)
    said = [text.fill(n=counts[key]) for key, text in _COUNTS if counts[key]]
    system = SYSTEMS[export.system] if export.system else _BY_MEANING
    title = RECORDS[export.record].title
    yield _FILE.fill(
        file=export.file, system=system, record=title, counts=listed(said) if said else _NOTHING
    ).in_(lang)
    yield from _shown([_NEW.fill(name=one.name) for one in taken.new], lang, SHOWN // 2)
    yield from _shown(
        [_told(_CHANGE, change, lang) for change in taken.changes[: SHOWN + 1]],
        lang,
        total=len(taken.changes),
    )
    if taken.conflicts:
        yield _CONFLICTS.in_(lang)
        yield from _shown(
            [_told(_CONFLICT, change, lang) for change in taken.conflicts[: SHOWN + 1]],
            lang,
            total=len(taken.conflicts),
        )
    refused = [
        _REFUSED.fill(row=odd.row, why=because(taken, odd), cell=odd.at) for odd in taken.refused[: SHOWN + 1]
    ]
    yield from _shown(refused, lang, total=len(taken.refused))
    yield from _beside(taken, lang)


def _beside(taken: Taken, lang: Lang) -> Iterator[str]:
    blanked = taken.records.blanked
    if blanked:
        yield _BLANKED.fill(n=len(blanked)).in_(lang)
        yield from _shown(
            [_CELL.fill(cell=odd.at, why=because(taken, odd)) for odd in blanked[: SHOWN + 1]],
            lang,
            total=len(blanked),
        )
    if taken.without:
        yield _WITHOUT.fill(n=taken.without).in_(lang)
    if taken.nobody:
        yield _NOBODY.fill(names=_some(list(taken.nobody))).in_(lang)
    if taken.removed:
        yield _REMOVED.fill(names=_some(taken.removed)).in_(lang)
    if taken.absent:
        yield _ABSENT.fill(names=_some(taken.absent)).in_(lang)
    repeated = taken.export.repeated
    if repeated:
        yield _REPEATED.fill(names=_some(repeated)).in_(lang)
    left = [name for name in taken.export.left if name not in repeated]
    if taken.new and left:
        yield _LEFT.fill(names=_some(left)).in_(lang)


def because(taken: Taken, odd: Odd) -> Text:
    """Why a cell was not taken, with the heading over it."""
    if odd.column not in taken.export.columns:
        return odd.why
    return _BECAUSE.fill(column=taken.export.heading(odd.column), why=odd.why)


def _shown(texts: Sequence[Text], lang: Lang, most: int = SHOWN, total: int | None = None) -> Iterator[str]:
    yield from (text.in_(lang) for text in texts[:most])
    left = (len(texts) if total is None else total) - most
    if left > 0:
        yield _MORE.fill(n=left).in_(lang)


def _told(text: Text, change: Change, lang: Lang) -> Text:
    return text.fill(
        record=change.record, column=change.heading, old=value(change.old, lang), new=value(change.new, lang), cell=change.source
    )  # fmt: skip


def value(one: Any, lang: Lang) -> str:
    """A value as it is spoken."""
    if one is None or one == "":
        return _BLANK.in_(lang)
    if isinstance(one, dt.date):
        return one.isoformat()[:10]
    if isinstance(one, int | float | Decimal) and not isinstance(one, bool):
        return f"{one:,.15g}" if isinstance(one, float) else f"{one:,}"
    return str(one)


def _some(names: Sequence[str]) -> Text:
    return listed(list(names), most=SHOWN)
