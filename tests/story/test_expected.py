"""What a check of the sample finds: exactly the planted mistakes, as the committed lists say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sheetsales.cli.main import main
from sheetsales.schema.modules import MODULES
from sheetsales.template.story.mistakes import PLANTED_NOW

SAMPLES = Path(__file__).parents[2] / "samples"
TODAY = "2026-11-02"
NAMED = ("code", "severity", "sheet", "record", "column", "value")
WHERE = ("code", "record", "column")


def expected(lang: str) -> list[dict[str, Any]]:
    """The committed list of findings of a language's sample."""
    text = (SAMPLES / f"expected-findings.{lang}.json").read_text(encoding="utf-8")
    return [dict(item) for item in json.loads(text)]


def found(
    path: Path, capsys: pytest.CaptureFixture[str], lang: str, today: str, *options: str
) -> list[dict[str, Any]]:
    """The findings of a check of a sample made just now."""
    for arguments in (
        ("new", str(path), "--lang", lang, "--sample", "--today", today, *options),
        ("check", str(path), "--today", today, "--json", "--dry-run"),
    ):
        capsys.readouterr()
        with pytest.raises(SystemExit):
            main(arguments)
    return list(json.loads(capsys.readouterr().out)["findings"])


def named(findings: list[dict[str, Any]], *keys: str) -> list[str]:
    return sorted(json.dumps([finding[key] for key in keys], ensure_ascii=False) for finding in findings)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_check_of_the_sample_finds_what_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    findings = found(tmp_path / "sample.xlsx", capsys, lang, TODAY)
    assert named(findings, *NAMED) == named(expected(lang), *NAMED)


def test_every_mistake_planted_is_listed_and_no_other() -> None:
    for lang in ("zh", "en"):
        assert {item["mistake"] for item in expected(lang)} == set(PLANTED_NOW)


def test_both_lists_speak_of_the_same_records() -> None:
    """The registration number loses a zero where the credit code loses its last digits, and the wrong credit code is a
    wrong e-mail, so codes may differ there."""
    zh, en = expected("zh"), expected("en")
    assert named(zh, "mistake", "record") == named(en, "mistake", "record")
    differ = [z["mistake"] for z, e in zip(zh, en, strict=True) if z["code"] != e["code"]]
    assert differ == ["X04", "X11"]


NOT_TOLD = {"sop": {"X28", "X29"}, "project": {"X28"}}
"""Stages with longer limits are not half over yet, and sop has no step QU2."""


@pytest.mark.parametrize("process", ["sop", "project"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_other_processes_find_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, process: str
) -> None:
    findings = found(tmp_path / "sample.xlsx", capsys, lang, TODAY, "--process", process)
    wanted = [item for item in expected(lang) if item["mistake"] not in NOT_TOLD[process]]
    assert named(findings, "code", "record", "column") == named(wanted, "code", "record", "column")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("day", range(3, 9))
def test_so_does_the_story_on_every_day_of_the_week(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: int, lang: str
) -> None:
    findings = found(tmp_path / "sample.xlsx", capsys, lang, f"2026-11-0{day}")
    assert named(findings, *WHERE) == named(expected(lang), *WHERE)


@pytest.mark.parametrize("today", ["2027-03-15", "2026-02-09", "2026-12-01", "2027-01-21"])
def test_so_does_the_story_on_another_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], today: str
) -> None:
    findings = found(tmp_path / "sample.xlsx", capsys, "en", today)
    assert named(findings, *WHERE) == named(expected("en"), *WHERE)


def test_with_every_sheet_of_the_modules_weekends_find_what_mondays_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every = ("--with", ",".join(module.key for module in MODULES))
    monday, sunday = (
        found(tmp_path / f"{today}.xlsx", capsys, "zh", today, *every) for today in (TODAY, "2026-11-08")
    )
    assert named(sunday, *WHERE) == named(monday, *WHERE)


def test_further_teams_add_no_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    findings = found(tmp_path / "sample.xlsx", capsys, "zh", TODAY, "--opportunities", "700")
    assert named(findings, "code", "record", "column") == named(expected("zh"), "code", "record", "column")
