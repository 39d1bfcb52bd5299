"""SS221, SS112, SS508: what a follow-up settled and its deal, its customer or a task does not say yet."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.follow_ups import Behind, Contacts, customers_behind, deals_behind
from sheetsales.rules.proved import Proposal, agreed_tasks
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.tasks.who import task
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import customer, deal
from sheetsales.speech.days import day
from sheetsales.texts import Text

STEP_BEHIND = RuleInfo(
    code="SS221",
    name="next-step-behind",
    severity=Severity.WARNING,
    title=Text("下一步没有跟上跟进记录", "Next step behind the activities"),
    why=Text(
        "跟进时已经约好新的日期，商机里还是旧的，提醒和任务就都按旧的来。",
        "A new day was agreed when the deal was followed up; while the deal keeps the old one, reminders and tasks do too.",
    ),
    fix=Text(
        "把下一步和日期改成跟进时约好的；sheetsales check --fix 会改。跟进之后自己定的日期不动。",
        "Enter the step and day agreed; sheetsales check --fix does. A day set since the follow-up stays.",
    ),
    example=Text(
        "商机 O-0031 的 10 月 20 日跟进约了 10 月 27 日，下一步日期还是 10 月 20 日。",
        "O-0031 was followed up on 20 October for 27 October, but its next step still stands on 20 October.",
    ),
)

CONTACTS_BEHIND = RuleInfo(
    code="SS112",
    name="contact-dates-behind",
    severity=Severity.INFO,
    title=Text("客户的联系日期没有跟上跟进记录", "Contact dates behind the activities"),
    why=Text(
        "跟进记了一次就够，上次和下次联系不用再抄一遍。",
        "Logging a contact once is enough; last and next contact need not be copied by hand.",
    ),
    fix=Text("运行 sheetsales check --fix，按跟进记录填好。", "Run sheetsales check --fix to fill them from the activities."),
    example=Text("客户 C-021 的上次联系还没有填，10 月 20 日有跟进。", "C-021 has no last contact; it was followed up on 20 October."),
)  # fmt: skip

TASK_PROVED = RuleInfo(
    code="SS508",
    name="task-looks-done",
    severity=Severity.INFO,
    title=Text("任务看上去做完了", "Task that looks done"),
    why=Text(
        "做完的任务还开着，负荷和提醒都会多算。",
        "A task that is done but open counts in load and reminders.",
    ),
    fix=Text(
        "记为完成；sheetsales check --fix 或 sheetsales tasks done --mark 会改。",
        "Mark it done; sheetsales check --fix does, and so does sheetsales tasks done --mark.",
    ),
    example=Text("任务 T-0012 还没完成，但证据已经有了。", "T-0012 is open, but its evidence is there."),
)

_STEP = Text(
    "{deal}在 {on}的跟进里约了 {agreed}，下一步日期{now}。",
    "{deal} was followed up on {on} for {agreed}, but its next step {now}.",
)
_AGREED = Text(
    "{on}的跟进已约到 {agreed}，sheetsales check --fix 会改过来",
    "followed up on {on} for {agreed}, which sheetsales check --fix carries over",
)
_STILL = Text("还是 {day}", "still stands on {day}")
_NONE = Text("还空着", "is blank")
_CONTACTS = Text(
    "{customer}的联系日期没有跟上：跟进记录里{what}。", "{customer} is behind its activities: {what}."
)
_LAST = Text("上次联系是 {day}", "the last contact was on {day}")
_NEXT = Text("下次约在 {day}", "the next is agreed for {day}")
_TASK = Text("{task}还开着，但{why}。", "{task} is open, but {why}.")
_FIX = Text("sheetsales check --fix 会改好。", "sheetsales check --fix brings it up to date.")


def steps_behind(scene: Scene) -> Iterator[Finding]:
    hits = [(found.row, found) for found in deals_behind(scene.book, scene.today)]
    planned = scene.deals.get("next_step_on")

    def say(row: int, found: Behind) -> Said:
        now = _NONE if planned[row] is None else _STILL.fill(day=day(planned[row], scene.today))
        on, agreed = day(found.follow_up.on, scene.today), day(found.on, scene.today)
        message = _STEP.fill(deal=deal(scene, row), on=on, agreed=agreed, now=now)
        return Said("next_step_on", message, _FIX, clause=_AGREED.fill(on=on, agreed=agreed))

    return teller_of(scene, "pipeline").all(STEP_BEHIND, hits, say)


def contacts_behind(scene: Scene) -> Iterator[Finding]:
    hits = [(found.row, found) for found in customers_behind(scene.book, scene.today)]

    def say(row: int, found: Contacts) -> Said:
        parts = [
            said.fill(day=day(date, scene.today))
            for said, date in ((_LAST, found.last), (_NEXT, found.next))
            if date is not None
        ]
        what = Text("，".join(p.zh for p in parts), " and ".join(p.en for p in parts))
        column = "last_contact" if found.last is not None else "next_contact"
        return Said(column, _CONTACTS.fill(customer=customer(scene.book, row), what=what), _FIX)

    return teller_of(scene, "customers").all(CONTACTS_BEHIND, hits, say, base=len(hits), at_stake=False)


def tasks_proved(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "tasks")
    hits = [(found.row, found) for found in agreed_tasks(scene)]

    def say(row: int, found: Proposal) -> Said:
        return Said("status", _TASK.fill(task=task(scene, row), why=found.why), _FIX)

    return teller.all(TASK_PROVED, hits, say, base=len(hits), at_stake=False)


FOLLOW_UP_RULES: tuple[Rule, ...] = (
    Rule(STEP_BEHIND, steps_behind),
    Rule(CONTACTS_BEHIND, contacts_behind),
    Rule(TASK_PROVED, tasks_proved),
)
