"""The people that a template's sheets are made for, each with what the report tells of that person alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from sheetsales.checking.judge import Judged
from sheetsales.dataclass import dataclass
from sheetsales.forms.contents import Contents
from sheetsales.forms.sheets import Person
from sheetsales.indicators.period import Period
from sheetsales.process.snapshot import Snapshots
from sheetsales.reports.editions import Audience, everybody
from sheetsales.reports.judgement import judgements
from sheetsales.reports.monthly import build
from sheetsales.reports.pay_told import PayTold
from sheetsales.rules.everything import CATALOGUE
from sheetsales.workflow.report_asked import Asked


@dataclass(frozen=True)
class Telling:
    """What is told of everybody; ``whose`` is whom the filled template is for."""

    judged: Judged
    period: Period
    asked: Asked
    whose: Audience
    snapshots: Snapshots
    paid: Callable[[], PayTold | None]


def template_people(telling: Telling, folder: Path) -> tuple[Person, ...]:
    """Everybody the edition tells of; what a person's sheet holds is worked out when it is asked for, by way of files in
    ``folder``."""
    book, asked = telling.judged.book, telling.asked
    paid = cache(telling.paid)
    known = cache(
        lambda: judgements(
            book, telling.judged.findings, telling.period, today=asked.today, lang=asked.language(book)
        )
    )

    def contents(one: Audience) -> Contents:
        made = build(
            book, telling.judged.findings, period=telling.period, today=asked.today,
            path=folder / f"{one.person or one.named}-own.xlsx", lang=asked.language(book), rules=CATALOGUE,
            full=True, snapshots=telling.snapshots, audience=one, judged=known(), pay=paid(),
        )  # fmt: skip
        if made.contents is None:
            raise TypeError(made)
        return made.contents()

    return tuple(Person(one.named or one.whose, partial(contents, one)) for one in _audiences(telling))


def _audiences(telling: Telling) -> Iterator[Audience]:
    """In the team's edition nobody's page holds what only that person and the manager may see."""
    whose = telling.whose
    if whose.edition == "person":
        yield whose
        return
    for one in everybody(telling.judged.book, telling.asked.today):
        if whose.ids is None or one.person in whose.ids:
            yield replace(one, edition="team") if whose.edition == "team" else one
