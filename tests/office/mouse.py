"""A workbook in a LibreOffice window of its own, worked with the mouse as a user does.

The window stands on a screen of its own (Xvfb); the mouse is moved and pressed with xdotool; ImageMagick takes pictures.
Nothing is started by a macro call: a button answers only if it lies where it is drawn and is bound to its macro.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from tests.office.desk import Desk
from tests.office.mouse_picture import Picture, Place, blank, caption

Found = TypeVar("Found")
TELLER = Path(__file__).with_name("mouse_office.py")
SCREEN = (1280, 900)
PATIENCE = 120
"""Seconds for anything to happen: a busy machine stands still for a minute at times."""
AGAIN = 6
"""Seconds after which a message that did not go is clicked again."""
MEDIUM = 1
"""The level of LibreOffice's macro security that asks on opening, as the docs tell users to set it."""
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>{security}</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def missing() -> str:
    """The programs that are not here and without which no mouse moves; empty when all are."""
    return " ".join(p for p in ("soffice", "Xvfb", "xdotool", "import") if shutil.which(p) is None)


def screenshots() -> Path:
    """Where pictures are kept: a folder that git ignores, unless SHEETSALES_SCREENSHOTS names another."""
    return Path(
        os.environ.get("SHEETSALES_SCREENSHOTS") or Path(__file__).parents[2] / "build" / "screenshots"
    )


