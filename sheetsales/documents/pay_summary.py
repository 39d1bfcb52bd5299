"""The manager's papers on a period's pay: who gets what, and how it ties to deals, contracts, money and finance."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, BinaryIO, Final

from sheetsales.documents.pay_facts import STATUS, PayFacts
from sheetsales.documents.pay_page import FACTOR, RATE, TOTAL, Page, share_format
from sheetsales.look import styles
from sheetsales.look.styles import Formats
from sheetsales.look.workbook import open_workbook
from sheetsales.texts import Text

TITLE: Final = Text("提成发放与对账", "Commission summary")
_LIST: Final = Text("发放表", "Payment list")
_TIES: Final = Text("对账", "Reconciliation")
_ALL: Final = Text("明细", "All slices")
_TOTAL: Final = Text("合计", "Total")
_LIST_HEAD: Final = (
    Text("编号", "ID"), Text("姓名", "Name"), Text("团队", "Team"), Text("应发", "Payable"), Text("状态", "Status"),
    Text("审批人", "Approved by"), Text("签收", "Received by"), Text("日期", "Date"),
)  # fmt: skip
_SIGNS: Final = (Text("制表", "Prepared by"), Text("审批", "Approved by"), Text("财务", "Finance"))
_HELP: Final = Text(
    "左边两列数是工作簿里的，差额应为 0；不为 0 的在下面逐条列出。财务一栏请填账上的数，右边自动算差。",
    "Both figures come from the workbook and should not differ; what does is listed below, row by row. Type finance's figure "
    "beside a line and its difference follows.",
)
_TIES_HEAD: Final = (
    Text("项目", "Line"), Text("工作簿合计", "Workbook"), Text("进了提成的", "In commission"), Text("没进的", "Left out"),
    Text("差额", "Difference"), Text("财务数", "Finance"), Text("与财务差", "Against finance"),
)  # fmt: skip
_WON: Final = Text("本期签约（商机成交）", "Signed in the period (deals won)")
_CONTRACTS: Final = Text("本期签的合同", "Contracts signed in the period")
_CASH: Final = Text("本期到账（回款）", "Cash received in the period")
_EARLY: Final = Text("签约前已到账，本期起算", "Received before, signed in the period")
_BACK: Final = Text("本期退货（退款、抵扣）", "Returned in the period (refund, credit)")
_PAY: Final = Text("本期应发", "Payable for the period")
_CONTRACT_GAP: Final = Text(
    "合同与签约的差额通常是还没登记的合同，或合同额与商机额不同。",
    "Contracts and deals usually differ by contracts not yet on file, or by amounts that differ.",
)
_LEFT: Final = Text("没进提成的", "Left out")
_LEFT_HEAD: Final = (
    Text("表或人", "Sheet or person"),
    Text("金额", "Amount"),
    Text("编号", "No."),
    None,
    Text("原因", "Why"),
    None,
    None,
)
_NOTHING: Final = Text("没有。", "Nothing.")
_KINDS: Final = Text("按类别", "By kind")
_SLICES: Final = (
    Text("期间", "Period"), Text("姓名", "Name"), Text("方案", "Plan"), Text("类别", "Kind"), Text("日期", "Date"), Text("商机", "Deal"),
    Text("回款", "Receipt"), Text("金额", "Amount"), Text("分成", "Share"), Text("系数", "Factor"), Text("基数", "Base"),
    Text("提成率", "Rate"), Text("提成", "Commission"), Text("怎么算的", "How it came about"),
)  # fmt: skip
_SHEETS: Final = {
    "pipeline": Text("商机", "Pipeline"), "receipts": Text("回款", "Receipts"), "returns": Text("退货", "Returns")
}  # fmt: skip


def draw_summary(facts: PayFacts, out: BinaryIO) -> None:
    """Write payment list, reconciliation and all slices."""
    workbook = open_workbook(
        out, facts.lang, title=f"{TITLE.in_(facts.lang)} {facts.period}", today=facts.today
    )
    formats = Formats(workbook)
    total = _payment_list(facts, workbook, formats)
    _reconciliation(facts, workbook, formats, total)
    _slices(facts, workbook, formats)
    workbook.close()


def _page(facts: PayFacts, workbook: Any, formats: Formats, title: Text, widths: Sequence[float]) -> Page:
    return Page(workbook, formats, facts.lang, facts.currency, title.in_(facts.lang), widths)


def _payment_list(facts: PayFacts, workbook: Any, formats: Formats) -> str:
    """Writes it; the reference of its total."""
    page = _page(facts, workbook, formats, _LIST, (9, 18, 24, 17, 18, 18, 18, 13))
    page.title(f"{_LIST.in_(facts.lang)} · {facts.period}")
    page.headings(_LIST_HEAD, frozenset({3}))
    team = facts.book.table("team")
    first = page.row
    for person in facts.people:
        page.text(0, person)
        page.text(1, facts.book.person_name(person))
        page.text(2, str(team.get("team")[team.by_id[person]] or ""))
        page.number(3, facts.total(person), page.money)
        page.text(4, STATUS[facts.status(person)].in_(facts.lang))
        page.text(5, facts.approver(person))
        page.blanks((6, 7))
        page.sheet.set_row(page.row, 24)
        page.row += 1
    page.text(1, _TOTAL.in_(facts.lang), styles.BOLD)
    whole = sum((facts.total(person) for person in facts.people), Decimal())
    page.formula(
        3, f"SUM({page.at(3, first)}:{page.at(3, max(page.row - 1, first))})", whole, page.money, TOTAL
    )
    at = f"'{_LIST.in_(facts.lang)}'!{page.at(3)}"
    page.row += 2
    for column, label in zip((0, 3, 5), _SIGNS, strict=True):
        page.sheet.write_string(
            page.row,
            column,
            label.in_(facts.lang) + "：" * (facts.lang == "zh"),
            page.style(styles.QUIET_TEXT),
        )
    page.close()
    return at


def _reconciliation(facts: PayFacts, workbook: Any, formats: Formats, total: str) -> None:
    page = _page(facts, workbook, formats, _TIES, (34, 17, 17, 17, 15, 17, 17))
    page.title(f"{_TIES.in_(facts.lang)} · {facts.period}")
    page.note(_HELP)
    page.headings(_TIES_HEAD, frozenset(range(1, 7)))
    left = {sheet: _left_out(facts, sheet) for sheet in _SHEETS}
    out = {sheet: _uncounted(facts, sheet) for sheet in _SHEETS}
    won = facts.won + out["pipeline"]
    _tie(page, facts, _WON, won, won - left["pipeline"], left["pipeline"])
    _tie(page, facts, _CONTRACTS, facts.signed, facts.won, None)
    _tie(
        page,
        facts,
        _CASH,
        facts.cash,
        facts.cash_counted + out["receipts"] - left["receipts"],
        left["receipts"],
    )
    if facts.cash_before:
        _tie(page, facts, _EARLY, facts.cash_before, facts.cash_before, None)
    _tie(page, facts, _BACK, facts.back, facts.back - out["returns"], out["returns"])
    page.text(0, _PAY.in_(facts.lang), styles.BOLD)
    paid = sum((s.amount for s in facts.slices), Decimal())
    page.formula(1, total, paid, page.money, styles.BOLD)
    page.blanks((2, 3, 4))
    _finance(page)
    page.row += 1
    page.note(_CONTRACT_GAP)
    _by_kind(page, facts)
    _listed_out(page, facts)
    page.close()


def _tie(
    page: Page, facts: PayFacts, label: Text, whole: Decimal, counted: Decimal, left: Decimal | None
) -> None:
    page.text(0, label.in_(facts.lang))
    page.number(1, whole, page.money)
    page.number(2, counted, page.money)
    page.number(3, left, page.money)
    off = whole - counted - (left or Decimal())
    page.formula(
        4, f"{page.at(1)}-{page.at(2)}-{page.at(3)}", off, page.money, styles.WATCH_CELL if off else {}
    )
    _finance(page)
    page.row += 1


def _finance(page: Page) -> None:
    """A cell to type finance's figure into, and the difference once it is there."""
    page.blanks((5,), page.money, {"bg_color": styles.SURFACE})
    look = page.style(styles.LINED, page.money)
    page.sheet.write_formula(page.row, 6, f'=IF({page.at(5)}="","",{page.at(1)}-{page.at(5)})', look, "")


