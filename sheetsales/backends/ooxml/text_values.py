"""Text as it stands in a cell: escapes of the file format, both ways."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

MAX_TEXT = 32_767
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff]")
_BETWEEN = "\x00"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXT = re.compile(rb"<(?:[\w.-]+:)?(t|rPh|phoneticPr)(?=[\s/>])([^>]*)>")


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


def from_xml(raw: bytes) -> str:
    """The text that ``<t>`` or ``<v>`` content stands for."""
    text = raw.decode("utf-8", "replace")
    if "<![CDATA[" in text:
        text = re.sub(
            r"<!\[CDATA\[(.*?)\]\]>", lambda m: html.escape(m[1], quote=False), text, flags=re.DOTALL
        )
    if "&" in text:
        text = html.unescape(text)
    if "_x" in text:
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n")


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
