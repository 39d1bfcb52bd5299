"""Text in Chinese and English, and the choice of which one is spoken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class Text:
    """One message, title or help text, written by a native in each language."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> Text:
        """The same text with its ``{placeholders}`` filled; a ``Text`` value is spoken in each language."""
        zh = {k: v.zh if isinstance(v, Text) else v for k, v in values.items()}
        en = {k: v.en if isinstance(v, Text) else v for k, v in values.items()}
        return Text(self.zh.format(**zh), self.en.format(**en))


NO_TEXT = Text("", "")


def same(text: str) -> Text:
    """A text that reads alike in both languages, such as an id or a number."""
    return Text(text, text)
