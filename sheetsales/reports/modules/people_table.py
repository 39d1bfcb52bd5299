"""5d Training and development: who was due and came, what is to be made up, whose gap nobody is closing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.dataclass import dataclass
from sheetsales.indicators.facts import Facts
from sheetsales.process.appraisals import MOST, rating
from sheetsales.process.training import Session, attendance, certified, missed
from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Content, Sentence, as_excel_shows, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.material import Blocks
from sheetsales.reports.score_table import FAIR, detail_row, judged, measures
from sheetsales.schema.choices import BY_KEY
from sheetsales.speech.counts import count_of
from sheetsales.texts import Text

NONE_DUE: Final = Text("本期没有应到的培训", "No session was due in the period")
NOT_YET: Final = Text("培训后还不满 90 天", "Less than 90 days since the session")
FEW: Final = Text("前后成败的单不足 {least} 单", "Fewer than {least} decided deals before or after")
MOST_ROWS: Final = 12
SPAN: Final = dt.timedelta(days=90)
"""How long before and after a session is compared."""
LOW_ITEM: Final = 3.0
_KINDS: Final = "training_kind"
KIND_OF: Final[Mapping[str, str]] = {
    "S1": "skills", "S2": "market", "S3": "skills", "S4": "process", "S5": "process", "S6": "process", "S7": "skills",
    "S8": "process", "S9": "process", "S10": "skills",
    "commitments": "process", "teamwork": "process", "learning": "process", "conduct": "process",
    "response": "process", "competence": "product", "closure": "process", "communication": "skills",
}  # fmt: skip
"""The kind of training that a gap asks for, by the measure or the item of the forms."""

COLUMNS: tuple[Figured, ...] = (
    figure("name", "姓名", "Name"),
    figure("due", "应训", "Due", "count"),
    figure("attended", "实到", "Attended", "count"),
    figure("rate", "参与率", "Attendance", "share", "[@attended]/[@due]", Unless("[@due]=0", NONE_DUE)),
    figure("makeup", "待补训", "To make up", "count"),
    figure("goal", "发展计划", "Development goal"),
    figure("by", "到期", "By", "date"),
    figure("status", "状态", "Status"),
    figure("passed", "通过考核", "Tests passed", "count"),
)  # fmt: skip

GAP_COLUMNS: tuple[Figured, ...] = (
    figure("name", "姓名", "Name"),
    figure("gap", "短板", "Gap"),
    figure("points", "得分", "Points", "tenths"),
    figure("kind", "建议培训", "Training proposed"),
    figure("last", "上次这类培训", "Last of that kind", "date"),
    figure("coach", "辅导人", "Coach"),
)  # fmt: skip

EFFECT_COLUMNS: tuple[Figured, ...] = (
    figure("topic", "培训", "Session"),
    figure("day", "日期", "Date", "date"),
    figure("people", "到训人数", "Attended", "count"),
    figure("before_n", "前 90 天成败单数", "Decided, 90 days before", "count"),
    figure("after_n", "后 90 天成败单数", "Decided, 90 days after", "count"),
    figure("before", "培训前赢单率", "Win rate before", "share", "[@before_won]/[@before_n]", Unless("[@before_n]<least", FEW)),
    figure("after", "培训后赢单率", "Win rate after", "share", "[@after_won]/[@after_n]", Unless("[@over]=0", NOT_YET), Unless("[@after_n]<least", FEW)),
    figure("change", "变化（点）", "Change (points)", "tenths", "100*([@after]-[@before])"),
    figure("before_won", "前赢单", "Won before", "count"),
    figure("after_won", "后赢单", "Won after", "count"),
    figure("over", "满 90 天", "90 days over", "count"),
)  # fmt: skip


def _sessions(facts: Facts) -> tuple[Session, ...]:
    return tuple(one for one in facts.sessions if one.day <= facts.as_of)


def _staff(draft: Draft) -> list[str]:
    facts = draft.facts
    if not (facts.book.has("training") or facts.book.has("development")):
        return []
    return [p.id for p in facts.people.all if p.role != "manager" and facts.people.there(p.id, facts.as_of)]


@dataclass(frozen=True, slots=True)
class _Goal:
    """The open development plan that is due next."""

    row: int
    person: str
    goal: str
    due: dt.date | None
    status: str


def _goals(draft: Draft) -> Mapping[str, _Goal]:
    table = draft.facts.book.table("development")
    found: dict[str, _Goal] = {}
    columns = (table.get(key) for key in ("person", "goal", "due", "status"))
    for row, (person, goal, due, status) in enumerate(zip(*columns, strict=True)):
        if person and goal and status not in ("done", "cancelled"):
            one = _Goal(row, person, goal, due, status or "")
            other = found.get(person)
            if other is None or (one.due or dt.date.max) < (other.due or dt.date.max):
                found[person] = one
    return found


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    facts, told = draft.facts, draft.periods.told
    held, goals = _sessions(facts), _goals(draft)
    owed = [p for away in missed(held, facts.people, facts.as_of).values() for p in away]
    passed = [person for person, _ in certified(held, facts.as_of)]
    seen = [attendance(held, told.first, told.last, row) for row in rows]
    mine = [goals.get(row) for row in rows]
    return {
        "name": [draft.name_of(row) for row in rows],
        "due": [due for due, _ in seen],
        "attended": [came for _, came in seen],
        "makeup": [owed.count(row) for row in rows],
        "goal": [one.goal if one else None for one in mine],
        "by": [one.due if one else None for one in mine],
        "status": [
            text_of(facts.book, "development", "status", one.status, draft.lang)
            if one and one.status
            else None
            for one in mine
        ],
        "passed": [passed.count(row) for row in rows],
    }


def _names(draft: Draft) -> Mapping[str, Named]:
    return {"least": float(draft.facts.smallest_sample)}


def _judged(draft: Draft) -> list[str]:
    """Those who are judged, where trainings or ratings are kept."""
    has = draft.facts.book.has
    return [person.id for person in judged(draft)] if has("training") or has("evaluations") else []


@dataclass(frozen=True, slots=True)
class _Gap:
    """The weakest of somebody's measures and rated items, with its points of a hundred."""

    key: str
    title: str
    points: float

    @property
    def kind(self) -> str:
        return KIND_OF.get(self.key, "skills")


