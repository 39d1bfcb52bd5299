"""Text as people mean it: without invisible characters, stray blanks and full-width digits."""

from __future__ import annotations

import re
import unicodedata

from sheetsales.regex import regex

_INVISIBLE_CHARACTERS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_JOINERS = "\u200c\u200d"
_JOINED_LETTERS = "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
"""Letters and marks of scripts that spell with joiners: Arabic and its kin, those of India, Tibet, Burma, Mongolia."""
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_INVISIBLE = regex(
    f"[{re.sub(f'[{_JOINERS}]', '', _INVISIBLE_CHARACTERS)}]"
    f"|[{_JOINERS}](?!(?<=[{_JOINED_LETTERS}][{_JOINERS}])[{_JOINED_LETTERS}]|(?<=[{_EMOJI}]\u200d)[{_EMOJI}])"
)
"""What nobody sees: a joiner only where it joins nothing, neither letters that need it nor parts of an emoji."""
_MAY_BE_INVISIBLE = regex(f"[{_INVISIBLE_CHARACTERS}]")
_LONG = 200
"""From so many characters on, looking for each of a dozen characters in turn is quicker than for all at once."""
_DROP = dict.fromkeys(map(ord, _INVISIBLE_CHARACTERS))
_HALF_WIDTH = {
    wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_HALF_WIDTH |= {0xFF0D: ord("-"), 0xFF0B: ord("+"), 0xFF20: ord("@"), 0xFF0E: ord(".")}
_WIDE = "".join(map(chr, _HALF_WIDTH))
_FULL_WIDTH = regex("[" + _WIDE.replace("－", "\\－") + "]")
_SEPARATORS = regex(r"[、,，;；/|\n]+")


def has_invisible(text: str) -> bool:
    """Whether the text holds zero-width, direction or soft-hyphen marks that nobody can see."""
    return not text.isascii() and _may_hide(text) and _INVISIBLE.search(text) is not None


def has_full_width(text: str) -> bool:
    """Whether the text holds full-width digits, letters or signs (０８６５ instead of 0865)."""
    if text.isascii() or (len(text) > _LONG and not any(map(text.__contains__, _WIDE))):
        return False
    return _FULL_WIDTH.search(text) is not None


def clean(text: str) -> str:
    """The text without invisible characters and without blanks around it."""
    text = text.strip()
    return _INVISIBLE.sub("", text).strip() if not text.isascii() and _may_hide(text) else text


def _may_hide(text: str) -> bool:
    if len(text) > _LONG:
        return any(map(text.__contains__, _INVISIBLE_CHARACTERS))
    return _MAY_BE_INVISIBLE.search(text) is not None


def narrow(text: str) -> str:
    """The text with full-width digits, letters and signs made plain; brackets and punctuation stay."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def fold(text: str) -> str:
    """The text as it is compared: NFKC, no invisible characters, single blanks, no difference of case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_DROP))
    return " ".join(text.split()).casefold()


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a cell that holds several: separated by 、 , ; / | or line breaks."""
    return tuple(part for part in map(clean, _SEPARATORS.split(text)) if part)


def is_blank(value: object) -> bool:
    """Whether people would call the cell empty: nothing in it, or nothing but blanks and invisible characters."""
    return value is None or (isinstance(value, str) and not clean(value))
