"""Shared strings that earlier versions of ours wrote and no cell shows any more: nobody should read them in the file."""

from __future__ import annotations

import re

from sheetsales.backends.ooxml.package import Package
from sheetsales.regex import regex

_MOST_LOOKED_THROUGH = 64 << 20
"""Bytes of all sheets together; to look through more takes too long for what it is worth."""
_WITH_CELLS = ("worksheet", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet")
_MARK = regex(rb"""\st\s*=\s*["']s["']""")
_POINTER = regex(
    rb"""<(?:[\w.-]+:)?c\s[^<>]*?\bt\s*=\s*["']s["'][^<>]*>\s*<(?:[\w.-]+:)?v(?:\s[^<>]*)?>\s*(\d{1,9})\s*<"""
)
"""A cell that shows a shared string; the quotes and blanks are as any program may write them."""
_KEPT_BLANKS = b't xml:space="preserve">'
_OURS = rb'<(P)si><\1t xml:space="preserve">(?=\S)[^<]*(?<=\S)</\1t></\1si>'
"""We kept blanks where there are none to keep, which programs that write no more than they must do not."""
_ITEM = regex(_OURS.replace(b"(P)", rb"((?:[\w.-]+:)?)") + rb"|<(?:[\w.-]+:)?si(?=[\s/>])")
_UNIQUE = regex(rb"""(<(?:[\w.-]+:)?sst\s[^<>]*?\buniqueCount\s*=\s*["'])(\d{1,9})""")


def swept(package: Package, workbook_part: str, part: str) -> bytes | None:
    """The part with such texts emptied, those at its end taken out; None where there are none, or where it is not sure.

    No item gets another number.
    """
    data = package.read(part)
    if _KEPT_BLANKS not in data:
        return None
    items = list(_ITEM.finditer(data))
    ours = {number for number, item in enumerate(items) if item.lastindex}
    if not ours or b"<!--" in data or b"<![CDATA[" in data:
        return None
    seen = shown(package, workbook_part)
    stale = ours - seen if seen is not None else set()
    if not stale:
        return None
    return _without(data, items, stale)


def shown(package: Package, workbook_part: str) -> set[int] | None:
    """The numbers of all strings that some cell shows; None where that cannot be told for sure."""
    sheets = [r.target for kind in _WITH_CELLS for r in package.related(workbook_part, kind)]
    if sum(map(package.size, sheets)) > _MOST_LOOKED_THROUGH:
        return None
    seen: set[int] = set()
    for sheet in sheets:
        data = package.peek(sheet)
        found = _POINTER.findall(data)
        if len(found) != len(_MARK.findall(data)):
            return None
        seen.update(map(int, found))
    return seen


def _without(data: bytes, items: list[re.Match[bytes]], stale: set[int]) -> bytes:
    kept = len(items)
    end = data.rfind(b"</")
    while kept and kept - 1 in stale and not data[items[kept - 1].end() : end].strip():
        kept -= 1
        end = items[kept].start()
    out, at = [], 0
    for number in sorted(stale):
        item, prefix = items[number], items[number][1]
        empty = b"<%bsi><%bt/></%bsi>" % (prefix, prefix, prefix) if number < kept else b""
        out += [data[at : item.start()], empty]
        at = item.end()
    made = b"".join([*out, data[at:]])
    removed = len(items) - kept
    return _UNIQUE.sub(lambda said: b"%b%d" % (said[1], max(int(said[2]) - removed, 0)), made, count=1)
