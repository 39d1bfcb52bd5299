"""SS216: open deals of people who have left."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.people import Person
from sheetsales.rules.deal_facts import stages_of
from sheetsales.rules.persons import ask_in_charge, people_of
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal
from sheetsales.speech.days import day
from sheetsales.texts import NO_TEXT, Text

OWNER_LEFT = RuleInfo(
    code="SS216",
    name="deal-owner-has-left",
    severity=Severity.ERROR,
    title=Text("负责人已离职", "The owner has left"),
    why=Text("人走了单还挂在他名下，没人会去跟。", "A deal in the name of somebody who left is nobody's."),
    fix=Text("换一位在职的负责人，并同他交接这一单。", "Give it to somebody on the team and hand it over."),
    example=Text(
        "商机 O-0077 的负责人马驰 6 月 30 日已离职。", "O-0077 belongs to Mark Chandler, who left on 30 June."
    ),
)

_LEFT = Text(
    "{deal}的负责人{name}{when}已离职，这单没人跟。",
    "{deal} belongs to {name}, who left{when}; nobody is on it.",
)
_HINT = Text(
    "{ask}指定一位在职的负责人，并把跟进情况交接清楚。",
    "{ask} name an owner on the team and hand the deal over.",
)


def owner_has_left(scene: Scene) -> Iterator[Finding]:
    deals, team = scene.deals, people_of(scene)
    gone = frozenset(person.id for person in team.all if team.gone(person.id, scene.today))
    waits = stages_of(scene, "open", "hold")
    hits = [
        (row, team.by_id[owner])
        for row, (owner, stage) in enumerate(zip(deals.get("owner"), deals.get("stage"), strict=True))
        if owner in gone and stage in waits
    ]

    def say(row: int, person: Person) -> Said:
        message = _LEFT.fill(deal=deal(scene, row), name=person.name or person.id, when=_when(scene, person))
        asked = ask_in_charge(scene, team.in_charge_of(person.id, scene.today))
        return Said("owner", message, _HINT.fill(ask=asked))

    return teller_of(scene, "pipeline").all(OWNER_LEFT, hits, say)


def _when(scene: Scene, person: Person) -> Text:
    if person.left_on is None:
        return NO_TEXT
    spoken = day(person.left_on, scene.today)
    return Text(f" {spoken.zh}", f" on {spoken.en}")


OWNER_RULES: tuple[Rule, ...] = (Rule(OWNER_LEFT, owner_has_left, Level.BASIC),)
