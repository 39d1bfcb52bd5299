"""SS805, SS806, SS808 and SS809: people no plan is for; pay that was approved and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from sheetsales.book.labels import text_of
from sheetsales.commission.kept import KeptRow, kept_rows
from sheetsales.commission.pay import pay
from sheetsales.commission.reading import read_facts, sellers
from sheetsales.commission.slices import Pay
from sheetsales.commission.whys import money
from sheetsales.findings import Finding
from sheetsales.process.people import people
from sheetsales.process.periods import fiscal_start, span_of
from sheetsales.rules.pay import infos
from sheetsales.rules.pay.tiers import known_plans
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, Teller
from sheetsales.texts import Text

_NO_PLAN = Text(
    "{name}（{role}、{level}）没有适用的提成方案。", "No plan applies to {name} ({role}, {level})."
)
_NO_LEVEL = Text("{name}（{role}）没有适用的提成方案。", "No plan applies to {name} ({role}).")
_ADD = Text("请主管补方案，或改适用范围。", "Add a plan, or widen Applies to.")
_CHANGED = Text(
    "{name} {period} 批了 {approved}，按现在的数据是 {now}，{side} {amount}。",
    "{name}'s {period} was approved at {approved}; today it comes to {now}, {amount} {side}.",
)
_DRAFT = Text(
    "请运行 sheetsales pay --draft，差额会列成补差，再审。",
    "Run sheetsales pay --draft: the difference becomes an adjustment to be approved.",
)
_LESS, _MORE = Text("少", "less"), Text("多", "more")
_OWN = Text("{name} {period} 的提成是本人批的。", "{name} approved their own pay for {period}.")
_OTHER = Text("请另一位组长或主管批。", "Have another lead or manager approve it.")
_QUERY = Text(
    "{name} {period}{deal} 有异议，还没确认：{query}",
    "{name} questions{deal} of {period}, and it is not confirmed: {query}",
)
_TALK = Text(
    "请同本人核对，说清后填“本人确认”。", "Go through it together; enter Confirmed on once it is settled."
)
_BY_INDICATORS: Final = frozenset({"bonus", "honour"})
_TOLERANCE: Final = Decimal(1)
_A_YEAR: Final = dt.timedelta(days=366)


def without_plan(scene: Scene) -> Iterator[Finding]:
    """A finding for each rep and lead in post whom no tier of today is for."""
    plans = scene.once(known_plans)
    if not plans.plans:
        return
    book, known = scene.book, people(scene.book)
    hits: list[tuple[int, Said]] = []
    for person, seller in zip(known.all, sellers(book), strict=True):
        if seller.role not in ("rep", "lead") or not known.there(person.id, scene.today):
            continue
        if not any(plan.holds(scene.today) for plan in plans.of(seller, seller.role)):
            role, level = (
                Text(*(text_of(book, "team", column, code, lang) for lang in ("zh", "en")))
                for column, code in (("role", seller.role), ("level", seller.level))
            )
            said = (_NO_PLAN if seller.level else _NO_LEVEL).fill(
                name=book.person_name(person.id), role=_lower(role), level=_lower(level)
            )
            hits.append((person.row, Said("role", said, _ADD, owner=known.manager(scene.today) or None)))
    yield from Teller(scene, book.table("team")).each(
        infos.NOBODYS, hits, lambda _, said: said, at_stake=False
    )


def _lower(text: Text) -> Text:
    return Text(text.zh, text.en.lower())


class _Approved(NamedTuple):
    """What was approved of a period for somebody, without what goes by indicators."""

    row: int
    amount: Decimal


def changed(scene: Scene) -> Iterator[Finding]:
    """A finding for each approved period and person of the last year that comes to something else today."""
    rows = kept_rows(scene.book)
    start = fiscal_start(scene.book.settings)
    sums = _approved(rows)
    recent = {
        period: span
        for period, _ in sums
        if (span := span_of(period, start)) is not None and span.last < scene.today <= span.last + _A_YEAR
    }
    if not recent:
        return
    facts = read_facts(scene.book, scene.once(known_plans), scene.today).facts
    hits: list[tuple[int, Said]] = []
    for period, span in recent.items():
        found = pay(replace(facts, as_of=span.last), span)
        for (label, person), approved in sums.items():
            now = _now(found, person) if label == period else None
            if now is not None and abs(now - approved.amount) > _TOLERANCE:
                less = now < approved.amount
                said = _CHANGED.fill(
                    name=scene.book.person_name(person), period=period, approved=money(approved.amount), now=money(now),
                    side=_LESS if less else _MORE, amount=money(abs(now - approved.amount)),
                )  # fmt: skip
                hits.append((approved.row, Said("amount", said, _DRAFT)))
    yield from Teller(scene, scene.book.table("commission")).each(
        infos.CHANGED, hits, lambda _, said: said, at_stake=False
    )


def _approved(rows: tuple[KeptRow, ...]) -> dict[tuple[str, str], _Approved]:
    sums: dict[tuple[str, str], _Approved] = {}
    fixed = [row for row in rows if row.fixed and row.kind != "carried" and not row.typed]
    for row in fixed:
        if row.kind not in (*_BY_INDICATORS, "adjustment"):
            before = sums.get((row.period, row.person))
            sums[row.period, row.person] = _Approved(
                before.row if before else row.at, (before.amount if before else Decimal()) + row.amount
            )
    for row in fixed:
        if row.kind == "adjustment" and (row.plan, row.person) in sums:
            was = sums[row.plan, row.person]
            sums[row.plan, row.person] = was._replace(amount=was.amount + row.amount)
    return sums


def _now(found: Pay, person: str) -> Decimal | None:
    """What a period comes to now, without what goes by indicators; None where a rate hangs on one."""
    hangs = any(
        step.unknown and step.part for one in found.earned if one.key.person == person for step in one.steps
    )
    if hangs:
        return None
    mine = (s for s in found.slices if s.person == person and s.kind not in (*_BY_INDICATORS, "carried"))
    return sum((s.amount for s in mine), Decimal())


def approved_by_oneself(scene: Scene) -> Iterator[Finding]:
    hits: list[tuple[int, Said]] = []
    seen: set[tuple[str, str]] = set()
    for row in kept_rows(scene.book):
        if row.approved_by and row.approved_by == row.person and (row.period, row.person) not in seen:
            seen.add((row.period, row.person))
            said = _OWN.fill(name=scene.book.person_name(row.person), period=row.period)
            hits.append((row.at, Said("approved_by", said, _OTHER)))
    yield from Teller(scene, scene.book.table("commission")).each(
        infos.OWN_PAY, hits, lambda _, said: said, at_stake=False
    )


def unanswered(scene: Scene) -> Iterator[Finding]:
    hits = [
        (
            row.at,
            Said("query", _QUERY.fill(
                name=scene.book.person_name(row.person), period=row.period, deal=f" {row.deal}" if row.deal else "",
                query=row.query,
            ), _TALK),
        )
        for row in kept_rows(scene.book)
        if row.query and row.confirmed_on is None
    ]  # fmt: skip
    yield from Teller(scene, scene.book.table("commission")).each(
        infos.QUERIED, hits, lambda _, said: said, at_stake=False
    )
