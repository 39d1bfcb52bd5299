"""What a byte search must not trip over: comments, CDATA sections and processing instructions."""

from __future__ import annotations

import re

_HIDDEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?(?!xml\s).*?\?>", re.DOTALL)
_DECLARATION = 120
"""The XML declaration, a processing instruction of sorts, has ended by here or begins before."""


def masked(xml: bytes) -> bytes:
    """A copy of the same length in which comments, CDATA and processing instructions are blanked out."""
    if not _has(xml, b"<!", 0) and not _has(xml, b"<?", _DECLARATION):
        return xml
    return _HIDDEN.sub(lambda m: b" " * len(m[0]), xml)


def _has(xml: bytes, mark: bytes, start: int) -> bool:
    """Whether two bytes stand in a row; the second is rare, and looking for one byte is much the fastest."""
    return xml.find(mark[1:], start) >= 0 and xml.find(mark, start) >= 0
