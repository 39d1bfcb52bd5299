"""``sheetsales newyear``: what goes along, and that both workbooks together tell what the one told before."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.cells.edits import AppendRows, Edit, EditPlan, SetCell
from sheetsales.cells.values import EditValue
from sheetsales.checking.fixes.customers import purchase_columns
from sheetsales.cli.main import main
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.indicators import reasons
from sheetsales.indicators.catalogue import INDICATORS
from sheetsales.indicators.facts import Facts, gather
from sheetsales.indicators.grading import rfm
from sheetsales.indicators.loyalty import purchases
from sheetsales.indicators.period import parse_period
from sheetsales.indicators.scope import COMPANY, person
from sheetsales.indicators.targets import change, read_targets
from sheetsales.indicators.won import new_customers, won_amount
from sheetsales.process.contact import last_contact
from sheetsales.schema.store import AFTER, BEFORE, read_store
from sheetsales.texts import LANGUAGES
from sheetsales.workflow.archives import across_years, with_years
from sheetsales.workflow.checking import check
from sheetsales.workflow.collecting import collect
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.mending import mend
from sheetsales.workflow.newyear import newyear
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.portions import Asked as Split
from sheetsales.workflow.report_asked import Asked
from sheetsales.workflow.reporting import report, run
from sheetsales.workflow.splitting import split

TODAY, AS_OF = dt.date(2026, 11, 2), dt.date(2026, 10, 31)
NEW = dt.date(2027, 1, 4)
SAMPLE = Path(__file__).parents[2] / "samples" / "sales-en.xlsx"
MODULES = ("orders", "service", "contacts", "improve", "market", "people")


@pytest.fixture(name="years", scope="module", params=LANGUAGES)
def make_years(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with all modules, and the new year begun from it; an .xlsm with its macros in English."""
    kind = ".xlsm" if request.param == "en" else ".xlsx"
    path = tmp_path_factory.mktemp("years") / f"2026 sales{kind}"
    story = tell_story(request.param, "b2b", today=TODAY, opportunities=150, seed=1, modules=MODULES)
    make_workbook(path, lang=request.param, process="b2b", today=TODAY, story=story, modules=MODULES)
    check(path, today=TODAY)
    newyear(path, 2027, today=NEW)
    return path


def new_of(path: Path) -> Path:
    return path.with_name(path.name.replace("2026", "2027"))


def opened(path: Path) -> Opened:
    return open_book(path, today=NEW)


def whole(path: Path) -> Opened:
    return across_years(opened(path), today=NEW)


def facts(of: Opened, day: dt.date) -> Facts:
    return gather(of.book, day)


@pytest.mark.parametrize("label", ["2026-10", "2026Q3", "2026", "2025-11"])
def test_figures_of_last_year_are_those_of_the_uncut_workbook(years: Path, label: str) -> None:
    period = parse_period(label)
    assert period is not None
    day = min(period.last, AS_OF)
    old, new = facts(opened(years), day), facts(whole(new_of(years)), day)
    for indicator in INDICATORS:
        for scope in (COMPANY, person("S03")):
            one, other = (indicator.compute(told, period, scope) for told in (old, new))
            assert (indicator.code, one) == (indicator.code, other)


def test_growth_first_purchases_rfm_and_last_contact_are_those_of_the_uncut_workbook(years: Path) -> None:
    later = dt.date(2027, 1, 31)
    old, new = facts(opened(years), later), facts(whole(new_of(years)), later)
    growth = [
        [change(won_amount(told, a_month(10)), won_amount(told, a_month(10, 2025))) for told in (old, new)],
        [change(won_amount(told, a_month(1, 2027)), won_amount(told, a_month(1))) for told in (old, new)],
    ]
    assert all(one == other for one, other in growth)
    assert {k: d.id for k, d in old.first_wins.items()} == {k: d.id for k, d in new.first_wins.items()}
    assert rfm(old, purchases(old)) == rfm(new, purchases(new)) != {}
    assert last_contact(old.book, later) == last_contact(new.book, later)
    month = a_month(10)
    assert new_customers(old, month) == new_customers(new, month)
    assert [(d.id, old.first_contact.get(d.id)) for d in old.won(month)] == [
        (d.id, new.first_contact.get(d.id)) for d in new.won(month)
    ]


