"""Text as it stands in XML and in Excel's own escapes, to the text a user typed."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PHONETIC = re.compile(r"<((?:\w+:)?)rPh\b[^<>]*?(?:/>|>[^<]*(?:<(?!/?(?:\w+:)?rPh\b)[^<]*)*</\1rPh\s*+>)")
_RUN = re.compile(r"<((?:\w+:)?)t(?:\s[^<>]*)?(?<!/)>([^<]*)</\1t\s*+>")


def unescape(text: str) -> str:
    """XML entities and character references resolved; one that XML does not know stays as it is."""
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1]) if match[1] else int(match[2], 16)
    return chr(code) if code < 0x110000 else match[0]


def excel_text(text: str) -> str:
    """Excel's ``_x000D_`` for what XML cannot hold (and ``_x005F_`` for an underscore before such) resolved."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(plain):
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain


def cell_text(markup: str) -> str:
    """The text of an element's character data, as it stands between the tags."""
    return excel_text(unescape(markup))


def runs(markup: str) -> str:
    """The character data, still escaped, of a string item: its text or its runs joined, without phonetic hints."""
    if "rPh" in markup:
        markup = _PHONETIC.sub("", markup)
    return "".join(text for _, text in _RUN.findall(markup))
