"""Formulas over the data sheets, written once for every table that shows the same figure."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsales.dataclass import dataclass
from sheetsales.indicators.targets import Target
from sheetsales.reports.data import DataTable
from sheetsales.reports.deals_data import DEALS, FATES, MOVES, SCORES, STATES, TARGETS, WAYS
from sheetsales.reports.draft import Draft
from sheetsales.reports.modules.data import RECEIPTS


@dataclass(frozen=True, slots=True)
class Span:
    """Two references to days, both inclusive: ``period_start`` and ``period_end``, or cells."""

    first: str
    last: str


TOLD = Span("period_start", "period_end")
BEFORE = Span("prev_start", "prev_end")
YEAR_AGO = Span("last_year_start", "last_year_end")
TO_DATE = Span("year_start", "period_end")
PLANNED = Span("year_start", "as_of")
"""Months of a plan that began by the day of the report."""
YEAR = Span("year_start", "year_end")
WINDOW = Span("window_start", "period_end")


def quoted(text: str) -> str:
    """A text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


@dataclass(frozen=True)
class Formulas:
    """Formulas in the language of the report's headings. ``who`` narrows by further criteria: pairs of a column's
    key and a reference or a quoted text."""

    draft: Draft

    def column(self, key: str, table: DataTable = DEALS) -> str:
        return table.ref(self.draft, key)

    def state(self, state: str) -> str:
        return f'"{self.draft.speak(STATES[state])}"'

    def within(self, key: str, span: Span, table: DataTable = DEALS) -> str:
        column = self.column(key, table)
        return f'{column},">="&{span.first},{column},"<="&{span.last}'

    def where(self, who: tuple[tuple[str, str], ...], table: DataTable = DEALS) -> str:
        return "".join(f",{self.column(key, table)},{value}" for key, value in who)

    def won_amount(self, span: Span, *who: tuple[str, str]) -> str:
        return (
            f"SUMIFS({self.column('amount')},{self.column('state')},{self.state('won')},"
            f"{self.within('closed', span)}{self.where(who)})"
        )

    def ended(self, state: str, span: Span, *who: tuple[str, str]) -> str:
        """Deals won or lost in a span."""
        return f"COUNTIFS({self.column('state')},{self.state(state)},{self.within('closed', span)}{self.where(who)})"

    def win_rate(self, span: Span) -> str:
        won, lost = self.ended("won", span), self.ended("lost", span)
        return f"{won}/({won}+{lost})"

    def funnel(self, span: Span) -> str:
        leads = f"{self.within('created', span)},{self.column('lead')},1"
        return f"COUNTIFS({self.column('state')},{self.state('won')},{leads})/COUNTIFS({leads})"

    def per_customer(self, span: Span, flag: str) -> str:
        return f"{self.won_amount(span)}/{self.ended('won', span, (flag, '1'))}"

    def median_cycle(self, span: Span) -> str:
        """An array formula."""
        closed, cycle = self.column("closed"), self.column("cycle")
        tests = f'({self.column("state")}={self.state("won")})*({closed}>={span.first})*({closed}<={span.last})*({cycle}<>"")'
        return f"MEDIAN(IF({tests},{cycle}))"

    def mean_cycle(self, span: Span) -> str:
        return f"AVERAGEIFS({self.column('cycle')},{self.column('state')},{self.state('won')},{self.within('closed', span)})"

    def satisfaction(self, full: float, span: str) -> str:
        """Of the scores of a span, called as the data sheet calls it."""
        return f"AVERAGEIFS({self.column('score', SCORES)},{self.column('span', SCORES)},{quoted(span)})/{full:g}"

    def received(self, span: Span) -> str:
        """What came in during a span."""
        return f"SUMIFS({self.column('amount', RECEIPTS)},{self.within('day', span, RECEIPTS)})"

    def open_count(self, stage: str = "") -> str:
        """Open deals, of one stage or of all."""
        return f"COUNTIFS({self.column('state')},{self.state('open')}{self._in(stage)})"

    def open_sum(self, key: str, stage: str = "", *who: tuple[str, str]) -> str:
        """A column over the open deals of one stage or of all."""
        return f"SUMIFS({self.column(key)},{self.column('state')},{self.state('open')}{self._in(stage)}{self.where(who)})"

    def _in(self, stage: str) -> str:
        return f",{self.column('stage')},{stage}" if stage else ""

    def median_age(self, stage: str) -> str:
        """An array formula."""
        age = self.column("age")
        tests = f'({self.column("state")}={self.state("open")})*({self.column("stage")}={stage})*({age}<>"")'
        return f"MEDIAN(IF({tests},{age}))"

    def moves(self, stage: str, key: str, span: Span, *who: tuple[str, str]) -> str:
        """Stays in a stage whose entry or end lies in a span."""
        return f"COUNTIFS({self.column('stage', MOVES)},{stage},{self.within(key, span, MOVES)}{self.where(who, MOVES)})"

    def way(self, way: str) -> str:
        return f'"{self.draft.speak(WAYS[way])}"'

    def there_at(self, stage: str, start: str) -> str:
        """Stays in a stage that had begun before a day and had not ended by it; blank days count as open ends."""
        column, came, left = (
            self.column("stage", MOVES),
            self.column("entered", MOVES),
            self.column("left", MOVES),
        )
        here = f"{column},{stage}"
        return "+".join(
            f"COUNTIFS({here},{came},{entry},{left},{end})"
            for entry in (f'"<"&{start}', '""')
            for end in (f'">="&{start}', '""')
        )

    def reached(self, place: int, span: Span) -> str:
        """Deals created in a span that ever came so far: to the stage with that place, or further."""
        return f'COUNTIFS({self.within("created", span)},{self.column("furthest")},">={place}")'

    def days_of_leavers(self, stage: str, span: Span) -> str:
        """An array formula."""
        left, came = self.column("left", MOVES), self.column("entered", MOVES)
        tests = f'({self.column("stage", MOVES)}={stage})*({left}>={span.first})*({left}<={span.last})*({came}<>"")*({left}<>"")'
        return f"MEDIAN(IF({tests},{left}-{came}))"

    def entries(self, stage: str, span: Span) -> str:
        """Deals that entered a stage for the first time in a span."""
        return self.moves(stage, "entered", span, ("fate", '"?*"'))

    def with_fate(self, stage: str, span: Span, fate: str) -> str:
        return self.moves(stage, "entered", span, ("fate", quoted(self.draft.speak(FATES[fate]))))

    def conversion(self, stage: str, span: Span) -> str:
        return f"{self.with_fate(stage, span, 'passed')}/{self.entries(stage, span)}"

    def decided(self, stage: str, span: Span) -> str:
        """Deals that entered a stage in a span and either passed it or were lost."""
        return f"{self.with_fate(stage, span, 'passed')}+{self.with_fate(stage, span, 'lost')}"

    def through(self, stage: str, decided: str, span: Span) -> str:
        """The share of decided deals that passed; ``decided`` is the cell that counts them."""
        return f"{self.with_fate(stage, span, 'passed')}/{decided}"

    def target(self, measure: str, level: str, owner: str, *, period: str) -> str:
        """The target set for one period by its label."""
        who = (("measure", measure), ("level", level), ("owner", owner), ("period", period))
        return f"SUMIFS({self.column('value', TARGETS)}{self.where(who, TARGETS)})"

    def target_of_months(self, measure: str, level: str, owner: str, span: Span) -> str:
        """The monthly targets of a span added up."""
        who = (("measure", measure), ("level", level), ("owner", owner), ("length", "1"))
        return f"SUMIFS({self.column('value', TARGETS)},{self.within('start', span, TARGETS)}{self.where(who, TARGETS)})"

    def target_of(self, measure: str, level: str, owner: str, parts: Sequence[Target], span: Span) -> str:
        """A target out of the rows that make it up: months of a span, or else each of them by its label."""
        if parts and all("-" in part.period for part in parts) and len(parts) > 1:
            return self.target_of_months(measure, level, owner, span)
        return "+".join(self.target(measure, level, owner, period=quoted(p.period)) for p in parts)
