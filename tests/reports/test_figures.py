"""Figures defined once: what the evaluator says is what the indicators say, and a dash gives way to what is typed in."""

from __future__ import annotations

import datetime as dt
import json
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from sheetsales.book.book import Book
from sheetsales.cli.main import main
from sheetsales.formula.lists.evaluate import unknown_functions
from sheetsales.formula.own import read
from sheetsales.indicators import reasons, targets
from sheetsales.indicators.facts import gather
from sheetsales.indicators.figure import Figure, share, unknown
from sheetsales.indicators.forecast import weighted_forecast
from sheetsales.indicators.period import Period, month
from sheetsales.indicators.scope import Scope
from sheetsales.indicators.won import won_amount, won_count
from sheetsales.reports import blocks
from sheetsales.reports.block import Appendix, PlacedTable
from sheetsales.reports.cells import Calc, Dash, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures import tables
from sheetsales.reports.figures.column import Unless, figure
from sheetsales.reports.figures.expanded import expanded
from sheetsales.reports.figures.prepared import TREES
from sheetsales.reports.figures.written import written
from sheetsales.reports.periods import Periods
from sheetsales.reports.report_data import ReportData
from sheetsales.reports.sections import SECTIONS
from sheetsales.reports.target_table import COLUMNS, MEASURE, TABLE
from sheetsales.texts import LANGUAGES, Lang, Text
from sheetsales.workflow.opening import open_book
from tests.indicators.team_book import book_of, won
from tests.office.office import recalculated, wrong_values
from tests.reports.conftest import TODAY, report_of
from tests.reports.odd_books import BOOKS, made

TARGETS_PLAN = next(plan for plan in blocks.BLOCKS if plan.key == TABLE.key)
MONTHS = [month(2026, number) for number in range(2, 12)]


def filled(book: Book, reported: Period, lang: Lang, today: dt.date = TODAY) -> tuple[Draft, PlacedTable]:
    """The targets' table of a month, without a workbook around it."""
    facts = gather(book, min(today, reported.last))
    draft = Draft(None, lang, facts, Periods(reported, facts.fiscal_start, facts.as_of))
    block = TABLE.add(draft, Appendix(draft, Text("附表", "Appendix")))
    assert block is not None
    TABLE.fill(draft, block, ReportData(draft, (), "0").sources)
    return draft, block


def expected(draft: Draft, scope: Scope) -> Iterator[tuple[str, Figure]]:
    """What the indicators say of a company, team or person."""
    facts, spans = draft.facts, draft.periods
    actual, ytd = won_amount(facts, spans.told, scope), won_amount(facts, spans.to_date, scope)
    target, year = (draft.targets.of(MEASURE, span, scope) for span in (spans.told, spans.year))
    elapsed = targets.elapsed_share(facts, spans.told, scope)
    rest = Period(facts.as_of + dt.timedelta(days=1), spans.year.last, "")
    coming = weighted_forecast(facts, rest, scope, draft.chances)
    forecast = _both(ytd, coming, lambda a, b: Figure(a + b))
    yield from (("actual", actual), ("ytd", ytd), ("target", target), ("year", year), ("elapsed", elapsed))
    yield "attainment", targets.attainment(actual, target)
    yield "gap", targets.gap(actual, target)
    yield "pace", targets.pace(actual, target, elapsed)
    yield "ytd_attainment", targets.attainment(ytd, year)
    yield "forecast", forecast
    yield "forecast_attainment", _both(forecast, year, lambda a, b: share(a, b, 0, reasons.NO_TARGET))
    yield "won", won_count(facts, spans.told, scope)


def _both(a: Figure, b: Figure, of: Callable[[float, float], Figure]) -> Figure:
    missing = next((figure.reason for figure in (a, b) if not figure.known), None)
    return of(a.number, b.number) if missing is None else unknown(missing)


