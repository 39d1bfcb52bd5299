"""The report as one HTML file: what it shows, and that nothing of it is fetched, run or taken for markup."""

import datetime as dt
import itertools
import re
import warnings
import zipfile
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from sheetsales.book.book import Book
from sheetsales.cells.address import CellRef
from sheetsales.checking.judge import judge
from sheetsales.findings import Finding, Severity
from sheetsales.indicators.period import month
from sheetsales.look import styles
from sheetsales.look.charts import line_series, new_chart, series
from sheetsales.reports.block import Heading, PlacedTable
from sheetsales.reports.cells import Calc, Content, Dash
from sheetsales.reports.draft import Draft
from sheetsales.reports.monthly import build
from sheetsales.reports.periods import Periods
from sheetsales.reports.section import PageTable
from sheetsales.reports.web import style
from sheetsales.reports.web.drawn import picture
from sheetsales.reports.web.markup import Markup, tag
from sheetsales.reports.web.shown import text_of
from sheetsales.reports.web.svg import figure
from sheetsales.reports.web.table import MOST_ROWS, block_table, page_table
from sheetsales.rules.everything import CATALOGUE
from sheetsales.speech.money import money_format, money_scale
from sheetsales.texts import LANGUAGES, Lang, Text
from sheetsales.workflow.opening import open_book
from tests.indicators.team_book import book_of, facts_of, open_deal, won
from tests.reports.conftest import TODAY
from tests.reports.odd_books import BOOKS

_VOID = {"meta", "br"}
_HEADINGS = ("h1", "h2", "h3")


