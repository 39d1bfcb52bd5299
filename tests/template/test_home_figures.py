"""Home says one figure of each module, live: as a formula, with what it comes to now."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.address import parse_cell
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.cells.grid import Grid
from sheetsales.schema.modules import MODULES
from sheetsales.schema.workbook import RECORDS
from sheetsales.template.adding.asked import with_modules
from sheetsales.template.build import build_workbook
from sheetsales.template.story import build_story
from sheetsales.template.story.modules import TOLD
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.adding import add_sheets
from sheetsales.workflow.writing import write_plan
from tests.checking.test_ledger_fills import TODAY, book_of, sample
from tests.sheets.books import ours

LABELS = {"zh": ("在册", "未回款", "未办结"), "en": ("On file", "Outstanding", "Open tickets")}


def home(path: Path, lang: Lang) -> Grid:
    grid = read_workbook(path).grid("首页" if lang == "zh" else "Home")
    assert grid is not None
    return grid


def figures(path: Path, lang: Lang) -> dict[str, tuple[object, str, object]]:
    """Module title → where its figure stands, its formula and what it shows."""
    grid, sheet = home(path, lang), openpyxl.load_workbook(path)["首页" if lang == "zh" else "Home"]
    titles = {module.title.in_(lang) for module in MODULES}
    found: dict[str, tuple[object, str, object]] = {}
    for row in range(1, grid.last_row + 1):
        for column in range(4, 9):
            cell = sheet.cell(row, column)
            if grid.value(row, 3) in titles and str(cell.value).startswith("=IF("):
                found[str(grid.value(row, 3))] = (cell.coordinate, str(cell.value), grid.value(row, column))
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sample_shows_what_its_sheets_say(lang: Lang, tmp_path: Path) -> None:
    path = sample(tmp_path / "book.xlsx", lang)
    contacts, orders, service = figures(path, lang).values()
    book = book_of(path)
    unpaid = book.table("contracts").get("unpaid")
    opened, closed = (book.table("service").get(key) for key in ("opened_on", "closed_on"))
    assert contacts[2] == len(book.table("contacts").get("name"))
    assert orders[2] == sum(amount for amount in unpaid if amount is not None)
    assert service[2] == sum(a is not None and b is None for a, b in zip(opened, closed, strict=True))
    assert "SUM(tblContracts[" in orders[1]
    shown = openpyxl.load_workbook(path)["首页" if lang == "zh" else "Home"]
    for label, (at, _, _) in zip(LABELS[lang], figures(path, lang).values(), strict=True):
        assert shown[str(at)].number_format.startswith(f'"{label} "')


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_that_are_added_bring_theirs_once(lang: Lang, tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", lang)
    assert figures(path, lang) == {}
    add_sheets(path, ["orders"], today=TODAY)
    (orders,) = figures(path, lang).values()
    assert orders[2] == "—", "nothing is told yet"
    add_sheets(path, ["orders", "service", "contacts"], today=TODAY)
    found = figures(path, lang)
    assert len(found) == 3
    assert found[next(m.title.in_(lang) for m in MODULES if m.key == "orders")] == orders


def test_an_older_line_gets_it_in_its_first_free_cell(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "en")
    add_sheets(path, ["service"], today=TODAY)
    ((at, _, _),) = figures(path, "en").values()
    place = parse_cell(f"Home!{at}")
    assert place is not None
    write_plan(path, EditPlan((SetCell(place, "Service"),)), dry_run=False)  # where links began before
    add_sheets(path, ["service"], today=TODAY)
    ((after, formula, _),) = figures(path, "en").values()
    assert (str(after)[0], formula.count("COUNTIFS(tblService[")) == ("G", 1)
    add_sheets(path, ["service"], today=TODAY)
    assert len(figures(path, "en")) == 1


def test_no_figure_where_its_column_is_gone(tmp_path: Path) -> None:
    path = ours(tmp_path / "book.xlsx", "en")
    add_sheets(path, ["orders"], only=["receipts"], today=TODAY)
    assert figures(path, "en") == {}


def test_every_figure_names_columns_that_its_sheet_has() -> None:
    for module in MODULES:
        if module.figure is not None:
            columns = RECORDS[module.figure.sheet].by_key
            assert {module.figure.column, module.figure.without or module.figure.column} <= columns.keys()
            assert module.figure.sheet in {sheet.key for sheet in module.sheets}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_overdue_and_what_this_year_cost(lang: Lang, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    story = build_story(lang, "b2b", TODAY, mistakes=("Y45",), sheets=TOLD)
    build_workbook(path, lang=lang, process="b2b", today=TODAY, story=story, records=with_modules(("improve", "market")))  # fmt: skip
    improve, market = figures(path, lang).values()
    assert (improve[2], market[2]) == (1, 108495)
    done = "完成" if lang == "zh" else "Done"
    assert f'"<"&TODAY(),tblProblems[{"状态" if lang == "zh" else "Status"}],"<>{done}"' in improve[1]
    assert "YEAR(TODAY())" in market[1]