def assert_equal(book: Book, reported: Period, lang: Lang, today: dt.date = TODAY) -> int:
    """Compares every row; returns how many cells hold a number."""
    draft, block = filled(book, reported, lang, today)
    known = 0
    for row in block.rows:
        scope = Scope(*row.split(":", 1))  # type: ignore[arg-type]  # rows are made from scopes
        for key, want in expected(draft, scope):
            content = block.get(row, key)
            if want.known:
                assert shown(content) == pytest.approx(want.number, rel=1e-12, abs=1e-9), (row, key)
                known += 1
            else:
                assert isinstance(content, Dash), (row, key, content)
                assert content.reason.zh
                assert content.reason.en
    return known


@pytest.mark.parametrize("reported", MONTHS, ids=lambda m: m.label)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_samples_agree_with_the_indicators(samples: dict[Lang, Path], lang: Lang, reported: Period) -> None:
    assert assert_equal(open_book(samples[lang], today=TODAY).book, reported, lang) > 20


@pytest.mark.parametrize(
    "reported", [month(2026, 3), month(2026, 10), month(2026, 11)], ids=lambda m: m.label
)
@pytest.mark.parametrize("book", BOOKS, ids=lambda b: b.__name__)
def test_odd_books_agree_with_the_indicators(book: Callable[[], Book], reported: Period) -> None:
    assert_equal(book(), reported, "en")


def test_figures_exactly_on_target_are_on_target() -> None:
    """Ten cents a deal add up to what was set, to the last digit."""
    deals = [{**won("10-05", 0.1), "id": f"O-{i}", "owner": "S01"} for i in range(3)]
    rows = [{"period": "2026-10", "level": "person", "owner": "S01", "measure": MEASURE, "value": 0.3}]
    _, block = filled(book_of(pipeline=deals, targets=rows), month(2026, 10), "en")
    assert shown(block.get("person:S01", "attainment")) == 1.0


def test_a_column_is_unknown_where_the_workbook_lacks_what_it_names() -> None:
    _, block = filled(BOOKS[0](), month(2026, 10), "en")
    actual, forecast = block.get("company:", "actual"), block.get("company:", "forecast")
    assert isinstance(actual, Dash)
    assert "Closed on" in actual.reason.en
    assert not actual.formula
    assert isinstance(forecast, Dash)
    assert "Expected close" in forecast.reason.en


def test_a_dash_is_a_formula_that_waits_for_its_figures() -> None:
    _, block = filled(book_of(pipeline=[won("10-05", 5)]), month(2026, 10), "zh")
    target, reached = block.get("company:", "target"), block.get("company:", "attainment")
    assert isinstance(target, Dash)
    assert target.formula.endswith("tblTargets[计入本月],1))")
    assert isinstance(reached, Dash)
    assert "没有" in reached.reason.zh
    assert reached.formula == (
        "IF(COUNT(tblTargetFigures[[#This Row],[本月实际]],tblTargetFigures[[#This Row],[本月目标]])<2,"
        '"—",IF(tblTargetFigures[[#This Row],[本月目标]]<=0,"—",'
        "tblTargetFigures[[#This Row],[本月实际]]/tblTargetFigures[[#This Row],[本月目标]]))"
    )
    assert isinstance(block.get("company:", "actual"), Calc)


@pytest.mark.office
def test_a_target_typed_in_later_computes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, plan = tmp_path / "report.xlsx", tmp_path / "plan.json"
    rows = [{"period": "2026-09", "level": "company", "measure": MEASURE, "value": 200}]
    made(book_of(pipeline=[won("10-05", 50)], targets=rows), path, findings=())
    assert _attainment(path) == "—"
    typed = {"A2": "2026-10", "B2": {"date": "2026-10-01"}, "I2": 1}
    edits = [
        {"op": "set_cell", "at": f"'Targets data'!{cell}", "value": value} for cell, value in typed.items()
    ]
    plan.write_text(json.dumps({"version": 1, "edits": edits}))
    with pytest.raises(SystemExit) as ended:
        main(["apply", str(plan), str(path)])
    assert ended.value.code == 0, capsys.readouterr()
    assert _attainment(recalculated(path, tmp_path / "out")) == pytest.approx(0.25)


