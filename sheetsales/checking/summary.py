"""What matters about a check, in figures and in sentences."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from sheetsales.checking.memory import Identity
from sheetsales.checking.order import at_risk, most_at_risk
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, Severity
from sheetsales.process.deal_state import OpenDeals, open_deals
from sheetsales.process.history import History
from sheetsales.rules.own_titles import rule_titles
from sheetsales.rules.scene import Scene
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

SHOWN = 10
NAMED = 3
NOTES_SHOWN = 5
"""Where nothing is wrong there is room to show what only informs."""


@dataclass(frozen=True, slots=True)
class PersonFindings:
    """Somebody's findings above information, how many of them errors, the amount at risk (None where unknown) and since
    when the oldest stands."""

    id: str
    name: str
    findings: int
    money: Decimal | None
    errors: int = 0
    oldest: dt.date | None = None

    @property
    def warnings(self) -> int:
        return self.findings - self.errors


@dataclass(frozen=True)
class Summary:
    """The figures of a check.

    ``open_deals`` and ``stalled`` are None where the workbook has no pipeline, or none it could be known from;
    ``unplaced`` are further ones in a stage nobody knows. ``stalled_money`` is None where no stalled deal has an amount. ``people`` is how many have a finding above
    information, ``first`` whom to speak to first. ``top`` are the findings with most money at risk, or the first
    that only inform where there are no others; ``folded`` and ``information`` count the rest, by code. ``notices`` say what a result
    rests on. ``everyone`` are all who have a finding, most at risk first, ``gone`` what the last check listed and this one
    does not find any more. ``titles`` is what each rule is called, by code.
    """

    open_deals: int | None
    unplaced: int
    stalled: int | None
    stalled_money: Decimal | None
    currency: str
    by_severity: dict[Severity, int]
    people: int
    first: tuple[PersonFindings, ...]
    top: tuple[Finding, ...]
    folded: dict[str, int]
    information: dict[str, int]
    accepted: int
    waived: int
    notices: tuple[Text, ...]
    everyone: tuple[PersonFindings, ...] = ()
    gone: tuple[Identity, ...] = ()
    titles: Mapping[str, Text] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        return self.by_severity.get(severity, 0)

    @property
    def problems(self) -> int:
        """Findings above information."""
        return self.count(Severity.ERROR) + self.count(Severity.WARNING)


def summarise(
    scene: Scene,
    findings: Sequence[Finding],
    *,
    accepted: int,
    waived: int,
    notices: tuple[Text, ...] = (),
    gone: tuple[Identity, ...] = (),
) -> Summary:
    """The figures of a check with these findings; ``notices`` come on top of those on the calendar."""
    problems = [f for f in findings if f.severity > Severity.INFO]
    top = most_at_risk(problems, SHOWN) if problems else tuple(findings[:NOTES_SHOWN])
    shown = {id(f) for f in top}
    stalled = _stalled_rows(scene)
    still = _open_deals(scene)
    people = _people(scene, problems)
    return Summary(
        open_deals=still.open if still else None,
        unplaced=still.unplaced if still else 0,
        stalled=None if stalled is None else len(stalled),
        stalled_money=_sum([scene.amounts[row] for row in stalled or ()]),
        currency=scene.book.settings.text("currency"),
        by_severity=dict(Counter(f.severity for f in findings)),
        people=len(people),
        first=people[:NAMED],
        top=top,
        folded=_by_code([f for f in problems if id(f) not in shown]),
        information=_by_code([f for f in findings if f.severity is Severity.INFO and id(f) not in shown]),
        accepted=accepted,
        waived=waived,
        notices=(*notices, *_notices(scene)),
        everyone=people,
        gone=gone,
        titles=rule_titles(scene.book),
    )


def _by_code(findings: Sequence[Finding]) -> dict[str, int]:
    return dict(sorted(Counter(f.code for f in findings).items()))


def _open_deals(scene: Scene) -> OpenDeals | None:
    """How many deals are open; None where the stage of most is not known."""
    if not scene.deals.has("stage"):
        return None
    found = open_deals(scene.book, scene.today)
    return None if found.unplaced * 2 > found.all else found


def _stalled_rows(scene: Scene) -> list[int] | None:
    """Rows of stalled deals; None where it can't be known: no stage, no activities, or no day to count from."""
    deals = scene.deals
    if scene.contact is None or not deals.has("stage"):
        return None
    if not (deals.has("stage_since") or deals.has("created_on") or _log_is_old_enough(scene)):
        return None
    return [s.over.row for s in scene.stalled]


def _log_is_old_enough(scene: Scene) -> bool:
    """Whether a deal over the longest limit would show in the stage log alone."""
    began = History(scene.book).began
    longest = max((s.max_days or 0 for s in scene.book.process.stages), default=0)
    return began is not None and (scene.today - began).days > longest


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _people(scene: Scene, problems: Sequence[Finding]) -> tuple[PersonFindings, ...]:
    """Everybody with a problem of his own: most money at risk first, then most problems."""
    groups: dict[str, list[Finding]] = {}
    for finding in problems:
        if finding.owner:
            groups.setdefault(finding.owner, []).append(finding)
    people = [
        PersonFindings(
            owner,
            scene.book.person_name(owner),
            len(group),
            at_risk(group) or None,
            sum(f.severity is Severity.ERROR for f in group),
            min((f.since for f in group if f.since), default=None),
        )
        for owner, group in groups.items()
    ]
    return tuple(sorted(people, key=lambda p: (-(p.money or 0), -p.findings, p.id)))


def _notices(scene: Scene) -> tuple[Text, ...]:
    if not scene.counts_working_days:
        return ()
    notices = []
    calendar = scene.calendar
    if calendar.guesses(scene.today) and calendar.known_to:
        year = calendar.known_to.year
        notices.append(
            Text(
                f"{year} 年以后的法定节假日还没有收录，按周末推算；请在参数“额外假日”里补上。",
                f"Public holidays after {year} are not known yet and count as ordinary weekdays; add them to the setting "
                "“Extra holidays”.",
            )
        )
    if calendar.unread:
        unread = listed(calendar.unread)
        notices.append(
            Text(
                f"参数里的额外假日或工作日“{unread.zh}”不是日期，没有计入；请写成 2026-05-06 或 2026-05-01~2026-05-05。",
                f"“{unread.en}” among the extra holidays or working days is no date and was left out; write "
                "it like 2026-05-06 or 2026-05-01~2026-05-05.",
            )
        )
    return tuple(notices)
