"""docs/history.md and its Chinese twin: one opportunity moved by hand through four saves and checks, done as told."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import AppendRows, Edit, EditPlan, SetCell
from sheetsales.findings import Finding
from sheetsales.process.history import DealHistory, History
from sheetsales.template.build import build_workbook
from sheetsales.texts import Lang, Text
from sheetsales.workflow.checking import check
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.writing import write_plan

D = dt.date
DEAL = "O-0001"
DAYS = (D(2026, 9, 7), D(2026, 9, 21), D(2026, 10, 5), D(2026, 11, 2))
FOLLOWED = frozenset({"SS305"})


@dataclass(frozen=True)
class Told:
    """What the four checks left: the log as it stands, what they found about the deal, and its history."""

    log: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]
    stage_since: tuple[dt.date | None, ...]
    findings: tuple[tuple[Finding, ...], ...]
    history: DealHistory


def tell(lang: Lang) -> Told:
    """Do it all in a workbook of its own."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "sales.xlsx"
        with book.open("wb") as out:
            build_workbook(out, lang=lang, process="b2b", today=DAYS[0], story=None)
        since, found = [], []
        for day, typed in zip(DAYS, (_begin, _move, _sort_and_put_off, _jump), strict=True):
            write_plan(book, EditPlan(tuple(typed(_Sheet(open_book(book, today=day))))))
            judged = check(book, today=day, level="standard").judged
            opened = open_book(book, today=day)
            deals = opened.book.table("pipeline")
            since.append(deals.get("stage_since")[deals.by_id[DEAL]])
            found.append(tuple(f for f in judged.findings if f.record == DEAL and f.code in FOLLOWED))
        history = History(opened.book).of(DEAL)
        assert history is not None
        headings, log = _log(opened)
        return Told(log, headings, tuple(since), tuple(found), history)


class _Sheet:
    """A workbook as somebody has it open: headings by column, stages and values in its own words."""

    def __init__(self, opened: Opened) -> None:
        self.opened, self.book = opened, opened.book
        self.zh = self.book.lang == "zh"

    def row(self, record: str, **values: Any) -> AppendRows:
        bound = self.book.table(record).bound[0]
        return AppendRows(
            bound.table or "", ({bound.by_key[key].heading: value for key, value in values.items()},)
        )

    def put(self, **values: Any) -> list[Edit]:
        deals = self.book.table("pipeline")
        row = deals.by_id[DEAL]
        cells: Mapping[str, CellRef | None] = {key: deals.cell(row, key) for key in values}
        return [SetCell(at, values[key]) for key, at in cells.items() if at is not None]

    def stage(self, code: str) -> str:
        return self.book.process.by_code[code].name.in_(self.book.lang)

    def deal(self, **values: Any) -> AppendRows:
        return self.row("pipeline", **values)


def _begin(sheet: _Sheet) -> list[Edit]:
    zh = sheet.zh
    return [
        sheet.row("team", id="S03", name="林晓燕" if zh else "Laura Bennett", role="销售" if zh else "Rep", active="是" if zh else "Yes"),
        sheet.row("customers", id="C-001", name="甬润机械有限公司" if zh else "Norbury Machinery Ltd", owner="S03", created_on=DAYS[0]),
        sheet.deal(
            customer="C-001", name="产线节能改造" if zh else "Line retrofit", stage=sheet.stage("identify"), amount=420000,
            owner="S03", created_on=DAYS[0], expected_close=D(2026, 10, 30),
        ),
        sheet.deal(
            customer="C-001", name="空压机监测" if zh else "Compressor monitoring", stage=sheet.stage("identify"), amount=90000,
            owner="S03", created_on=DAYS[0], expected_close=D(2026, 12, 18),
        ),
    ]  # fmt: skip


def _move(sheet: _Sheet) -> list[Edit]:
    return sheet.put(stage=sheet.stage("contact"), expected_close=D(2026, 11, 30), stage_since=None)


def _sort_and_put_off(sheet: _Sheet) -> list[Edit]:
    """The row is cut out and typed again below the other one, with a later close and more money."""
    deals = sheet.book.table("pipeline")
    row, other = deals.by_id[DEAL], deals.by_id["O-0002"]
    edits: list[Edit] = []
    for key in deals.raw:
        here, there = deals.cell(row, key), deals.cell(other, key)
        if here is not None and there is not None:
            edits += [SetCell(there, deals.raw[key][row]), SetCell(here, deals.raw[key][other])]
    close, amount = deals.cell(other, "expected_close"), deals.cell(other, "amount")
    assert close is not None
    assert amount is not None
    return [*edits, SetCell(close, D(2026, 12, 15)), SetCell(amount, 480000)]


def _jump(sheet: _Sheet) -> list[Edit]:
    return sheet.put(stage=sheet.stage("quote"), stage_since=None)


