"""A person's statement of a period: how each rate came about, every slice, what it comes to; live, and to be printed."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, BinaryIO, Final

from sheetsales.commission.facts import WHOLE
from sheetsales.commission.slices import Earned, EarnedKey, Slice
from sheetsales.documents.pay_facts import STATUS, PayFacts
from sheetsales.documents.pay_page import FACTOR, RATE, TOTAL, Page, share_format
from sheetsales.look import styles
from sheetsales.look.styles import Formats
from sheetsales.look.workbook import open_workbook
from sheetsales.process.periods import fiscal_start, label_of
from sheetsales.texts import Text

TITLE: Final = Text("提成单", "Commission statement")
_WIDTHS: Final = (11.5, 10.5, 24.0, 12.0, 15.0, 14.0, 8.0, 8.0, 15.0, 11.0, 5.0, 15.0, 36.0)
_DATE, _DEAL, _CUSTOMER, _KIND, _OF, _BACK, _SHARE, _FACTOR, _BASE, _RATE, _BY, _PAY, _NOTE = range(13)
_MARKS: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HOW: Final = Text(
    "先看第一部分：各期的签约（或回款）按档得多少提成，提成合计 ÷ 业绩合计就是那一期的提成率（①②…）。再看第二部分：基数 =（金额 − 同期退货）× 分成 × 系数，提成 = 基数 × 那一期的提成率，四舍五入到分，末行含尾差。格子里都是公式，点开能看到用了哪些数。",
    "Part 1: what the results of each period earn by the tiers; their sum ÷ the results is the rate of that period (①, ② …). "
    "Part 2: base = (amount − returned in the period) × share × factor; commission = base × the rate of the period, rounded "
    "half up to the cent, the last row taking the rest. The cells hold formulas: click one to see what it is made of.",
)
_PART_ONE: Final = Text("一、提成率怎么来的", "1  How the rates came about")
_PART_TWO: Final = Text("二、逐笔", "2  Every slice")
_PART_THREE: Final = Text("三、合计", "3  In all")
_PART_FOUR: Final = Text("四、没算进去的", "4  Not settled")
_SIGN: Final = Text("五、确认", "5  Agreed")
_TIERS: Final = (
    None, None, Text("档位", "Tier"), None, Text("从", "From"), Text("到", "To"), None, None, Text("落在本档", "In this tier"),
    Text("比例", "Rate"), None, Text("本档提成", "Earned"), Text("说明", "Note"),
)  # fmt: skip
_SLICES: Final = (
    Text("日期", "Date"), Text("商机", "Deal"), Text("客户", "Customer"), Text("类别", "Kind"), Text("金额", "Amount"),
    Text("同期退货", "Returned"), Text("分成", "Share"), Text("系数", "Factor"), Text("基数", "Base"), Text("提成率", "Rate"),
    Text("见", "See"), Text("提成", "Commission"), Text("说明", "Note"),
)  # fmt: skip
_NUMBERS: Final = frozenset({_OF, _BACK, _SHARE, _FACTOR, _BASE, _RATE, _PAY})
_SCOPES: Final = {
    "own": Text("本人", "own"), "team": Text("全组", "the team's"), "department": Text("全部门", "the department's")
}  # fmt: skip
_RESULTS: Final = {
    False: Text("{mark} {plan} · {period} · {whose}签约", "{mark} {plan} · {period} · {whose} signed value"),
    True: Text("{mark} {plan} · {period} · {whose}回款", "{mark} {plan} · {period} · {whose} cash received"),
}
_TARGET: Final = Text("目标", "Target")
_ATTAINED: Final = Text("完成率", "Attainment")
_SUM: Final = Text("合计", "Total")
_THE_RATE: Final = Text("提成率 = 提成合计 ÷ 业绩合计", "Rate = earned ÷ results")
_LOWERED: Final = Text("条件没满足，按 {rate}（原 {own}）", "Gate not met: {rate} (else {own})")
_UNJUDGED: Final = Text("条件缺数，先按 {rate}（原 {own}）", "Gate not known: {rate} for now (else {own})")
_REST: Final = Text("含尾差 {rest}", "With {rest} left from rounding")
_NET: Final = Text("净额比例 {net}", "Net part {net}")
_KEPT: Final = Text("当时封顶，按实发的 {kept}", "Capped then: {kept} of it was paid")
_TEXTS: Final = (
    Text("期间", "Period"), Text("姓名", "Name"), Text("状态", "Status"), Text("审批人", "Approved by"), Text("口径", "Paid on"),
    Text("制单日期", "Drawn up on"),
)  # fmt: skip
_ON: Final = {False: Text("签约额", "value signed"), True: Text("回款额", "cash received")}
_PAYABLE: Final = Text("本期应发", "Payable")
_AGREED: Final = Text("本人确认（签名、日期）", "Agreed by (name, date)")
_QUERY: Final = Text("有异议请写在这里，交回主管", "Anything you question: write it here and hand it back")
_ALL_SETTLED: Final = Text("没有。", "Nothing.")


def draw_statement(facts: PayFacts, person: str, out: BinaryIO) -> None:
    """Write the statement of one person; nothing of anybody else's pay is in it."""
    name = facts.book.person_name(person)
    lang = facts.lang
    workbook = open_workbook(out, lang, title=f"{TITLE.in_(lang)} {facts.period} {name}", today=facts.today)
    drawn = _Statement(workbook, facts, person)
    drawn.head(name)
    drawn.rates()
    drawn.slices()
    drawn.totals()
    drawn.open()
    drawn.sign()
    drawn.page.close()
    workbook.close()


