"""The few conditional formats: what is late, what is over, what the check found."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sheetsales.dataclass import dataclass
from sheetsales.look import styles
from sheetsales.look.styles import Style
from sheetsales.regex import regex
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.record import Signal as Declared
from sheetsales.template.layout import Layout
from sheetsales.texts import Lang

_PLACE = regex(r"\{(\w+)(?::(\w+))?\}")
_LOOKS: Mapping[str, Style] = {
    "quiet": {"font_color": styles.QUIET},
    "watch": styles.WATCH_CELL,
    "bad": styles.BAD_CELL,
    "information": styles.INFORMATION_CELL,
}


@dataclass(frozen=True, slots=True)
class Signal:
    """A formula for the first data row, the columns it colours (from one key to another) and how."""

    formula: str
    first: str
    last: str
    style: Style


def signals(layout: Layout) -> tuple[Signal, ...]:
    """The conditional formats of a record's sheet, the most important first.

    A sign stands before the word it colours: the severity keeps its word, its sign and colour come on top.
    """
    return tuple(Signal(_formula(s.when, layout), s.first, s.last, _style(s)) for s in layout.record.signals)


def _formula(when: str, layout: Layout) -> str:
    """``{due}`` as ``$D2``, ``{task_status:done}`` as the word the sheet shows for it."""

    def place(found: re.Match[str]) -> str:
        key, code = found.groups()
        return _label(key, code, layout.lang) if code else f"${layout.letter(key)}2"

    return _PLACE.sub(place, when)


def _style(signal: Declared) -> Style:
    style = _LOOKS[signal.look]
    if not signal.sign:
        return style
    return {**style, "num_format": f'"{styles.SIGNS[signal.sign]} "@'}


def _label(choices: str, code: str, lang: Lang) -> str:
    return next(c.label.in_(lang) for c in BY_KEY[choices].choices if c.code == code)
