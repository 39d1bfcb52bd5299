"""SS213, SS214, SS217, SS219: amounts out of line with their peers, in a currency without a rate or in none, or below zero."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sheetsales.book.amount_currency import BETWEEN
from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.median import median
from sheetsales.process.money import unconverted
from sheetsales.rules.deal_facts import asked, left_blank
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal, money
from sheetsales.schema.currencies import named_in
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

OUT_OF_LINE = RuleInfo(
    code="SS213",
    name="amount-out-of-line",
    severity=Severity.WARNING,
    title=Text("金额与同类差得太远", "Amount out of line with its peers"),
    why=Text(
        "有人按元填，有人按万元填，或者多打一个零，合计就全错了。",
        "One person types thousands and another units, or a zero too many: the totals are wrong at once.",
    ),
    fix=Text(
        "核对金额和单位；数字没错的不用改，想不再提示就登记豁免。",
        "Check the amount and its unit; if it is right, leave it, and waive the finding if it should not come again.",
    ),
    settings=("outlier_factor", "min_n"),
    example=Text(
        "商机!F98 的金额 26 约为同产品中位数的万分之一，像是按万元填的。",
        "Pipeline!F98 shows 26, about one ten-thousandth of its peers; it looks typed in units of 10,000.",
    ),
)

MIXED_CURRENCY = RuleInfo(
    code="SS214",
    name="currency-without-rate",
    severity=Severity.WARNING,
    title=Text("币种没有汇率", "Currency without a rate"),
    why=Text(
        "没有汇率的金额折算不了，合计、预测和提成都不含它。",
        "Without a rate the amount cannot be converted, so totals, forecast and commission leave it out.",
    ),
    fix=Text(
        "在参数表的汇率表里写上汇率，如 USD=7.10；币种填错的改正。",
        "Add the rate to the rate table in Settings, such as USD=0.75; correct a wrong currency.",
    ),
    settings=("currency", "rates"),
    example=Text("3 单的币种是 USD，汇率表里没有。", "3 deals are in USD, for which there is no rate."),
)

NEGATIVE_AMOUNT = RuleInfo(
    code="SS217",
    name="amount-below-zero",
    severity=Severity.ERROR,
    title=Text("金额是负数", "Amount below zero"),
    why=Text(
        "负的金额会从合计里减掉；退货和冲销不是商机。",
        "A negative amount is taken off the totals; returns and corrections are no deals.",
    ),
    fix=Text(
        "去掉负号；是退货或冲销的，不要记在商机里。",
        "Drop the sign; keep returns and corrections out of Pipeline.",
    ),
    example=Text("商机 O-0017 的金额是 −58,000。", "O-0017 has an amount of −58,000."),
)

BLANK_CURRENCY = RuleInfo(
    code="SS219",
    name="currency-blank-among-several",
    severity=Severity.WARNING,
    title=Text("几种币种之间有空的", "Currency blank among several"),
    why=Text(
        "空着按默认币种算；同表有几种币种时，多半是漏填，金额就差出几倍。",
        "A blank counts as the default currency; where a sheet uses several it was more likely forgotten, and the amount is off by the rate.",
    ),
    fix=Text(
        "补上币种。只在币种列用了几种币种、空的不到二十分之一时才查。",
        "Fill the currency in. Looked for only where the column holds several currencies and under one in twenty is blank.",
    ),
    settings=("currency",),
    example=Text(
        "商机 O-0031 没填币种，别的商机有 CNY、USD。", "O-0031 has no currency; others are in CNY and USD."
    ),
)

_TEN_THOUSANDTH = Text(
    "{cell} 的金额 {value} 约为同产品中位数的万分之一，像是按万元填的。",
    "{cell} shows {value}, about one ten-thousandth of its peers; it looks typed in units of 10,000.",
)
_TEN_THOUSAND_FOLD = Text(
    "{cell} 的金额 {value} 约为同产品中位数的一万倍，像是多乘了一万。",
    "{cell} shows {value}, about ten thousand times its peers; it looks multiplied by 10,000 once too often.",
)
_HINT_TYPED = Text("{ask}确认后改为 {better}。", "{ask} confirm and enter {better}.")
_LOW = Text(
    "{deal}的金额不到同产品中位数（{middle}，{n} 单）的 1/{times}。",
    "{deal} is under 1/{times} of the median for its product ({middle}, {n:deal|deals}).",
)
_HIGH = Text(
    "{deal}的金额是同产品中位数（{middle}，{n} 单）的 {times} 倍多。",
    "{deal} is over {times} times the median for its product ({middle}, {n:deal|deals}).",
)
_HINT_CHECK = Text(
    "{ask}核对位数和单位；没有错就不用改，可登记豁免。",
    "{ask} check digits and unit; if it is right, leave it or record a waiver.",
)
_IN_MONEY: Mapping[str, Text] = {
    "pipeline": Text("单", "Deals"),
    "contracts": Text("份合同", "Contracts"),
    "orders": Text("行订单", "Order lines"),
    "receipts": Text("笔回款", "Receipts"),
}
_NO_RATE = Text(
    "{count} {what}的币种是 {currency}，第一处在 {cell}，汇率表里没有它，这些金额不计入合计。",
    "{what} in {currency}: {count}, the first at {cell}. The rate table lacks it, so their amounts are in no total.",
)
_NO_RATE_HINT = Text(
    "请在参数表的“汇率表”里加上“{currency}=汇率”；币种填错的，改成 {own}。",
    "Add '{currency}=rate' to the rate table in Settings, or correct the currency to {own}.",
)
_BY_FORMAT = Text(
    "{count} {what}的金额按单元格格式显示为 {currency}，第一处在 {cell}，汇率表里没有它，这些金额不计入合计。",
    "{what} whose amount shows {currency} by its number format: {count}, the first at {cell}. The rate table lacks it, so "
    "their amounts are in no total.",
)
_BY_FORMAT_HINT = Text(
    "请在参数表的“汇率表”里加上“{currency}=汇率”；其实是 {own} 的，改单元格的数字格式。",
    "Add '{currency}=rate' to the rate table in Settings; if it is {own}, change the number format of the cells.",
)
_TWO = Text(
    "{count} {what}的金额写着两种币种（{currency}），第一处在 {cell}，不知道是哪一种，这些金额不计入合计。",
    "{what} whose amount says two currencies ({currency}): {count}, the first at {cell}. Nothing tells which is meant, so "
    "their amounts are in no total.",
)
_TWO_HINT = Text(
    "请让列名、币种列和单元格的数字格式说同一种币种。",
    "Let the heading, the currency column and the number format of the cells say the same one.",
)
_OWN_UNKNOWN = Text("默认币种", "the default currency")
_NEGATIVE = Text(
    "{cell} 的金额是负数 {value}，会从合计里减掉。", "{cell} shows {value}, which is taken off the totals."
)
_NEGATIVE_HINT = Text(
    "{ask}去掉负号；是退货或冲销的，从商机里移走。",
    "{ask} drop the sign; a return or correction does not belong here.",
)

_BLANK = Text(
    "{deal}没填币种，按 {own} 算；同表用了 {others}。",
    "{deal} has no currency and is counted in {own}; the sheet uses {others}.",
)
_BLANK_HINT = Text("{ask}补上币种。", "{ask} fill the currency in.")

_FEW_BLANK: Final = 20
_UNIT: Final = 10_000
_NEARLY: Final = 3.2
"""How far from a ten-thousandth an amount may lie and still look typed in the wrong unit."""
_SPREAD: Final = 3.5 * 1.4826
"""Amounts of a product may differ widely by nature: past this many median deviations one is out of line."""
_MOST: Final = 50.0


@dataclass(frozen=True, slots=True)
class _Peers:
    """The amounts of one product: their median, how many, and how far off an amount may lie (a ratio)."""

    middle: float
    count: int
    allowed: float

    def off(self, ratio: float) -> bool:
        return not 1 / self.allowed <= ratio <= self.allowed


@dataclass(frozen=True, slots=True)
class _Off:
    peers: _Peers
    ratio: float


def out_of_line(scene: Scene) -> Iterator[Finding]:
    if not (scene.deals.has("product") and scene.deals.has("amount")):
        return
    hits = list(_outliers(scene))

    def say(row: int, off: _Off) -> Said:
        for factor, message in ((1 / _UNIT, _TEN_THOUSANDTH), (_UNIT, _TEN_THOUSAND_FOLD)):
            if 1 / _NEARLY < off.ratio / factor < _NEARLY:
                own = scene.deals.get("amount")[row]
                better = own * _UNIT if factor < 1 else own / _UNIT
                said = message.fill(cell=scene.deals.cell(row, "amount"), value=_plain(own))
                return Said("amount", said, _HINT_TYPED.fill(ask=asked(scene, row), better=_plain(better)))
        low = off.ratio < 1
        message = (_LOW if low else _HIGH).fill(
            deal=deal(scene, row),
            middle=money(Decimal(round(off.peers.middle)), scene.book),
            n=off.peers.count,
            times=_times(1 / off.ratio if low else off.ratio),
        )
        return Said("amount", message, _HINT_CHECK.fill(ask=asked(scene, row)))

    yield from teller_of(scene, "pipeline").all(OUT_OF_LINE, hits, say)


def _times(ratio: float) -> str:
    """A round number below the ratio: 12, 130, 2,400."""
    digits = max(0, len(str(int(ratio))) - 2)
    return f"{int(ratio) // 10**digits * 10**digits:,}"


def _plain(amount: Decimal) -> str:
    whole = amount == amount.to_integral_value()
    return f"{amount:.0f}" if whole else f"{amount.normalize():f}"


def _outliers(scene: Scene) -> Iterator[tuple[int, _Off]]:
    products = scene.deals.get("product")
    amounts = [float(a) if a is not None and a > 0 else None for a in scene.amounts]
    by_product = _peers(scene, products, amounts)
    units, by_unit = amounts, by_product
    if scene.deals.has("quantity"):
        units = _unit_prices(amounts, scene.deals.get("quantity"))
        by_unit = _peers(scene, products, units)
    for row, (product, amount) in enumerate(zip(products, amounts, strict=True)):
        peers = by_product.get(product)
        if peers is None or amount is None:
            continue
        ratio = amount / peers.middle
        if peers.off(ratio) and not _explained(units[row], by_unit.get(product)):
            yield row, _Off(peers, ratio)


def _explained(unit: float | None, peers: _Peers | None) -> bool:
    """Whether the quantity explains the amount: a piece costs what it costs elsewhere."""
    return unit is not None and peers is not None and not peers.off(unit / peers.middle)


def _unit_prices(amounts: Sequence[float | None], quantities: Sequence[float | None]) -> list[float | None]:
    return [
        amount / float(quantity) if amount is not None and quantity is not None and quantity > 0 else None
        for amount, quantity in zip(amounts, quantities, strict=True)
    ]


def _peers(
    scene: Scene, products: Sequence[str | None], amounts: Sequence[float | None]
) -> Mapping[str | None, _Peers]:
    groups: dict[str | None, list[float]] = {}
    for product, amount in zip(products, amounts, strict=True):
        if product is not None and amount is not None:
            groups.setdefault(product, []).append(amount)
    least = max(2, int(scene.book.settings.number("min_n")))
    factor = max(1.0, scene.book.settings.number("outlier_factor"))
    return {p: _peers_of(found, factor) for p, found in groups.items() if len(found) >= least}


def _peers_of(found: Sequence[float], factor: float) -> _Peers:
    middle = median(found)
    spread = median(abs(math.log(amount / middle)) for amount in found)
    return _Peers(middle, len(found), max(factor, math.exp(min(_SPREAD * spread, _MOST))))


def mixed_currency(scene: Scene) -> Iterator[Finding]:
    """One finding a currency and kind of record, at its first cell; a text that names one is told at its own, and money
    beside a contract with the contract."""
    for record, what in _IN_MONEY.items():
        if scene.book.has(record):
            yield from _without_rate(scene, record, what)


def _without_rate(scene: Scene, record: str, what: Text) -> Iterator[Finding]:
    table, own = scene.book.table(record), scene.book.settings.currency
    teller = teller_of(scene, record)
    typed = table.raw.get("amount", ())
    for left_out in unconverted(scene.book, record):
        rows = [
            row
            for row in left_out.rows
            if table.bound[table.sources[row]].beside is None
            and not (isinstance(typed[row], str) and named_in(typed[row]))
        ]
        if not rows:
            continue
        column = "currency" if table.get("currency")[rows[0]] else "amount"
        words = {
            "currency": left_out.currency, "what": what, "count": f"{len(rows):,}", "own": own or _OWN_UNKNOWN,
        }  # fmt: skip
        told, hint = _in_words(table, rows[0], left_out.currency)
        message = told.fill(**words, cell=teller.place(rows[0], column))
        said = Said(column, message, hint.fill(**words), key=left_out.currency)
        yield teller.as_one(MIXED_CURRENCY, rows, said)


def _in_words(deals: BookTable, row: int, currency: str) -> tuple[Text, Text]:
    if BETWEEN in currency:
        return _TWO, _TWO_HINT
    return (_BY_FORMAT, _BY_FORMAT_HINT) if row in deals.signs else (_NO_RATE, _NO_RATE_HINT)


def negative_amounts(scene: Scene) -> Iterator[Finding]:
    deals = scene.deals
    hits = [
        (row, amount) for row, amount in enumerate(deals.get("amount")) if amount is not None and amount < 0
    ]

    def say(row: int, amount: Decimal) -> Said:
        cell = deals.cell(row, "amount")
        value = f"−{_plain(-amount)}"
        return Said(
            "amount",
            _NEGATIVE.fill(cell=cell, value=value),
            _NEGATIVE_HINT.fill(ask=asked(scene, row)),
        )

    return teller_of(scene, "pipeline").all(NEGATIVE_AMOUNT, hits, say)


def blank_currency(scene: Scene) -> Iterator[Finding]:
    """Deals with an amount and no currency, in a column that is otherwise filled with several."""
    deals = scene.deals
    if not deals.has("currency"):
        return
    pairs = zip(deals.get("currency"), deals.get("amount"), strict=True)
    blank = [row for row, (currency, amount) in enumerate(pairs) if currency is None and amount is not None]
    used = Counter(currency for currency in deals.get("currency") if currency)
    if len(used) < 2 or len(blank) * _FEW_BLANK > len(deals):
        return
    own = scene.book.settings.currency
    codes = [code for code, _ in used.most_common()]
    others = listed(codes)
    hits = [(row, None) for row in blank if left_blank(deals, "currency", row)]

    def say(row: int, _: None) -> Said:
        message = _BLANK.fill(deal=deal(scene, row), own=own, others=others)
        return Said("currency", message, _BLANK_HINT.fill(ask=asked(scene, row)))

    yield from teller_of(scene, "pipeline").all(BLANK_CURRENCY, hits, say)


AMOUNT_RULES: tuple[Rule, ...] = (
    Rule(OUT_OF_LINE, out_of_line),
    Rule(MIXED_CURRENCY, mixed_currency, Level.BASIC),
    Rule(BLANK_CURRENCY, blank_currency),
    Rule(NEGATIVE_AMOUNT, negative_amounts, Level.BASIC),
)
