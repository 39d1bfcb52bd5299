"""What goes wrong between a mouse click and its result, one thing after another in a window that stays open."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sheetsales.texts import LANGUAGES, Lang
from tests.office.desk import Desk
from tests.office.mouse import missing, opened
from tests.office.test_mouse import SAYS, captions, findings, fresh

pytestmark = [pytest.mark.office, pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}")]
HANGS = 'printf "hanging\\r\\n" > "$5/progress.txt"\nexec sleep 300\n'
TROUBLES = {
    "zh": {"none": "sheetsales buttons install", "long": "等了太久", "stop": "要停下来吗", "stopped": "已停止"},
    "en": {"none": "sheetsales buttons install", "long": "for too long", "stop": "Stop it?", "stopped": "Stopped"},
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_python_that_fails_is_missing_or_hangs_is_named(lang: Lang, tmp_path: Path) -> None:
    """And then the click that works, as if nothing had been."""
    desk = Desk(tmp_path / f"trouble-{lang}")
    book, says, check = fresh(desk, lang), TROUBLES[lang], captions(lang)["check"]
    before = book.read_bytes()
    with opened(desk, book, chinese=lang == "zh") as mouse:
        desk.use(desk.program("exit 3\n"), first_answer=2)
        assert says["none"] in mouse.press(check, shot="fails")
        desk.use(desk.folder / "no python", first_answer=2)
        assert says["none"] in mouse.press(check, shot="missing")
        desk.use(desk.program(HANGS), first_answer=2, longest_run=4)
        assert says["long"] in mouse.press(check, shot="hangs")
        desk.use(desk.program(HANGS), first_answer=60, longest_run=600)
        mouse.click(check)
        mouse.until(lambda: list(desk.home.glob("jobs/*/progress.txt"))[1:], "the second Python that hangs")
        mouse.click(check)
        assert says["stop"] in mouse.answer("Yes", shot="stop")
        assert says["stopped"] in mouse.answer("OK", shot="stopped")
        assert findings(mouse, lang) == 0
        assert not mouse.ask("modified")
        desk.use(Path(sys.executable), first_answer=90)
        assert SAYS[lang]["check"] in mouse.press(check)
        assert findings(mouse, lang) > 20
    assert book.read_bytes() == before
