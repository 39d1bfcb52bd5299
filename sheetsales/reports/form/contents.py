"""All that a template may name: indicators, sentences, the report's own words, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from sheetsales.forms.contents import Contents, Table, Value, as_name
from sheetsales.reports.form.figures import figures
from sheetsales.reports.form.tables import NOTHING, not_in, tables
from sheetsales.reports.form.words import (
    BLOCK,
    PREFIXES,
    REPORT_WORDS,
    REPORTS,
    SENTENCES,
    TABLE,
    TABLE_WORDS,
    WHOLE,
)
from sheetsales.reports.material import Material
from sheetsales.reports.plan import SectionPlan
from sheetsales.reports.sections import SECTIONS
from sheetsales.reports.summary import spoken
from sheetsales.texts import LANGUAGES

PAGE: Final = "docs/report-template.md"
EXAMPLE: Final = ("rp_process", "kpi_won_amount")


def report_contents(material: Material, title: str) -> Contents:
    """What a template can be filled with; figures of one team or person are worked out when a name asks for them."""
    cells: dict[str, Callable[[], Value]] = {}
    for name, value in (*_report(material, title), *_sentences(material), *figures(material)):
        cells.setdefault(name.casefold(), value)
    found = tables(material)
    return Contents(
        cells,
        _named(found, TABLE),
        _named(found, WHOLE),
        _named(found, BLOCK),
        PREFIXES,
        EXAMPLE,
        PAGE,
    )


def table_names(key: str, table: Table) -> list[str]:
    """How a table may be called after its prefix, the key first."""
    words = (key, *TABLE_WORDS.get(key, ()), *(as_name(table.title.in_(lang)) for lang in LANGUAGES))
    return [word for word in dict.fromkeys(words) if word]


def _named(found: dict[str, Table], prefixes: tuple[str, ...]) -> dict[str, Table]:
    named: dict[str, Table] = {}
    for rank in range(4):  # a table's own key goes before another's title
        for key, table in found.items():
            for word in table_names(key, table)[rank : rank + 1]:
                for prefix in prefixes:
                    named.setdefault((prefix + word).casefold(), table)
    return named


def _report(material: Material, title: str) -> Iterator[tuple[str, Callable[[], Value]]]:
    draft = material.draft
    month, settings = draft.periods.told, draft.facts.book.settings
    values: dict[str, Value] = {
        "title": Value(title),
        "month": Value(month.label),
        "start": Value(month.first),
        "end": Value(month.last),
        "asof": Value(draft.facts.as_of),
        "made": Value(material.today),
        "team": Value(settings.team_name or None),
        "edition": Value(draft.speak(draft.audience)),
        "unit": Value(settings.text("currency") or None),
    }
    for word in REPORT_WORDS:
        for prefix, spelled in zip(REPORTS, (word.key, word.zh), strict=True):
            yield prefix + spelled, partial(values.__getitem__, word.key)


def _sentences(material: Material) -> Iterator[tuple[str, Callable[[], Value]]]:
    edition = material.draft.edition
    for plan in sorted(SECTIONS, key=lambda plan: edition not in plan.editions):
        for name in dict.fromkeys((plan.key, *(as_name(plan.title.in_(lang)) for lang in LANGUAGES))):
            for prefix in SENTENCES:
                yield prefix + name, partial(_said, material, plan)


def _said(material: Material, plan: SectionPlan) -> Value:
    """What a section says in its first line; unknown where the edition goes without it or it has no table to speak of."""
    edition = material.draft.edition
    if edition not in plan.editions:
        return Value(None, reason=not_in(edition))
    shown = any(table.of(material.blocks) is not None for table in plan.tables)
    text = spoken(plan.sentence(material)) if shown else ""
    return Value(text) if text else Value(None, reason=plan.absent or NOTHING)
