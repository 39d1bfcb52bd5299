"""Tasks out of deals: the next step of the process, the next step agreed, deals that stand still, and large losses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from sheetsales.planning.arising.ground import Ground
from sheetsales.planning.arising.task import NewTask
from sheetsales.process.meeting_actions import reviewed_losses
from sheetsales.process.personal import LOSS, REVIEW
from sheetsales.rules.stages.contacts import Contacts
from sheetsales.rules.stages.proofs import asks_for_contact, prover
from sheetsales.rules.words import deal_label, deal_names, spoken_id
from sheetsales.texts import Text

_STEP = Text("{customer}：{step}", "{customer}: {step}")
_AGREED = Text("{customer}：{what}", "{customer}: {what}")
AGREED = "next|"
"""How the key of an agreed next step begins."""
_QUICK = Decimal("0.5")
_HOUR = Decimal(1)
_REVIEWED_WITHIN = 60
"""So many days after a loss nobody remembers enough to learn from it."""


def steps(ground: Ground) -> Iterator[NewTask]:
    """For every deal the first step of its stage that shows no evidence yet, once it falls due in the days planned.

    Due as many working days after entering the stage as Steps says, holidays and the owner's leave aside.
    """
    deals, looks = ground.scene.deals, prover(ground.scene)
    stages = {s.code: s for s in ground.book.process.stages if s.kind in ("open", "won", "after")}
    columns = (deals.get(key) for key in ("stage", "stage_since", "owner", "customer", "delivery_on"))
    for row, (code, since, owner, customer, delivered) in enumerate(zip(*columns, strict=True)):
        stage = stages.get(code)
        start = delivered if stage is not None and stage.limit_from == "delivery_on" else since
        if stage is None or start is None or start > ground.today:
            continue
        demands = [pair for pair in looks.steps(stage, stage) if pair[0].due_days is not None]
        known = looks.contacts
        found = known.between(row, since or start, ground.today) if known else []
        lacking = looks.lacking(demands, row, found)
        if not lacking:
            continue
        step = lacking[0]
        due = ground.after(start, step.due_days or 0, owner)
        if due > ground.days.last:
            continue
        deal = deals.id(row)
        facts = ground.steps.get(step.code, {})
        yield NewTask(
            key=f"step|{deal}|{step.code}|{start}",
            title=_STEP.fill(customer=ground.called(customer), step=step.name),
            due=due,
            hours=_hours(facts.get("hours")),
            origin="step",
            assignee=ground.there(owner, due),
            customer=customer,
            opportunity=deal,
            stage=code,
            step=step.code,
            skill=facts.get("skill"),
            region=ground.customer(customer, "region"),
            priority="high" if due < ground.today else "mid",
        )


def _hours(said: object) -> Decimal:
    try:
        hours = Decimal(str(said))
    except ArithmeticError:
        return _QUICK
    return hours if hours.is_finite() and 0 < hours <= 200 else _QUICK


def agreed(ground: Ground) -> Iterator[NewTask]:
    """The next step that the deal itself names, on its day."""
    deals = ground.scene.deals
    open_stages = {s.code for s in ground.book.process.stages if s.kind in ("open", "hold")}
    columns = (deals.get(key) for key in ("stage", "next_step", "next_step_on", "owner", "customer"))
    for row, (code, what, due, owner, customer) in enumerate(zip(*columns, strict=True)):
        if code not in open_stages or not what or due is None or due > ground.days.last:
            continue
        said = " ".join(str(what).split())
        yield NewTask(
            key=f"{AGREED}{deals.id(row)}|{due}|{said}",
            title=_AGREED.fill(customer=ground.called(customer), what=said),
            due=due,
            hours=_HOUR,
            origin="manual",
            assignee=ground.there(owner, due),
            customer=customer,
            opportunity=deals.id(row),
            stage=code,
            region=ground.customer(customer, "region"),
            priority="high" if due < ground.today else "mid",
        )


def stalled(ground: Ground) -> Iterator[NewTask]:
    """A review by whoever is in charge of the owner, by the end of the days planned."""
    deals = ground.scene.deals
    for found in ground.scene.stalled:
        row = found.over.row
        owner = deals.get("owner")[row]
        lead = _in_charge(ground, owner)
        due = _by(ground, ground.days.last)
        yield NewTask(
            key=f"stalled|{deals.id(row)}|{found.over.since}",
            title=REVIEW.fill(owner=_whose(ground, owner), deal=_named(ground, row)),
            due=due,
            hours=_HOUR,
            origin="manual",
            assignee=ground.there(lead or None, due),
            customer=deals.get("customer")[row],
            opportunity=deals.id(row),
            stage=found.over.stage.code,
            priority="high",
        )


def losses(ground: Ground) -> Iterator[NewTask]:
    """A review of every loss above the amount that Settings names, by whoever is in charge of the owner; for losses of
    the last weeks alone, and only where the process has a step of the lost stage that shows in an activity. What Meetings
    have as reviewed is."""
    deals, looks = ground.scene.deals, prover(ground.scene)
    known, limit = looks.contacts, Decimal(str(ground.book.settings.number("loss_review_amount")))
    stages = {s.code: s for s in ground.book.process.stages if s.kind == "lost"}
    reviewed = reviewed_losses(ground.book)
    columns = (deals.get(key) for key in ("stage", "closed_on", "owner", "customer"))
    for row, (code, closed, owner, customer) in enumerate(zip(*columns, strict=True)):
        stage, amount = stages.get(code), ground.scene.amounts[row]
        if stage is None or closed is None or known is None or amount is None or amount <= limit:
            continue
        if deals.id(row) in reviewed:
            continue
        if not 0 <= (ground.today - closed).days <= _REVIEWED_WITHIN:
            continue
        demands = [pair for pair in looks.steps(stage, stage) if asks_for_contact(pair[0])]
        for step in looks.lacking(demands, row, _since(known, row, closed, ground.today))[:1]:
            due = ground.after(closed, step.due_days or 0, owner)
            if due > ground.days.last:
                continue
            yield NewTask(
                key=f"loss|{deals.id(row)}|{closed}",
                title=LOSS.fill(owner=_whose(ground, owner), deal=_named(ground, row)),
                due=due,
                hours=_hours(ground.steps.get(step.code, {}).get("hours")),
                origin="step",
                assignee=ground.there(_in_charge(ground, owner) or None, due),
                customer=customer,
                opportunity=deals.id(row),
                stage=code,
                step=step.code,
                priority="high" if due < ground.today else "mid",
            )


def _since(known: Contacts, row: int, closed: dt.date, today: dt.date) -> list[int]:
    """The activities on a deal that has ended, from its closing on."""
    table, key = known.table, known.keys[row]
    told = table.get("opportunity" if table.has("opportunity") else "customer")
    return [
        i
        for i, (day, whose) in enumerate(zip(known.days, told, strict=True))
        if whose == key and key is not None and day is not None and closed <= day <= today
    ]


def _in_charge(ground: Ground, owner: str | None) -> str:
    return ground.people.in_charge_of(owner, ground.today) if owner else ground.people.manager(ground.today)


def _whose(ground: Ground, owner: str | None) -> str:
    return ground.book.person_name(owner) if owner else "—"


def _named(ground: Ground, row: int) -> Text:
    """``甬润机械·空压机监测（O-0118）``, ``Norbury Machinery · Compressor monitoring (O-0118)``; by its id, in Chinese with
    spaces around it, where neither customer nor name is known."""
    names, known = deal_names(ground.book, row), spoken_id(ground.scene.deals.id(row))
    if not names:
        label = deal_label(ground.scene.deals, row)
        return Text(f" {label} ", label)
    zh, en = (f"（{known}）", f" ({known})") if known else ("", "")
    return Text("·".join(names) + zh, " · ".join(names) + en)


def _by(ground: Ground, day: dt.date) -> dt.date:
    return max(ground.workday_by(day), ground.today)