class Read(HTMLParser):
    """What stands in a page; ``paths`` are the open elements at every text, and none may be left open."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data))

    def of(self, *tags: str) -> list[str]:
        return [text for tag, text in self.texts if tag in tags]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(book: Path, lang: Lang, out: Path, *, full: bool = True, today: dt.date = TODAY) -> str:
    opened = open_book(book, today=today)
    judged = judge(opened.workbook, opened.book, opened.findings, today=today, store=opened.store)
    build(
        judged.book, judged.findings, period=month(2026, 10), today=today, path=out.with_suffix(".xlsx"),
        lang=lang, rules=CATALOGUE, full=full, web=out,
    )  # fmt: skip
    return out.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(samples: dict[Lang, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, str]:
    folder = tmp_path_factory.mktemp("web")
    return {lang: page_of(samples[lang], lang, folder / f"{lang}.html") for lang in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, pages: dict[Lang, str]) -> str:
    return pages[request.param]


def test_nothing_is_fetched_or_run(page: str) -> None:
    read = Read(page)
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & {
        name for name, _ in read.elements
    }
    attributes = [(key, value or "") for _, told in read.elements for key, value in told.items()]
    assert not [key for key, _ in attributes if key.startswith("on") or key in ("src", "href", "srcset")]
    assert not re.findall(r"url\((?!#)|@import|@font-face", page)
    assert "http:" not in page
    assert "https:" not in page


def test_it_stays_small(page: str, pages: dict[Lang, str]) -> None:
    assert all(len(text.encode()) < 400_000 for text in pages.values())
    assert page.startswith("<!DOCTYPE html>")


def test_headings_follow_one_another_and_each_table_says_what_it_is(page: str) -> None:
    read = Read(page)
    levels = [_HEADINGS.index(name) for name, _ in read.elements if name in _HEADINGS]
    assert levels[0] == 0
    assert levels.count(0) == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))
    tables = len(read.named("table"))
    assert len(read.of("caption")) == tables > 5
    assert {told.get("scope") for told in read.named("th")} == {"col", "row"}
    assert all(told.get("aria-label") for told in read.named("svg"))


def test_the_page_says_its_language_and_its_title(pages: dict[Lang, str]) -> None:
    zh, en = Read(pages["zh"]), Read(pages["en"])
    assert zh.named("html") == [{"lang": "zh-CN"}]
    assert en.named("html") == [{"lang": "en"}]
    assert zh.of("title") == ["2026 年 10 月销售管理流程表"] == zh.of("h1")
    assert en.of("title") == ["Monthly sales process table, October 2026"]


def test_tiles_tell_what_the_cover_tells(pages: dict[Lang, str]) -> None:
    said = Read(pages["zh"]).of("p", "span", "b", "li")
    assert {"64.5万", "85%", "● 达标", "24.0%", "13 天"} <= set(said)
    assert any("本月成交 3 单，64.5 万元" in text for text in said)


def test_every_figure_of_the_pages_stands_in_the_workbook_too(
    samples: dict[Lang, Path], tmp_path: Path
) -> None:
    page = page_of(samples["en"], "en", tmp_path / "r.html", full=False)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")  # data bars
        book = openpyxl.load_workbook(tmp_path / "r.xlsx", data_only=True)
    cells = [
        c.value for s in book.worksheets if s.sheet_state == "visible" for row in s.iter_rows() for c in row
    ]
    shown = {f"{value:,.0f}" for value in cells if isinstance(value, int | float)}
    money = {text for text in Read(page).of("td") if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+", text)}
    assert len(money) > 20
    assert money <= shown
    assert "details" not in {name for name, _ in Read(page).elements}


def test_there_is_a_chart_for_each_of_the_workbook(
    page: str, samples: dict[Lang, Path], tmp_path: Path
) -> None:
    page_of(samples["en"], "en", tmp_path / "r.html")
    with zipfile.ZipFile(tmp_path / "r.xlsx") as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(Read(page).named("svg")) == len(charts) > 3


NASTY = '<script>alert("1")</script> & \'<b>\x07'


def test_what_a_team_typed_is_text_whatever_it_looks_like(tmp_path: Path) -> None:
    team = [{"id": "S01", "name": NASTY, "team": "a</table>", "role": "rep", "active": "yes"}]
    target = {"period": "2026-10", "level": "person", "owner": "S01", "measure": "won_amount", "value": 200}
    book = book_of(
        settings={"Team name": "<!--"}, team=team, targets=[target],
        pipeline=[{"id": "1", "customer": NASTY, "owner": "S01", **open_deal()}],
    )  # fmt: skip
    at, said = CellRef("Pipeline", 2, 1), Text(f"{NASTY} 坏了", f"{NASTY} is wrong")
    found = Finding("SS201", Severity.ERROR, said, said, at, "pipeline", "1", owner="S01")
    out = tmp_path / "r.html"
    build(book, [found], period=month(2026, 10), today=TODAY, path=tmp_path / "r.xlsx", lang="en", web=out)
    page = out.read_text(encoding="utf-8")
    read = Read(page)
    assert "<script" not in page
    assert "\x07" not in page
    assert any(text.startswith("2. <script>alert") for text in read.of("th"))
    assert "<!--" in read.of("p")
    assert "a</table>" in read.of("th", "td")


@pytest.mark.parametrize("book", BOOKS, ids=lambda b: b.__name__)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_oddest_book_makes_a_whole_page(book: Callable[[], Book], lang: Lang, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    build(book(), [], period=month(2026, 10), today=TODAY, path=tmp_path / "r.xlsx", lang=lang, web=out)
    read = Read(out.read_text(encoding="utf-8"))
    assert len(read.of("h1")) == 1
    assert not [text for _, text in read.texts if re.search(r"(?<!')\bNone\b|\bnan\b|#VALUE|Decimal", text)]


ZH, EN = money_format("zh"), money_format("en", "GBP")


@pytest.mark.parametrize(
    ("content", "pattern", "text"),
    [
        (None, "0", ""),
        ("words", "0.0%", "words"),
        (Dash(Text("为何", "why")), "0", "—"),
        (Dash(Text("为何", "why"), gap=True), "0", ""),
        (Calc("A1", 0.6666), "0.0%", "66.7%"),
        (dt.date(2026, 10, 31), "yyyy-mm-dd", "2026-10-31"),
        (Decimal("1234.5"), "#,##0", "1,235"),
        (-0.034, '"▲ "0.0%;"▼ "0.0%;0.0%', "▼ 3.4%"),
        (0.0, '"▲ "0.0%;"▼ "0.0%;0.0%', "0.0%"),
        (1.25, '0.0"×"', "1.3×"),
        (0, "0;;", ""),
        (645_000, ZH, "64.5万"),
        (120_000_000, ZH, "1.20亿"),
        (10_000, ZH, "1.0万"),
        (9_999, ZH, "9,999"),
        (-645_000, ZH, "-645,000"),
        (645_000, EN, "£645.0k"),
        (1_260_000, EN, "£1.26m"),
        (950, EN, "£950"),
        (645_000, money_scale(645_000, "zh")[0], "64.5"),
        (3_000, money_scale(645_000, "zh")[0], "0.3"),
        (-30_000, money_scale(645_000, "zh")[0], "-3.0"),
    ],
)
def test_a_cell_shows_what_excel_shows(content: Content, pattern: str, text: str) -> None:
    assert text_of(content, pattern) == text


def test_markup_is_kept_and_text_is_not() -> None:
    assert tag("p", "a<b", tag("br"), None, class_='x"') == '<p class="x&quot;">a&lt;b<br></p>'
    assert isinstance(tag("p"), Markup)


@pytest.mark.parametrize("ground", [styles.WHITE, styles.SURFACE, styles.ACCENT_SURFACE])
@pytest.mark.parametrize("ink", [styles.INK, styles.ACCENT, style.QUIET, style.GOOD, style.WATCH, style.BAD])
def test_every_text_can_be_read(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5
    assert contrast(styles.WHITE, styles.ACCENT) >= 4.5


def contrast(one: str, other: str) -> float:
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _block() -> PlacedTable:
    headings = (
        Heading("name", Text("名", "Name")),
        Heading("a", Text("甲", "A"), "count"),
        Heading("b", Text("乙", "B"), "light"),
    )
    block = PlacedTable("Ap'x", "k", Text("表", "Table"), headings, ("r1", "r2", "r3"), 4)
    for i, row in enumerate(block.rows):
        block.set(row, "name", f"Name {i} that is far too long to stand beside a bar")
        block.set(row, "a", None if i == 1 else 10.0 * (i + 1))
        block.set(row, "b", "● good")
    return block


def _drawn(kind: Any, *, stacked: bool = False, more: dict[str, Any] | None = None) -> Any:
    workbook = xlsxwriter.Workbook("unused.xlsx")
    block = _block()
    chart = new_chart(workbook, kind, "en", "Title <1>", stacked=stacked, legend=True)
    for name in ("one", "two"):
        made = series(name, f"={block.span('name')}", f"={block.span('a')}", "en", label_format="0")
        chart.add_series({**made, **(more or {})})
    if kind == "column":
        for marker in ("none", "short_dash"):
            line = workbook.add_chart({"type": "line"})
            told = line_series("goal", f"={block.span('name')}", f"={block.span('a')}", thin=True)
            line.add_series({**told, "marker": {"type": marker}})
            if marker == "none":
                chart.combine(line)
    return picture(chart, [block])


@pytest.mark.parametrize("kind", ["bar", "column", "line"])
@pytest.mark.parametrize("stacked", [False, True])
def test_a_chart_is_drawn_from_the_same_cells(kind: Any, stacked: bool) -> None:
    drawn = _drawn(kind, stacked=stacked)
    assert drawn.across == (kind == "bar")
    assert drawn.stacked == stacked
    assert [one.values for one in drawn.series[:2]] == [(10.0, None, 30.0)] * 2
    read = Read(figure(drawn))
    assert read.of("figcaption") == ["Title <1>"]
    assert read.of("span")[:2] == ["one", "two"]
    if kind == "line":
        assert len([p for p in read.named("path") if p.get("class") == "line"]) == 2
    else:
        bars = [float(r["width" if kind == "bar" else "height"] or 0) for r in read.named("rect")]
        assert len(bars) == 4
        assert max(bars) == pytest.approx(min(bars) * 3, rel=0.02)


def test_what_is_forecast_is_hatched_and_has_whiskers() -> None:
    bars = {
        "type": "custom",
        "plus_values": "=X",
        "minus_values": "=X",
        "plus_data": [5, 0, 5],
        "minus_data": [5, 0, 5],
    }
    hatch = {"pattern": "wide_upward_diagonal", "fg_color": "#123456"}
    drawn = _drawn("column", more={"y_error_bars": bars, "pattern": hatch})
    assert drawn.series[0].hatched
    assert drawn.series[0].spread == (5.0, 0.0, 5.0)
    read = Read(figure(drawn))
    assert {p["id"] for p in read.named("pattern")} == {"h123456"}
    assert {r["fill"] for r in read.named("rect")} == {"url(#h123456)"}
    assert len([p for p in read.named("path") if p.get("class") == "whisker"]) == 4


def test_marks_stand_alone() -> None:
    workbook, block = xlsxwriter.Workbook("unused.xlsx"), _block()
    chart = new_chart(workbook, "column", "en", "T")
    chart.add_series(series("one", f"={block.span('name')}", f"={block.span('a')}", "en"))
    line = workbook.add_chart({"type": "line"})
    goal = {
        **line_series("goal", f"={block.span('name')}", f"={block.span('a')}"),
        "marker": {"type": "long_dash"},
    }
    line.add_series(goal)
    chart.combine(line)
    lines = [p["d"] for p in Read(figure(picture(chart, [block]))).named("path") if p.get("class") == "line"]
    assert len(lines) == 2
    assert all("H" in (d or "") for d in lines)


def test_a_chart_of_another_kind_or_of_cells_elsewhere_is_not_guessed() -> None:
    workbook, block = xlsxwriter.Workbook("unused.xlsx"), _block()
    pie = workbook.add_chart({"type": "pie"})
    pie.add_series({"values": f"={block.span('a')}", "categories": f"={block.span('name')}"})
    with pytest.raises(TypeError):
        picture(pie, [block])
    with pytest.raises(LookupError):
        picture(_charted(workbook, "='Ap''x'!$B$40:$B$42"), [block])


def _charted(workbook: Any, values: str) -> Any:
    chart = new_chart(workbook, "bar", "en", "T")
    chart.add_series({"values": values, "categories": values})
    return chart


@pytest.mark.parametrize("rows", [MOST_ROWS, MOST_ROWS + 3])
def test_a_long_table_of_the_appendix_says_what_is_left(rows: int, tmp_path: Path) -> None:
    block = PlacedTable(
        "A", "k", Text("表", "Table"), (Heading("a", Text("甲", "A")),), tuple(map(str, range(rows))), 4
    )
    facts = facts_of(won("2026-10-05"))
    draft = Draft(
        xlsxwriter.Workbook(tmp_path / "unused.xlsx"), "en", facts, Periods(month(2026, 10), 1, facts.as_of)
    )
    read = Read(block_table(draft, block))
    assert len(read.named("tr")) == MOST_ROWS + 1
    assert read.of("p") == (["3 more rows stand in the workbook's appendix."] if rows > MOST_ROWS else [])


def test_a_table_with_bands_becomes_cards(tmp_path: Path) -> None:
    block = _block()
    table = PageTable(block, ("name", "a", "b"), block.rows, None, frozenset({"r1"}), frozenset({"r3"}))
    facts = facts_of(won("2026-10-05"))
    workbook = xlsxwriter.Workbook(tmp_path / "unused.xlsx")
    draft = Draft(workbook, "en", facts, Periods(month(2026, 10), 1, facts.as_of))
    read = Read(page_table(draft, table, "Section"))
    assert read.named("table")[0]["class"] == "cards banded"
    assert [told.get("class") for told in read.named("tr")] == [None, "band", None, "total"]
    assert {told["data-of"] for told in read.named("td")} == {"A", "B"}
    assert {told.get("class") for told in read.named("span")} == {"good"}
    assert read.of("caption") == ["Section"]
