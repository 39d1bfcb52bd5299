import re
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from sheetsales.cells.address import column_letters
from sheetsales.schema.bind import bind
from sheetsales.schema.defaults import PRESETS, Preset
from sheetsales.schema.pipeline import PIPELINE
from sheetsales.schema.workbook import HOME_TITLE, SHEETS
from sheetsales.template import build
from sheetsales.template.build import build_workbook
from sheetsales.template.headings import headings
from sheetsales.texts import LANGUAGES, Lang
from tests.template.books import MAIN, TODAY, blank, cells, parts, read, sheet_part, small_story, told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("process", PRESETS)
def test_home_and_every_core_sheet_stand_in_order(lang: Lang, process: Preset) -> None:
    names = re.findall(r'<sheet name="([^"]+)"', parts(blank(lang, process))["xl/workbook.xml"])
    assert names == [HOME_TITLE.in_(lang), *(record.title.in_(lang) for record in SHEETS)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sheet_holds_the_table_of_its_record_with_the_schema_headings(lang: Lang) -> None:
    tables = [part for name, part in parts(blank(lang)).items() if name.startswith("xl/tables/")]
    named = {
        re.findall(r'displayName="(\w+)"', t)[0]: re.findall(r'<tableColumn id="\d+" name="([^"]+)"', t)
        for t in tables
    }
    currency = "CNY" if lang == "zh" else ""
    assert named == {record.table: list(headings(record, lang, currency)) for record in SHEETS}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_is_bound_again_by_its_heading(lang: Lang) -> None:
    binding = bind(read(told(lang)))
    assert binding.language == lang
    bound = {t.record.key: ([b.column.key for b in t.columns], t.unknown) for t in binding.tables}
    assert bound == {r.key: ([c.key for c in r.columns_for(lang)], ()) for r in SHEETS}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_bind_without_their_tables_too(lang: Lang) -> None:
    """Money headings with their unit and required marks are known by their words alone."""
    from sheetsales.cells.build import grid_from_rows, workbook_from_rows

    record = next(r for r in SHEETS if r.key == "pipeline")
    rows = [list(headings(record, lang, "GBP")), ["O-0001"], ["O-0002"]]
    table = bind(workbook_from_rows({"x": grid_from_rows(record.title.in_(lang), rows)})).of("pipeline")[0]
    assert [b.column.key for b in table.columns] == [c.key for c in record.columns_for(lang)]
    assert {b.factor for b in table.columns} == {1}


@pytest.mark.parametrize("make", [blank, told])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_is_valid_open_xml(lang: Lang, make: object) -> None:
    path = blank(lang) if make is blank else told(lang)
    assert [str(e) for e in OpenXmlValidator().validate(str(path)).errors] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_arguments_give_the_same_bytes(lang: Lang, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    build_workbook(again, lang=lang, process="b2b", today=TODAY, story=small_story(lang))
    assert again.read_bytes() == told(lang).read_bytes()


def test_a_streamed_workbook_holds_the_same_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "LARGE", 2)
    path = tmp_path / "large.xlsx"
    build_workbook(path, lang="zh", process="b2b", today=TODAY, story=small_story("zh"))
    assert "inlineStr" not in parts(path)["xl/worksheets/sheet3.xml"]
    assert [g.columns for g in read(path).grids] == [g.columns for g in read(told("zh")).grids]
    tables = {n: p for n, p in parts(path).items() if n.startswith("xl/tables/")}
    assert tables == {n: p for n, p in parts(told("zh")).items() if n.startswith("xl/tables/")}
    assert [str(e) for e in OpenXmlValidator().validate(str(path)).errors] == []


def test_a_streamed_workbook_leaves_blank_folded_cells_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "LARGE", 2)
    path = tmp_path / "large.xlsx"
    build_workbook(path, lang="zh", process="b2b", today=TODAY, story=small_story("zh"))
    row = sheet_part(path, "pipeline", "zh").findall(f"{MAIN}sheetData/{MAIN}row")[1]
    whole = sheet_part(told("zh"), "pipeline", "zh").findall(f"{MAIN}sheetData/{MAIN}row")[1]
    assert len(row) < len(whole) == len(PIPELINE.columns)


def test_only_the_stage_log_is_out_of_sight() -> None:
    states = dict(
        re.findall(
            r'<sheet name="([^"]+)" sheetId="\d+"(?: state="(\w+)")?', parts(blank("zh"))["xl/workbook.xml"]
        )
    )
    assert {name: state for name, state in states.items() if state} == {"阶段记录": "veryHidden"}