def _gap(draft: Draft, person: str) -> _Gap | None:
    """What is furthest below the line; None where nothing is."""
    detail, facts = draft.filled["score_detail"], draft.facts
    found = []
    for m in measures(draft):
        points = shown(detail.get(detail_row(person, m.code), "points"))
        if points is not None and points < FAIR:
            found.append(_Gap(m.code, m.title, points))
    rated = rating(facts.appraisals, person, facts.as_of, facts.fiscal_start)
    titles = facts.book.table("evaluations").record.by_key
    for key, score in (rated.items if rated else {}).items():
        if score < LOW_ITEM:
            found.append(_Gap(key, draft.speak(titles[key].title), 100 * score / MOST))
    return min(found, key=lambda gap: gap.points, default=None)


def _of_gaps(draft: Draft, rows: Sequence[str]) -> Given:
    facts = draft.facts
    gaps = [_gap(draft, row) for row in rows]
    above = [
        facts.people.in_charge_of(row, facts.as_of) if gap else ""
        for row, gap in zip(rows, gaps, strict=True)
    ]
    return {
        "name": [draft.name_of(row) for row in rows],
        "gap": [gap.title if gap else None for gap in gaps],
        "points": [gap.points if gap else None for gap in gaps],
        "kind": [_kind(draft, gap.kind) if gap else None for gap in gaps],
        "last": [_last(facts, row, gap.kind) if gap else None for row, gap in zip(rows, gaps, strict=True)],
        "coach": [draft.name_of(who) if who else None for who in above],
    }


def _kind(draft: Draft, code: str) -> str:
    """What a kind of training is called; by the list as it is declared where the workbook has no Training sheet."""
    labels = draft.facts.book.labels.get(_KINDS)
    if labels is None:
        return next(draft.speak(one.label) for one in BY_KEY[_KINDS].choices if one.code == code)
    return draft.speak(labels[code]) if code in labels else code


