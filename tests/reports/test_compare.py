"""Two kept months beside each other."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsales.errors import BadRequest
from sheetsales.indicators.period import month
from sheetsales.indicators.snapshots import taken
from sheetsales.process.snapshot import Snapshots, written
from sheetsales.reports.monthly import build
from sheetsales.texts import LANGUAGES, Lang
from tests.indicators.team_book import book_of, day, lost, won
from tests.support.commands import exit_code

OCTOBER, TODAY = month(2026, 10), day("11-02")
BOOK = book_of(
    pipeline=[
        {
            "id": str(n),
            "customer": f"K{n}",
            "name": f"D{n}",
            "owner": "S01",
            "created_on": day("08-01"),
            **row,
        }
        for n, row in enumerate((won("09-05", 100), won("10-05", 300), lost("10-06", 10), won("10-09", 100)))
    ]
)


def snapshots() -> Snapshots:
    kept = [taken(BOOK, month(2026, number), (), today=TODAY) for number in (9, 10)]
    kept[1] = replace(kept[1], definitions=tuple(d for d in kept[1].definitions if d.kind != "stage"))
    return Snapshots({**written(kept[0]), **written(kept[1])})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_before_after_change_and_what_they_rest_on(lang: Lang, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    build(
        BOOK, [], period=OCTOBER, today=TODAY, path=path, lang=lang, full=False, snapshots=snapshots(),
        compared=(month(2026, 9), OCTOBER),
    )  # fmt: skip
    sheet = openpyxl.load_workbook(path, data_only=True)[
        {"zh": "预测与计划", "en": "Forecast and plan"}[lang]
    ]
    rows: dict[Any, Any] = {row[0]: row[1:7] for row in sheet.iter_rows(values_only=True) if row[0]}
    name = {
        "zh": ("签约额", "赢单率（单数）", "漏斗转化率"),
        "en": ("Signed value", "Win rate by count", "Funnel conversion"),
    }[lang]
    assert rows[name[0]] == (100, 400, 300, 1, 2, None)
    assert rows[name[1]][:3] == (1, pytest.approx(2 / 3), pytest.approx(-100 / 3))
    assert rows[name[2]][5] == {"zh": "口径变了", "en": "Defined otherwise"}[lang]
    heading = {"zh": "前（2026-09）", "en": "Before (2026-09)"}[lang]
    assert any(heading in row for row in sheet.iter_rows(values_only=True))


def test_a_figure_only_one_of_them_has_is_a_dash(tmp_path: Path) -> None:
    kept = taken(BOOK, OCTOBER, (), today=TODAY)
    empty = replace(kept, month="2026-09", figures=())
    path = tmp_path / "r.xlsx"
    build(
        BOOK, [], period=OCTOBER, today=TODAY, path=path, lang="en", full=False, compared=(month(2026, 9), OCTOBER),
        snapshots=Snapshots({**written(kept), **written(empty)}),
    )  # fmt: skip
    sheet = openpyxl.load_workbook(path, data_only=True)["Forecast and plan"]
    assert ("Signed value", "—", 400, "—") in [row[:4] for row in sheet.iter_rows(values_only=True)]
    unknown = Snapshots({**written(empty), **written(replace(empty, month="2026-10"))})
    build(
        BOOK,
        [],
        period=OCTOBER,
        today=TODAY,
        path=path,
        lang="en",
        full=False,
        compared=(month(2026, 9), OCTOBER),
        snapshots=unknown,
    )


def test_a_month_that_was_not_kept_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest) as refused:
        build(
            BOOK, [], period=OCTOBER, today=TODAY, path=tmp_path / "r.xlsx", lang="en", full=False,
            compared=(month(2026, 7), OCTOBER), snapshots=snapshots(),
        )  # fmt: skip
    assert refused.value.text.en.startswith("2026-07 was not kept")
    assert "Kept: 2026-09, 2026-10" in refused.value.text.en


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sheetsales.workflow.making import make_workbook, tell_story

    path = tmp_path / "sales.xlsx"
    story = tell_story("en", "b2b", today=TODAY, opportunities=20, seed=1)
    make_workbook(path, lang="en", process="b2b", today=TODAY, story=story)
    call = ["report", str(path), "--month", "2026-10", "--today", "2026-11-02", "--lang", "en", "--json"]
    assert exit_code([*call, "--compare", "2026-09", "2026-10"]) == 2
    assert "close --month 2026-09" in capsys.readouterr().err
    for number in ("2026-09", "2026-10"):
        assert exit_code(["close", str(path), "--month", number, "--today", "2026-11-02"]) == 0
    capsys.readouterr()
    assert exit_code([*call, "--compare", "2026年9月", "2026-10"]) == 0
    assert json.loads(capsys.readouterr().out)["month"] == "2026-10"
    assert exit_code([*call, "--compare", "soon", "2026-10"]) == 2
