import datetime as dt
import re

import pytest

from sheetsales.cli.main import COMMANDS
from sheetsales.schema.workbook import SHEETS
from sheetsales.template.home import _last_month
from sheetsales.texts import LANGUAGES, Lang
from tests.template.books import blank, parts, read, told


def texts(lang: Lang) -> list[str]:
    grid = read(told(lang)).grids[0]
    return [value for column in grid.columns for value in column if isinstance(value, str)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_lead_to_sheets_that_exist(lang: Lang) -> None:
    links = re.findall(r'location="([^"]+)"', parts(blank(lang))["xl/worksheets/sheet1.xml"])
    titles = {record.title.in_(lang) for record in SHEETS}
    assert len(links) == 8
    assert {link.removesuffix("!A1").strip("'") for link in links} <= titles


@pytest.mark.parametrize("lang", LANGUAGES)
def test_commands_shown_are_commands_we_have(lang: Lang) -> None:
    shown = [text for text in texts(lang) if text.startswith("sheetsales ") and "xlsx" in text]
    assert len(shown) == 2
    assert {text.split()[1] for text in shown} <= {entry.name for entry in COMMANDS}
    assert any("--month 2026-10" in text for text in shown)


def test_the_team_is_named_on_top() -> None:
    assert "澄远 · 销售工作簿" in texts("zh")
    assert "Sales workbook" in [v for c in read(blank("en")).grids[0].columns for v in c]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_run_finds_its_cells_by_name(lang: Lang) -> None:
    workbook = parts(blank(lang))["xl/workbook.xml"]
    cells = re.findall(r'<definedName name="home_last_\w+">\w+!\$D\$(\d+)<', workbook)
    assert len(cells) == 3
    grid = read(blank(lang)).grids[0]
    assert {grid.value(int(row), 4) for row in cells} == {"—"}


@pytest.mark.parametrize(
    ("today", "month"), [(dt.date(2026, 11, 2), "2026-10"), (dt.date(2026, 1, 31), "2025-12")]
)
def test_the_example_names_the_last_complete_month(today: dt.date, month: str) -> None:
    assert _last_month(today) == month


@pytest.mark.parametrize("lang", LANGUAGES)
def test_home_is_what_opens_first(lang: Lang) -> None:
    assert 'tabSelected="1"' in parts(blank(lang))["xl/worksheets/sheet1.xml"]
