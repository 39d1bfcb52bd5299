"""How each slice came about, in words its person can follow with a pocket calculator."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sheetsales.commission.facts import WHOLE
from sheetsales.commission.figure_names import title_of, value_of
from sheetsales.commission.slices import Earned
from sheetsales.dataclass import dataclass
from sheetsales.texts import NO_TEXT, Text

_INHERITED: Final = Text(
    "按接手人签约那期的比例 {rate}：{base} × {rate} = {amount}",
    "at the successor's rate of the period signed, {rate}: {base} × {rate} = {amount}",
)
_RESULTS: Final = {
    "attainment": Text("本期签约", "signed this period"),
    "amount": Text("本期签约", "signed this period"),
    "received_attainment": Text("本期回款", "received this period"),
    "received_amount": Text("本期回款", "received this period"),
}
NO_TARGET: Final = Text(
    "{period} 没有目标，按完成率的方案算不出", "no target for {period}, and the plan goes by attainment"
)
TORN: Final = Text(
    "有一档缺比例或周期，算不准；请补上再算",
    "one of its tiers lacks its rate or period, so nothing is worked out; fill it in first",
)
TWICE: Final = Text(
    "档位在 {low} 到 {high} 重叠，会发两次；请把上一档的上限改成下一档的下限",
    "its tiers overlap from {low} to {high}, which would be paid twice; make each To the next From",
)
BETWEEN: Final = Text(
    "业绩中的 {amount} 落在档位之外，没有提成率；请把上下限接上",
    "{amount} of the results lie in no tier and earn nothing; join the limits up",
)
LOWER: Final = Text(
    "条件“{gate}”缺数，这一档先按 {rate} 算，有数后补差",
    "the condition '{gate}' lacks a figure: this tier pays {rate} for now, the difference once it is known",
)
GAP: Final = Text(
    "{month} 没有目标，按其余月份的 {target} 算",
    "{month} has no target; it goes by the {target} of the other months",
)
NO_PLAN: Final = Text("{day} 签约时没有方案覆盖", "no plan covered the day it was signed, {day}")
NO_ROLE: Final = Text(
    "人员表里没写角色，不知道按哪个方案", "Team does not say the role, so nobody can tell by which plan"
)
NO_TEAM: Final = Text(
    "人员表里没写团队，不知道全组签了多少", "Team does not say the team, so nobody can tell what it signed"
)
EITHER: Final = Text(
    "{plan} 和 {other} 对这个人同样适用，只按 {plan} 算；请给其中一个写明适用的人或日期",
    "{plan} and {other} fit equally well, and only {plan} counts; say in one of them for whom or until when it holds",
)
NO_DUE: Final = Text("没有应收日期，按准时算", "no due date, so it counts as in time")
NO_COST: Final = Text(
    "方案按毛利计，缺产品成本", "the plan goes by margin, and the cost of the goods is missing"
)
UNJUDGED: Final = Text(
    "{plan} 的条件“{gate}”缺数，先不发",
    "{plan}: its condition '{gate}' lacks a figure, so it is not paid yet",
)
_TYPED: Final = Text(
    "合同上写的提成率 {rate} × {base} = {amount}", "rate typed on the contract, {rate} × {base} = {amount}"
)
_ROW: Final = Text(
    "{what}{weights} = 基数 {base}；基数 × {commission} ÷ {results} = {amount}{rest}",
    "{what}{weights} = base {base}; base × {commission} ÷ {results} = {amount}{rest}",
)
_PLAIN: Final = Text(
    "基数 {base} × {commission} ÷ {results} = {amount}{rest}",
    "base {base} × {commission} ÷ {results} = {amount}{rest}",
)
_FROM: Final = Text(
    "（{commission} 是{said} {results} 按档所得）",
    " ({commission} is what the {results} {said} earn by the tiers)",
)
_SHARE: Final = Text(" × 分成 {n}", " × share {n}")
_FACTOR: Final = Text(" × 系数 {n}", " × factor {n}")
_NET: Final = Text(" × 净额比例 {n}", " × net part {n}")
_BACK: Final = Text("（{amount} − 同期退货 {back}）", "({amount} − {back} returned in the period)")
_REST: Final = Text("，末笔含尾差 {rest}", ", with {rest} left over from rounding")
_CLAWBACK: Final = Text(
    "{day} 退货 {back}{weights}，按签约那期的比例 {commission} ÷ {results} 扣回 {amount}",
    "{back} returned on {day}{weights}, taken back at the rate of the period it was signed in, "
    "{commission} ÷ {results}: {amount}",
)
_CLAWBACK_AT: Final = Text(
    "{day} 退货 {back}{weights}，按当初的比例 {rate} 扣回 {amount}",
    "{back} returned on {day}{weights}, taken back at the rate paid then, {rate}: {amount}",
)
_CAPPED: Final = Text("提成 {total} 超过封顶 {cap}", "commission of {total} is above the cap of {cap}")
_CAPPED_TO: Final = Text(
    "封顶 {cap}，按封顶的周期算，提成 {total} 还能发 {left}",
    "the cap of {cap}, counted for its own period, leaves {left} of {total}",
)
_HELD: Final = Text("暂扣 {part}，{until}释放", "{part} held back, released {until}")
_RELEASED: Final = Text("此前暂扣的 {amount} 于 {day} 释放", "{amount} held back before, released on {day}")
_GUARANTEE: Final = Text(
    "{month} 提成 {earned}，补到保底 {least}", "commission for {month} was {earned}; topped up to {least}"
)
_CARRIED_OUT: Final = Text(
    "本期合计 {total}，挂到下一期抵扣", "the total is {total}; it is carried to the next period"
)
_CARRIED_IN: Final = Text("上一期挂账", "carried from the period before")
_NEW: Final = Text("新客户首单 {deal}，{amount}", "{deal}, the first order of a new customer, {amount}")
_BONUS: Final = Text("条件满足：{gate}", "conditions met: {gate}")
_HONOUR: Final = Text("{measure} 第一：{value}", "highest {measure}: {value}")


def money(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def percent(rate: Decimal, digits: int = 2) -> str:
    """A share as people write it, without trailing noughts."""
    text = f"{rate * 100:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def number(value: Decimal) -> str:
    text = f"{value:.4f}"
    return text.rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Weights:
    """By what an amount is multiplied on its way to the base."""

    share: Decimal
    factor: Decimal
    net: Decimal = WHOLE

    @property
    def product(self) -> Decimal:
        if self.net == WHOLE:
            return self.share if self.factor == WHOLE else self.share * self.factor
        return self.share * self.factor * self.net

    def said(self) -> Text:
        parts = [_SHARE.fill(n=percent(self.share))] if self.share != WHOLE else []
        parts += [_FACTOR.fill(n=number(self.factor))] if self.factor != WHOLE else []
        parts += [_NET.fill(n=percent(self.net, 4))] if self.net != WHOLE else []
        return Text("".join(p.zh for p in parts), "".join(p.en for p in parts))


def row(
    earned: Earned,
    of: Decimal,
    back: Decimal,
    weights: Weights,
    base: Decimal,
    amount: Decimal,
    rest: Decimal,
) -> Text:
    what = _BACK.fill(amount=money(of), back=money(back)) if back else Text(money(of), money(of))
    plain = not back and weights.product == WHOLE
    said = (_PLAIN if plain else _ROW).fill(
        what=what, weights=weights.said(), base=money(base), commission=money(earned.commission),
        results=money(earned.results), amount=money(amount), rest=_REST.fill(rest=money(rest)) if rest else NO_TEXT,
    )  # fmt: skip
    return joined(
        said,
        _FROM.fill(
            commission=money(earned.commission), said=_RESULTS[earned.basis], results=money(earned.results)
        ),
    )


def clawback(earned: Earned, day: object, back: Decimal, weights: Weights, amount: Decimal) -> Text:
    return _CLAWBACK.fill(
        day=day, back=money(back), weights=weights.said(), commission=money(earned.commission),
        results=money(earned.results), amount=money(amount),
    )  # fmt: skip


def clawback_at(rate: Decimal, day: object, back: Decimal, weights: Weights, amount: Decimal) -> Text:
    """Where nothing but the rate may or can be told."""
    return _CLAWBACK_AT.fill(
        day=day, back=money(back), weights=weights.said(), rate=percent(rate, 6), amount=money(amount)
    )


def typed(rate: Decimal, base: Decimal, amount: Decimal) -> Text:
    return _TYPED.fill(rate=percent(rate), base=money(base), amount=money(amount))


def inherited(rate: Decimal, base: Decimal, amount: Decimal) -> Text:
    return _INHERITED.fill(rate=percent(rate, 6), base=money(base), amount=money(amount))


def capped(total: Decimal, left: Decimal, cap: Decimal) -> Text:
    said = _CAPPED if left == cap else _CAPPED_TO
    return said.fill(total=money(total), left=money(left), cap=money(cap))


def held(part: Decimal, until: Text) -> Text:
    return _HELD.fill(part=percent(part), until=until)


def released(amount: Decimal, day: object) -> Text:
    return _RELEASED.fill(amount=money(amount), day=day)


def guarantee(month: str, earned: Decimal, least: Decimal) -> Text:
    return _GUARANTEE.fill(month=month, earned=money(earned), least=money(least))


def carried_out(total: Decimal) -> Text:
    return _CARRIED_OUT.fill(total=money(total))


def carried_in() -> Text:
    return _CARRIED_IN


def new_customer(deal: str, amount: Decimal) -> Text:
    return _NEW.fill(deal=deal, amount=money(amount))


def bonus(gate: Text) -> Text:
    return _BONUS.fill(gate=gate)


def honour(measure: str, value: Decimal) -> Text:
    return _HONOUR.fill(measure=title_of(measure), value=value_of(measure, value))


def joined(*parts: Text) -> Text:
    return Text("".join(p.zh for p in parts), "".join(p.en for p in parts))
