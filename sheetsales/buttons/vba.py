"""Our VBA module as the text that goes into a workbook: pure ASCII, one Sub for each button."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from sheetsales.buttons.registry import BUTTONS, Button
from sheetsales.regex import regex
from sheetsales.texts import Lang

_NOT_ASCII: Final = regex(r"[^\x00-\x7f]")
_SUBS: Final = "'{{SUBS}}"
_LANGUAGE: Final = 'Private Const LANGUAGE = "en"'


def module_source(lang: Lang) -> str:
    """The module's source with CRLF ends, for a workbook of that language.

    Every button has its Sub, drawn or not: a workbook made now keeps working when a command joins.
    """
    text = files("sheetsales.buttons").joinpath("sheetsales.bas").read_text(encoding="utf-8")
    text = text.replace(_SUBS, "\n".join(map(_sub, BUTTONS)).rstrip())
    text = text.replace(_LANGUAGE, _LANGUAGE.replace('"en"', f'"{lang}"'))
    return escaped(text).replace("\r\n", "\n").replace("\n", "\r\n")


def escaped(text: str) -> str:
    """What is not ASCII as ``\\uXXXX``, one for each UTF-16 unit: VBA keeps its source in a code page."""
    return _NOT_ASCII.sub(lambda found: _units(found[0]), text)


def _units(character: str) -> str:
    data = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[i]:02X}{data[i + 1]:02X}" for i in range(0, len(data), 2))


def _sub(button: Button) -> str:
    return f'Public Sub {button.macro}()\n    RunButton "{button.action}"\nEnd Sub\n'