class _Statement:
    """``marks`` gives each sum its number, ``places`` the cells of what it came to: results and commission."""

    def __init__(self, workbook: Any, facts: PayFacts, person: str) -> None:
        self.facts, self.person, self.lang = facts, person, facts.lang
        self.page = Page(
            workbook, Formats(workbook), facts.lang, facts.currency, TITLE.in_(facts.lang), _WIDTHS
        )
        self.marks: dict[EarnedKey, str] = {}
        self.places: dict[EarnedKey, tuple[str, str]] = {}
        self.rows = (0, 0)

    def head(self, name: str) -> None:
        facts, page = self.facts, self.page
        page.title(f"{TITLE.in_(self.lang)} · {facts.period} · {name}")
        status = STATUS[facts.status(self.person)].in_(self.lang)
        values = (
            facts.period, name, status, facts.approver(self.person), _ON[facts.on_cash].in_(self.lang), facts.today,
        )  # fmt: skip
        pairs = list(zip(_TEXTS, values, strict=True))
        page.labelled(pairs[:3], ((0, 1), (2, 3), (5, 8)))
        page.labelled(pairs[3:], ((0, 1), (2, 3), (5, 8)))
        page.note(_HOW)

    def rates(self) -> None:
        sums = self.facts.sums_of(self.person)
        if not sums:
            return
        self.page.section(_PART_ONE)
        for number, earned in enumerate(sums):
            self.marks[earned.key] = _MARKS[number] if number < len(_MARKS) else f"({number + 1})"
            self._sum(earned)

    def _sum(self, earned: Earned) -> None:
        page = self.page
        said = _RESULTS[earned.basis.startswith("received")].fill(
            mark=self.marks[earned.key], plan=earned.key.plan, period=label_of(earned.key.span, fiscal_start(self.facts.book.settings)),
            whose=_SCOPES[earned.key.scope],
        )  # fmt: skip
        page.text(0, said.in_(self.lang), styles.BOLD)
        page.number(_BASE, earned.results, page.money, styles.BOLD)
        results = page.at(_BASE)
        if earned.target is not None:
            self._attained(earned.results, earned.target, results)
        page.row += 1
        page.headings(_TIERS, _NUMBERS)
        first = page.row
        for step, label in zip(earned.steps, _labels(earned), strict=True):
            self._step(earned, step, label, results)
        self._rate(earned, first, page.row - 1)
        page.row += 2

    def _attained(self, reached: Decimal, target: Decimal, results: str) -> None:
        page = self.page
        page.row += 1
        page.text(_CUSTOMER, _TARGET.in_(self.lang))
        page.number(_OF, target, page.money)
        page.text(_SHARE, _ATTAINED.in_(self.lang))
        attained = f"{results}/{page.at(_OF)}"
        page.formula(_BASE, attained, reached / target, styles.RIGHT, {"num_format": "0.00%"})

    def _rate(self, earned: Earned, first: int, last: int) -> None:
        """The row below the tiers: what they add up to, and the rate that is."""
        page = self.page
        page.text(_CUSTOMER, _SUM.in_(self.lang), styles.BOLD)
        for column, value in ((_BASE, earned.results), (_PAY, earned.commission)):
            page.formula(
                column, f"SUM({page.at(column, first)}:{page.at(column, last)})", value, page.money, TOTAL
            )
        self.places[earned.key] = (page.at(_PAY), page.at(_BASE))
        look = (styles.RIGHT, {"num_format": RATE}, TOTAL)
        if earned.results:
            page.formula(_RATE, f"{page.at(_PAY)}/{page.at(_BASE)}", earned.rate, *look)
        else:
            page.number(_RATE, earned.rate, *look)
        page.text(_NOTE, f"{self.marks[earned.key]} {_THE_RATE.in_(self.lang)}", styles.HELP, {"indent": 1})

    def _step(self, earned: Earned, step: Any, label: str, results: str) -> None:
        page = self.page
        page.text(_CUSTOMER, label)
        page.number(_OF, step.low, page.money)
        page.number(_BACK, step.high, page.money)
        within = max(
            (earned.results if step.high is None else min(earned.results, step.high)) - step.low, Decimal()
        )
        top = results if step.high is None else f"MIN({results},{page.at(_BACK)})"
        if within == step.part:
            page.formula(_BASE, f"MAX({top}-{page.at(_OF)},0)", step.part, page.money)
        else:
            page.number(_BASE, step.part, page.money)
        page.number(_RATE, step.rate, styles.RIGHT, {"num_format": share_format(step.rate)})
        page.formula(_PAY, f"{page.at(_BASE)}*{page.at(_RATE)}", step.amount, page.money)
        note = _UNJUDGED if step.unknown else _LOWERED if step.lowered else None
        if note is not None:
            said = note.fill(rate=_share(step.rate), own=_share(step.own_rate)).in_(self.lang)
            page.text(_NOTE, said, styles.HELP, {"text_wrap": True})
            page.tall(said, _WIDTHS[_NOTE])
        page.row += 1

    def slices(self) -> None:
        page = self.page
        page.section(_PART_TWO)
        page.headings(_SLICES, _NUMBERS)
        first = page.row
        for piece in self.facts.of(self.person):
            self._slice(piece)
        self.rows = (first, max(page.row - 1, first))

    def _slice(self, piece: Slice) -> None:
        page = self.page
        notes: list[Text] = []
        if piece.day is not None:
            page.sheet.write_datetime(page.row, _DATE, dt.datetime.combine(piece.day, dt.time()), page.style(styles.LINED, styles.LEFT, {"num_format": "yyyy-mm-dd"}))  # fmt: skip
        else:
            page.text(_DATE, "")
        page.text(_DEAL, piece.deal)
        page.text(_CUSTOMER, self.facts.customers.get(piece.deal, ""), {"shrink": True})
        page.text(_KIND, self.facts.kind(piece.kind))
        if piece.of is not None and piece.base is not None:
            notes += self._weighed(piece)
        else:
            page.blanks((_OF, _BACK, _SHARE, _FACTOR, _BASE, _RATE, _BY))
            page.number(_PAY, piece.amount, page.money)
            notes.append(piece.why)
        said = ("；" if self.lang == "zh" else "; ").join(note.in_(self.lang) for note in notes)
        page.text(_NOTE, said, styles.HELP, {"text_wrap": True})
        page.tall(said, _WIDTHS[_NOTE])
        page.row += 1

    def _weighed(self, piece: Slice) -> list[Text]:
        """The columns from the amount to the commission; what else there is to say."""
        page = self.page
        base, rate = piece.base or Decimal(), piece.rate or Decimal()
        page.number(_OF, piece.of, page.money)
        page.number(_BACK, piece.back or None, page.money)
        page.number(_SHARE, piece.share, styles.RIGHT, {"num_format": share_format(piece.share)})
        page.number(_FACTOR, piece.factor, styles.RIGHT, {"num_format": FACTOR})
        net = "" if piece.net == WHOLE else f"*{float(piece.net)!r}"
        page.formula(
            _BASE,
            f"({page.at(_OF)}-{page.at(_BACK)})*{page.at(_SHARE)}*{page.at(_FACTOR)}{net}",
            base,
            page.money,
        )
        place = self.places.get(piece.earned) if piece.earned is not None else None
        kept = "" if piece.kept == WHOLE else f"*{float(piece.kept)!r}"
        if place is not None and self._results(piece):
            page.formula(_RATE, f"{place[0]}/{place[1]}", rate, styles.RIGHT, {"num_format": RATE})
            text, value = f"{page.at(_BASE)}*{place[0]}/{place[1]}{kept}", base * rate * piece.kept
        else:
            page.number(_RATE, rate, styles.RIGHT, {"num_format": RATE})
            text, value = f"{page.at(_BASE)}*{page.at(_RATE)}{kept}", base * rate * piece.kept
        page.text(_BY, self.marks.get(piece.earned, "") if piece.earned is not None else "", styles.CENTRED)
        rest = piece.amount - _as_excel(value)
        page.formula(
            _PAY, f"ROUND({text},2)" + (f"{float(rest):+.2f}" if rest else ""), piece.amount, page.money
        )
        notes = [_REST.fill(rest=f"{rest:+.2f}")] if rest else []
        notes += [_NET.fill(net=_share(piece.net))] if net else []
        notes += [_KEPT.fill(kept=_share(piece.kept))] if kept else []
        return notes if piece.earned is not None else [*notes, piece.why]

    def _results(self, piece: Slice) -> bool:
        return any(one.key == piece.earned and one.results for one in self.facts.earned)

    def totals(self) -> None:
        page, (first, last) = self.page, self.rows
        page.section(_PART_THREE)
        kinds = dict.fromkeys(piece.kind for piece in self.facts.of(self.person))
        start = page.row
        span = f"{page.at(_KIND, first)}:{page.at(_KIND, last)}"
        amounts = f"{page.at(_PAY, first)}:{page.at(_PAY, last)}"
        for kind in kinds:
            amount = sum((s.amount for s in self.facts.of(self.person) if s.kind == kind), Decimal())
            page.text(_CUSTOMER, self.facts.kind(kind))
            page.formula(_PAY, f'SUMIF({span},"{self.facts.kind(kind)}",{amounts})', amount, page.money)
            page.row += 1
        page.text(_CUSTOMER, _PAYABLE.in_(self.lang), styles.BOLD)
        total = f"SUM({page.at(_PAY, start)}:{page.at(_PAY, page.row - 1)})" if kinds else "0"
        page.formula(_PAY, total, self.facts.total(self.person), page.money, TOTAL)
        page.row += 1

    def open(self) -> None:
        page = self.page
        left = [one for one in self.facts.open if one.person == self.person]
        page.section(_PART_FOUR)
        if not left:
            page.text(0, _ALL_SETTLED.in_(self.lang))
            page.row += 1
        for one in left:
            page.text(0, " ".join(filter(None, (one.deal, one.receipt, one.plan))))
            said = one.why.in_(self.lang)
            page.sheet.merge_range(
                page.row, _CUSTOMER, page.row, _PAY, said, page.style(styles.LINED, {"text_wrap": True})
            )
            page.tall(said, 110)
            page.row += 1

    def sign(self) -> None:
        page = self.page
        page.section(_SIGN)
        for label, name, height in ((_AGREED, "confirmed_on", 24), (_QUERY, "query", 44)):
            page.sheet.merge_range(
                page.row,
                0,
                page.row,
                _KIND,
                label.in_(self.lang),
                page.style(styles.QUIET_TEXT, {"text_wrap": True}),
            )
            page.sheet.merge_range(
                page.row, _OF, page.row, _PAY, "", page.style({"bottom": 1, "text_wrap": True})
            )
            page.sheet.set_row(page.row, height)
            page.define(name, _OF)
            page.row += 1


def _labels(earned: Earned) -> list[str]:
    """How each tier reads: by shares of the target, or by its number."""
    found = []
    for number, step in enumerate(earned.steps, 1):
        if earned.target:
            low, high = step.low / earned.target, None if step.high is None else step.high / earned.target
            found.append(f"{_share(low)} – {_share(high) if high is not None else ''}")
        else:
            found.append(str(number))
    return found


def _share(value: Decimal) -> str:
    text = f"{value * 100:.4f}".rstrip("0").rstrip(".")
    return text + "%"


def _as_excel(value: Decimal) -> Decimal:
    """Rounded to the cent from what fifteen digits show, as a sheet does."""
    return Decimal(f"{float(value):.15g}").quantize(Decimal("0.01"), ROUND_HALF_UP)
