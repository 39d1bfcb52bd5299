"""What each person is told for Monday: own calls and own cells, overdue first, at most fifteen lines."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheetsales.checking.judge import judge
from sheetsales.checking.reminders.gather import Reminder, reminders
from sheetsales.checking.reminders.text import MOST_LINES, reminder_lines
from sheetsales.cli.main import main
from sheetsales.speech.file_names import file_stems
from sheetsales.texts import Lang
from tests.checking.files import PIPELINE, REST, team_book, write_book
from tests.checking.logs import log_of
from tests.rules.books import TODAY, as_workbook, make_book

D = dt.date
TEAM = {"zh": ["赵国梁", "孙可"], "en": ["Graham Whitlock", "Sophie Kerr"]}


def deal(number: int, owner: str = "S1", **fields: Any) -> dict[str, Any]:
    return {
        "id": f"O-{number}", "customer": "C-1", "name": "产线改造", "stage": "quote", "amount": Decimal(50_000), "owner": owner,
        "expected_close": D(2026, 12, 1), "stage_since": D(2026, 10, 30), "next_step": None, "next_step_on": None, **fields,
    }  # fmt: skip


def told(deals: list[dict[str, Any]], lang: Lang = "zh", **more: Any) -> dict[str, list[str]]:
    """Each person's lines."""
    team = [{"id": f"S{i}", "name": name} for i, name in enumerate(TEAM[lang], start=1)]
    customers = more.pop("customers", [{"id": "C-1", "name": "甬润机械", "contact": "王建国"}])
    book = make_book(
        lang=lang, pipeline=deals, team=team, stage_log=log_of(deals), customers=customers, **more
    )
    judged = judge(as_workbook(book), book, (), today=TODAY, store={})
    return {
        r.name: reminder_lines(r, judged.book, TODAY, judged.findings_sheet, lang) for r in reminders(judged)
    }


STALLED: dict[str, Any] = {"stage_since": D(2026, 1, 1)}
SILENT = [{"date": D(2026, 8, 27), "opportunity": "O-1"}]


def test_a_stalled_deal_says_whom_to_ask_for_and_how_long_it_has_been_quiet() -> None:
    lines = told([deal(1, **STALLED)], activities=SILENT)["赵国梁"]
    assert lines == [
        "赵国梁，11 月 2 日（周一）这一周：",
        "要联系的（逾期在前）：",
        "1. 甬润机械（找王建国）·产线改造，5 万元：停住了，上次联系是 8 月 27 日（67 天前）",
    ]
    lines = told([deal(1, **STALLED)], "en", activities=SILENT)["Graham Whitlock"]
    assert lines == [
        "Graham Whitlock, your week from Monday 2 November:",
        "To call, overdue first:",
        "1. 甬润机械 (ask for 王建国), 产线改造, 50k: stalled; last contact 27 August, 67 days ago",
    ]
    assert "没有联系记录" in told([deal(2, **STALLED)], activities=SILENT)["赵国梁"][2]


@pytest.mark.parametrize(
    ("fields", "zh", "en"),
    [
        (
            ("发报价", D(2026, 10, 30)),
            "“发报价”原定 10 月 30 日，过了 3 天",
            "“发报价” was due 30 October, 3 days ago",
        ),
        ((None, D(2026, 11, 1)), "原定 11 月 1 日联系，过了 1 天", "contact was due 1 November, 1 day ago"),
        (("发报价", TODAY), "今天：发报价", "today: 发报价"),
        ((None, TODAY), "今天该联系", "contact is due today"),
        (("发报价", D(2026, 11, 8)), "周日（11 月 8 日）前：发报价", "by Sunday 8 November: 发报价"),
        ((None, D(2026, 11, 4)), "周三（11 月 4 日）前联系", "contact is due by Wednesday 4 November"),
    ],
)
def test_a_next_step_is_overdue_due_or_ahead(fields: tuple[str | None, dt.date], zh: str, en: str) -> None:
    step, due = fields
    rows = [deal(1, next_step=step, next_step_on=due)]
    assert told(rows)["赵国梁"][2].endswith(f"：{zh}")
    assert told(rows, "en")["Graham Whitlock"][2].endswith(f": {en}")


