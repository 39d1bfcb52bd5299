"""The pipeline: each deal's row as its stage demands it, and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from sheetsales.schema.defaults import Preset, stages
from sheetsales.template.story.days import add_business, business_days
from sheetsales.template.story.model import StoryValue
from sheetsales.template.story.people import LEAD, MANAGER, name_of
from sheetsales.template.story.plan import MASTER_DAY, WHALE, Deal
from sheetsales.template.story.words import day_text, deal_name, need, pick
from sheetsales.texts import Lang, Text

DealRow = dict[str, StoryValue]
_TERMS_SETTLED_AFTER = 6  # working days in negotiation after which delivery is agreed
_HELD = Text("{first}至 {last}暂缓：{why}。", "On hold from {first} to {last}: {why}.")
_HELD_WHY = (
    Text("客户停产检修", "plant shutdown at the customer"),
    Text("等年度预算", "waiting for the yearly budget"),
    Text("设备部换负责人", "new head of maintenance"),
)
_REVIEWED = Text("方案内审：{who}，{day}，通过。", "Proposal reviewed by {who} on {day}: approved.")
_REFERRED = Text("推荐人：{who}。", "Referred by: {who}.")
_WHALE_NOTE = Text(
    "17 条线 285.6 万元，另加运输培训 0.4 万元。合同文本已过评审，等集团采购签字。",
    "17 lines at £2,856,000 plus £4,000 for transport and training. Contract reviewed; group purchasing has yet to sign.",
)


def quote_no(deal: Deal) -> str:
    """The quotation's number: month of the quotation and the deal's own number."""
    on = next((v.on for v in deal.path if v.stage == "quote"), deal.now.on)
    return f"Q{on:%y%m}-{deal.id[2:]}"


def contract_no(deal: Deal, lang: Lang) -> str:
    """The contract's number: 合同 HT or contract CT, year and the deal's own number."""
    on = deal.closed_on or MASTER_DAY
    return f"{'HT' if lang == 'zh' else 'CT'}{on:%Y}-{deal.id[2:]}"


def reason_note(deal: Deal, lang: Lang) -> str:
    """A line on why the deal was won or lost."""
    outcome = "lost" if deal.now.stage == "lost" else "won"
    return pick(f"{outcome}.{deal.reason}", deal.text, lang)


def deal_row(deal: Deal, process: Preset, lang: Lang, next_step: str, now: dt.date = MASTER_DAY) -> DealRow:
    """The deal's pipeline row as of ``now``; ``next_step`` is what its last contact agreed."""
    row: DealRow = {
        "id": deal.id,
        "customer": deal.customer,
        "name": deal_name(deal, lang),
        "stage": deal.now.code,
        "owner": deal.owner,
        "kind": deal.kind,
        "source": deal.source,
        "created_on": deal.created_on,
        "stage_since": deal.now.on,
    }
    due = set(_required(process)[deal.now.code])
    if deal.reached("needs") or "pipeline.expected_close" in due:
        row |= {"expected_close": _expected(deal), "need": need(deal, lang)}
    if deal.reached("present") or "pipeline.amount" in due:
        row |= _offer(deal)
    if deal.reached("quote"):
        row |= _quotation(deal, lang)
    if deal.is_open:
        row |= _open(deal, due, next_step, now)
    else:
        row |= _closed(deal, lang)
    row["compliance"] = _compliance(deal, process)
    row["notes"] = _notes(deal, lang)
    return {key: value for key, value in row.items() if value not in (None, "", ())}


def _required(process: Preset) -> Mapping[str, tuple[str, ...]]:
    return {row["code"]: tuple(row["required_fields"].split(",")) for row in stages(process)}


def _expected(deal: Deal) -> dt.date:
    return deal.expected or add_business(deal.closed_on or MASTER_DAY, 25 + deal.text % 15)


def _offer(deal: Deal) -> DealRow:
    return {"product": deal.product, "quantity": Decimal(deal.quantity), "amount": deal.amount}


def _quotation(deal: Deal, lang: Lang) -> DealRow:
    return {
        "discount": deal.discount,
        "approved_by": deal.approved,
        "quote_no": quote_no(deal),
        "competitor": pick("competitor", deal.competitor, lang),
        "payment_terms": pick("terms", deal.terms, lang),
    }


def _open(deal: Deal, due: set[str], next_step: str, now: dt.date) -> DealRow:
    row: DealRow = {"next_step": next_step, "next_step_on": deal.next_on}
    if deal.reached("quote") or "pipeline.forecast_category" in due:
        row["forecast_category"] = deal.forecast or "pipeline"
    elif deal.reached("present"):
        row["forecast_category"] = "pipeline"
    if deal.now.stage == "negotiate":
        if len(business_days(deal.now.on, now)) >= _TERMS_SETTLED_AFTER:
            row["delivery_on"] = deal.delivery
        row["probability"] = Decimal("0.75") if deal.text % 2 or deal.id == "O-0042" else None
    if deal.id == WHALE:
        row["contract_no"] = f"D{MASTER_DAY:%Y}-{deal.id[2:]}"
    return row


def _closed(deal: Deal, lang: Lang) -> DealRow:
    row: DealRow = {
        "closed_on": deal.closed_on,
        "reason": deal.reason,
        "reason_note": reason_note(deal, lang),
        "competitor": pick("competitor", deal.competitor, lang),
    }
    if deal.now.stage != "lost":
        row |= {"contract_no": contract_no(deal, lang), "delivery_on": deal.delivery}
    return row


def _compliance(deal: Deal, process: Preset) -> tuple[str, ...]:
    """The checks answered: those of every stage left, and of the last one where the deal is closed."""
    asked = {row["code"]: row["compliance"].split(",") for row in stages(process)}
    passed = deal.path[:-1] if deal.is_open else deal.path
    return tuple(sorted({code for visit in passed for code in asked[visit.code] if code}))


def _notes(deal: Deal, lang: Lang) -> str:
    notes = [_WHALE_NOTE.in_(lang)] if deal.id == WHALE else []
    if deal.source == "referral" and deal.path[0].stage == "identify":
        notes.append(_REFERRED.in_(lang).format(who=pick("referrer", deal.text, lang)))
    for number, visit in enumerate(deal.path):
        if visit.stage == "hold":
            last = deal.path[number + 1].on
            why = _HELD_WHY[deal.text % len(_HELD_WHY)].in_(lang)
            notes.append(
                _HELD.in_(lang).format(first=day_text(visit.on, lang), last=day_text(last, lang), why=why)
            )
        if visit.stage == "present" or visit.code == "offer":
            who = name_of(MANAGER if deal.owner == LEAD else LEAD, lang)
            notes.append(_REVIEWED.in_(lang).format(who=who, day=day_text(visit.on, lang)))
    return ("" if lang == "zh" else " ").join(notes)
