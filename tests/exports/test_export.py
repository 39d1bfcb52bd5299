"""Files for other systems, and that they come back as they went out."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Final

import openpyxl
import pytest

import sheetsales
from sheetsales.cli import export as command
from sheetsales.exports.making import Made, in_parts
from sheetsales.exports.systems import SYSTEMS, system_of
from sheetsales.exports.written import as_csv
from sheetsales.schema.workbook import RECORDS
from tests.imports.crm.support import taken_in, workbook
from tests.indicators.team_book import day
from tests.support.commands import exit_code

TODAY: Final = day("11-02")
SAMPLES: Final = Path(__file__).parents[2] / "samples"
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
SPECIAL: Final = {
    "*", "key", "close", "stage", "first", "last", "reason.lost", "probability.points", "customer.key", "customer.name",
    "owner.key", "owner.name", "owner.email",
}  # fmt: skip


GENERIC: Final = ("feishu", "jiandaoyun", "csv")
_WON: Final = {"After-sales": "Won", "售后服务": "成交"}


def exported(book: Path, system: str, folder: Path, *more: str) -> int:
    return exit_code(
        ["export", str(book), "--for", system, "-o", str(folder), "--today", TODAY.isoformat(), *more]
    )


def rows(place: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(place.read_text(encoding="utf-8-sig"))))


def deals(book: Path, columns: list[str], lang: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The deals by customer and name: what they say in some columns."""
    frame = sheetsales.open(book, today=TODAY).frame("pipeline", labels=True)
    found = {}
    for row in frame.to_dict("records"):
        values = tuple("" if row.get(c) is None or row[c] != row[c] else str(row[c]) for c in columns)
        found[str(row["customer"]), str(row["name"])] = values
    return found


@pytest.mark.parametrize("system", [one.key for one in SYSTEMS])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_goes_out_comes_back(system: str, lang: str, tmp_path: Path) -> None:
    book = SAMPLES / f"sales-{lang}.xlsx"
    assert exported(book, system, tmp_path / "out") == 0
    empty = workbook(tmp_path / "empty.xlsx", "zh" if lang == "zh" else "en")
    files = [
        p for p in sorted((tmp_path / "out").iterdir()) if p.stem in ("accounts", "companies", "customers")
    ]
    files += [
        p for p in sorted((tmp_path / "out").iterdir()) if p.stem in ("opportunities", "deals", "pipeline")
    ]
    taken_in(empty, *files)
    columns = ["stage", "amount", "need"]
    if system in GENERIC:
        columns += ["kind", "product", "expected_close", "closed_on", "owner", "next_step"]
    before, after = deals(book, columns, lang), deals(empty, columns, lang)
    assert after
    assert len(before) - len(after) <= (25 if system in ("salesforce", "zoho") else 1)
    if system in ("salesforce", "hubspot", "zoho"):  # they know one stage of won
        before = {key: (_WON.get(value[0], value[0]), *value[1:]) for key, value in before.items()}
    assert {key: value for key, value in after.items() if value != before[key]} == {}


@pytest.mark.parametrize("system", [one.key for one in SYSTEMS])
def test_every_declared_column_is_one(system: str) -> None:
    for layout in system_of(system).layouts:
        for field in layout.fields:
            assert field.value in SPECIAL or field.value in RECORDS[layout.record].by_key, field


def test_the_command_knows_the_systems_there_are() -> None:
    assert tuple(one.key for one in SYSTEMS) == command.SYSTEMS


def test_salesforce_files_are_what_its_loader_takes(tmp_path: Path) -> None:
    assert exported(SAMPLES / "sales-en.xlsx", "salesforce", tmp_path / "out") == 0
    content = (tmp_path / "out" / "opportunities.csv").read_bytes()
    assert content.startswith(b"Id,Name,AccountId,")
    assert b"\r" not in content
    found = rows(tmp_path / "out" / "opportunities.csv")
    assert {row["StageName"] for row in found} <= {
        "Prospecting", "Qualification", "Needs Analysis", "Value Proposition", "Proposal/Price Quote", "Negotiation/Review",
        "Closed Won", "Closed Lost",
    }  # fmt: skip
    assert all(date.fromisoformat(row["CloseDate"]) for row in found)
    assert {row["CurrencyIsoCode"] for row in found} == {"GBP"}
    contacts = rows(tmp_path / "out" / "contacts.csv")
    assert all(row["LastName"] and row["Account Name"] for row in contacts)


