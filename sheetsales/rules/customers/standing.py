"""SS106 to SS108 and SS111: whose a customer is, how it is graded, and what it has bought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from sheetsales.book.labels import text_of
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.purchases import Purchases, purchases
from sheetsales.process.upkeep import CLASHES, GONE
from sheetsales.rules.customers.who import who
from sheetsales.rules.persons import ask_in_charge, people_of
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import ask
from sheetsales.speech.days import day
from sheetsales.texts import Text

OWNER_LEFT = RuleInfo(
    code="SS106",
    name="owner-has-left",
    severity=Severity.ERROR,
    title=Text("负责人已离职", "The owner has left"),
    why=Text("没人跟的客户最先被对手接走。", "A customer nobody looks after is the first to be won over by a competitor."),
    fix=Text("移交给在职的人，当天打个电话介绍自己；人还在的，把人员表的在职改为是。", "Hand it to somebody who is there, who should call the same day; if the person never left, set Active to yes in Team."),
    example=Text("客户 C-011 归马驰，他 6 月 30 日已离职。", "C-011 belongs to Mark Chandler, who left on 30 June."),
)  # fmt: skip


GRADE_CLASH = RuleInfo(
    code="SS108",
    name="grade-against-type",
    severity=Severity.WARNING,
    title=Text("等级和类型矛盾", "Grade and type contradict each other"),
    why=Text("高价值却评 D，或一般却评 A，总有一个是过时的；在理清之前按更紧的一档联系。", "A high-value customer graded D, or a general one graded A, has one of the two out of date; until that is settled the tighter cadence applies."),
    fix=Text("重新评级，或改类型。", "Regrade the customer, or change its type."),
    example=Text("客户 C-033 是高价值客户，等级却是 D。", "C-033 is a high-value customer graded D."),
)  # fmt: skip

LIFECYCLE = RuleInfo(
    code="SS111",
    name="lifecycle-against-orders",
    severity=Severity.WARNING,
    title=Text("生命周期与成交不符", "Lifecycle contradicts the orders"),
    why=Text("已经买过的还算线索，新客户数和复购率就都不对；没买过的算客户也一样。", "Buyers still counted as leads, or customers who never bought, spoil the count of new customers and the repurchase rate."),
    fix=Text("按成交和订单改生命周期；成交登记在别的客户名下的，改商机或订单。", "Change the lifecycle to what deals and orders say, or the deal or order if it stands under the wrong customer."),
    example=Text("客户 C-020 标为线索，但 9 月 12 日成交过。", "C-020 is marked Lead but bought on 12 September."),
)  # fmt: skip

_LEFT = Text("{who}的负责人{owner}{when}已离职。", "{who} belongs to {owner}, who {when}.")
_LEFT_HINT = Text(
    "{ask}指定接手人，并当天同客户联系。",
    "{ask} hand it to somebody, who should call the customer the same day.",
)
_CLASH = Text("{who}的类型是{type}，等级却是 {grade}。", "{who} is of type {type} but graded {grade}.")
_CLASH_HINT = Text(
    "{ask}弄清原因后重新评级，或改类型。", "{ask} find out why, then regrade it or change its type."
)
_BOUGHT = Text("{who}的生命周期是{stage}，但{when}已有成交。", "{who} is marked {stage} but bought {when}.")
_NOTHING = Text(
    "{who}的生命周期是{stage}，但没有一笔成交、合同或订单。",
    "{who} is marked {stage} but has no won deal, contract or order.",
)
_TO_CUSTOMER = Text(
    "{ask}改为{customer}；成交记错客户的，改那条商机。",
    "{ask} change it to {customer}, or correct the deal if it stands under the wrong customer.",
)
_TO_PROSPECT = Text(
    "{ask}改为{prospect}；确实买过的，补上那笔成交。",
    "{ask} change it to {prospect}, or add the deal if they did buy.",
)
_BEFORE_BUYING = ("lead", "prospect")
_RECENT = dt.timedelta(days=90)


def owners_left(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "customers")
    team, today = people_of(scene), scene.today
    gone = {person.id for person in team.all if team.gone(person.id, today)}
    lifecycles = teller.table.get("lifecycle")
    hits = [
        (row, owner)
        for row, owner in enumerate(teller.table.get("owner") if gone else ())
        if owner in gone and lifecycles[row] != "lost"
    ]

    def say(row: int, owner: str) -> Said:
        left = team.by_id[owner].left_on
        when = day(left, today) if left else None
        message = _LEFT.fill(
            who=who(scene, row),
            owner=scene.book.person_name(owner),
            when=Text(f" {when.zh}", f"left on {when.en}") if when else Text("", "has left"),
        )
        above = team.in_charge_of(owner, today)
        return Said("owner", message, _LEFT_HINT.fill(ask=ask_in_charge(scene, above)), owner=above)

    yield from teller.all(OWNER_LEFT, hits, say)


def grades_clashing(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "customers")
    pairs = zip(teller.table.get("type"), teller.table.get("grade"), strict=True)
    hits = [(row, pair) for row, pair in enumerate(pairs) if pair in CLASHES]

    def say(row: int, pair: tuple[str, str]) -> Said:
        message = _CLASH.fill(who=who(scene, row), type=_label(scene, "type", pair[0]), grade=pair[1])
        return Said("grade", message, _hint(scene, row, _CLASH_HINT))

    yield from teller.all(GRADE_CLASH, hits, say)


Contradiction = Literal["bought", "nothing"]


def lifecycles(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "customers")
    known = purchases(scene.book, scene.today) if teller.table.has("lifecycle") else None
    if known is None:
        return
    columns = (teller.table.get(key) for key in ("id", "lifecycle", "created_on"))
    hits = [
        (row, wrong)
        for row, (customer_id, stage, created) in enumerate(zip(*columns, strict=True))
        if stage is not None
        and customer_id is not None
        and (wrong := _contradiction(known, customer_id, stage, created, scene.today)) is not None
    ]
    yield from teller.all(LIFECYCLE, hits, lambda row, wrong: _contradicted(scene, known, row, wrong))


def _contradiction(
    known: Purchases, customer_id: str, stage: str, created: dt.date | None, today: dt.date
) -> Contradiction | None:
    """A customer entered before the first recorded purchase may have bought before; then nothing is known."""
    if stage in _BEFORE_BUYING:
        return "bought" if known.bought(customer_id) else None
    if stage in GONE:
        last = known.last.get(customer_id)
        return "bought" if last is not None and today - last <= _RECENT else None
    if stage != "customer" or known.bought(customer_id) or customer_id in known.unclear:
        return None
    return "nothing" if created is not None and created > known.since else None


def _contradicted(scene: Scene, known: Purchases, row: int, wrong: Contradiction) -> Said:
    table = scene.book.table("customers")
    stage = _label(scene, "lifecycle", table.get("lifecycle")[row])
    words = {"who": who(scene, row), "stage": stage}
    to = {code: _label(scene, "lifecycle", code) for code in ("customer", "prospect")}
    if wrong == "nothing":
        return Said("lifecycle", _NOTHING.fill(**words), _hint(scene, row, _TO_PROSPECT, **to))
    last = known.last.get(table.id(row))
    on = day(last, scene.today) if last else None
    when = Text(f" {on.zh}", f"on {on.en}") if on else Text("", "already")
    return Said("lifecycle", _BOUGHT.fill(when=when, **words), _hint(scene, row, _TO_CUSTOMER, **to))


def _label(scene: Scene, column: str, code: str) -> Text:
    book = scene.book
    return Text(
        text_of(book, "customers", column, code, "zh"), text_of(book, "customers", column, code, "en")
    )


def _hint(scene: Scene, row: int, hint: Text, **words: Text) -> Text:
    return hint.fill(ask=ask(scene.book, scene.book.table("customers").get("owner")[row]), **words)


STANDING_RULES: tuple[Rule, ...] = (
    Rule(OWNER_LEFT, owners_left, Level.BASIC),
    Rule(GRADE_CLASH, grades_clashing, Level.STANDARD),
    Rule(LIFECYCLE, lifecycles, Level.STANDARD),
)
