import re

import pytest

from sheetsales.cli.main import COMMANDS
from sheetsales.schema.workbook import SHEETS
from sheetsales.template import cockpit
from sheetsales.texts import LANGUAGES, Lang
from tests.template.books import blank, parts, read, told


def texts(lang: Lang) -> list[str]:
    grid = read(told(lang)).grids[0]
    return [value for column in grid.columns for value in column if isinstance(value, str)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_lead_to_sheets_that_exist(lang: Lang) -> None:
    links = re.findall(r'location="([^"]+)"', parts(blank(lang))["xl/worksheets/sheet1.xml"])
    titles = {record.title.in_(lang) for record in SHEETS}
    assert len(links) == 8 + len(cockpit.LINES) + len(cockpit.STEPS)
    assert {link.removesuffix("!A1").strip("'") for link in links} <= titles


@pytest.mark.parametrize("lang", LANGUAGES)
def test_home_speaks_no_command(lang: Lang) -> None:
    names = [entry.name for entry in COMMANDS]
    assert not [text for text in texts(lang) if any(f"sheetsales {name} " in text for name in names)]
    assert any(".xlsm" in text for text in texts(lang)), "it says how it gets its buttons"


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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_home_is_what_opens_first(lang: Lang) -> None:
    assert 'tabSelected="1"' in parts(blank(lang))["xl/worksheets/sheet1.xml"]
