"""Real mouse clicks in a LibreOffice window: from the question about macros to the results in the open workbook."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.buttons.registry import enabled
from sheetsales.texts import Lang
from tests.office.desk import Desk
from tests.office.mouse import Mouse, missing, opened
from tests.office.mouse_picture import Picture, alike, blank, caption

pytestmark = [pytest.mark.office, pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}")]
SIGN = 2
"""A sign and a blank stand before the words of a button."""
FINDINGS = {"zh": "检查结果", "en": "Findings"}
HOME = {"zh": "首页", "en": "Home"}
FOLDERS = {"zh": "销售 部 100%", "en": "Sales team"}
SAYS = {
    "zh": {"check": "处问题", "run": "月报已生成", "report": "月报已生成", "fix": "改好", "tasks": "任务", "allocate": "任务", "undo": "已撤销"},
    "en": {"check": "findings", "run": "The report for", "report": "The report for", "fix": "Mended", "tasks": "asks", "allocate": "asks", "undo": "is undone"},
}  # fmt: skip


def captions(lang: Lang) -> dict[str, str]:
    return {button.action: button.shown(lang) for button in enabled()}


def command(desk: Desk, *words: str) -> None:
    """A command as a user types it, with the buttons' folder of this desk."""
    subprocess.run(
        [sys.executable, "-m", "sheetsales", *words],
        env={"SHEETSALES_HOME": str(desk.home), "PATH": "/usr/bin:/bin", "HOME": str(desk.folder), "LANG": "C.UTF-8"},
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip


def fresh(desk: Desk, lang: Lang) -> Path:
    """``sheetsales new`` in a folder of the user's."""
    folder = desk.folder / FOLDERS[lang]
    folder.mkdir()
    book = folder / "t.xlsm"
    command(desk, "new", str(book), "--sample", "--lang", lang)
    return book


def findings(mouse: Mouse, lang: Lang) -> int:
    """How many rows the open workbook's Findings sheet has."""
    return sum(1 for row in mouse.read(FINDINGS[lang], "A2:K600") if any(row))


def looks_right(mouse: Mouse, lang: Lang) -> None:
    """Every button of Home is painted with its own words, in letters, inside its edges, over empty cells."""
    picture = mouse.settled()
    assert not blank(picture)
    assert mouse.ask("covered") == []
    drawn = {words: picture.cut(place) for words, place in mouse.ask("buttons").items()}
    assert list(drawn) == list(captions(lang).values())
    for words, button in drawn.items():
        painted(words, button)
    for (one, its), (other, others) in combinations(drawn.items(), 2):
        first, second = caption(its), caption(others)
        assert first is not None
        assert second is not None
        assert first.rows != second.rows, f"{one} and {other} look the same"


def painted(words: str, button: Picture) -> None:
    found = caption(button)
    assert found is not None, words
    left, top, right, bottom = found.room
    assert min(left, right) >= 4, f"{words} is clipped"
    assert min(top, bottom) >= 2, f"{words} is clipped"
    assert abs(left - right) <= 8, f"{words} is not in the middle"  # signs have white of their own
    if not words[SIGN:].isascii():
        letters = found.letters(len(words))
        same = [alike(one, other) for one, other in combinations(letters, 2)]
        assert max(same) < 0.9, f"{words} is painted in empty boxes"


def test_every_button_answers_to_the_mouse_without_a_watcher(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "zh")
    command(desk, "buttons", "install")
    with (desk.home / "buttons.txt").open("a", encoding="ascii") as file:
        file.write("first_answer=90\r\n")
    every_button_answers(desk, "zh")


def test_every_button_answers_to_the_mouse_with_the_watcher(tmp_path: Path) -> None:
    from tests.office.test_serve import serving

    desk = Desk(tmp_path / "en")
    desk.use(desk.folder / "no python", first_answer=1)
    with serving(desk):
        every_button_answers(desk, "en")


def every_button_answers(desk: Desk, lang: Lang) -> None:
    book, says, words = fresh(desk, lang), SAYS[lang], captions(lang)
    before = book.read_bytes()
    with opened(desk, book, chinese=lang == "zh") as mouse:
        looks_right(mouse, lang)
        mouse.shot("home")
        places = mouse.ask("places")
        assert findings(mouse, lang) == 0
        assert says["check"] in mouse.press(words["check"], shot="said")
        rows = findings(mouse, lang)
        assert rows > 20
        assert mouse.ask("focused") == [], "the space bar would press a button"
        mouse.settled()
        mouse.shot("checked")
        mouse.turn_to(FINDINGS[lang])
        mouse.settled()
        mouse.shot("findings")
        mouse.scroll_to(FINDINGS[lang], words["undo"])
        assert says["undo"] in mouse.press(words["undo"])
        assert findings(mouse, lang) == 0
        mouse.turn_to(HOME[lang])
        assert says["run"] in mouse.press(words["run"], shot="run")
        assert findings(mouse, lang) == rows
        assert len(list(book.parent.glob("t-*.xlsx"))) == 1
        for action in (
            a for a in says if a not in ("check", "undo", "run")
        ):  # the others need folders, and are pressed there
            assert says[action] in mouse.press(words[action], shot=action)
        assert mouse.ask("places") == places, "the buttons moved away from their rows"
        mouse.settled()
        mouse.shot("end")
        assert mouse.ask("modified")
        assert book.read_bytes() == before
        mouse.ask("save")
        assert book.read_bytes() != before
    grid = read_workbook(book).grid(FINDINGS[lang])
    assert grid is not None
    assert grid.last_row > 20
