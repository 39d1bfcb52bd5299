"""``report --template``, ``--template-check`` and ``--template-new`` as somebody types them."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.support.commands import exit_code

ROOT = Path(__file__).parents[2]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "samples" / "sales-en.xlsx", tmp_path / "sales.xlsx"))


def form(path: Path, *names: str) -> Path:
    made = xlsxwriter.Workbook(path)
    made.add_worksheet("S")
    for row, name in enumerate(names, 1):
        made.define_name(name, f"=S!$A${row}")
    made.close()
    return path


@dataclass
class Done:
    """How a command ended and what it printed."""

    exit_code: int
    output: str


Report = Callable[..., Done]


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Report:
    def run(*arguments: object, lang: str = "en") -> Done:
        said = [str(argument) for argument in arguments]
        code = exit_code(["report", *said, "--today", "2026-11-02", "--lang", lang])
        printed = capsys.readouterr()
        return Done(code, printed.out + printed.err)

    return run


def test_a_template_is_filled_beside_the_workbook_and_again(book: Path, report: Report) -> None:
    template = form(book.with_name("t.xlsx"), "kpi_won_amount", "rep_team")
    before = template.read_bytes()
    for _ in range(2):
        done = report(book, "--template", template, "--month", "2026-10")
        assert done.exit_code == 0
        assert "Template: 2 places filled, 0 problems." in done.output
    assert openpyxl.load_workbook(book.with_name("sales-2026-10.xlsx"))["S"]["A1"].value == 645000
    assert template.read_bytes() == before


def test_what_is_wrong_is_listed_and_nothing_written(book: Path, report: Report) -> None:
    template = form(book.with_name("t.xlsx"), "kpi_won_amont", "own_name")
    done = report(book, "--template", template)
    assert done.exit_code == 2
    assert "Template t.xlsx cannot be used as it is; nothing was written." in done.output
    assert "✕ S!A1: No such name as kpi_won_amont, so it was not filled. The nearest is" in done.output
    assert not book.with_name("sales-2026-10.xlsx").exists()


def test_a_fault_in_part_fills_the_rest_and_exits_1(book: Path, report: Report) -> None:
    template = form(book.with_name("t.xlsx"), "kpi_won_amont", "rep_team")
    done = report(book, "--template", template, "--month", "2026-10")
    assert done.exit_code == 1
    assert "Template: 1 place filled, 1 problem." in done.output
    assert (
        openpyxl.load_workbook(book.with_name("sales-2026-10.xlsx"))["S"]["A2"].value
        == "Aldermoor Instruments, Sales"
    )


def test_check_lists_and_writes_nothing(book: Path, report: Report) -> None:
    template = form(
        book.with_name("t.xlsx"),
        "kpi_won_amont",
        "kpi_received_amount",
        "txt_targets",
        "kpi_won_amount__Laura_Bennett",
    )
    done = report(book, "--template", template, "--template-check", "--month", "2026-10")
    assert done.exit_code == 1
    assert "✓ S!A2 kpi_received_amount: — (" in done.output
    assert "✓ S!A3 txt_targets: 3 on target" in done.output
    assert "✓ S!A4 kpi_won_amount__Laura_Bennett: 331,100" in done.output
    assert "▲ S!A1: No such name as kpi_won_amont" in done.output
    assert not book.with_name("sales-2026-10.xlsx").exists()


def test_json_names_what_is_filled_and_what_is_wrong(book: Path, report: Report) -> None:
    template = form(book.with_name("t.xlsx"), "kpi_won_amont", "rep_team")
    done = json.loads(report(book, "--template", template, "--json", "--dry-run").output)
    assert done["filled"] == [{"name": "rep_team", "cell": "S!A2", "filled": "Aldermoor Instruments, Sales"}]
    assert [(one["cell"], one["stops"]) for one in done["problems"]] == [("S!A1", False)]
    assert done["written"] is False


def test_an_edition_fills_what_it_may_show(book: Path, report: Report) -> None:
    made = xlsxwriter.Workbook(book.with_name("t.xlsx"))
    sheet = made.add_worksheet("S")
    sheet.add_table("A1:B3", {"name": "tbl_score", "columns": [{"header": "name"}, {"header": "total"}]})
    made.define_name("rep_edition", "=S!$D$1")
    made.define_name("txt_score", "=S!$D$2")
    made.close()
    done = report(book, "--template", book.with_name("t.xlsx"), "--edition", "team", "--template-check")
    assert "tbl_score: Evaluation: the team edition goes without it" in done.output
    assert "txt_score: — (the team edition goes without it)" in done.output


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--template", "sales.xlsx"), "is the workbook itself and cannot be its template"),
        (("--template", "t.xls"), "A template is an .xlsx or .xlsm file; 't.xls' will not do"),
        (("--template", "t.xlsx", "-o", "t.xlsx"), "is the template and is not written over"),
        (
            ("--template", "t.xlsx", "-o", "out.xlsm"),
            "The report is an .xlsx file; 'out.xlsm' will not do. Write out.xlsx.",
        ),
        (("--template", "t.xlsx", "--html", "x.html"), "--html does not go with --template"),
        (("--template", "t.xlsx", "--week", "2026-11-02"), "--week does not go with --template"),
        (("--template-check",), "--template-check needs to know which template"),
        (
            ("--template-new", "t.xlsm"),
            "A new template is an .xlsx file; 't.xlsm' will not do. Write t.xlsx.",
        ),
        (("--template-new", "t.xlsx"), "t.xlsx"),
        (("--template-new", "sales.xlsx", "--force"), "cannot be written over the workbook itself"),
        (("-o", "sales.xlsx", "--force"), "The report cannot be written over the workbook itself"),
    ],
)
def test_what_cannot_be_asked(
    book: Path, report: Report, options: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book.parent)
    form(book.with_name("t.xlsx"), "rep_team")
    done = report("sales.xlsx", *options)
    assert done.exit_code == 2
    assert says in done.output
    assert sorted(path.name for path in book.parent.iterdir()) == ["sales.xlsx", "t.xlsx"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_new_template_is_filled_whole(book: Path, report: Report, lang: str) -> None:
    place = book.with_name(f"new-{lang}.xlsx")
    made = report(book, "--template-new", place, lang=lang)
    assert made.exit_code == 0
    tried = report(book, "--template-new", place, "--json", "--dry-run", "--force", lang=lang)
    counts = json.loads(tried.output)
    done = report(book, "--template", place, "--month", "2026-10", "--json", "--dry-run")
    assert done.exit_code == 0
    filled = json.loads(done.output)
    assert filled["problems"] == []
    assert len(filled["filled"]) == counts["names"] + counts["tables"]


def test_a_workbook_without_deals_takes_no_template(tmp_path: Path, report: Report) -> None:
    made = xlsxwriter.Workbook(tmp_path / "orders.xlsx")
    sheet = made.add_worksheet("订单")
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    headings = ("订单编号", "签单日期", "客户", "产品型号", "数量", "单价", "金额", "业务员", "未收款")
    sheet.write_row(0, 0, headings)
    for row in range(1, 9):
        line = (f"R-{row}", dt.date(2026, 10, row), "甬江机械有限公司", "JC-200", 1, 100, 100, "小王", 0)
        for column, value in enumerate(line):
            (sheet.write_datetime if column == 1 else sheet.write)(
                row, column, value, *([day] if column == 1 else [])
            )
    made.close()
    done = report(
        tmp_path / "orders.xlsx", "--template", form(tmp_path / "t.xlsx", "rep_team"), "--month", "2026-10"
    )
    assert (done.exit_code, "does not go into a template" in done.output) == (2, True), done.output


def test_a_quarter_goes_into_the_same_template(book: Path, report: Report) -> None:
    template = form(
        book.with_name("t.xlsx"), "rep_month", "rep_end", "kpi_won_amount", "kpi_won_amount__Laura_Bennett"
    )
    done = report(book, "--template", template, "--quarter", "2026Q3", "--json")
    assert done.exit_code == 0
    told = json.loads(done.output)
    sheet = openpyxl.load_workbook(book.with_name("sales-2026Q3.xlsx"))["S"]
    headline = next(one for one in told["indicators"] if one["code"] == "won_amount")
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value] == [
        "2026Q3",
        dt.datetime(2026, 9, 30),
        headline["value"],
    ]
    people = told["sections"]["targets"]["tables"]["targets"]["rows"]
    assert sheet["A4"].value == next(row["actual"] for row in people if row["name"] == "Laura Bennett")


def test_signed_and_locked_templates(book: Path, report: Report) -> None:
    template = form(book.with_name("t.xlsx"), "rep_team")
    _with_part(template, b"</workbook>", b"</workbook>", "xl/workbook.xml", lock=True)
    done = report(book, "--template", template, "--month", "2026-10")
    assert done.exit_code == 0
    _sign(template)
    done = report(book, "--template", template, "--month", "2026-10", "--force")
    assert done.exit_code == 2
    assert "digitally signed" in done.output


def _with_part(path: Path, old: bytes, new: bytes, name: str, *, lock: bool = False) -> None:
    with zipfile.ZipFile(path) as package:
        members = {item: package.read(item) for item in package.namelist()}
    if lock:
        old, new = b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>'
    members[name] = members[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for item, data in members.items():
            package.writestr(item, data)


def _sign(path: Path) -> None:
    kind = b"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    made = (
        b'<Relationship Id="rIdSig" Type="'
        + kind
        + b'" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    )
    _with_part(path, b"</Relationships>", made, "_rels/.rels")
