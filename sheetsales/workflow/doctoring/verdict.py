"""What one check found."""

from __future__ import annotations

from typing import Literal

from sheetsales.dataclass import dataclass
from sheetsales.texts import NO_TEXT, Text

State = Literal["fine", "note", "mend"]
NAMES: dict[State, Text] = {
    "fine": Text("正常", "fine"),
    "note": Text("提示", "note"),
    "mend": Text("要处理", "mend"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """``code`` names the check for programs; ``cure`` is what to do, blank where there is nothing to."""

    code: str
    state: State
    text: Text
    cure: Text = NO_TEXT


def fine(code: str, text: Text) -> Verdict:
    return Verdict(code, "fine", text)


def note(code: str, text: Text, cure: Text = NO_TEXT) -> Verdict:
    """Good to know; nothing need be done."""
    return Verdict(code, "note", text, cure)


def mend(code: str, text: Text, cure: Text) -> Verdict:
    return Verdict(code, "mend", text, cure)