def a_month(number: int, year: int = 2026) -> Any:
    return parse_period(f"{year}-{number:02d}")


def test_columns_of_purchases_are_worked_out_from_both(years: Path) -> None:
    old = {(t.id(row), key): value for t, row, key, value in purchase_columns(opened(years).book, NEW)}
    known = with_years(opened(new_of(years)), today=NEW)
    new = {(t.id(row), key): value for t, row, key, value in purchase_columns(known.book, NEW)}
    assert new
    assert new == {at: old[at] for at in new}
    mended = mend(new_of(years), today=NEW, dry_run=True)
    assert all(not fix.at.sheet.startswith("[") for fix in mended.fixes.fixed)


def test_what_is_over_stays_and_what_goes_on_goes_along(years: Path) -> None:
    old, new = opened(years).book, opened(new_of(years)).book
    stages = old.process.by_code
    deals = new.table("pipeline")
    needed = {
        deal
        for key in ("contracts", "orders", "tasks", "quotes")
        for deal in new.table(key).get("opportunity")
    }
    ended = {deals.id(i) for i, s in enumerate(deals.get("stage")) if s and (stages[s].won or stages[s].lost)}
    assert ended <= needed
    open_ids = {deals.id(i) for i in range(len(deals))}
    log, was = new.table("stage_log"), old.table("stage_log")
    assert set(log.get("opportunity")) <= open_ids
    assert len(log) == sum(deal in open_ids for deal in was.get("opportunity"))
    assert set(new.table("activities").get("opportunity")) <= {*open_ids, None}
    tasks = new.table("tasks")
    done = (i for i, status in enumerate(tasks.get("status")) if status in ("done", "cancelled"))
    assert {tasks.get("opportunity")[i] for i in done} <= open_ids
    for key in ("team", "settings", "stages", "steps", "lists", "products", "commission", "partners"):
        assert len(new.table(key)) == len(old.table(key))


def test_targets_are_blank_with_what_was_reached_as_baseline(years: Path) -> None:
    old, new = opened(years).book, opened(new_of(years)).book
    table = new.table("targets")
    assert {str(period)[:4] for period in table.get("period")} == {"2027"}
    assert set(table.get("value")) == {None}
    found = [
        (table.get("period")[i], table.get("baseline")[i])
        for i in range(len(table))
        if (table.get("level")[i], table.get("measure")[i]) == ("company", "won_amount")
    ]
    october = next(base for period, base in found if period == "2027-10")
    reached = won_amount(gather(old, NEW), a_month(10))
    assert october == pytest.approx(reached.number, abs=0.01)
    assert len(read_targets(whole(new_of(years)).book).rows) == len(read_targets(old).rows)


def test_nothing_of_the_looks_macros_and_parts_is_lost(years: Path) -> None:
    with zipfile.ZipFile(years) as old, zipfile.ZipFile(new_of(years)) as new:
        gone = set(old.namelist()) - set(new.namelist())
        assert {name for name in gone if "calcChain" not in name} == set()
        for name in old.namelist():
            if name.endswith(("vbaProject.bin", "theme1.xml")):
                assert old.read(name) == new.read(name)
    one, other = (openpyxl.load_workbook(p, keep_vba=True) for p in (years, new_of(years)))
    assert one.sheetnames == other.sheetnames
    for sheet in one.worksheets:
        widths = {k: d.width for k, d in sheet.column_dimensions.items()}
        assert widths == {k: d.width for k, d in other[sheet.title].column_dimensions.items()}
        rules = len(sheet.data_validations.dataValidation)
        assert rules == len(other[sheet.title].data_validations.dataValidation)


