"""The company's targets of a workbook divided: by whom, over what, on what it rests, what is left alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from sheetsales.cells.edits import AppendRows
from sheetsales.cells.values import CellValue
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.indicators.targets import read_targets
from sheetsales.process.goals import goals
from sheetsales.process.people import people
from sheetsales.targets.own_weights import own_weights
from sheetsales.targets.plan import Divided, divide, plan
from sheetsales.targets.quotas import Quotas, quota_rows, quotas
from sheetsales.targets.weights import Way
from tests.planning.books import TODAY, Rows, chinese, loaded
from tests.support.commands import exit_code

TEAM: Rows = (
    ("S1", "周敏", "主管", "是", "全国", "", "资深", 40, 0.1, None),
    ("S2", "陈立群", "组长", "是", "华东", "", "资深", 40, 0.5, None),
    ("S3", "林晓燕", "销售", "是", "华东", "", "熟手", 40, 0.5, None),
    ("S4", "孙可", "销售", "是", "华东", "", "新人", 20, 0.5, None),
)
TARGETS = ("期间", "层级", "负责人", "衡量指标", "目标值", "怎么衡量")
INDICATORS = (
    ("代码", "指标"),
    ("won_amount", "签约额"),
    ("won_count", "成交单数"),
    ("win_rate_count", "赢单率（单数）"),
)
DEALS = ("编号", "客户", "名称", "阶段", "金额", "负责人", "创建日期", "关闭日期")


def _divide(
    targets: Rows, *, deals: Rows = (), weights: Way = "history", label: str = "2027", **options: object
) -> Divided:
    _, book = chinese(TEAM, (), 目标=[TARGETS, *targets], 指标=INDICATORS, 商机=[DEALS, *deals])
    return divide(book, label, today=TODAY, weights=weights, **options)  # type: ignore[arg-type]


def _of(found: Divided, level: str, period: str) -> dict[str, Decimal]:
    return {row.owner: row.value for row in found.rows if (row.level, row.period) == (level, period)}


def _year(value: CellValue, measure: str = "签约额") -> tuple[CellValue, ...]:
    return ("2027", "公司", "澄远", measure, value, None)


def _won(month: int, owner: str, amount: int, year: int = 2026) -> tuple[CellValue, ...]:
    day = dt.date(year, month, 10)
    return (f"O-{year}{month}{owner}", None, "单", "成交", amount, owner, day, day)


HISTORY = [_won(m, "林晓燕", 300 if m == 6 else 100) for m in range(1, 11)] + [
    _won(m, "陈立群", 50, 2025) for m in (10, 11, 12)
]


def test_by_hours_and_level_where_there_is_no_history() -> None:
    found = _divide([_year(2_200_000)])
    assert _of(found, "person", "2027") == {"陈立群": 1_056_000, "林晓燕": 880_000, "孙可": 264_000}
    assert {row.basis.zh for row in found.rows if row.level == "person" and row.period != "2027"} == {
        "历史不满 12 个月，各月按工作日；没有历史，每人按可用工时和级别。"
    }
    assert "周敏" not in {row.owner for row in found.rows}


def test_by_season_and_by_what_people_sold() -> None:
    found = _divide([_year(1_200_000)], deals=HISTORY)
    months = _of(found, "company", "2027-06")["澄远"], _of(found, "company", "2027-05")["澄远"]
    assert months[0] > 2 * months[1]
    people = _of(found, "person", "2027")
    assert people["林晓燕"] > people["陈立群"] > people["孙可"] > 0
    assert {row.basis.zh for row in found.rows if row.level == "company"} == {
        "各月按 2025-11 至 2026-10 的实际（12 个月，向均值收了两成）。"
    }


def test_alike_and_by_capacity() -> None:
    alike = _divide([_year(1_200_000)], weights="even", by=("month",), to=("person",))
    assert set(_of(alike, "person", "2027-01").values()) <= {Decimal(33_300), Decimal(33_400)}
    assert {row.level for row in alike.rows} == {"company", "person"}
    assert not [row for row in alike.rows if "Q" in row.period]
    hours = _divide([_year(1_200_000)], weights="capacity")
    assert _of(hours, "person", "2027")["林晓燕"] > 2 * _of(hours, "person", "2027")["孙可"]


def test_people_of_one_name_are_written_with_their_ids() -> None:
    team = (*TEAM[:3], ("S4", "林晓燕", "销售", "是", "华东", "", "新人", 20, 0.5, None))
    _, book = chinese(team, (), 目标=[TARGETS, _year(120000)], 指标=INDICATORS, 商机=[DEALS])
    found = divide(book, "2027", today=TODAY)
    assert {row.owner for row in found.rows if row.level == "person"} == {"S3 林晓燕", "S4 林晓燕", "陈立群"}
    given = (
        ("2027", "个人", row.owner, "签约额", row.value, None) for row in found.rows if row.level == "person"
    )
    _, again = chinese(team, (), 目标=[TARGETS, _year(120000), *given], 指标=INDICATORS, 商机=[DEALS])
    assert {goal.holder.key for goal in goals(again, people(again)).rows[1:]} == {"S2", "S3", "S4"}
    assert {t.scope.key for t in read_targets(again).rows[1:]} == {"S2", "S3", "S4"}


def test_a_target_of_a_name_of_two_is_nobodys() -> None:
    team = (*TEAM[:3], ("S4", "林晓燕", "销售", "是", "华东", "", "新人", 20, 0.5, None))
    row = ("2027", "个人", "林晓燕", "签约额", 5, None)
    _, book = chinese(team, (), 目标=[TARGETS, row], 指标=INDICATORS, 商机=[DEALS])
    assert goals(book, people(book)).rows == ()
    assert read_targets(book).rows == ()


def test_rows_that_are_there_stay() -> None:
    own = ("2027", "个人", "孙可", "签约额", 123_456, None)
    found = _divide([_year(1_200_000), own])
    assert found.kept == 1
    assert "孙可" not in _of(found, "person", "2027")
    assert sum(_of(found, "person", "2027").values()) == 1_200_000 - 123_456
    quarters = [f"2027Q{n}" for n in (1, 2, 3, 4)]
    assert sum(_of(found, "person", q)["孙可"] for q in quarters) == 123_456


def test_what_follows_from_rows_that_are_there_says_so() -> None:
    months = [(f"2027-0{n}", "公司", "澄远", "签约额", 1000, None) for n in (1, 2, 3)]
    found = _divide([_year(1_200_000), *months])
    row = next(r for r in found.rows if (r.level, r.period) == ("company", "2027Q1"))
    assert (int(row.value), row.basis.zh) == (3000, "下级各行之和。")


def test_a_conflict_names_both_numbers() -> None:
    found = _divide([_year(1_000), ("2027", "个人", "孙可", "签约额", 5_000, None), _year(12, "成交单数")])
    assert [text.zh for text in found.conflicts] == [
        "签约额：澄远 2027 是 1,000，而已填的下级合计 5,000，凑不拢，这项指标没有分解。请改其中一个数。"
    ]
    assert {row.measure for row in found.rows} == {"won_count"}


def test_counts_are_whole_and_rates_are_not_divided() -> None:
    found = _divide([_year(30, "成交单数"), _year(0.4, "赢单率（单数）")])
    assert all(row.value == int(row.value) for row in found.rows)
    assert found.not_split == ("win_rate_count",)


def test_cents_are_kept() -> None:
    found = _divide([_year(1000.01)])
    assert sum(_of(found, "person", "2027").values()) == Decimal("1000.01")


def test_the_rows_as_they_are_written() -> None:
    _, book = chinese(TEAM, (), 目标=[TARGETS, _year(1_200_000)], 指标=INDICATORS)
    found = divide(book, "2027", today=TODAY, by=(), to=("person",))
    edit = plan(book, found).edits[0]
    assert isinstance(edit, AppendRows)
    assert edit.table == "目标!A1:F2"
    assert {row["层级"] for row in edit.rows} == {"个人"}
    assert {row["衡量指标"] for row in edit.rows} == {"签约额"}
    assert plan(book, Divided((), (), (), 0)).edits == ()


def test_by_a_column_of_the_team() -> None:
    _, book = chinese(TEAM, (), 目标=[TARGETS, _year(1_200_000)], 指标=INDICATORS)
    own = own_weights(book, "每周 工时")
    assert own == {"S1": 40, "S2": 40, "S3": 40, "S4": 20}
    found = divide(book, "2027", today=TODAY, own_weights=own)
    assert _of(found, "person", "2027") == {"陈立群": 480_000, "林晓燕": 480_000, "孙可": 240_000}
    assert divide(book, "2027", today=TODAY, own_weights={"S3": Fraction(1)}).rows
    with pytest.raises(BadRequest, match="no column 'Talent'"):
        own_weights(book, "Talent")
    with pytest.raises(BadRequest, match=r"holds no numbers to weigh by \(its first cell is 人员!B2\)"):
        own_weights(book, "姓名")


def test_no_target_and_no_period() -> None:
    with pytest.raises(NothingToDo, match="no company target for 2028"):
        _divide([_year(1)], label="2028")
    with pytest.raises(BadRequest, match="'soon' is no period"):
        _divide([_year(1)], label="soon")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_on_a_sample(tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes((Path("samples") / f"sales-{lang}.xlsx").read_bytes())
    before = book.read_bytes()
    arguments = ["targets", "split", str(book), "--from", "2026", "--today", "2026-11-02", "--lang", lang]
    assert exit_code([*arguments, "--dry-run"]) == 1
    said = capsys.readouterr().out
    assert ("只看不写" if lang == "zh" else "Nothing written") in said
    assert "9,120,000" in said, "the sample's planted quarter does not add up"
    assert book.read_bytes() == before
    assert exit_code([*arguments, "--json"]) == 1
    assert '"not_split"' in capsys.readouterr().out
    assert exit_code(arguments) == 1
    assert ("没有要加的行" if lang == "zh" else "No rows to add") in capsys.readouterr().out
    assert exit_code([*arguments, "--by", "week"]) == 2
    assert "week" in capsys.readouterr().err


def _quoted(targets: Rows, deals: Rows = (), activities: Rows = ()) -> tuple[Quotas, Divided]:
    log = ("日期", "销售", "客户", "商机", "方式", "内容")
    _, book = chinese(
        TEAM, (), 目标=[TARGETS, *targets], 指标=[*INDICATORS, ("calls", "电话数"), ("visits", "拜访数")],
        商机=[DEALS, *deals], 跟进记录=[log, *activities],
    )  # fmt: skip
    found = quotas(book, "2026-11", today=TODAY)
    return found, quota_rows(book, found)


def _person(owner: str, value: int, measure: str = "签约额") -> tuple[CellValue, ...]:
    return ("2026-11", "个人", owner, measure, value, None)


WON = [_won(m, "林晓燕", 100_000) for m in range(1, 11)]
CALLS = [(dt.date(2026, 5, 5), "林晓燕", None, None, "电话", f"第{n}次") for n in range(40)]
VISITS = [(dt.date(2026, 5, 6), "林晓燕", None, None, "拜访", f"第{n}次") for n in range(20)]


def test_quotas_from_the_persons_own_rates_and_the_teams() -> None:
    found, rows = _quoted([_person("林晓燕", 350_000), _person("孙可", 100_000)], WON, [*CALLS, *VISITS])
    own, team = found.given
    assert (own.deals, own.calls, own.visits, own.workdays) == (4, 16, 8, 21)
    assert (own.calls_a_day, own.visits_a_week) == (1, 2)
    assert own.basis.zh.startswith("按本人近一年：单均 100,000，每成交一单 4.0 个电话、2.0 次拜访")
    assert team.basis.zh.startswith("本人成交太少，按团队近一年")
    assert [(r.owner, r.measure, int(r.value)) for r in rows.rows[:3]] == [
        ("林晓燕", "won_count", 4),
        ("林晓燕", "calls", 16),
        ("林晓燕", "visits", 8),
    ]


def test_quotas_that_are_there_stay_and_what_nobody_knows_is_not_guessed() -> None:
    found, rows = _quoted([_person("林晓燕", 350_000), _person("林晓燕", 99, "电话数")], WON)
    assert (found.given[0].calls_a_day, found.given[0].visits_a_week) == (None, None)
    assert rows.kept == 0
    assert [row.measure for row in rows.rows] == ["won_count"]
    found, rows = _quoted([_person("林晓燕", 350_000), _person("林晓燕", 99, "电话数")], WON, CALLS)
    assert rows.kept == 1
    found, _ = _quoted([_person("林晓燕", 350_000)])
    assert (found.given, found.unknown) == ((), ("S3",))


def test_quotas_need_a_month_and_targets() -> None:
    _, book = chinese(TEAM, (), 目标=[TARGETS, _year(1)], 指标=INDICATORS)
    with pytest.raises(NothingToDo, match="nobody's signed value for 2026-12"):
        quotas(book, "2026-12", today=TODAY)
    with pytest.raises(BadRequest, match="'2026' is no month"):
        quotas(book, "2026", today=TODAY)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_quotas_on_a_sample(tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes((Path("samples") / f"sales-{lang}.xlsx").read_bytes())
    arguments = ["targets", "quotas", str(book), "--from", "2026-11", "--today", "2026-11-02", "--lang", lang]
    assert exit_code([*arguments, "--dry-run"]) == 0
    assert exit_code(arguments) == 0
    assert exit_code([*arguments, "--json"]) == 0
    assert '"calls_a_day"' in capsys.readouterr().out


def test_the_stretch_beside_each_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    headings = (*TARGETS, "挑战值")
    _, book = chinese(TEAM, (), 目标=[headings, (*_year(1_200_000), None)], 指标=INDICATORS)
    found = divide(book, "2027", today=TODAY, by=(), to=("person",))
    edit = plan(book, found, stretch=Decimal("0.1")).edits[0]
    assert isinstance(edit, AppendRows)
    assert [row["挑战值"] for row in edit.rows] == [row["目标值"] * Decimal("1.1") for row in edit.rows]  # type: ignore[operator]
    book_path = tmp_path / "book.xlsx"
    book_path.write_bytes(Path("samples/sales-en.xlsx").read_bytes())
    arguments = [
        "targets",
        "split",
        str(book_path),
        "--from",
        "2026",
        "--today",
        "2026-11-02",
        "--lang",
        "en",
        "--dry-run",
    ]
    assert exit_code([*arguments, "--stretch", "10%"]) == 1
    for bad in ("ten", "-5", "1e9"):
        assert exit_code([*arguments, "--stretch", bad]) == 2
    assert "percentage" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("months", "due"),
    [(None, {"老": 999, "新": 901}), (0, {"老": 1000, "新": 1000}), (12, {"老": 998, "新": 489})],
)
def test_newcomers_are_asked_for_less_in_their_first_months(months: int | None, due: dict[str, int]) -> None:
    team: Rows = [
        ("编号", "姓名", "角色", "在职", "入职日期"),
        ("S1", "老", "销售", "是", dt.date(2020, 1, 1)),
        ("S2", "新", "销售", "是", dt.date(2027, 1, 1)),
    ]
    settings: Rows = [("分组", "名称", "值"), ("", "新人爬坡月数", months)]
    sheets = {
        "人员": team,
        "目标": [TARGETS, _year(sum(due.values()), "成交单数")],
        "指标": INDICATORS,
        "参数": settings,
    }
    _, book = loaded({**sheets, "商机": [DEALS]})
    found = divide(book, "2027", today=TODAY, weights="even")
    assert _of(found, "person", "2027") == due
    basis = {row.basis.zh for row in found.rows if row.level == "person" and row.period == "2027"}
    assert any("新人入职头" in said for said in basis) is (months != 0)