def _uncounted(facts: PayFacts, sheet: str) -> Decimal:
    return sum((one.amount or Decimal() for one in facts.uncounted if one.sheet == sheet), Decimal())


def _left_out(facts: PayFacts, sheet: str) -> Decimal:
    """What of a sheet earns nothing: what cannot be counted, and deals and money that no plan pays on."""
    found = {one.id: one.amount or Decimal() for one in facts.uncounted if one.sheet == sheet}
    for one in facts.open:
        if sheet == "pipeline" and one.deal and not one.receipt:
            found.setdefault(one.deal, one.amount or Decimal())
        elif sheet == "receipts" and one.receipt:
            found.setdefault(one.receipt, one.amount or Decimal())
    own = (one.amount or Decimal() for one in facts.open if one.sheet == sheet)
    return sum((*found.values(), *own), Decimal())


def _by_kind(page: Page, facts: PayFacts) -> None:
    page.section(_KINDS)
    for kind in dict.fromkeys(s.kind for s in facts.slices):
        page.text(0, facts.kind(kind))
        page.number(1, sum((s.amount for s in facts.slices if s.kind == kind), Decimal()), page.money)
        page.row += 1


def _listed_out(page: Page, facts: PayFacts) -> None:
    page.section(_LEFT)
    page.headings(_LEFT_HEAD, frozenset({1}))
    rows = [(_SHEETS[one.sheet], one.amount, one.id, one.why) for one in facts.uncounted]
    rows += [
        (Text(facts.book.person_name(o.person), facts.book.person_name(o.person)), o.amount,
         " ".join(filter(None, (o.deal, o.receipt, o.plan))), o.why)
        for o in facts.open
    ]  # fmt: skip
    for where, amount, key, why in rows:
        page.text(0, where.in_(facts.lang))
        page.number(1, amount, page.money)
        page.sheet.merge_range(page.row, 2, page.row, 3, key, page.style(styles.LINED))
        said = why.in_(facts.lang)
        page.sheet.merge_range(page.row, 4, page.row, 6, said, page.style(styles.LINED, {"text_wrap": True}))
        page.tall(said, 46)
        page.row += 1
    if not rows:
        page.text(0, _NOTHING.in_(facts.lang))