def test_overdue_comes_first_and_what_is_not_due_not_at_all() -> None:
    rows = [
        deal(1, name="下周", next_step="a", next_step_on=D(2026, 11, 9)),
        deal(2, name="周三", next_step="b", next_step_on=D(2026, 11, 4)),
        deal(3, name="过期", expected_close=D(2026, 10, 1)),
        deal(4, name="已赢", stage="won", next_step_on=D(2026, 10, 1), closed_on=D(2026, 10, 1)),
    ]
    calls = [line for line in told(rows)["赵国梁"] if line[:1].isdigit()]
    assert [line.split("·")[1][:2] for line in calls] == ["过期", "周三"]
    assert "预计成交 10 月 1 日已过，问清新的日期" in calls[0]


def test_a_customers_own_date_joins_the_call_about_the_deal() -> None:
    customers = [
        {
            "id": "C-1",
            "name": "甬润机械有限公司",
            "short_name": "甬润",
            "owner": "S1",
            "next_contact": D(2026, 10, 1),
        },
        {"id": "C-2", "name": "湖东纺织", "owner": "S1", "next_contact": TODAY},
        {"id": "C-3", "name": "以后再说", "owner": "S1", "next_contact": D(2026, 12, 1)},
        {"id": "C-4", "name": "没人管", "owner": None, "next_contact": TODAY},
    ]
    lines = told([deal(1, next_step="发报价", next_step_on=TODAY)], customers=customers)["赵国梁"]
    calls = [line for line in lines if line[:1].isdigit()]
    assert calls[0].startswith("1. 甬润·产线改造，5 万元：原定 10 月 1 日联系，过了 32 天；今天：发报价")
    assert calls[1] == "2. 湖东纺织：今天该联系"
    assert len(calls) == 2


def test_nobody_reads_another_persons_rows() -> None:
    found = told(
        [deal(1, expected_close=D(2026, 10, 1)), deal(2, "S2", name="绝密", expected_close=D(2026, 10, 2))]
    )
    assert "绝密" not in "\n".join(found["赵国梁"])
    assert "O-1" not in "\n".join(found["孙可"])


def test_a_call_settles_its_findings_and_the_rest_is_to_be_mended() -> None:
    lines = told([deal(1, expected_close=D(2026, 10, 1), amount=None)])["赵国梁"]
    mend = lines[lines.index("表里要改的：") + 1 :]
    assert mend
    assert all("金额" in line for line in mend)
    assert not any("预计成交" in line for line in mend)


@pytest.mark.parametrize("count", [1, 8, 40])
@pytest.mark.parametrize("blank", [True, False])
def test_it_never_grows_beyond_fifteen_lines(count: int, blank: bool) -> None:
    rows = [
        deal(i, expected_close=D(2026, 10, 1), amount=None if blank else Decimal(5)) for i in range(count)
    ]
    lines = told(rows)["赵国梁"]
    assert len(lines) <= MOST_LINES
    numbered = sum(line[:1].isdigit() for line in lines)
    more = [line for line in lines if line.startswith("这周还有")]
    assert bool(more) == (numbered < count)


def test_deals_that_customers_does_not_know_are_called_by_what_they_have() -> None:
    rows = [
        deal(1, customer=None, next_step_on=TODAY),
        deal(2, customer="C-9", amount=None, next_step_on=TODAY),
    ]
    lines = told(rows)["赵国梁"]
    assert "1. 产线改造，5 万元：今天该联系" in lines
    assert any(line.startswith("2. C-9·产线改造：今天该联系") for line in lines)


def test_somebody_with_nothing_to_do_is_told_so() -> None:
    book = make_book(pipeline=[])
    assert reminder_lines(Reminder("S1", "赵国梁", (), ()), book, TODAY, "检查结果", "zh") == [
        "赵国梁，11 月 2 日（周一）这一周：", "没有到期的联系，也没有要补的数据。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("people", "names"),
    [
        ([("S1", "赵国梁"), ("S2", "Ann / Bob?")], ["赵国梁.txt", "Ann _ Bob_.txt"]),
        ([("S1", "李娜"), ("S2", "李娜")], ["李娜 S1.txt", "李娜 S2.txt"]),
        ([("a", "x"), ("A", "X")], ["x a.txt", "X A 2.txt"]),
        ([("S1", "CON"), ("S2", "..."), ("..", " ")], ["_CON.txt", "S2.txt", "person.txt"]),
        ([("S1", "长" * 200)], ["长" * 60 + ".txt"]),
    ],
)
def test_file_names_that_every_system_takes(people: list[tuple[str, str]], names: list[str]) -> None:
    assert list(file_stems(people).values()) == [name.removesuffix(".txt") for name in names]


