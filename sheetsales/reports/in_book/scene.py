"""What a sheet in the workbook is made of: the workbook, its records, what a check found, and the figures of a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property

from sheetsales.book.book import Book
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, RuleInfo
from sheetsales.indicators.facts import Facts, gather
from sheetsales.indicators.flow import lowest
from sheetsales.indicators.period import Period, month_of, parse_month, shifted
from sheetsales.pages.laid_out import named_cell
from sheetsales.reports.block import Appendix
from sheetsales.reports.blocks import BLOCKS
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.tables import fill_all
from sheetsales.reports.material import Material
from sheetsales.reports.periods import Periods
from sheetsales.reports.report_data import ReportData
from sheetsales.reports.stage_table import chance_formula
from sheetsales.texts import Lang, Text, same


@dataclass(frozen=True)
class Scene:
    """``findings`` are those of the check; ``rules`` tell what their codes mean."""

    workbook: Workbook
    book: Book
    findings: Sequence[Finding]
    today: dt.date
    rules: Sequence[RuleInfo] = ()

    @property
    def lang(self) -> Lang:
        return self.book.lang

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def speak(self, text: Text) -> str:
        return text.in_(self.lang)

    @cached_property
    def this_month(self) -> Period:
        return month_of(self.today)

    @cached_property
    def current(self) -> Draft:
        """What figures of today are drawn from."""
        return self.material(self.this_month, ()).draft

    @cached_property
    def _gathered(self) -> dict[dt.date, Facts]:
        return {}

    def _facts_of(self, day: dt.date) -> Facts:
        """What the sheets of one day share."""
        if day not in self._gathered:
            self._gathered[day] = gather(self.book, day)
        return self._gathered[day]

    def material(self, month: Period, keys: Sequence[str]) -> Material:
        """The report's tables ``keys`` of a month, as everybody who opens the workbook may see them."""
        facts = self._facts_of(min(self.today, month.last))
        periods = Periods(month, facts.fiscal_start, facts.as_of)
        titles: Mapping[str, Text] = {rule.code: rule.title for rule in self.rules}
        draft = Draft(None, self.lang, facts, periods, titles, edition="team")
        low = lowest(facts, periods.window)
        material = Material(draft, Appendix(draft, same("-")), self.findings, self.today, draft.chances, low)
        for plan in BLOCKS:
            block = plan.make(material) if plan.key in keys else None
            if block is not None:
                material.blocks[plan.key] = block
        data = ReportData(draft, self.findings, chance_formula(material.blocks.get("chances")))
        fill_all(draft, material.blocks, data.sources)
        return material


@dataclass(frozen=True)
class Asked:
    """The month somebody chose on a sheet, and what was ``typed``; ``unread`` is that where it is no month that has begun."""

    month: Period
    unread: str = ""
    typed: CellValue = None


def asked_month(scene: Scene, name: str) -> Asked:
    """The month that stands in the named cell; the current one where it is blank, or where it cannot be."""
    at = named_cell(scene.workbook, name)
    grid = scene.workbook.grid(at.sheet) if at else None
    typed = grid.value(at.row, at.column) if at and grid else None
    if typed is None or typed == "":
        return Asked(scene.this_month)
    found = month_of(typed) if isinstance(typed, dt.date) else parse_month(str(typed))
    if found is None or found.first > scene.today:
        told = f"{typed:%Y-%m-%d}" if isinstance(typed, dt.date) else str(typed)
        return Asked(scene.this_month, told, typed)
    return Asked(found, typed=typed)


def state_of_month(scene: Scene, asked: Asked, as_of: dt.date, before: str = "") -> str:
    """Which month is shown and up to which day; how to have another. ``before`` is said first."""
    if asked.unread:
        return scene.say(
            f"“{asked.unread}”不是已经开始的月份，按 {asked.month.label} 算。请从下拉框里选，再检查一次",
            f"“{asked.unread}” is no month that has begun, so this is {asked.month.label}. Choose one from the list and check again",
        )
    first, day = before or asked.month.label, as_of.isoformat()
    return scene.say(
        f"{first} · 数据截至 {day} · 空为本月；换月份后再检查一次",
        f"{first} · data up to {day} · blank is the current month; check again after choosing another",
    )


def months_offered(scene: Scene) -> tuple[str, ...]:
    """What a drop-down offers: a year back, and a year on for workbooks that are kept."""
    return tuple(shifted(scene.this_month, by).label for by in range(-12, 13))
