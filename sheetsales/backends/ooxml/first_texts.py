"""The first texts of a workbook without shared strings: shared, as Excel would share them when it saves."""

from __future__ import annotations

import re

from sheetsales.backends.ooxml.package import DECLARATION, Package
from sheetsales.backends.ooxml.styles import MAIN, STRICT_MAIN
from sheetsales.regex import regex

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_INLINE = b"inlineStr"
_OURS = regex(
    rb' t="inlineStr"><((?:[\w.-]+:)?)is><\1t(?: xml:space="preserve")?>([^<]*)</\1t></\1is>(?=</\1c>)'
)
_POINTER = regex(rb"""\st\s*=\s*["']s["']""")
_NO_ITEM = 512
"""A part of shared strings that is no longer than this may hold none."""
_MOST_LOOKED_THROUGH = 4 << 20


def share_first_texts(package: Package, workbook_part: str) -> None:
    """Move the texts that we wrote into cells among shared strings where the workbook has none.

    Not so where cells point to texts that are not there, which ours would seem to be, in sheets that held such texts
    before, and where it takes long to see: then they stay in their cells.
    """
    part = _unused(package, workbook_part)
    sheets = [relation.target for relation in package.related(workbook_part, "worksheet")]
    if part is None or sum(map(package.size, sheets)) > _MOST_LOOKED_THROUGH:
        return
    texts = _Texts()
    made: dict[str, bytes] = {}
    for sheet in sheets:
        data = package.peek(sheet)
        if len(data) > _MOST_LOOKED_THROUGH or _POINTER.search(data):
            return
        if _INLINE in data and b"<!--" not in data and _INLINE not in package.original(sheet):
            made[sheet] = _OURS.sub(texts.shared, data)
    if texts.numbers:
        for sheet, data in made.items():
            package.write(sheet, data)
        _write(package, workbook_part, part, texts)


class _Texts:
    """Texts numbered as they come."""

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}
        self.shown = 0

    def shared(self, cell: re.Match[bytes]) -> bytes:
        """What stands in a cell instead of its text."""
        if cell[2][:1].isspace() or cell[2][-1:].isspace():
            return cell[0]  # when it is written over it could not be told from another program's
        self.shown += 1
        number = self.numbers.setdefault(cell[2], len(self.numbers))
        return b' t="s"><%bv>%d</%bv>' % (cell[1], number, cell[1])


def _unused(package: Package, workbook_part: str) -> str | None:
    """The part for shared strings, blank where there is none yet; None where it holds some."""
    found = package.related(workbook_part, "sharedStrings")
    if not found:
        return ""
    part = found[0].target
    if not package.has(part) or package.size(part) > _NO_ITEM:
        return None
    data = package.read(part)
    return None if re.search(rb"<(?:[\w.-]+:)?(?:si|extLst)(?=[\s/>])|<!", data) else part


def _write(package: Package, workbook_part: str, part: str, texts: _Texts) -> None:
    space = STRICT_MAIN if package.is_strict else MAIN
    items = b"".join(b'<si><t xml:space="preserve">%b</t></si>' % text for text in texts.numbers)
    head = f'<sst xmlns="{space}" count="{texts.shown}" uniqueCount="{len(texts.numbers)}">'
    data = DECLARATION + head.encode() + items + b"</sst>"
    if part:
        package.write(part, data)
        return
    name = package.awaited(workbook_part, "sharedStrings") or _own_name(package, workbook_part)
    package.add(name, data, _TYPE)
    package.relate(workbook_part, "sharedStrings", name)


def _own_name(package: Package, workbook_part: str) -> str:
    folder = workbook_part.rpartition("/")[0]
    own = (folder + "/" if folder else "") + "sharedStrings.xml"
    return package.free_name(own.replace(".xml", "{}.xml")) if package.has(own) else own
