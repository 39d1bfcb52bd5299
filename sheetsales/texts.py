"""Text in Chinese and English, and the choice of which one is spoken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, get_args

from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

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
        """The same text with its ``{placeholders}`` filled; a ``Text`` value is spoken in each language.

        English chooses its words by a count: ``{n:deal|deals}`` says ``1 deal`` or ``1,234 deals``, ``{n:?is|are}``
        the word alone.
        """
        zh = {k: v.zh if isinstance(v, Text) else v for k, v in values.items()}
        en = {k: v.en if isinstance(v, Text) else v for k, v in values.items()}
        return Text(self.zh.format(**zh), _counted(self.en, en).format(**en))


def of_many(text: str) -> str:
    """A text with its ``{placeholders}`` as they are, each counted word in its plural."""
    return _COUNT.sub(lambda found: found[4] if found[2] else f"{{{found[1]}}} {found[4]}", text)


_COUNT: Final = regex(r"\{(\w+):(\??)([^{}|]*)\|([^{}|]*)\}")


def _counted(text: str, values: Mapping[str, object]) -> str:
    """The text with each counted word in its singular or plural."""
    return _COUNT.sub(lambda found: _chosen(found, values), text) if "|" in text else text


def _chosen(found: re.Match[str], values: Mapping[str, object]) -> str:
    name, alone, one, many = found.groups()
    count = values[name]
    word = one if str(count) == "1" else many
    comma = ":," if isinstance(count, int) else ""
    return word if alone else f"{{{name}{comma}}} {word}"


NO_TEXT = Text("", "")

_UNSEEN = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: 0x2421,
    **dict.fromkeys(
        (*range(0x80, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD
    ),
}
"""Characters that steer a terminal or turn a line round instead of being shown, and what shows in their place."""


_SPELLED = {code: f"\\u{code:04x}" for code in _UNSEEN if code >= 0x20}


def spelled(json: str) -> str:
    """JSON (or TOML) with the same characters spelled out; those below the blank are spelled by any writer of JSON."""
    return json if json.isascii() and "\x7f" not in json else json.translate(_SPELLED)


def visible(text: str) -> str:
    """The text with what would steer a terminal shown instead: what cells hold comes from anybody."""
    return text if text.isprintable() else text.translate(_UNSEEN)


def same(text: str) -> Text:
    """A text that reads alike in both languages, such as an id or a number."""
    return Text(text, text)