class Mouse:
    """One workbook open in one LibreOffice, and the mouse over it. Made by ``opened``."""

    def __init__(self, desk: Desk, display: str, teller: subprocess.Popen[str]) -> None:
        self.desk, self._teller = desk, teller
        self._environment = {**os.environ, "DISPLAY": display}
        self._shots = 0

    # -- what is there

    def ask(self, name: str, *arguments: Any) -> Any:
        """What the window says; waits while it is too busy to say."""
        return self.until(lambda: self._asked(name, *arguments), f"an answer about {name}")["gave"]

    def _asked(self, name: str, *arguments: Any) -> dict[str, Any] | None:
        assert self._teller.stdin is not None
        assert self._teller.stdout is not None
        self._teller.stdin.write(json.dumps([name, *arguments]) + "\n")
        self._teller.stdin.flush()
        ready, _, _ = select.select([self._teller.stdout], [], [], PATIENCE)
        assert ready, f"LibreOffice did not answer about {name} within {PATIENCE} s"
        answer: dict[str, Any] = json.loads(self._teller.stdout.readline() or '{"gone": 1}')
        assert "gone" not in answer, "LibreOffice is gone"
        return answer if "gave" in answer else None

    def leave(self) -> None:
        """Ask LibreOffice to end, without waiting for an answer: its bridge may be gone before it can give one."""
        assert self._teller.stdin is not None
        self._teller.stdin.write(json.dumps(["quit"]) + "\n")
        self._teller.stdin.flush()

    def until(self, look: Callable[[], Found | None], what: str, patience: float = PATIENCE) -> Found:
        """The first answer of ``look`` that says yes; a picture of the screen and a failure when none does."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if found := look():
                return found
            time.sleep(0.1)
        self.shot("failed")
        raise AssertionError(f"waited {patience} s for {what}; see {screenshots()}")

    def message(self) -> dict[str, Any] | None:
        """The message that is up now, if one is."""
        found: dict[str, Any] | None = self.ask("message")
        return found

    def read(self, sheet: str, area: str) -> list[list[Any]]:
        """The cells of the open workbook."""
        found: list[list[Any]] = self.ask("read", sheet, area)
        return found

    def picture(self, place: Place | None = None) -> Picture:
        """The screen, or a part of it."""
        x, y, width, height = place or [0, 0, *SCREEN]
        done = subprocess.run(
            ["import", "-silent", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}", "-depth", "8", "ppm:-"],
            env=self._environment, capture_output=True, check=True, timeout=PATIENCE,
        )  # fmt: skip
        return Picture.of_ppm(done.stdout)

    def shot(self, name: str) -> Picture:
        """Keep a picture of the screen under a name; the numbers in front keep the order."""
        self._shots += 1
        picture = self.picture()
        picture.save(screenshots() / f"{self.desk.folder.name}-{self._shots:02d}-{name}.png")
        return picture

    # -- what the hand does

    def _xdotool(self, *words: object) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self._environment, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        return done.stdout.strip()

    def _focus_window(self) -> None:
        """Give the keyboard to the workbook's window, which a window manager does once a message is closed."""
        windows = self._xdotool("search", "--onlyvisible", "--name", "LibreOffice Calc").split()
        if windows:
            self._xdotool("windowfocus", windows[-1])

    def click_at(self, place: Place) -> None:
        """Move to the middle of a place and click there."""
        x, y, width, height = place
        self._xdotool("mousemove", x + width // 2, y + height // 2, "mousedown", 1, "mouseup", 1)

    def _painted(self, look: Callable[[], Place | None]) -> Place | None:
        """A place that stays and has its letters painted: before that a click may go nowhere."""
        place = look()
        if place is None or caption(self.picture(place)) is None:
            return None
        return place if look() == place else None

    def button(self, words: str) -> Place:
        """Where a button of the workbook is drawn on the sheet in front; a sign may stand before its words."""

        def place() -> Place | None:
            drawn: dict[str, Place] = self.ask("buttons")
            return next((place for label, place in drawn.items() if label.endswith(words)), None)

        return self.until(lambda: self._painted(place), f"the button {words} to be painted")

    def click(self, words: str) -> None:
        """Click a button of the workbook."""
        place = self.button(words)
        self._focus_window()
        self.click_at(place)

    def press(self, words: str, *, shot: str = "") -> str:
        """Click a button of the workbook, wait for its message, click OK; what the message said."""
        self.click(words)
        return self.answer("OK", shot=shot)

    def answer(self, words: str, *, shot: str = "") -> str:
        """Wait for a message, click one of its buttons, see it go; what it said."""
        message = self.until(self.message, "a message")
        self.until(
            lambda: self._painted(lambda: (self.message() or message)["buttons"].get(words)),
            f"a painted {words}",
        )
        if shot:
            self.shot(shot)
        self.until(lambda: self._went(message, words), f"the message to go: {message['text']}")
        self._focus_window()
        return str(message["text"])

    def _went(self, message: dict[str, Any], words: str) -> bool:
        """Click once more and see; nobody is harmed by a click on a message that is still there."""
        self.click_at(message["buttons"][words])
        end = time.monotonic() + AGAIN
        while time.monotonic() < end:
            now = self._asked("message")
            if now and (now["gave"] is None or now["gave"]["text"] != message["text"]):
                return True
            time.sleep(0.1)
        return False

    def turn_to(self, sheet: str) -> None:
        """Click the tab of a sheet."""
        self.until(lambda: self._turned(sheet), f"the sheet {sheet} in front")

    def _turned(self, sheet: str) -> bool:
        self.click_at(self.until(lambda: self.ask("tabs").get(sheet), f"the tab {sheet}"))
        end = time.monotonic() + AGAIN
        while time.monotonic() < end:
            if self.ask("front") == sheet:
                return True
            time.sleep(0.1)
        return False

    def scroll_to(self, sheet: str, words: str) -> None:
        """Bring a button of the sheet in front into sight."""
        self.ask("scroll_to", sheet, words)

    def settled(self) -> Picture:
        """The screen once two pictures in a row are the same and not blank."""
        last: list[Picture] = []

        def same() -> Picture | None:
            last.append(self.picture())
            return last[-1] if last[-2:-1] == last[-1:] and not blank(last[-1]) else None

        return self.until(same, "the screen to stand still")


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; its name."""
    reading, writing = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading, "r") as told:
            number = told.readline().strip()
            assert number, "Xvfb did not start"
            yield f":{number}"
    finally:
        xvfb.terminate()
        xvfb.wait(PATIENCE)


@contextmanager
def opened(desk: Desk, book: Path, *, chinese: bool = False) -> Iterator[Mouse]:
    """A workbook opened as a double click opens it, its question about macros answered with the mouse."""
    profile, pipe = desk.folder / "profile", f"mouse{os.getpid()}-{time.monotonic_ns()}"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS.format(security=MEDIUM))
    with _screen() as display:
        environment = {
            "SHEETSALES_HOME": str(desk.home), "PATH": "/usr/bin:/bin", "HOME": str(desk.folder), "LANG": "C.UTF-8",
            "DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen", **({"FC_LANG": "zh-cn"} if chinese else {}),
        }  # fmt: skip
        office = subprocess.Popen(
            ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo",
             f"--accept=pipe,name={pipe};urp;", str(book)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
        )  # fmt: skip
        teller = subprocess.Popen(
            [sys.executable, str(TELLER), pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**environment, "PYTHONPATH": "/usr/lib/python3/dist-packages"},
        )  # fmt: skip
        try:
            mouse = Mouse(desk, display, teller)
            mouse.answer("Enable Macros", shot="macros")
            mouse.until(lambda: mouse.ask("buttons"), "the workbook's buttons")
            mouse._asked("front")
            yield mouse
            mouse.leave()
            _ended(office)
        finally:
            teller.kill()
            teller.communicate()
            _kill(office)


def _ended(office: subprocess.Popen[bytes]) -> None:
    try:
        office.wait(20)
    except subprocess.TimeoutExpired:
        _kill(office)


def _kill(office: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and what it started, all of them in one group of their own."""
    try:
        os.killpg(office.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    office.wait(PATIENCE)