@pytest.mark.parametrize(
    ("key", "rows"), [("pipeline", 20), ("targets", 12), ("findings", 1), ("stage_log", 1)]
)
def test_tables_without_records_have_blank_rows_to_type_in(key: str, rows: int) -> None:
    record = next(r for r in SHEETS if r.key == key)
    table = next(p for n, p in parts(blank("zh")).items() if f'displayName="{record.table}"' in p)
    assert f'{rows + 1}"' in re.findall(r' ref="[A-Z]+1:[A-Z]+\d+"', table)[0]
    filter_area = re.findall(r'<autoFilter ref="([^"]+)"', table)[0]
    assert f' ref="{filter_area}"' in table


def test_tables_with_records_end_with_the_last_record() -> None:
    table = next(p for p in parts(told("zh")).values() if 'displayName="tblPipeline"' in p)
    assert f'ref="A1:{column_letters(len(PIPELINE.columns))}4"' in table


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_stay_in_view_and_gridlines_are_off(lang: Lang) -> None:
    for record in SHEETS:
        view = sheet_part(blank(lang), record.key, lang).find(f"{MAIN}sheetViews/{MAIN}sheetView")
        assert view is not None
        pane = view.find(f"{MAIN}pane")
        assert pane is not None
        assert pane.get("ySplit") == "1"
        assert view.get("showGridLines") == "0"
    pipeline = sheet_part(blank(lang), "pipeline", lang).find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
    assert pipeline is not None
    assert pipeline.get("xSplit") == "1"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_folded_columns_sit_in_one_closed_group(lang: Lang) -> None:
    for record in SHEETS:
        columns = record.columns_for(lang)
        folded = [c.folded for c in columns]
        if not any(folded):
            continue
        assert folded == sorted(folded), f"{record.key}: folded columns come last"
        found = sheet_part(blank(lang), record.key, lang).findall(f"{MAIN}cols/{MAIN}col")
        hidden = sum(int(c.get("max", 0)) - int(c.get("min", 0)) + 1 for c in found if c.get("hidden"))
        assert hidden == sum(folded)
        last = found[-1]
        assert (last.get("min"), last.get("collapsed")) == (str(len(columns) + 1), "1")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_heading_is_cut_off(lang: Lang) -> None:
    from sheetsales.speech.widths import display_width

    for record in SHEETS:
        names = headings(record, lang, "CNY" if lang == "zh" else "")
        found = sheet_part(blank(lang), record.key, lang).findall(f"{MAIN}cols/{MAIN}col")
        widths = {
            i: float(c.get("width", 0))
            for c in found
            for i in range(int(c.get("min", 0)), int(c.get("max", 0)) + 1)
        }
        for index, name in enumerate(names, start=1):
            assert widths[index] >= display_width(name) + 3, f"{record.key} {name}"


def test_long_notes_make_their_row_higher() -> None:
    rows = sheet_part(told("zh"), "activities", "zh").findall(f"{MAIN}sheetData/{MAIN}row")
    assert float(rows[1].get("ht", 18)) > 30
    folded = sheet_part(told("zh"), "pipeline", "zh").findall(f"{MAIN}sheetData/{MAIN}row")
    assert folded[1].get("ht") is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_print_on_a4_with_their_headings_repeated(lang: Lang) -> None:
    for record in SHEETS:
        sheet = sheet_part(blank(lang), record.key, lang)
        setup = sheet.find(f"{MAIN}pageSetup")
        assert setup is not None
        assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == (
            "9",
            "landscape",
            "0",
        )
        assert (
            f"{record.title.in_(lang)}" in parts(blank(lang))["xl/workbook.xml"].partition("Print_Titles")[2]
        )


def test_a_story_may_bring_rows_of_a_configuration_sheet() -> None:
    from sheetsales.template.story.model import Story

    story = small_story("zh")
    own = Story(
        "zh",
        TODAY,
        {
            **story.rows,
            "waivers": ({"code": "SS301", "record_id": "O-0001", "reason": "试", "until": TODAY},),
        },
        {},
    )
    path = blank("zh").with_name("own.xlsx")
    build_workbook(path, lang="zh", process="b2b", today=TODAY, story=own)
    assert cells(path, "waivers", "zh")["code"] == ["SS301"]
