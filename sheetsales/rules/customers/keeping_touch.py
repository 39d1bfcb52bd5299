"""SS109 and SS110: customers without a next contact, and those not contacted as often as upkeep asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

from sheetsales.book.parsing.cleaning import fold
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.upkeep import GONE, Cadence, CustomerContacts, customer_contacts, upkeep
from sheetsales.rules.customers.deals_of import under_way
from sheetsales.rules.customers.who import who
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, Teller, teller_of
from sheetsales.rules.words import ask
from sheetsales.schema.choices import BY_KEY
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

NEXT_CONTACT = RuleInfo(
    code="SS109",
    name="next-contact-missing",
    severity=Severity.WARNING,
    title=Text("没有下次联系日期", "No next contact"),
    why=Text("没有定下次联系的客户，多半就没有下次了。", "A customer without a date for the next contact usually gets none."),
    fix=Text(
        "填上下次联系的日期。有未结或暂缓的商机时由商机的下一步日期推出，不用另填；休眠和流失的客户不查。",
        "Enter the day of the next contact. While a deal is open or on hold it follows from the deal's next step; dormant "
        "and lost customers are left out.",
    ),
    example=Text("客户 C-009 没有在谈的商机，下次联系为空。", "C-009 has no open deal, and its next contact is blank."),
)  # fmt: skip

OVERDUE = RuleInfo(
    code="SS110",
    name="contact-overdue",
    severity=Severity.WARNING,
    title=Text("超过周期没有联系", "Contact overdue"),
    why=Text("老客户不是一天丢的，是一次次没联系丢的。", "Customers are not lost in a day but one missed contact after the other."),
    fix=Text(
        "本周联系并记一条跟进。周期按日历日，在客户维护表里按类型和等级定；两者矛盾时按更紧的一档。约好的下次联系过了也没有跟进的"
        "同样会报。有商机在谈的客户按阶段的联系间隔查，这里不重复。",
        "Get in touch this week and log it. The cadence runs in calendar days and stands in Upkeep by type and grade; where "
        "they contradict each other the tighter one counts. A next contact that has passed without an activity is "
        "reported too. Customers with a deal under way follow the stage's interval instead.",
    ),
    example=Text("A 级客户 C-004 已 55 天没联系，标准是 15 天。", "Grade A customer C-004 has not been contacted for 55 days; the standard is 15."),
)  # fmt: skip

_MISSING = Text(
    "{who}没有在谈的商机，也没有下次联系日期。",
    "{who} has no deal under way and no date for the next contact.",
)
_MISSING_HINT = Text("{ask}定一个日期填上{within}。", "{ask} set a date{within}.")
_WITHIN = Text("，不晚于 {days} 天后", ", at the latest in {spent}")
_LATE = Text(
    "{who}已 {days} 天没联系，标准是 {limit} 天。",
    "{who} has not been contacted for {spent}; the standard is {limit}.",
)
_NEVER = Text(
    "{who}{since}录入，{days} 天来没有一次联系记录，标准是 {limit} 天。",
    "{who} was entered on {since} and has no contact on record in {spent}; the standard is {limit}.",
)
_LATE_HINT = Text("{ask}本周内{how}，并填下次联系日期。", "{ask} {how} this week and set the next contact.")
_PASSED = Text(
    "{who}约好 {date}联系，已过 {days} 天，之后没有跟进记录。",
    "{who} was due for contact on {date}, {ago} ago, with nothing logged since.",
)
_PASSED_HINT = Text(
    "{ask}今天联系，并把下次联系改成新的日期。", "{ask} get in touch today and set a new date."
)
_GRADED = Text("{grade} 级{who}", "Grade {grade} {who}")
_HOW: Final = {
    "visit": Text("拜访", "visit"), "call": Text("电话", "call"), "wechat": Text("发微信", "message"),
    "email": Text("发邮件", "e-mail"), "demo": Text("演示", "demonstrate"), "meeting": Text("约见", "meet"),
}  # fmt: skip
_IN_TOUCH = Text("联系", "get in touch")
_KINDS: Final = {
    fold(word): choice.code
    for choice in BY_KEY["activity_kind"].choices
    for word in (choice.code, choice.label.zh, choice.label.en)
}


class _Late(NamedTuple):
    """How long a customer has waited: since the last contact, or where there was none since its entry."""

    since: dt.date
    cadence: Cadence
    ever: bool


def _wanted(scene: Scene, teller: Teller) -> list[int]:
    """The rows of customers that somebody is to keep in touch with and that have no deal under way."""
    busy = scene.once(under_way)
    columns = zip(teller.table.get("id"), teller.table.get("lifecycle"), strict=True)
    return [row for row, (key, stage) in enumerate(columns) if stage not in GONE and key not in busy]


def next_contact_missing(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "customers")
    if not teller.table.has("next_contact"):
        return
    wanted = _wanted(scene, teller)
    planned = teller.table.get("next_contact")
    hits = [(r, None) for r in wanted if planned[r] is None and teller.left_blank(r, "next_contact")]
    cadences = upkeep(scene.book)

    def say(row: int, _: None) -> Said:
        cadence = cadences.of(teller.table.get("type")[row], teller.table.get("grade")[row])
        days = cadence.days if cadence else 0
        within = _WITHIN.fill(days=days, spent=count_of(days, "day")) if days else Text("", "")
        hint = _MISSING_HINT.fill(ask=ask(scene.book, teller.table.get("owner")[row]), within=within)
        return Said("next_contact", _MISSING.fill(who=who(scene, row)), hint)

    yield from teller.all(NEXT_CONTACT, hits, say, base=len(wanted))


def contacts_overdue(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "customers")
    wanted = _wanted(scene, teller)
    known = customer_contacts(scene.book, scene.today)
    late = dict(_late(scene, teller, wanted, known)) if known else {}
    yield from teller.all(OVERDUE, list(late.items()), lambda row, fact: _overdue(scene, teller, row, fact))
    passed = [row for row in wanted if row not in late and _has_passed(scene, teller, row, known)]
    yield from teller.all(
        OVERDUE, [(row, None) for row in passed], lambda row, _: _passed(scene, teller, row), base=len(wanted)
    )


def _late(
    scene: Scene, teller: Teller, wanted: list[int], known: CustomerContacts
) -> Iterator[tuple[int, _Late]]:
    cadences = upkeep(scene.book)
    by_pair: dict[tuple[str | None, str | None], Cadence | None] = {}
    types, grades, ids, created = (teller.table.get(key) for key in ("type", "grade", "id", "created_on"))
    for row in wanted:
        pair = types[row], grades[row]
        if pair not in by_pair:
            by_pair[pair] = cadences.of(*pair)
        cadence = by_pair[pair]
        if cadence is None:
            continue
        last = known.last.get(ids[row])
        since = last or _entered(created[row], known, scene.today, cadence)
        if since is not None and (scene.today - since).days > cadence.days:
            yield row, _Late(since, cadence, last is not None)


def _entered(
    created: dt.date | None, known: CustomerContacts, today: dt.date, cadence: Cadence
) -> dt.date | None:
    """The day a customer without any contact was entered; None where the activities do not reach back far enough."""
    if created is None or known.since is None or (today - known.since).days < cadence.days:
        return None
    return created


def _overdue(scene: Scene, teller: Teller, row: int, late: _Late) -> Said:
    table = teller.table
    days = (scene.today - late.since).days
    words = {
        "who": _graded(scene, row, table.get("grade")[row]),
        "days": days,
        "spent": count_of(days, "day"),
    }
    if late.ever:
        message = _LATE.fill(limit=late.cadence.days, **words)
    else:
        message = _NEVER.fill(limit=late.cadence.days, since=day(late.since, scene.today), **words)
    hint = _LATE_HINT.fill(ask=ask(scene.book, table.get("owner")[row]), how=_how(late.cadence))
    column = next((key for key in ("last_contact", "next_contact") if table.cell(row, key)), "name")
    return Said(column, message, hint)


def _has_passed(scene: Scene, teller: Teller, row: int, known: CustomerContacts | None) -> bool:
    """Whether the next contact that was planned has passed, and nobody was in touch since."""
    planned = teller.table.get("next_contact")[row]
    if planned is None or planned >= scene.today:
        return False
    last = known.last.get(teller.table.id(row)) if known else None
    return last is None or last < planned


def _passed(scene: Scene, teller: Teller, row: int) -> Said:
    planned: dt.date = teller.table.get("next_contact")[row]
    days = (scene.today - planned).days
    who = _graded(scene, row, teller.table.get("grade")[row])
    message = _PASSED.fill(who=who, date=day(planned, scene.today), days=days, ago=count_of(days, "day"))
    hint = _PASSED_HINT.fill(ask=ask(scene.book, teller.table.get("owner")[row]))
    return Said("next_contact", message, hint, key="planned")


def _graded(scene: Scene, row: int, grade: str | None) -> Text:
    called = who(scene, row)
    if not grade:
        return called
    return _GRADED.fill(grade=grade, who=Text(called.zh, called.en[:1].lower() + called.en[1:]))


def _how(cadence: Cadence) -> Text:
    """``拜访或电话``, ``visit or call``: the two channels preferred for such a customer."""
    codes = [_KINDS.get(fold(word), "") for word in cadence.channels]
    ways = [_HOW[code] for code in codes if code in _HOW][:2]
    if not ways:
        return _IN_TOUCH
    return Text("或".join(way.zh for way in ways), " or ".join(way.en for way in ways))


KEEPING_TOUCH_RULES: tuple[Rule, ...] = (
    Rule(NEXT_CONTACT, next_contact_missing, Level.STANDARD),
    Rule(OVERDUE, contacts_overdue, Level.STANDARD),
)
