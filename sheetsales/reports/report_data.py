"""The rows of a report's data sheets, made once: written at the end, looked at by its figures before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.indicators import reasons
from sheetsales.indicators.contacts import no_contacts
from sheetsales.indicators.period import Period, parse_period
from sheetsales.indicators.satisfaction import scores, surveyed
from sheetsales.reports.cells import Content
from sheetsales.reports.cover_table import listed_on_cover, measure_name, standing, standing_targets
from sheetsales.reports.data import COUNT, DataTable, write_table
from sheetsales.reports.deal_lists import open_date_rows, open_dates
from sheetsales.reports.deals_data import (
    ACTIVITIES,
    DEALS,
    FINDINGS,
    MOVES,
    SCORES,
    TARGETS,
    activity_rows,
    deal_rows,
    finding_rows,
    lacking,
    move_rows,
)
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Rows, Source
from sheetsales.reports.modules.sources import module_sources, written_tables
from sheetsales.reports.steps_data import STEPS, step_rows
from sheetsales.reports.sums import Counted, added_up
from sheetsales.reports.work_data import CONTACTS, CUSTOMERS, TASKS, CustomerData, contact_rows, task_rows
from sheetsales.texts import Text

_ROWS: Final = (
    "deals", "targets", "steps", "tasks", "customers", "activities", "contacts", "scores", "found", "sources", "_of_modules",
)  # fmt: skip
"""What holds rows of data sheets until all figures are known."""


@dataclass(frozen=True)
class ReportData:
    """``chance_formula`` looks the chance of a stage up, ``{stage}`` standing for the stage's cell."""

    draft: Draft
    findings: Sequence[Finding]
    chance_formula: str

    @cached_property
    def deals(self) -> Sequence[Sequence[Content]]:
        return list(deal_rows(self.draft, dict(self.draft.chances), self.chance_formula))

    @cached_property
    def targets(self) -> Sequence[Sequence[Content]]:
        return list(_target_rows(self.draft))

    @cached_property
    def steps(self) -> Sequence[Sequence[Content]]:
        return list(step_rows(self.draft))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The data sheets that formulas of figures name, by their keys."""
        return {
            "deals": Source(DEALS, lambda: self.deals, self._deals_lack),
            "steps": Source(STEPS, lambda: self.steps, lambda _: None),
            "targets": Source(TARGETS, lambda: self.targets, lambda _: None),
            "tasks": self._source(TASKS, "tasks", lambda: self.tasks),
            "customers": self._source(CUSTOMERS, "customers", lambda: self.customers),
            "activities": self._source(ACTIVITIES, "activities", lambda: self.activities),
            "contacts": Source(CONTACTS, lambda: self.contacts, lambda _: no_contacts(self.draft.facts)),
            "scores": self._scored(),
            "findings": Source(FINDINGS, lambda: self.found, lambda _: None),
            **self._of_modules,
        }

    def _deals_lack(self, keys: Sequence[str]) -> Text | None:
        """Why the deals cannot be asked: the workbook lacks what it takes, or tells of a later time only."""
        facts = self.draft.facts
        first = facts.first_record
        before = first is not None and self.draft.periods.told.last < first
        return lacking(facts, keys) or (reasons.BEFORE_DATA if before else None)

    @cached_property
    def _of_modules(self) -> Mapping[str, Source]:
        return module_sources(self.draft)

    def _source(self, table: DataTable, record: str, rows: Callable[[], Rows]) -> Source:
        """A data sheet made of one record; it lacks what the workbook's own lacks."""
        own = self.draft.facts.book.table(record)
        return Source(table, rows, lambda keys: reasons.missing(own, *sorted(table.needs(keys))))

    def _scored(self) -> Source:
        """Scores come from surveys where these are kept."""
        if surveyed(self.draft.facts):
            return Source(SCORES, lambda: self.scores, lambda _: None)
        return self._source(SCORES, "customers", lambda: self.scores)

    @cached_property
    def tasks(self) -> Rows:
        return list(task_rows(self.draft)) if self.draft.facts.book.has("tasks") else []

    @cached_property
    def customers(self) -> Rows:
        return list(CustomerData(self.draft).rows()) if self.draft.facts.book.has("customers") else []

    @cached_property
    def activities(self) -> Rows:
        return list(activity_rows(self.draft)) if self.draft.facts.book.has("activities") else []

    @cached_property
    def contacts(self) -> Rows:
        return list(contact_rows(self.draft))

    @cached_property
    def scores(self) -> Rows:
        draft = self.draft
        spans: dict[str, Period | None] = dict(draft.score_spans) or {"latest": None}
        return [
            (draft.customer_name(key), draft.name_of(owner), score, draft.score_span(span))
            for span, period in spans.items()
            for key, owner, score in scores(draft.facts, period=period)
        ]

    @cached_property
    def found(self) -> Rows:
        return list(finding_rows(self.draft, self.findings))

    @cached_property
    def sheets(self) -> list[tuple[DataTable, Iterable[Sequence[Content]]]]:
        """The data sheets with what they hold: sums where there are more rows than one may hold."""
        return [self._held(table, rows) for table, rows in self._tables()]

    def settled(self) -> Mapping[str, Counted]:
        """Those that hold sums, by the names of their Tables. What formulas looked at is let go of: every figure is known."""
        summed = {t.name: t.counted(self.draft) for t, _ in self.sheets if COUNT in t.fields}
        for source in self.sources.values():
            source.forget()
        for name in _ROWS:
            vars(self).pop(name, None)
        return summed

    def write(self) -> None:
        """Adds the data sheets to the workbook, each let go of once it is written."""
        waiting = self.sheets
        while waiting:
            table, rows = waiting.pop(0)
            write_table(self.draft, table, rows)

    def _held(
        self, table: DataTable, rows: Iterable[Sequence[Content]]
    ) -> tuple[DataTable, Iterable[Sequence[Content]]]:
        if table.sums is None:
            return table, rows
        rest = iter(rows)
        first = list(islice(rest, self.draft.most_rows + 1))
        if len(first) <= self.draft.most_rows:
            return table, first
        sums = added_up(table, table.sums, chain(first, rest), self.draft.periods.told)
        return table.of_sums(), list(sums)

    def _tables(self) -> Iterator[tuple[DataTable, Iterable[Sequence[Content]]]]:
        draft = self.draft
        yield DEALS, self.deals
        if draft.facts.log is not None:
            yield MOVES, move_rows(draft, draft.periods.window.first)
        yield TARGETS, self.targets
        yield STEPS, self.steps
        yield FINDINGS, self.found
        for table, record, rows in self._of_records():
            if draft.facts.book.has(record):
                yield table, rows
        yield from written_tables(draft, self._of_modules)
        if self._at_length:
            yield CONTACTS, self.contacts
            yield open_dates(draft), open_date_rows(draft)

    @property
    def _at_length(self) -> bool:
        """Whether tables are there that the short edition goes without."""
        draft = self.draft
        return draft.full or draft.edition == "person" or bool(listed_on_cover(draft))

    def _of_records(self) -> Iterator[tuple[DataTable, str, Rows]]:
        """Data sheets with the record each is made of; without rows they stay, since formulas may name them."""
        yield SCORES, "surveys" if surveyed(self.draft.facts) else "customers", self.scores
        yield CUSTOMERS, "customers", self.customers
        yield ACTIVITIES, "activities", self.activities
        if self._at_length:
            yield TASKS, "tasks", self.tasks


def _target_rows(draft: Draft) -> Iterator[Sequence[Content]]:
    kept, year = draft.targets, draft.periods.year
    asked = {(row.measure, row.scope) for row in kept.rows}
    of_year, told = (
        {part for measure, scope in asked for part in kept.parts(measure, span, scope)}
        for span in (year, draft.periods.told)
    )
    periods = {said: parse_period(said, draft.facts.fiscal_start) for said in {r.period for r in kept.rows}}
    names = {measure: measure_name(draft, measure) for measure, _ in asked}
    scopes = {scope: (draft.level_name(scope.level), draft.scope_name(scope)) for _, scope in asked}
    for row in kept.rows:
        period = periods[row.period]
        yield (
            row.period, period.first if period else None, len(period.months) if period else None,
            *scopes[row.scope], names[row.measure], row.value,
            1 if row in of_year else None, 1 if row in told else None,
        )  # fmt: skip
    for code, target in standing_targets(draft):
        company = draft.level_name("company")
        yield standing(draft), None, 0, company, company, measure_name(draft, code), target, None, None
