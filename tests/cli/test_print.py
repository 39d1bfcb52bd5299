"""``print``: documents as files, in our form and in a team's own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from sheetsales.texts import Lang
from sheetsales.workflow.making import make_workbook, tell_story
from tests.indicators.team_book import day
from tests.support.commands import exit_code

TODAY = day("11-02")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    made: dict[str, Path] = {}
    langs: tuple[Lang, ...] = ("zh", "en")
    for lang in langs:
        made[lang] = folder / f"{lang}.xlsx"
        story = tell_story(lang, "b2b", today=TODAY, opportunities=150, seed=1, modules=("orders",))
        make_workbook(made[lang], lang=lang, process="b2b", today=TODAY, story=story, modules=("orders",))
    return made


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = exit_code(["print", *map(str, arguments), "--today", "2026-11-02"])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def texts(path: Path) -> str:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return " ".join(str(cell.value) for row in sheet for cell in row if cell.value is not None)


@pytest.mark.parametrize(
    ("lang", "kind", "number", "name", "says"),
    [
        ("zh", "quote", "q2610-0131", "报价单_Q2610-0131_佛澄模具.xlsx", ("189720", "壹拾捌万玖仟柒佰贰拾元整", "167893.81", "21826.19", "客户确认", "草稿 未经批准")),
        ("en", "quote", "Q2610-0131", "Quotation_Q2610-0131_Tamerton.xlsx", ("189720", "158100", "31620", "Accepted by")),
        ("zh", "contract", "HT2026-0117", "销售合同_HT2026-0117_黔露酒业.xlsx", ("217900", "贰拾壹万柒仟玖佰元整", "请法务审定", "全款")),
        ("en", "contract", "CT2026-0117", "Sales-contract_CT2026-0117_Glen Tarvie.xlsx", ("217900", "have your lawyer".capitalize(), "In full")),
        ("zh", "statement", "C-021", "对账单_C-021_甬润机械.xlsx", ("331100", "前核对回复")),
        ("en", "order", "R-0086", "Order-form_R-0086_Wexcombe.xlsx", ("Order form",)),
    ],
)  # fmt: skip
def test_documents(
    books: dict[str, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    lang: str,
    kind: str,
    number: str,
    name: str,
    says: tuple[str, ...],
) -> None:
    code, output = run(capsys, kind, number, books[lang], "-o", tmp_path)
    assert (code, (tmp_path / name).exists()) == (0, True), output
    found = texts(tmp_path / name)
    assert [word for word in says if word not in found] == []
    assert "{" not in found


def own_form(path: Path) -> Path:
    """A form with the lines in the middle: what stands below them moves down."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Offer")
    for name, at in (("buyer", "$B$1"), ("quote_no", "$B$2"), ("total", "$C$9"), ("own_name", "$A$1")):
        book.define_name(name, f"=Offer!{at}")
    columns: list[dict[str, Any]] = [{"header": h} for h in ("Product", "Quantity", "Amount", "Remarks")]
    sheet.add_table("A4:D5", {"name": "tblLines", "columns": columns})
    sheet.write("B9", "Total")
    sheet.write_formula("C10", "=C9/2", None, 0)
    sheet.write("A12", "Signed")
    book.close()
    return path


def test_a_teams_own_form_grows_where_its_lines_stand(
    books: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_lines = _longest(books["en"])
    out = tmp_path / "offer.xlsx"
    code, output = run(
        capsys, "quote", with_lines, books["en"], "-o", out, "--template", own_form(tmp_path / "form.xlsx")
    )
    assert code == 0, output
    sheet = openpyxl.load_workbook(out)["Offer"]
    values = openpyxl.load_workbook(out, data_only=True)["Offer"]
    rows = int(re.sub(r".*:[A-Z]+", "", sheet.tables["tblLines"].ref)) - 4
    down = rows - 1
    total = sum(float(str(values.cell(row, 3).value)) for row in range(5, 5 + rows))
    assert values["B2"].value == with_lines
    assert values.cell(9 + down, 3).value == pytest.approx(total)
    assert values.cell(10 + down, 3).value == pytest.approx(total / 2)
    assert values.cell(12 + down, 1).value == "Signed"


def _longest(book: Path) -> str:
    sheet = openpyxl.load_workbook(book)["Quotes"]
    numbers = [
        str(sheet.cell(row, 1).value) for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value
    ]
    return max(numbers, key=numbers.count)


def test_what_is_told_and_refused(
    books: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, output = run(capsys, "quote", "Q2610-013", books["en"], "--lang", "en")
    assert (code, output.startswith("Quotes has no 'Q2610-013'. The nearest is 'Q2610-013")) == (2, True)
    taken = tmp_path / "taken.xlsx"
    taken.write_bytes(b"x")
    assert run(capsys, "quote", "Q2610-0131", books["en"], "-o", taken)[0] == 2
    assert run(capsys, "quote", "Q2610-0131", books["en"], "--template", books["en"])[0] == 2
    code, output = run(capsys, "quote", "Q2610-0131", books["en"], "--dry-run", "--json", "--lang", "en")
    told = json.loads(output)
    assert (code, told["kind"], told["number"], told["problems"], told["written"]) == (
        0,
        "quote",
        "Q2610-0131",
        [],
        False,
    )
    assert not Path(told["document"]).exists()
    assert (
        "Dry run: Quotation Q2610-0131 would go to"
        in run(capsys, "quote", "Q2610-0131", books["en"], "--dry-run", "--lang", "en")[1]
    )


def test_a_document_goes_neither_over_the_workbook_nor_into_a_file_of_another_kind(
    books: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(books["en"].read_bytes())
    asked = ("quote", "Q2610-0131", book, "--force", "--lang", "en")
    code, output = run(capsys, *asked, "-o", book)
    assert code == 2
    assert output.startswith("The document cannot be written over the workbook itself.")
    assert book.read_bytes() == books["en"].read_bytes()
    code, output = run(capsys, *asked, "-o", tmp_path / "quote.pdf")
    assert code == 2
    assert output.startswith("The document is an .xlsx file; 'quote.pdf' will not do. Write quote.xlsx.")


def test_a_form_that_is_filled_in_part(
    books: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "form.xlsx"
    book = xlsxwriter.Workbook(form)
    sheet = book.add_worksheet("S")
    sheet.write_formula("A1", "=1", None, 1)
    book.define_name("total", "=S!$A$1")
    book.define_name("buyer", "=S!$A$2")
    book.close()
    code, output = run(
        capsys,
        "quote",
        "Q2610-0131",
        books["en"],
        "-o",
        tmp_path / "o.xlsx",
        "--template",
        form,
        "--lang",
        "en",
    )
    assert code == 1
    assert "▲ S!A1: This cell holds a formula" in output
