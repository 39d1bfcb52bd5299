"""Text as it stands in XML and in Excel's own escapes, and the text a user typed: both ways."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheetsales.regex import regex

MAX_TEXT = 32_767
_ESCAPE_LIKE = regex(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff]")
"""What XML cannot hold, or gives back as something else."""
_BETWEEN = "\x00"
_ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")
_ENTITY = regex(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_SURROGATE = regex("[\ud800-\udfff]")
_PHONETIC = regex(r"<((?:\w+:)?)rPh\b[^<>]*?(?:/>|>[^<]*(?:<(?!/?(?:\w+:)?rPh\b)[^<]*)*</\1rPh\s*+>)")
"""Readings of words stand beside the text and are no part of it; no step back, or long ones take for ever."""
_RUN = regex(r"<((?:\w+:)?)t(?:\s[^<>]*)?(?<!/)>([^<]*)</\1t\s*+>")
"""A run's text up to its own end tag; an empty tag, which ends itself, has none."""
_CDATA = regex(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TEXT = regex(rb"<(?:[\w.-]+:)?(t|rPh|phoneticPr)(?=[\s/>])([^>]*)>")


def is_writable(text: str) -> bool:
    """Whether Excel can hold the text: at most 32,767 UTF-16 units, no half of a surrogate pair."""
    try:
        return len(text.encode("utf-16-le")) // 2 <= MAX_TEXT
    except UnicodeEncodeError:
        return False


def are_writable(texts: Sequence[str]) -> bool:
    """Whether Excel can hold each of the texts."""
    if max(map(len, texts), default=0) > MAX_TEXT // 2:
        return all(map(is_writable, texts))
    try:
        "".join(texts).encode()  # no character is more than two units
    except UnicodeEncodeError:
        return False
    return True


def all_to_xml(texts: Sequence[str]) -> list[bytes]:
    """``to_xml`` of many."""
    joined = _BETWEEN.join(texts)
    if "_x" in joined or not all(map(str.isprintable, texts)):
        return list(map(to_xml, texts))
    return to_xml_plain(joined).encode().split(_BETWEEN.encode())


def to_xml_plain(text: str) -> str:
    """Text with the characters escaped that have a meaning in XML itself."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def to_xml(text: str) -> bytes:
    """Text as the content of ``<t>`` or ``<v>``: characters XML cannot hold become ``_x000B_`` and the like."""
    if "_x" in text:
        text = _ESCAPE_LIKE.sub("_x005F_", text)
    if not text.isprintable():
        text = _CONTROL.sub(lambda m: f"_x{ord(m[0]):04X}_", text)
    return to_xml_plain(text).encode()


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
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
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


def from_xml(raw: bytes) -> str:
    """The text that ``<t>`` or ``<v>`` content stands for, CDATA resolved, lines ended as XML ends them."""
    text = raw.decode("utf-8", "replace")
    if "<![CDATA[" in text:
        text = _CDATA.sub(lambda found: to_xml_plain(found[1]), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return cell_text(text)


def item_text(raw: bytes) -> str:
    """The plain text of the inside of ``<si>`` or ``<is>``, runs joined, phonetic guides left out."""
    parts, at = [], 0
    while found := _TEXT.search(raw, at):
        at = found.end()
        if found[2].endswith(b"/"):
            continue
        name = raw[found.start() + 1 : found.start(2)].strip()
        close = raw.find(b"</" + name, at)
        close = len(raw) if close < 0 else close
        if found[1] == b"t":
            parts.append(from_xml(raw[at:close]))
        at = close
    return "".join(parts)
