"""What a byte search must not trip over: comments, CDATA sections and processing instructions."""

from __future__ import annotations

import re

from sheetsales.backends.ooxml.spans import require_well_formed
from sheetsales.regex import regex

_HIDDEN = regex(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?(?!xml\s).*?\?>", re.DOTALL)
"""What may hold a ``<row`` or ``<c`` that is none; the XML declaration stays."""
CHECKED = 4 << 20
"""Parts up to this size are parsed whole once, to be sure that they are sound."""
DECLARATION_END = 120
"""The XML declaration, a processing instruction of sorts, has ended by here or begins before."""


def masked(xml: bytes, part: str) -> bytes:
    """A copy of the same length in which comments, CDATA and processing instructions are blanked out.

    Raises ``MalformedError`` where there are some in a part that is not sound: looking for their ends could take for ever.
    """
    if is_bare(xml, DECLARATION_END):
        return xml
    if len(xml) > CHECKED:
        require_well_formed(xml, part)
    return _HIDDEN.sub(lambda m: b" " * len(m[0]), xml)


def is_bare(xml: bytes, declaration: int = 0) -> bool:
    """Whether nothing of the kind stands in the bytes; an XML declaration ends by ``declaration``."""
    return not _has(xml, b"<!", 0) and not _has(xml, b"<?", declaration)


def _has(xml: bytes, mark: bytes, start: int) -> bool:
    """Whether two bytes stand in a row; the second is rare, and looking for one byte is much the fastest."""
    return xml.find(mark[1:], start) >= 0 and xml.find(mark, start) >= 0