def _slices(facts: PayFacts, workbook: Any, formats: Formats) -> None:
    """Every slice as a plain list, to be filtered or taken elsewhere."""
    page = _page(facts, workbook, formats, _ALL, (10, 16, 12, 10, 12, 10, 10, 15, 8, 8, 15, 10, 14, 66))
    page.headings(_SLICES, frozenset({7, 8, 9, 10, 11, 12}))
    for piece in facts.slices:
        texts = (
            facts.period, facts.book.person_name(piece.person), piece.plan, facts.kind(piece.kind),
            f"{piece.day:%Y-%m-%d}" if piece.day else "", piece.deal, piece.receipt,
        )  # fmt: skip
        for column, said in enumerate(texts):
            page.text(column, said)
        page.number(7, piece.of, page.money)
        page.number(8, piece.share, styles.RIGHT, {"num_format": share_format(piece.share)})
        page.number(9, piece.factor, styles.RIGHT, {"num_format": FACTOR})
        page.number(10, piece.base, page.money)
        page.number(11, piece.rate, styles.RIGHT, {"num_format": RATE})
        page.number(12, piece.amount, page.money)
        why = piece.why.in_(facts.lang)
        page.text(13, why, {"text_wrap": True, "indent": 1})
        page.tall(why, 62)
        page.row += 1
    page.sheet.freeze_panes(1, 2)
    page.close()
