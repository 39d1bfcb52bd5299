"""Choice lists of one workbook: the packaged labels, the team's own Lists rows, what adopt learnt; and their reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sheetsales.book.load_rules import UNKNOWN_CHOICE
from sheetsales.book.nearest import Nearest, closest
from sheetsales.book.parsing.cleaning import clean, fold
from sheetsales.book.parsing.column_reader import Flag, Reader, shown
from sheetsales.schema.binding import LEFT_ALONE
from sheetsales.schema.choices import BY_KEY
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

_SHOWN = 8

Labels = dict[str, dict[str, Text]]


class ChoiceReader(Reader):
    """Codes out of codes or labels of either language; an open list keeps what it does not know."""

    def __init__(self, key: str, labels: Labels, learnt: Mapping[str, str], lang: Lang) -> None:
        self.open = key not in BY_KEY or BY_KEY[key].open
        self.lang = lang
        self.own = labels.get(key, {})
        self.codes = _lookup(key, self.own, learnt)
        self._nearest: Nearest | None = None

    def one(self, value: Any, /) -> Any:
        text = value if isinstance(value, str) else shown(value)
        code = self.codes.get(fold(text))
        if code is not None:
            return code
        return clean(text) if self.open else Flag(None, UNKNOWN_CHOICE, self._details(text))

    def _details(self, text: str) -> Mapping[str, object]:
        from sheetsales.schema.same_sense import may_be_slip

        if self._nearest is None:
            names = [label.in_(self.lang) for label in self.own.values()]
            names += [label.in_("en" if self.lang == "zh" else "zh") for label in self.own.values()]
            self._nearest = Nearest(names)
        near = self._nearest.of(text)
        code = self.codes.get(fold(near)) if near and may_be_slip(text, near) else None
        return {"nearest": closest(self.own.get(code) if code else None), "choices": self._offered()}

    def _offered(self) -> Text:
        labels = list(self.own.values())
        return listed(labels, most=_SHOWN)


def _lookup(key: str, own: Mapping[str, Text], learnt: Mapping[str, str]) -> dict[str, str]:
    """Folded text → code; where two claim a text, the workbook's own label wins over a packaged one."""
    codes: dict[str, str] = {}
    if key in BY_KEY and not BY_KEY[key].sample:
        for choice in BY_KEY[key].choices:
            codes |= dict.fromkeys(map(fold, (choice.label.zh, choice.label.en)), choice.code)
    for code, label in own.items():
        codes |= dict.fromkeys(map(fold, (label.zh, label.en)), code)
    codes |= {fold(code): code for code in own}
    codes |= {fold(text): code for text, code in learnt.items()}
    return {text: code for text, code in codes.items() if code != LEFT_ALONE}
