"""What every part of a report draws with: the open workbook, its language, the facts and the named days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property, lru_cache
from typing import Any, Literal

from sheetsales.dataclass import dataclass
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.forecast import WinChance, win_chances
from sheetsales.indicators.owed import Owed, owed_steps
from sheetsales.indicators.period import Period
from sheetsales.indicators.satisfaction import surveyed
from sheetsales.indicators.scope import Scope
from sheetsales.indicators.targets import Targets, read_targets
from sheetsales.look import styles
from sheetsales.look.styles import Formats, Style
from sheetsales.process.people import People, people
from sheetsales.process.snapshot import NO_SNAPSHOTS, Snapshot, Snapshots
from sheetsales.reports.cells import Spoken, spoken
from sheetsales.reports.pay_told import PayTold
from sheetsales.reports.period_words import in_period
from sheetsales.reports.periods import Periods
from sheetsales.reports.standing import Standing
from sheetsales.reports.sums import MOST_ROWS, Counted
from sheetsales.speech.money import money_format
from sheetsales.texts import Lang, Text

Edition = Literal["manager", "team", "person"]

EDITIONS: dict[Edition, Text] = {
    "manager": Text("主管版", "manager's edition"),
    "team": Text("团队版", "team edition"),
    "person": Text("个人版", "personal edition"),
}
LEVELS: dict[str, Text] = {
    "company": Text("公司", "Company"),
    "team": Text("团队", "Team"),
    "person": Text("个人", "Person"),
}

SCORE_SPANS: dict[str, Text] = {
    "month": Text("本期", "This period"),
    "before": Text("上期", "Period before"),
    "year_ago": Text("上年同期", "Same period last year"),
    "to_date": Text("年累计", "Year to date"),
    "window": Text("近 12 个月", "Twelve months"),
    "latest": Text("最近一次", "Latest"),
}
"""What the data of customers' scores call the time a score is of."""