def _last(facts: Facts, person: str, kind: str) -> dt.date | None:
    return max((one.day for one in _sessions(facts) if one.kind == kind and person in one.came), default=None)


def _held(draft: Draft) -> list[str]:
    """Sessions of the last year that anybody came to, the latest first."""
    facts = draft.facts
    recent = [one for one in _sessions(facts) if one.came and (facts.as_of - one.day).days <= 365]
    return [str(one.row) for one in sorted(recent, key=lambda one: (one.day, one.row), reverse=True)]


def _of_sessions(draft: Draft, rows: Sequence[str]) -> Given:
    facts, topics = draft.facts, draft.facts.book.table("training").get("topic")
    by_row = {str(one.row): one for one in facts.sessions}
    found = [by_row[row] for row in rows]
    before = [_decided(facts, one, one.day - SPAN, one.day) for one in found]
    after = [_decided(facts, one, one.day, one.day + SPAN) for one in found]
    return {
        "topic": [topics[one.row] for one in found],
        "day": [one.day for one in found],
        "people": [len(one.came) for one in found],
        "before_n": [n for _, n in before],
        "after_n": [n for _, n in after],
        "before_won": [won for won, _ in before],
        "after_won": [won for won, _ in after],
        "over": [int(one.day + SPAN <= facts.as_of) for one in found],
    }


def _decided(facts: Facts, one: Session, after: dt.date, until: dt.date) -> tuple[int, int]:
    """Deals that those who came won, and closed, after a day and up to another."""
    mine = [
        d
        for d in facts.deals
        if d.owner in one.came and d.closed_on is not None and after < d.closed_on <= until
    ]
    won = sum(d.state == "won" for d in mine)
    return won, won + sum(d.state == "lost" for d in mine)


def training_sentence(draft: Draft, blocks: Blocks) -> Content:
    """How many were due and came, how many have yet to make it up, and what plans are past due."""
    block, say, s = blocks["training"], draft.say, Sentence()
    due, came, open_ = (
        sum(shown(block.get(row, key)) or 0 for row in block.rows) for key in ("due", "attended", "makeup")
    )
    if due:
        rate = as_excel_shows(100 * came / due, 1)
        zh, en = ("场", "session") if draft.edition == "person" else ("人次", "person-session")
        s.clause(say(f"应训 {due:.0f} {zh}，实到 {came:.0f}，参与率 {rate}%", f"{count_of(int(due), en)} due, {came:.0f} attended ({rate}%)"))  # fmt: skip
    else:
        s.clause(draft.say_of("本月没有应到的培训", "No session was due"))
    unit = "场" if draft.edition == "person" else "人次"
    s.clause(say(f"待补训 {open_:.0f} {unit}", f"{open_:.0f} to make up"), joint=say("；", "; "))
    late = sum(one.due is not None and one.due < draft.facts.as_of for one in _goals(draft).values())
    if late:
        s.clause(
            say(f"发展计划到期 {late} 项", f"{count_of(late, 'development plan')} past due"),
            joint=say("；", "; "),
        )
    return s.end(say("。", "."))


def with_anything(block: PlacedTable) -> Sequence[str]:
    """The rows that say more than that there was nothing."""
    keys = ("due", "makeup", "passed", "goal")
    return [row for row in block.rows if any(block.get(row, key) for key in keys)]


TRAINING = FigureTable(
    "training", "tblTrainingFigures", Text("培训与发展", "Training and development"), COLUMNS, _staff, _given, _names, full_only=True,
    asked=lambda draft: draft.edition == "person",
)  # fmt: skip
GAPS = FigureTable(
    "training_gaps", "tblTrainingGaps", Text("短板与培训建议", "Gaps and training proposed"), GAP_COLUMNS, _judged, _of_gaps, _names, full_only=True,
)  # fmt: skip
EFFECT = FigureTable(
    "training_effect", "tblTrainingEffect", Text("培训前后", "Before and after training"), EFFECT_COLUMNS, _held, _of_sessions, _names,
    lambda draft, rows: [{"least": draft.facts.smallest_sample}] * len(rows), full_only=True,
)  # fmt: skip
