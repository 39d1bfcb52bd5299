"""A bar shows only on a terminal, only past its time, and is gone afterwards."""

from __future__ import annotations

import io
import sys
import time

import pytest
from rich.console import Console

from sheetsales.cli.bar import Bar, bar
from sheetsales.cli.output import progress
from sheetsales.texts import Text

CHECKING = Text("正在检查……", "Checking ...")


def terminal() -> Console:
    return Console(file=io.StringIO(), force_terminal=True, width=80)


def said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def wait_for(console: Console, text: str) -> None:
    end = time.monotonic() + 20
    while text not in said(console) and time.monotonic() < end:
        time.sleep(0.01)


def test_what_takes_long_is_shown_and_then_gone() -> None:
    console = terminal()
    with bar("Checking ...", console, after=0.0):
        wait_for(console, "Checking")
    assert "Checking ..." in said(console)
    assert said(console).endswith("\x1b[2K") or "\x1b[2K" in said(console)


def test_what_is_done_in_time_shows_nothing() -> None:
    console = terminal()
    with bar("Checking ...", console, after=60):
        pass
    assert said(console) == ""


def test_a_bar_whose_work_is_over_never_starts() -> None:
    console = terminal()
    late = Bar("Checking ...", console, after=60)
    late.start()
    late.stop()
    late._show()  # the timer had gone off just then
    assert said(console) == ""


class _Stream(io.StringIO):
    def __init__(self, *, tty: bool) -> None:
        super().__init__()
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty


@pytest.mark.parametrize("tty", [True, False])
def test_the_commands_say_nothing_of_quick_work_on_any_stream(
    monkeypatch: pytest.MonkeyPatch, *, tty: bool
) -> None:
    stream = _Stream(tty=tty)
    monkeypatch.setattr(sys, "stderr", stream)
    with progress(CHECKING, "en"):
        pass
    assert stream.getvalue() == ""


def test_a_fault_of_the_work_ends_the_bar_and_goes_on() -> None:
    console = terminal()
    with pytest.raises(ValueError, match="no"), bar("Checking ...", console, after=60):
        raise ValueError("no")