def test_a_report_of_last_year_is_the_same_from_both(years: Path, tmp_path: Path) -> None:
    made = [
        report(path, Asked(NEW, period="2026-10", out=tmp_path / f"{n}.xlsx", full=True))
        for n, path in enumerate((years, new_of(years)))
    ]
    assert [s.en for s in made[0].sentences] == [s.en for s in made[1].sentences]
    assert made[1].notices == ()
    both = run(new_of(years), Asked(NEW, period="2026-12", out=tmp_path / "3.xlsx"), dry_run=True)
    assert all(not (f.at and f.at.sheet.startswith("[")) for f in both.checked.judged.findings)


# -- the sample, changed


@pytest.fixture(name="book")
def make_book(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "sales.xlsx"))


def begun(book: Path, **options: Any) -> Path:
    return newyear(book, 2027, today=NEW, **options).place


def edited(book: Path, *edits: Edit) -> None:
    data = book.read_bytes()
    with book.open("wb") as out:
        apply_plan(data, EditPlan(edits), out)


def test_where_the_archive_is_gone_figures_are_unknown_and_it_says_why(book: Path, tmp_path: Path) -> None:
    place = begun(book)
    book.rename(tmp_path / "elsewhere.xlsx")
    alone = whole(place)
    assert alone.book.since == dt.date(2027, 1, 1)
    assert "no such file" in alone.notices[0].en
    told = gather(alone.book, NEW)
    for indicator in INDICATORS:
        assert indicator.compute(told, a_month(12), COMPANY).value is None
    assert won_amount(told, a_month(12)).reason == reasons.IN_ARCHIVE
    assert list(purchase_columns(alone.book, NEW)) == []
    assert rfm(told, purchases(told)) == {}
    made = report(place, Asked(NEW, period="2027-01", out=tmp_path / "r.xlsx"))
    assert made.notices[-1].zh.startswith("2027-01-01 之前的记录在归档工作簿“sales.xlsx”里")


def test_an_archive_that_is_another_workbook_or_damaged_is_not_read(book: Path) -> None:
    place = begun(book)
    shutil.copy(SAMPLE, book)
    assert "another workbook" in whole(place).notices[0].en
    book.write_bytes(b"PK\x03\x04 no more")
    assert "could not be opened" in whole(place).notices[0].en


def test_years_follow_one_another(book: Path) -> None:
    first = gather(opened(book).book, AS_OF)
    second = begun(book)
    held = opened(second).book
    deals, busy = held.table("pipeline"), set(held.table("tasks").get("opportunity"))
    i = next(i for i in range(len(deals)) if deals.id(i) not in busy)
    stage, closed = deals.cell(i, "stage"), deals.cell(i, "closed_on")
    assert stage is not None
    assert closed is not None
    edited(second, SetCell(stage, "Lost"), SetCell(closed, dt.date(2027, 5, 5)))
    third = newyear(second, 2028, today=dt.date(2028, 1, 4), out=second.with_name("third.xlsx"), force=True)
    told = gather(whole(third.place).book, AS_OF)
    assert won_amount(told, a_month(10)) == won_amount(first, a_month(10))
    assert {k: d.id for k, d in first.first_wins.items()} == {k: d.id for k, d in told.first_wins.items()}
    book.unlink()
    alone = whole(third.place).book
    assert alone.since == dt.date(2027, 1, 1)


def test_new_records_never_get_an_id_of_the_archive(book: Path) -> None:
    deals = opened(book).book.table("pipeline")
    place = begun(book)
    known = set(deals.get("id"))
    new = opened(place).book.table("pipeline")
    row: Mapping[str, EditValue] = {
        "Name *": "A new one",
        "Stage *": "Quotation",
        "Owner *": "S03",
        "Amount (GBP)": 900,
    }
    edited(place, AppendRows("tblPipeline", (row,)))
    check(place, today=NEW)
    ids = opened(place).book.table("pipeline").get("id")
    assert len(ids) == len(new) + 1
    assert len(set(ids) - known) == 1