@dataclass
class Draft:
    """A report while it is made: sheets are added and defined names collected as the parts are drawn.

    ``edition`` says whom it is for, ``audience`` in words, ``whose`` which person or team it is about ("" for all),
    ``person`` the id of that person;
    ``full`` has every section, else only those of the short edition; ``snapshots`` are the months kept in the workbook,
    ``compared`` two months, quarters or years of them to be set beside each other; ``standing`` is what an edition for
    others may know of the evaluation, ``pay`` what
    the edition may know of commission, None where there are no plans.
    """

    workbook: Any
    lang: Lang
    facts: Facts
    periods: Periods
    rules: Mapping[str, Text] = field(default_factory=dict)
    edition: Edition = "manager"
    audience: Text = EDITIONS["manager"]
    whose: str = ""
    person: str = ""
    full: bool = True
    names: dict[str, str] = field(default_factory=dict)
    snapshots: Snapshots = NO_SNAPSHOTS
    compared: tuple[Period, Period] | None = None
    standing: Standing | None = None
    pay: PayTold | None = None
    most_rows: int = MOST_ROWS
    """More of them a data sheet adds up."""
    summed: Mapping[str, Counted] = field(default_factory=dict)
    """The data sheets that hold sums, by the names of their Tables."""
    filled: dict[str, Any] = field(default_factory=dict)
    """The tables of the appendix by their keys, when tables of figures are filled: later ones may look at those before."""

    @cached_property
    def formats(self) -> Formats:
        return Formats(self.workbook)

    @cached_property
    def targets(self) -> Targets:
        return read_targets(self.facts.book)

    @cached_property
    def chances(self) -> Mapping[str, WinChance]:
        """The chance of winning by stage code."""
        return win_chances(self.facts)

    @cached_property
    def kept_before(self) -> Snapshot | None:
        """The month before the period, to compare with."""
        return self.snapshots.of(self.periods.month_before.label)

    @cached_property
    def reached(self) -> Mapping[int, int]:
        """Of the deals created in twelve months, how many came to each stage on the way and no further, by its place."""
        window, furthest = self.periods.window, self.facts.furthest
        return Counter(furthest[d.row] for d in self.facts.deals if d.created_on in window)

    @cached_property
    def owed(self) -> Sequence[Owed]:
        """The steps that fell due in the month, done or not."""
        return owed_steps(self.facts, self.periods.told)

    @cached_property
    def score_spans(self) -> Mapping[str, Period]:
        """The spans that customers' scores are told for; none where only their latest is known."""
        spans = self.periods
        told = {"month": spans.told, "before": spans.before, "year_ago": spans.year_ago, "to_date": spans.to_date, "window": spans.window}  # fmt: skip
        return told if surveyed(self.facts) else {}

    def score_span(self, key: str) -> str:
        """What the data of scores call a span; where only the latest is known, the latest."""
        return self.speak(SCORE_SPANS[key if key in self.score_spans else "latest"])

    @cached_property
    def team(self) -> People:
        """Everybody in Team."""
        return people(self.facts.book)

    @cached_property
    def people(self) -> Mapping[str, str]:
        """Person id → the name shown, no two alike even to a formula that ignores case."""
        return _unlike(
            {d.owner for d in self.facts.deals} | set(self.facts.book.table("team").by_id), self.facts
        )

    def name_of(self, person: str) -> str:
        """The name shown for a person; ``(未填)`` where nobody is named."""
        if not person:
            return self.say("（未填）", "(blank)")
        return self.people.get(person) or safe(self.facts.book.person_name(person))

    def team_of(self, person: str) -> str | None:
        """The team shown for a person, None where it is unknown."""
        team = self.facts.team_of.get(person)
        return safe(team) if team else None

    @property
    def company(self) -> str:
        """What the whole is called that the report is about: the company, else the team or person."""
        return safe(self.whose) if self.whose else self.say("公司", "Company")

    def level_name(self, level: str) -> str:
        """What a level is called in the report and its formulas."""
        return self.company if level == "company" else self.speak(LEVELS[level])

    def scope_name(self, scope: Scope) -> str:
        """What a company, team or person is called in the report and its formulas."""
        if scope.level == "company":
            return self.company
        return self.name_of(scope.key) if scope.level == "person" else safe(scope.key)

    @cached_property
    def _stage_names(self) -> Mapping[str, str]:
        return {s.code: safe(s.name.in_(self.lang) or s.code) for s in self.facts.book.process.stages}

    def stage_name(self, code: str) -> str:
        """The name of a stage in the report's language; "" for none."""
        return self._stage_names.get(code, "")

    @cached_property
    def _customer_names(self) -> Mapping[str, str]:
        customers = self.facts.book.table("customers")
        return {k: n for k, n in zip(customers.get("id"), customers.get("name"), strict=True) if k and n}

    def customer_name(self, key: str) -> str:
        """What a customer is called; the id itself where Customers does not know it."""
        return self._customer_names.get(key, key)

    def rule_title(self, code: str) -> str:
        """What a rule is called, its code where nobody says."""
        title = self.rules.get(code)
        return self.speak(title) if title else code

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def say_of(self, zh: str, en: str) -> str:
        """What is written of a month (``本月``, ``this month``), said of the period told."""
        return self.speak(Text(zh, en))

    def speak(self, text: Text) -> str:
        """The text in the report's language; what it says of a month is said of the period told."""
        return in_period(text, self.periods.length).in_(self.lang)

    def style(self, *parts: Style) -> Any:
        return self.formats.of(styles.BODY, *parts)

    def define(self, name: str, ref: str) -> None:
        """A defined name for a cell, such as ``kpi_won_amount`` for ``'附表'!$C$5``."""
        self.names[name] = ref
        self.workbook.define_name(name, "=" + ref)

    @property
    def currency(self) -> str:
        """The code of the workbook's currency; "" where it names none."""
        return self.facts.book.settings.text("currency")

    @cached_property
    def money(self) -> Spoken:
        """How sentences say an amount."""
        return spoken(self.lang, self.currency)

    @property
    def money_format(self) -> str:
        """Money where one figure stands alone: in the unit that fits. Tables show it whole."""
        return money_format(self.lang, self.currency)

    @property
    def money_unit(self) -> str:
        """The unit a money heading carries; "" where the workbook names no currency."""
        return "元" if self.lang == "zh" and self.currency in ("", "CNY") else self.currency

    @property
    def unit_clause(self) -> str:
        """The unit of money in brackets, as headings and titles carry it."""
        return f"（{self.money_unit}）" if self.lang == "zh" else f"({self.money_unit})"


def _unlike(keys: set[str], facts: Facts) -> dict[str, str]:
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(k for k in keys if k):
        name = safe(facts.book.person_name(key))
        if name.casefold() in taken:
            name = f"{name} ({safe(key)})"
        taken.add(name.casefold())
        names[key] = name
    return names


@lru_cache(maxsize=8192)
def safe(name: str) -> str:
    """Without the characters that COUNTIFS reads as wildcards or comparisons."""
    return name.translate(_WILD).lstrip("=<>").strip() or "-"


_WILD = str.maketrans("", "", "*?~")