def _attainment(path: Path) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(path, data_only=True)["Targets"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heading = next(number for number, row in enumerate(rows) if "Attainment" in row)
    company = next(row for row in rows[heading:] if row[0] == "Company")
    return company[rows[heading].index("Attainment")]


def test_all_formulas_are_prepared_and_known() -> None:
    for column in COLUMNS:
        for formula in column.formulas:
            assert formula in TREES
            assert not unknown_functions(read(formula, {}))
            assert read(formula, {}) == TREES[formula]


def test_a_function_that_old_programs_lack_is_refused() -> None:
    with pytest.raises(ValueError, match="MAXIFS"):
        written('MAXIFS(deals[amount],deals[state],"IFS(")', "T", lambda *_: ("", ""), str)
    assert written('[@a]&"[@a] won"&won', "T", lambda _, key: ("", f"{key}'s [#]"), str.upper) == (
        "T[[#This Row],[a''s '['#']]]&\"[@a] won\"&WON"
    )


def test_headings_of_a_table_differ_and_carry_no_unit() -> None:
    for lang in LANGUAGES:
        titles = [column.title.in_(lang).casefold() for column in COLUMNS]
        assert len(set(titles)) == len(titles)
        assert not any("\n" in title or "(" in title or "（" in title for title in titles)


def test_a_column_is_declared_in_one_line() -> None:
    assert figure("a", "甲", "A", "money").formulas == ()


def test_every_section_belongs_to_an_edition() -> None:
    assert all(plan.editions for plan in SECTIONS)
    of_managers, of_persons = (
        {plan.page for plan in SECTIONS if edition in plan.editions} for edition in ("manager", "person")
    )
    assert {"targets", "checks"} <= of_persons
    assert of_persons - {"own"} < of_managers


CYCLE = figure(
    "days", "周期", "Cycle", "days", 'MEDIANIFS(deals[cycle],deals[state],won,deals[closed],">="&year_start,deals[owner],[@owner_is])',
    Unless("[@ytd_won]=0", reasons.NOBODY_WON),
)  # fmt: skip


def test_a_conditional_median_is_written_out() -> None:
    assert expanded(f"1+{CYCLE.formula}*2") == (
        "1+_xlfn.AGGREGATE(16,6,deals[cycle]/(ISNUMBER(deals[cycle])*(deals[state]=won)*(deals[closed]>=year_start)"
        '*((([@owner_is]="*")+(deals[owner]=[@owner_is]))>0)),0.5)*2'
    )
    assert expanded('MEDIANIFS(a[b],a[c],"<>",a[d],"x(,")') == (
        '_xlfn.AGGREGATE(16,6,a[b]/(ISNUMBER(a[b])*(a[c]<>"")*(a[d]="x(,")),0.5)'
    )
    with pytest.raises(ValueError, match="MEDIANIFS"):
        expanded("MEDIANIFS(a[b],a[c]")


@pytest.mark.office
def test_a_conditional_median_is_what_libreoffice_computes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, samples: dict[Lang, Path]
) -> None:
    table = replace(TABLE, columns=(*COLUMNS, CYCLE))
    longer = replace(TARGETS_PLAN, make=lambda m: table.add(m.draft, m.appendix))
    plans = [longer if plan is TARGETS_PLAN else plan for plan in blocks.BLOCKS]
    monkeypatch.setattr(blocks, "BLOCKS", tuple(plans))
    monkeypatch.setattr(
        tables, "TABLES", tuple(table if other is TABLE else other for other in tables.TABLES)
    )
    path = tmp_path / "report.xlsx"
    report_of(open_book(samples["en"], today=TODAY), path, "en")
    count, wrong = wrong_values(path, tmp_path / "out")
    assert count > 500
    assert not wrong, "\n".join(wrong)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(path, data_only=True)["Appendix"]
    _, top, right, bottom = (int(edge or 0) for edge in range_boundaries(sheet.tables[TABLE.name].ref))
    found = [sheet.cell(row, right).value for row in range(top + 1, bottom + 1)]
    assert sum(isinstance(value, int | float) for value in found) > 5
