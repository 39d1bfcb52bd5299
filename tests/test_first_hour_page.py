"""Who reads only the handbook's first page, or the page of the first hour, makes the first report of an own tracker: every command
on them is run, every question answered as they say, and what they show is what is said."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import sys
from pathlib import Path

import pytest
import xlsxwriter

from sheetsales.backends.reader import read_workbook
from sheetsales.cli.main import main
from sheetsales.texts import Lang
from tests.support.terminal import talk

ROOT = Path(__file__).parents[1]
PAGES: dict[Lang, str] = {"en": "first-hour.md", "zh": "first-hour.zh-CN.md"}
HEADINGS: dict[Lang, tuple[str, ...]] = {
    "en": ("Client", "Project", "Status", "Rep", "Est. value", "Expected close", "Last contact", "Next step"),
    "zh": ("客户名称", "项目名称", "进度", "负责人", "预计金额（万元）", "预计签约", "最近跟进", "下一步"),
}
WORDS: dict[Lang, tuple[str, ...]] = {
    "en": ("Needs analysis", "Quotation sent", "In negotiation", "Won", "Lost", "Quotation sent"),
    "zh": ("需求沟通", "已报价", "商务谈判", "已签约", "丢单", "已报价"),
}
NAMES: dict[Lang, tuple[str, ...]] = {
    "en": ("Alder Foods", "Brook Mills", "Crane Ltd", "Dunmore", "Elgin Paper", "Firth & Co"),
    "zh": ("甬江食品", "海宁纺织", "绍兴印染", "余姚塑料", "嘉善纸业", "慈溪轴承"),
}
PROJECTS: dict[Lang, tuple[str, ...]] = {
    "en": ("Metering", "Compressor refit", "Platform", "Audit", "Lighting", "Boiler"),
    "zh": ("用电监测", "空压机改造", "平台一期", "能源审计", "照明改造", "锅炉节能"),
}
REPS: dict[Lang, tuple[str, str]] = {"en": ("Ann Price", "Tom Ford"), "zh": ("李静", "周晓峰")}
AMOUNTS = (12_000, 48_000, 95_000, 62_000, 30_000, None)
CLOSES = ("2026-12-18", "2026-11-20", "2026-10-15", "2026-10-20", "2026-10-09", "2026-12-04")
CONTACTS = ("2026-10-26", "2026-09-02", "2026-10-21", "2026-10-20", "2026-10-09", "2026-10-29")


def tracker(path: Path, lang: Lang) -> None:
    """A title, headings in row 2, six deals, a total below."""
    title, total, none = (
        ("销售跟踪 2026", "合计", "待定") if lang == "zh" else ("Sales tracker 2026", "Total", "tbc")
    )
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(path.stem.capitalize())
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write(0, 0, title)
        sheet.write_row(1, 0, HEADINGS[lang])
        for i, amount in enumerate(AMOUNTS):
            sheet.write_row(i + 2, 0, (NAMES[lang][i], PROJECTS[lang][i], WORDS[lang][i], REPS[lang][i % 2]))
            unit = 10_000 if lang == "zh" else 1
            sheet.write(i + 2, 4, none if amount is None else amount / unit)
            sheet.write_datetime(i + 2, 5, dt.datetime.fromisoformat(CLOSES[i]), day)
            sheet.write_datetime(i + 2, 6, dt.datetime.fromisoformat(CONTACTS[i]), day)
        sheet.write(9, 0, total)
        sheet.write_formula(9, 4, "=SUM(E3:E8)", None, 24.7 if lang == "zh" else 247_000)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_of_the_page_is_run_and_says_what_stands_there(
    lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / PAGES[lang]).read_text(encoding="utf-8")
    commands = re.findall(r"^\$ sheetsales (.+)$", page, re.MULTILINE)
    shown = [block for block in page.split("```")[1::2] if block.startswith("\n")]
    assert len(commands) == len(shown) == 3
    monkeypatch.chdir(tmp_path)
    tracker(Path(shlex.split(commands[0])[1]), lang)
    for command, lines in zip(commands, shown, strict=True):
        more = [] if command.startswith("adopt") else ["--today", "2026-11-02"]
        with pytest.raises(SystemExit) as end:
            main([*shlex.split(command), "--lang", lang, *more])
        assert end.value.code in (0, 1)
        said = capsys.readouterr().out
        for line in lines.splitlines():
            assert line in ("", "…", "  …") or line.rstrip() in said, line
    assert list(tmp_path.glob("*-2026-10.xlsx"))
    for command in re.findall(r"\| `sheetsales (.+?)`", page):
        with pytest.raises(SystemExit) as end:
            main([*shlex.split(command), "--lang", lang])
        assert end.value.code == 0, command


def first_page(lang: Lang) -> str:
    """The part of the handbook's first page in one language."""
    english, chinese = (ROOT / "docs" / "index.md").read_text(encoding="utf-8").split("\n## 中文\n")
    return chinese if lang == "zh" else english


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own needs a pty")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_who_reads_only_the_first_page_makes_the_report_of_a_tracker(
    lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = first_page(lang)
    start, report = (
        shlex.split(command) for command in re.findall(r"\$ sheetsales (.+)$", page, re.MULTILINE)
    )
    monkeypatch.chdir(tmp_path)
    tracker(Path(report[1]), lang)
    rows = re.findall(r"^   \| (.+?) \| `(\d)`", page, re.MULTILINE)
    answers = [answer for _, answer in rows]
    answers.insert(2, report[1])
    said = talk([*start, "--no-open"], answers, lang="en", cwd=tmp_path)
    assert said.code == 0
    assert all(question.strip("？?") in said.text for question, _ in rows), (
        "each question of the page is asked"
    )
    with_buttons = read_workbook(Path(report[1]).with_suffix(".xlsm"))
    assert with_buttons.grid("按钮" if lang == "zh" else "Buttons") is not None
    with pytest.raises(SystemExit) as end:
        main([*report, "--lang", lang, "--today", "2026-12-01"])
    assert end.value.code == 0
    assert list(tmp_path.glob("*-2026-11.xlsx"))
