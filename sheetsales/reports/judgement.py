"""How people are judged, worked out over all records: of the editions for others only what they may show is passed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from sheetsales.book.book import Book
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.indicators.facts import gather
from sheetsales.indicators.period import Period
from sheetsales.reports.block import Appendix, PlacedTable
from sheetsales.reports.cells import shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.editions import Audience
from sheetsales.reports.periods import Periods
from sheetsales.reports.report_data import ReportData
from sheetsales.reports.score_table import DETAIL, SCORE, detail_row, measures
from sheetsales.reports.standing import Measured, Place, Standing
from sheetsales.texts import Lang, Text

FIRST: Final = 3
"""How many names the team sees."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody's score by the Score sheet: ``rank`` None for those who are not ranked, ``total`` None where nothing is
    known; ``able`` to be honoured."""

    id: str
    place: Place
    total: float | None
    known: float | None
    measured: tuple[Measured, ...]
    able: bool = False


def judgements(
    book: Book, findings: Sequence[Finding], period: Period, *, today: dt.date, lang: Lang
) -> tuple[Judgement, ...]:
    """Everybody who is judged, as the manager's report has them, best first; nobody without a Score sheet."""
    facts = gather(book, min(today, period.last))
    draft = Draft(None, lang, facts, Periods(period, facts.fiscal_start, facts.as_of))
    appendix = Appendix(draft, Text("", ""))
    detail, score = DETAIL.add(draft, appendix), SCORE.add(draft, appendix)
    if detail is None or score is None:
        return ()
    draft.filled.update(score_detail=detail, score=score)
    sources = ReportData(draft, findings, "").sources
    run = DETAIL.fill(draft, detail, sources)
    SCORE.fill(draft, score, {**sources, "score_detail": DETAIL.source(detail)}, run)
    found = [_of(draft, detail, score, person) for person in score.rows]
    return tuple(sorted(found, key=lambda one: (one.place.rank is None, one.place.rank or 0, one.place.name)))


def _of(draft: Draft, detail: PlacedTable, score: PlacedTable, person: str) -> Judgement:
    rank, honour = shown(score.get(person, "rank")), score.get(person, "honour")
    place = Place(
        str(score.get(person, "name")),
        None if rank is None else int(rank),
        str(getattr(honour, "value", honour) or ""),
    )
    measured = tuple(
        Measured(m.code, m.title, *(shown(detail.get(detail_row(person, m.code), key)) for key in _SHOWN))
        for m in measures(draft)
    )
    return Judgement(
        person, place, shown(score.get(person, "total")), shown(score.get(person, "known")), measured,
        shown(score.get(person, "able")) == 1,
    )  # fmt: skip


_SHOWN: Final = ("points", "weight", "num", "den", "n")


def standing(
    audience: Audience, judged: Sequence[Judgement], least: int, *, own_rank: bool = False
) -> Standing | None:
    """What an audience may know of it: a person the own score, and the ``own_rank`` where it is to be told; a team the first
    three names and the mean, which tells of nobody where at least so many are judged; None for managers, who see it
    all."""
    ids = audience.ids
    mine = [one for one in judged if ids is None or one.id in ids]
    if audience.edition == "manager" or not mine:
        return None
    if audience.edition == "person":
        (own,) = mine
        of = sum(one.place.rank is not None for one in judged) if own_rank else 0
        rank = own.place.rank if own_rank else None
        return Standing(own=own.measured, total=own.total, known=own.known, rank=rank, ranked=of)
    totals = [one.total for one in mine if one.total is not None]
    ranked = [one.place for one in mine if one.place.rank is not None]
    first = tuple(
        place for place in ranked if sum((other.rank or 0) < (place.rank or 0) for other in ranked) < FIRST
    )
    mean = sum(totals) / len(totals) if len(totals) >= least else None
    return Standing(first=first, judged=len(mine), mean=mean)
