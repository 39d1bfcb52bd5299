"""What cells hold comes from anybody: nothing in it steers a terminal or a text file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sheetsales.adopt.toml_text import quoted
from sheetsales.cli import main
from sheetsales.cli.output import echo, print_json
from sheetsales.texts import spelled, visible
from sheetsales.workflow.reminding import remind
from tests.checking.files import TODAY, team_book
from tests.support.commands import exit_code

STEERING = "\x1b[2J\x1b]0;gone\x07\x9b1m\x7f\u202e\r\u2028"


@pytest.mark.parametrize("text", ["", "客户 (甲)", "two\nlines\tand a tab", "naïve – “quoted”", "👩\u200d💻"])
def test_plain_text_stays(text: str) -> None:
    assert visible(text) == text
    assert spelled(text) == text


def test_what_would_steer_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert visible(STEERING) == "␛[2J␛]0;gone␇\ufffd1m␡\ufffd␍\ufffd"
    echo(STEERING)
    echo(STEERING, err=True)
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "␛[2J" in said.out


def test_json_keeps_every_character_without_any_that_steers(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": STEERING})
    said = capsys.readouterr().out
    assert json.loads(said) == {"name": STEERING}
    assert not set(said) & set("\x1b\x07\x9b\x7f\u202e\u2028\r")
    assert quoted(STEERING) == json.dumps(STEERING, ensure_ascii=True).replace("\\u001b", "\\u001b")


def test_a_workbook_full_of_them_is_checked_and_reminded_of_without_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    book = team_book(tmp_path / "book.xlsx")
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["商机"]
    names = [cell for cell in sheet[2] if isinstance(cell.value, str)]
    for cell in names[1:4]:
        cell.value = f"甲_x001B_[2J\x7f\u202e{cell.value}"
    workbook.save(book)
    for command in ("check", "remind", "report", "allocate"):
        exit_code([command, str(book), "--today", TODAY.isoformat()])
    said = capsys.readouterr()
    assert not set(said.out + said.err) & set("\x1b\x7f\u202e")
    remind(book, today=TODAY, out=tmp_path / "out", ics=True)
    for file in (tmp_path / "out").iterdir():
        assert not set(file.read_text(encoding="utf-8")) & set("\x1b\x7f\u202e")


def test_no_command_writes_past_it() -> None:
    for file in Path(main.__file__).parent.glob("*.py"):
        used = file.read_text(encoding="utf-8").count("click.echo(")
        assert used == (2 if file.name == "output.py" else 0), file.name