# --- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return team_book(tmp_path / "book.xlsx")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        main(["remind", *map(str, arguments), "--today", TODAY.isoformat()])
    said = capsys.readouterr()
    return int(stop.value.code or 0), said.out + said.err


def test_it_prints_and_touches_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    code, said = run(capsys, book)
    assert code == 0
    assert said.startswith("赵国梁，11 月 2 日（周一）这一周：")
    assert "\n\n孙可，" in said
    assert book.read_bytes() == before
    assert list(book.parent.iterdir()) == [book]
    assert run(capsys, book, "--lang", "en")[1].startswith("赵国梁, your week from")


def test_files_by_person_with_the_systems_line_ends(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = book.parent / "周一"
    monkeypatch.setattr("os.linesep", "\r\n")
    code, said = run(capsys, book, "-o", folder, "--lang", "zh")
    assert (code, said) == (0, f"写好 2 份，在“{folder}”里：赵国梁.txt、孙可.txt\n")
    data = (folder / "赵国梁.txt").read_bytes()
    assert data.startswith("赵国梁，".encode())
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert run(capsys, book, "-o", folder)[0] == 0, "the same texts once more"


def test_a_dry_run_and_json_say_where_the_files_would_go(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = book.parent / "out"
    code, said = run(capsys, book, "-o", folder, "--dry-run", "--lang", "en")
    assert code == 0
    assert said.startswith("Dry run: 2 texts would go to")
    document = json.loads(run(capsys, book, "-o", folder, "--dry-run", "--json")[1])
    assert list(document) == ["today", "reminders", "written"]
    assert document["written"] is False
    assert document["reminders"][0]["path"] == str(folder / "赵国梁.txt")
    assert document["reminders"][0]["calls"][0]["overdue_days"] == 67
    assert not folder.exists()
    assert json.loads(run(capsys, book, "--json")[1])["reminders"][0]["path"] is None


def test_a_file_that_says_something_else_stays_unless_forced(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = book.parent / "out"
    folder.mkdir()
    mine = folder / "孙可.txt"
    mine.write_text("我写的", encoding="utf-8")
    code, said = run(capsys, book, "-o", folder, "--lang", "zh")
    assert code == 2
    assert "内容不同，没有覆盖" in said
    assert [path.name for path in folder.iterdir()] == ["孙可.txt"]
    assert run(capsys, book, "-o", folder, "--force")[0] == 0
    assert mine.read_text(encoding="utf-8").startswith("孙可，")


def test_only_who_is_asked_for_by_name_or_id(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, book, "--person", "孙可")[1].startswith("孙可，")
    said = run(capsys, book, "--person", "s07", "--person", "S04")[1]
    assert said.index("孙可，") < said.index("赵国梁，")
    code, said = run(capsys, book, "--person", "赵国良", "--lang", "zh")
    assert (code, "最接近的是“赵国梁”" in said) == (2, True)
    assert run(capsys, book, "--person", "ZZZZZZ", "--lang", "en")[1].startswith(
        "“ZZZZZZ” is nobody in this workbook."
    )


def test_a_name_of_two_is_refused_with_both_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, *rows = REST["zh"]["人员"]
    team = [head, *rows, ["S08", "孙可", "销售", "是"]]
    twins = write_book(tmp_path / "b.xlsx", {"商机": PIPELINE["zh"], **REST["zh"], "人员": team})
    code, said = run(capsys, twins, "--person", "孙可", "--lang", "zh")
    assert (code, "叫“孙可”的不止一人：S07、S08。请写编号，如 S07。" in said) == (2, True)
    assert run(capsys, twins, "--person", "S08")[0] == 0


def test_places_that_cannot_be_and_files_that_are_none(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, book, "-o", book)[0] == 2
    assert run(capsys, book, "-o", book.parent / "no" / "where")[0] == 2
    assert run(capsys, book.parent / "none.xlsx")[0] == 2


def test_a_team_without_anything_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.checking.files import PIPELINE

    clean = [PIPELINE["zh"][0], ["O-0118", *PIPELINE["zh"][4][1:]]]
    book = team_book(tmp_path / "book.xlsx", pipeline=clean)
    assert run(capsys, book, "--lang", "zh")[1] == "没有人有到期的联系，也没有要改的数据。\n"
    assert "没有到期的联系" in run(capsys, book, "--person", "孙可")[1]
