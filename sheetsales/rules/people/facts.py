"""Columns that no sheet of the module People has: what follows from lists of names, from Team and from other rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from sheetsales.book.table import BookTable
from sheetsales.formula.single import Value
from sheetsales.process import appraisals, training
from sheetsales.process.people import People, folded, people
from sheetsales.process.periods import span_of
from sheetsales.rules.rows.facts import Facts
from sheetsales.rules.scene import Scene

Values = list[Value]


def known_people(scene: Scene) -> People:
    return people(scene.book)


def held(scene: Scene) -> tuple[training.Session, ...]:
    return training.sessions(scene.book)


def _joined(names: Iterable[str]) -> str | None:
    return "、".join(names) or None


def _missed(scene: Scene) -> Values:
    """Who has yet to make up each session, by id."""
    found = training.missed(scene.once(held), scene.once(known_people), scene.today)
    return [_joined(found.get(row, ())) for row in range(len(scene.book.table("training")))]


def _strangers(scene: Scene) -> Values:
    by_row = {one.row: one.strangers for one in scene.once(held)}
    return [_joined(by_row.get(row, ())) for row in range(len(scene.book.table("training")))]


def _here(scene: Scene) -> Values:
    known, team = scene.once(known_people), scene.book.table("team")
    return [key is not None and known.there(key, scene.today) for key in team.get("id")]


def _trained(scene: Scene) -> Values:
    """Whether somebody came to a session on the process."""
    came = {
        p for one in scene.once(held) if one.kind == "process" and one.day <= scene.today for p in one.came
    }
    return [key in came for key in scene.book.table("team").get("id")]


def _superior(scene: Scene) -> Values:
    known, team = scene.once(known_people), scene.book.table("team")
    return [known.in_charge_of(key, scene.today) or None if key else None for key in team.get("id")]


def _manager(record: str, scene: Scene) -> Values:
    """The only manager, whom what concerns the whole team is for."""
    found = scene.once(known_people).manager(scene.today) or None
    return [found] * len(scene.book.table(record))


def _untrained(scene: Scene) -> Values:
    """Who in post came to no session on each revision."""
    sessions, known = scene.once(held), scene.once(known_people)
    here = [p.id for p in known.all if known.there(p.id, scene.today)]
    versions = scene.book.table("sop_revisions").get("version")
    trained = {version: training.trained_on(sessions, version) for version in versions if version}
    return [_joined(p for p in here if p not in trained[v]) if v else None for v in versions]


def _lacking(scene: Scene) -> tuple[str, tuple[str, ...]]:
    rows, known = appraisals.rated_rows(scene.book), scene.once(known_people)
    wait = int(scene.book.settings.number("evaluate_days"))
    return appraisals.unrated(rows, known, scene.today, wait, appraisals.fiscal_of(scene.book))


def _on_first(column: int, scene: Scene) -> Values:
    """What is lacking is told once, at the first row of the sheet."""
    label, lacking = scene.once(_lacking)
    said = (label, _joined(lacking))[column] if lacking else None
    return [said if row == 0 else None for row in range(len(scene.book.table("evaluations")))]


def _again(scene: Scene) -> Values:
    """Whether an earlier row rates the same person for the same period by the same evaluator."""
    table = scene.book.table("evaluations")
    seen: set[tuple[str, str, str]] = set()
    found: Values = []
    for who, period, by in zip(*(table.get(k) for k in ("person", "period", "evaluator")), strict=True):
        key = (who or "", period or "", by or "")
        found.append(bool(who and period) and key in seen)
        seen.add(key)
    return found


def _away(scene: Scene) -> Values:
    """Whether somebody was not in post on any day of the period."""
    table, known = scene.book.table("evaluations"), scene.once(known_people)
    fiscal = appraisals.fiscal_of(scene.book)
    found: Values = []
    for who, period in zip(table.get("person"), table.get("period"), strict=True):
        person, span = known.by_id.get(who or ""), span_of(period, fiscal) if period else None
        late = (
            person is not None
            and span is not None
            and person.hired_on is not None
            and person.hired_on > span.last
        )
        early = (
            person is not None
            and span is not None
            and person.left_on is not None
            and person.left_on < span.first
        )
        found.append(late or early)
    return found


def _gone(record: str, column: str, scene: Scene) -> Values:
    known = scene.once(known_people)
    return [known.gone(key, scene.today) for key in scene.book.table(record).get(column)]


def _in_post(scene: Scene) -> Values:
    """How many of a team and role are in post."""
    here, table = scene.once(known_people).posts(scene.today), scene.book.table("headcount")
    return [
        float(here[folded(team), role]) if team and role else None
        for team, role in zip(table.get("team"), table.get("role"), strict=True)
    ]


def _latest(scene: Scene) -> Values:
    """Whether no later period plans the same team and role."""
    table, fiscal = scene.book.table("headcount"), appraisals.fiscal_of(scene.book)
    rows = list(zip(_folded(table, "team"), table.get("role"), _starts(table, fiscal), strict=True))
    last: dict[tuple[str, str | None], int] = {}
    for team, role, start in rows:
        last[team, role] = max(start, last.get((team, role), start))
    return [start == last[team, role] for team, role, start in rows]


def _folded(table: BookTable, column: str) -> Sequence[str]:
    return [folded(name or "") for name in table.get(column)]


def _starts(table: BookTable, fiscal: int) -> Sequence[int]:
    spans = (span_of(period, fiscal) if period else None for period in table.get("period"))
    return [span.start if span is not None else 0 for span in spans]


def _known_team(scene: Scene) -> Values:
    known = scene.once(known_people)
    return [name in known.teams for name in _folded(scene.book.table("headcount"), "team")]


FACTS: Final[Mapping[tuple[str, str], Facts]] = {
    **{
        (key, "manager"): partial(_manager, key)
        for key in ("training", "evaluations", "headcount", "sop_revisions")
    },
    ("training", "missed"): _missed,
    ("training", "strangers"): _strangers,
    ("team", "here"): _here,
    ("team", "trained"): _trained,
    ("team", "superior"): _superior,
    ("sop_revisions", "untrained"): _untrained,
    ("evaluations", "lacking_period"): partial(_on_first, 0),
    ("evaluations", "lacking_people"): partial(_on_first, 1),
    ("evaluations", "again"): _again,
    ("evaluations", "away"): _away,
    ("development", "person_gone"): partial(_gone, "development", "person"),
    ("development", "coach_gone"): partial(_gone, "development", "coach"),
    ("headcount", "in_post"): _in_post,
    ("headcount", "is_latest"): _latest,
    ("headcount", "known_team"): _known_team,
}
"""By kind of record and the key that formulas name it by."""