def test_both_know_each_other_and_copies_of_the_old_one_stay_with_it(book: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    split(book, tmp_path / "out", Split(only=("S03",)), today=TODAY)
    made = newyear(book, 2027, today=NEW)
    assert "Not handed in yet" in made.notices[0].en
    old, new = (read_store(opened(path).workbook) for path in (book, made.place))
    assert json.loads(old[AFTER])["file"] == made.place.name
    assert json.loads(new[BEFORE])["file"] == book.name
    result = collect(made.place, [tmp_path / "out"], today=NEW)
    assert [came.fate for came in result.came] == ["refused"]
    said = check(book, today=NEW).judged.summary.notices
    assert any("archive" in notice.en for notice in said)


def test_what_waits_for_a_decision_comes_first(book: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (portion,) = split(book, tmp_path / "out", Split(only=("S03",)), today=TODAY).portions
    deals = opened(book).book.table("pipeline")
    i = next(i for i, owner in enumerate(deals.get("owner")) if owner == "S03")
    there = opened(portion.place).book.table("pipeline")
    at, copy_at = deals.cell(i, "name"), there.cell(there.by_id[deals.id(i)], "name")
    assert at is not None
    assert copy_at is not None
    edited(book, SetCell(at, "mine"))
    edited(portion.place, SetCell(copy_at, "theirs"))
    assert collect(book, [portion.place], today=TODAY).waiting == 1
    with pytest.raises(BadRequest, match="decision waits"):
        begun(book)


def test_a_fiscal_year_begins_in_its_month(book: Path) -> None:
    settings = opened(book).book.table("settings")
    i = next(i for i, name in enumerate(settings.get("name")) if "iscal" in name)
    at = settings.cell(i, "value")
    assert at is not None
    edited(book, SetCell(at, 4))
    made = newyear(book, 2026, today=dt.date(2026, 4, 2), dry_run=True)
    assert made.first == dt.date(2026, 4, 1)
    assert 0 < made.stayed["pipeline"] < 98


def test_a_dry_run_writes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert told(book, "--dry-run", "--json", capsys=capsys)["stayed"]["pipeline"] == 98
    assert (book.read_bytes(), sorted(book.parent.glob("*.xlsx"))) == (before, [book])
    with pytest.raises(SystemExit):
        main(["newyear", str(book), "--year", "2027", "--dry-run", "--lang", "zh", "--today", "2027-01-04"])
    assert "这是预演" in capsys.readouterr().out


def told(book: Path, *options: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    with pytest.raises(SystemExit) as end:
        main(["newyear", str(book), "--year", "2027", "--today", "2027-01-04", *options])
    assert end.value.code == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_nothing_to_leave_or_a_place_taken_is_refused(book: Path) -> None:
    with pytest.raises(NothingToDo, match="Nothing was over before 2020-01-01"):
        newyear(book, 2020, today=NEW)
    book.with_name("sales-2027.xlsx").write_bytes(SAMPLE.read_bytes())
    with pytest.raises(BadRequest):
        begun(book)
    with pytest.raises(BadRequest, match="over the workbook itself"):
        begun(book, out=book)
    begun(book, force=True)


def test_a_run_that_was_stopped_before_the_mark_is_ended_by_the_next(book: Path) -> None:
    before = book.read_bytes()
    place = begun(book)
    made = place.read_bytes()
    book.write_bytes(before)
    again = newyear(book, 2027, today=NEW)
    assert "already" in again.notices[0].en
    assert place.read_bytes() == made
    assert whole(place).book.since is None
    assert AFTER in read_store(opened(book).workbook)


def test_a_period_that_is_not_over_gives_no_baseline(book: Path) -> None:
    made = newyear(book, 2027, today=dt.date(2026, 11, 30))
    assert any("not over" in notice.en for notice in made.notices)
    table = open_book(made.place, today=NEW).book.table("targets")
    rows: Iterator[tuple[str, Any]] = zip(table.get("period"), table.get("baseline"), strict=True)
    assert all(base is None for period, base in rows if period in ("2027-11", "2027-12", "2027"))