def test_ids_that_were_imported_go_back(tmp_path: Path) -> None:
    book = workbook(tmp_path / "sales.xlsx")
    (tmp_path / "accounts.csv").write_text("Id,Name\n0015g00000AbCdEFGH,Norbury Ltd\n")
    (tmp_path / "opportunities.csv").write_text(
        "Id,Name,AccountId,StageName,Amount,CloseDate\n0065g00000XyZabCDE,Hall 2,0015g00000AbCdEFGH,Prospecting,5000,2026-12-01\n"
    )
    taken_in(book, tmp_path / "accounts.csv", tmp_path / "opportunities.csv")
    assert exported(book, "salesforce", tmp_path / "out") == 0
    (deal,) = rows(tmp_path / "out" / "opportunities.csv")
    assert (deal["Id"], deal["AccountId"]) == ("0065g00000XyZabCDE", "0015g00000AbCdEFGH")


def test_feishu_takes_a_plain_sheet(tmp_path: Path) -> None:
    assert exported(SAMPLES / "sales-zh.xlsx", "feishu", tmp_path / "out") == 0
    sheet = openpyxl.load_workbook(tmp_path / "out" / "pipeline.xlsx").worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert headings[:4] == ["编号", "客户", "名称", "阶段"]
    assert not sheet.merged_cells.ranges
    closed = headings.index("创建日期") + 1
    assert str(sheet.cell(2, closed).value).count("/") == 2


def test_since_leaves_out_what_ended_before(tmp_path: Path) -> None:
    assert exported(SAMPLES / "sales-en.xlsx", "csv", tmp_path / "all") == 0
    assert exported(SAMPLES / "sales-en.xlsx", "csv", tmp_path / "new", "--since", "2026-10-01") == 0
    every, late = (rows(tmp_path / name / "pipeline.csv") for name in ("all", "new"))
    assert len(late) < len(every)
    assert all(not row["Closed on"] or row["Closed on"] >= "2026-10-01" for row in late)
    assert all(row["Date"] >= "2026-10-01" for row in rows(tmp_path / "new" / "activities.csv"))


def test_what_it_cannot_take_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        exported(SAMPLES / "sales-en.xlsx", "zoho", tmp_path / "out", "--json", "--lang", "en", "--dry-run")
        == 0
    )
    said = json.loads(capsys.readouterr().out)
    assert said["written"] is False
    assert not (tmp_path / "out").exists()
    notes = " ".join(said["notes"])
    assert "required there is missing (Closing Date)" in notes
    assert "no standard stage for these" in notes


def test_files_that_are_there_stay_unless_it_is_forced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = SAMPLES / "sales-en.xlsx"
    assert exported(book, "csv", tmp_path / "out", "--lang", "en") == 0
    assert "in this order" in capsys.readouterr().out
    assert exported(book, "csv", tmp_path / "out", "--lang", "en") == 2
    assert "--force" in capsys.readouterr().err
    assert exported(book, "csv", tmp_path / "out", "--force", "--dry-run", "--lang", "zh") == 0
    assert "这是预演" in capsys.readouterr().out


def test_an_empty_workbook_has_nothing_to_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exported(workbook(tmp_path / "empty.xlsx"), "csv", tmp_path / "out", "--lang", "en") == 2
    assert "no customers" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_cells_that_would_steer_a_program_are_text_in_files_people_open() -> None:
    made = Made("a.csv", "customers", ("Name",), (("=1+1",), ("-5",), (-5,), ("fine",)))
    content, guarded = as_csv(made, signed=True)
    assert content.decode("utf-8-sig").split("\n") == ["Name", "'=1+1", "'-5", "-5", "fine", ""]
    assert guarded == 2
    assert as_csv(made, signed=False) == (b"Name\n=1+1\n-5\n-5\nfine\n", 0)


def test_files_are_cut_to_what_a_system_takes_at_a_time() -> None:
    made = Made("a.csv", "customers", ("Name",), tuple((str(n),) for n in range(5)))
    assert [(part.file, len(part.rows)) for part in in_parts(made, 2)] == [
        ("a-1.csv", 2),
        ("a-2.csv", 2),
        ("a-3.csv", 1),
    ]
    assert [part.file for part in in_parts(made, 5)] == ["a.csv"]


def test_the_workbook_itself_stays_as_it_is(tmp_path: Path) -> None:
    book = Path(shutil.copy(SAMPLES / "sales-en.xlsx", tmp_path / "sales.xlsx"))
    before = book.read_bytes()
    assert exported(book, "hubspot", tmp_path / "out") == 0
    assert book.read_bytes() == before
