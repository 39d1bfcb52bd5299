import datetime as dt
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sheetsales.look import styles
from sheetsales.look.styles import Formats
from sheetsales.look.theme import theme_xml
from sheetsales.look.workbook import open_workbook, set_up_page
from sheetsales.texts import LANGUAGES, Lang

TODAY = dt.date(2026, 11, 2)


def make(path: Path, lang: Lang, *, landscape: bool = True, heading_rows: int = 1) -> dict[str, str]:
    workbook = open_workbook(path, lang, title="试", today=TODAY)
    sheet = workbook.add_worksheet("数据")
    formats = Formats(workbook)
    sheet.write_string(0, 0, "=1+1", formats.of(styles.HEADING))
    sheet.write(1, 0, "0123", formats.of(styles.BODY, styles.LINED))
    set_up_page(sheet, lang, heading_rows=heading_rows, landscape=landscape)
    workbook.close()
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_theme_is_well_formed_and_has_fonts_for_both_languages(lang: Lang) -> None:
    ET.fromstring(theme_xml(lang).encode())
    assert f'<a:latin typeface="{styles.font(lang)}"/>' in theme_xml(lang)
    assert theme_xml(lang).count('<a:ea typeface="Microsoft YaHei"/>') == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_font_is_the_theme_font_of_its_language(tmp_path: Path, lang: Lang) -> None:
    styles_part = make(tmp_path / "book.xlsx", lang)["xl/styles.xml"]
    fonts = styles_part.partition("</fonts>")[0]
    assert set(re.findall(r'<name val="([^"]+)"', fonts)) == {styles.font(lang)}
    assert '<sz val="10.5"/>' in fonts


def test_texts_stay_texts(tmp_path: Path) -> None:
    sheet = make(tmp_path / "book.xlsx", "zh")["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert sheet.count('t="s"') == 2


def test_the_day_it_was_made_is_the_one_given(tmp_path: Path) -> None:
    core = make(tmp_path / "book.xlsx", "en")["docProps/core.xml"]
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]+", core)) == {"2026-11-02T00:00:00Z"}


def test_pages_are_a4_with_headings_and_page_numbers(tmp_path: Path) -> None:
    parts = make(tmp_path / "zh.xlsx", "zh")
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "第 &amp;P 页，共 &amp;N 页" in sheet
    assert "_xlnm.Print_Titles" in parts["xl/workbook.xml"]
    english = make(tmp_path / "en.xlsx", "en", landscape=False, heading_rows=0)
    assert "Page &amp;P of &amp;N" in english["xl/worksheets/sheet1.xml"]
    assert "landscape" not in english["xl/worksheets/sheet1.xml"]
    assert "Print_Titles" not in english["xl/workbook.xml"]


def test_a_combination_of_styles_is_one_format() -> None:
    class Workbook:
        made = 0

        def add_format(self, properties: dict[str, object]) -> dict[str, object]:
            self.made += 1
            return properties

    workbook = Workbook()
    formats = Formats(workbook)
    first = formats.of(styles.BODY, styles.BOLD)
    assert first is formats.of(styles.BOLD, styles.BODY)
    assert formats.of(styles.BODY, {"bold": False})["bold"] is False
    assert formats.change(styles.BAD_CELL)["font_scheme"] == "none"
    assert workbook.made == 3