def _log(opened: Opened) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    table = opened.book.table("stage_log")
    keys = [c.column.key for c in table.bound[0].columns]
    rows = []
    for i, deal in enumerate(table.get("opportunity")):
        if deal == DEAL:
            rows.append(tuple(_shown(table.raw[key][i]) for key in keys))
    return tuple(c.heading for c in table.bound[0].columns), tuple(rows)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    return f"{value:,}" if isinstance(value, int) else str(value)


def history_page(lang: Lang) -> str:
    """The page in one language."""
    told = tell(lang)
    skip = told.findings[3][0]
    pushes = told.history.pushes
    table = [_line(told.headings), _line(["---"] * len(told.headings)), *map(_line, told.log)]
    words = {
        "deal": DEAL,
        "table": "\n".join(table),
        "skip": f"{skip.message.in_(lang)}{'' if lang == 'zh' else ' '}{skip.hint.in_(lang)}",
        "at": str(skip.at),
        "pushes": str(len(pushes)),
        "pushed": ("，" if lang == "zh" else ", ").join(f"{p.before} → {p.after}" for p in pushes),
        "since": str(told.stage_since[3]),
        "stays": _stays(told.history, lang),
    }
    return _PAGE.in_(lang).format(**words)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _stays(history: DealHistory, lang: Lang) -> str:
    days = [str(stay.days(DAYS[-1])) for stay in history.stays(DAYS[0])]
    return ("、" if lang == "zh" else ", ").join(days)


_PAGE = Text(
    """# 商机的历史

[English](history.md)

表格只记得现在。`check` 每次把商机和上次见到的样子比一比，阶段、金额、预计成交、负责人有变化的，就在“阶段记录”表里加一行，写上哪天看到的。只加不改。

- 商机认编号，不认行：排序、剪切、删了再加回来，都不算变化。没有编号的，同一次检查里补上。
- 第一次检查把所有商机记一遍，从那天开始有历史。同一天查两次，第二次不加。
- 单元格读不懂的（金额写“约 20 万”），当作没变，等改好再记。
- 记录表被人排过序、删过几行，照样能读；哪一行缺日期、编号或阶段，那一行不算。
- 自己的工作簿没有这张表的，第一次检查时在最后加一张，是隐藏的；右键工作表标签，“取消隐藏”就能看。
- “进入阶段日期”空着、而记录里看得到哪天进来的，检查会补上。填过的不动。

## 一单商机，四次保存、四次检查

林晓燕手上有一单“产线节能改造”，{deal}。

1. **9 月 7 日**，新建，潜在客户识别，42 万元，预计 10 月 30 日成交。检查：给了编号，记下第一行。
2. **9 月 21 日**，推进到客户接触，预计成交改到 11 月 30 日，进入阶段日期没填。检查：记一行，进入阶段日期补上 9 月 21 日。
3. **10 月 5 日**，把两行对调了位置，金额改成 48 万元，预计成交又推到 12 月 15 日。检查：行换了位置不算变化，金额和日期记一行。
4. **11 月 2 日**，一步跳到报价。检查：记一行，并报告跳过了阶段。

“阶段记录”里的这一单：

{table}

第四次检查在 {at} 报告（SS305）：

> {skip}

从这几行还能看出：预计成交推迟了 {pushes} 次（{pushed}）；在每个阶段各待了 {stays} 天；进入阶段日期由检查补成 {since}。
""",
    """# The history of a deal

[中文](history.zh-CN.md)

A sheet only knows what is. Each `check` compares every deal with how it was seen last, and where the stage, amount, expected
close or owner has changed it adds a row to the sheet *Stage log*, with the day it was seen. Rows are only ever added.

- A deal is known by its id, never by its row: sorting, cutting, deleting and putting back is no change. A deal without an
  id gets one in the same check.
- The first check notes every deal once; the history begins on that day. A second check on a day adds nothing.
- A cell that cannot be read (an amount of “about 200k”) counts as unchanged until it is mended.
- A log that somebody sorted, or took rows out of, is read all the same; a row without day, id or stage is passed over.
- A workbook of your own that has no such sheet gets one at its end, hidden; right-click a sheet tab and choose Unhide.
- Where *Stage since* is blank and the log saw the deal come, the check fills it in. What somebody typed stays.

## One deal, four saves, four checks

Laura Bennett has a deal called Line retrofit, {deal}.

1. **7 September**: entered under Prospecting, 420,000, expected to close on 30 October. The check gives the id and notes
   the first row.
2. **21 September**: moved to First contact, expected close put off to 30 November, *Stage since* left blank. The check
   notes a row and fills in 21 September.
3. **5 October**: she swaps two rows, makes the amount 480,000 and puts the close off to 15 December. That the rows
   changed places is no change; amount and date are noted.
4. **2 November**: straight to Quotation. The check notes the row and reports the stage skipped.

What the Stage log says of the deal:

{table}

The fourth check reports at {at} (SS305):

> {skip}

The same rows tell that the expected close was put off {pushes} times ({pushed}),
how many days the deal spent in each stage ({stays}), and since when it has been in the present one ({since}, filled in by
the check).
""",
)
