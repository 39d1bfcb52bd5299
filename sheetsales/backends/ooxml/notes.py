"""Notes (the old comments): a text in the comments part, a shape in the sheet's VML drawing."""

from __future__ import annotations

import re

from sheetsales.backends.ooxml import refusals
from sheetsales.backends.ooxml.open_book import OpenBook
from sheetsales.backends.ooxml.package import DECLARATION
from sheetsales.backends.ooxml.sheet import Sheet
from sheetsales.backends.ooxml.spans import MalformedError, Node, Rewrite
from sheetsales.backends.ooxml.styles import MAIN, STRICT_MAIN
from sheetsales.backends.parts.texts import is_writable, to_xml
from sheetsales.cells.address import MAX_COLUMN, MAX_ROW, CellRef, column_letters
from sheetsales.cells.edits import SetNote
from sheetsales.errors import EditRefused, IsProtected
from sheetsales.regex import regex

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AUTHOR = "sheetsales"
_SHAPE_ID = regex(rb"_x0000_s(\d{1,9})(?!\d)")
_IDMAP = regex(rb"<o:idmap[^>]*\bdata=[\"']\s*(\d{1,6})[\d, ]*[\"']")
"""VML is cut by bytes: it is no sound XML in every file. Numbers of shapes are bounded."""
_NEW_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{block}"/></o:shapelayout>{type}</xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;'
    'z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def set_note(book: OpenBook, edit: SetNote) -> None:
    """Attach the note, or give the one that is there a new text. Raises ``EditRefused`` at threaded comments."""
    sheet, at = book.sheet(edit.at.sheet), edit.at
    _check(book, sheet, edit)
    a1 = f"{column_letters(at.column)}{at.row}"
    part = _comments_part(book, sheet)
    rewrite = Rewrite(book.package.read(part), part)
    box = rewrite.root.child("commentList")
    existing = next((c for c in box.all("comment") if c.attrs.get("ref") == a1), None) if box else None
    if existing is not None:
        _replace_text(rewrite, existing, edit.text)
        book.package.write(part, rewrite.result())
        return
    if box is None:
        rewrite.append(rewrite.root, _wrapped(rewrite, _comment(rewrite, a1, _author(rewrite), edit.text)))
    else:
        new = _comment(rewrite, a1, _author(rewrite), edit.text)
        later = next((c for c in box.children if _after(c, at.row, at.column)), None)
        if later is None:
            rewrite.append(box, new)
        else:
            rewrite.insert(later.start, new)
    book.package.write(part, rewrite.result())
    _add_shape(book, sheet, at, edit.text)


def _check(book: OpenBook, sheet: Sheet, edit: SetNote) -> None:
    at = CellRef(sheet.name, edit.at.row, edit.at.column)
    if not (1 <= at.row <= MAX_ROW and 1 <= at.column <= MAX_COLUMN):
        raise EditRefused(refusals.OFF_SHEET.fill(at=at))
    if not edit.text.strip() or not is_writable(edit.text):
        raise EditRefused(refusals.NOTE_TEXT.fill(at=at))
    locked = sheet.frame.is_protected and book.styles.is_locked(sheet.style(at.row, at.column))
    if locked and not book.allow_protected:
        raise IsProtected(refusals.PROTECTED.fill(at=at, sheet=sheet.name))
    merged = sheet.merge_at(at.row, at.column)
    if merged and (merged.first_row, merged.first_column) != (at.row, at.column):
        anchor = CellRef(at.sheet, merged.first_row, merged.first_column)
        raise EditRefused(refusals.IN_MERGE.fill(at=at, area=merged.a1, anchor=anchor))
    for relation in book.package.related(sheet.part, "threadedComment"):
        data = book.package.read(relation.target)
        if b'ref="' + at.a1.encode() + b'"' in data:
            raise EditRefused(refusals.THREADED.fill(at=at))


def _comments_part(book: OpenBook, sheet: Sheet) -> str:
    found = book.package.related(sheet.part, "comments")
    if found:
        return found[0].target
    folder = book.workbook.part.rpartition("/")[0]
    pattern = (folder + "/" if folder else "") + "comments{}.xml"
    part = book.package.awaited(sheet.part, "comments") or book.package.free_name(pattern)
    space = STRICT_MAIN if book.package.is_strict else MAIN
    body = f'<comments xmlns="{space}"><authors/><commentList/></comments>'.encode()
    book.package.add(part, DECLARATION + body, _TYPE)
    book.package.relate(sheet.part, "comments", part)
    return part


def _author(rewrite: Rewrite) -> int:
    """The number of our author, added where missing."""
    box = rewrite.root.child("authors")
    p = rewrite.prefix
    if box is None:
        new = (
            b"<"
            + p
            + b"authors><"
            + p
            + b"author>"
            + _AUTHOR.encode()
            + b"</"
            + p
            + b"author></"
            + p
            + b"authors>"
        )
        rewrite.insert(rewrite.root.inner, new)
        return 0
    names = [a.text for a in box.all("author")]
    if _AUTHOR in names:
        return names.index(_AUTHOR)
    rewrite.append(box, b"<" + p + b"author>" + _AUTHOR.encode() + b"</" + p + b"author>")
    return len(names)


def _comment(rewrite: Rewrite, a1: str, author: int, text: str) -> bytes:
    p = rewrite.prefix
    head = b"<" + p + b'comment ref="' + a1.encode() + b'" authorId="%d">' % author
    return head + _text(p, text) + b"</" + p + b"comment>"


def _text(p: bytes, text: str) -> bytes:
    font = b'<%brPr><%bsz val="9"/><%brFont val="Microsoft YaHei UI"/><%bcharset val="134"/></%brPr>'
    run = font % (p, p, p, p, p) + b"<" + p + b't xml:space="preserve">' + to_xml(text) + b"</" + p + b"t>"
    return b"<" + p + b"text><" + p + b"r>" + run + b"</" + p + b"r></" + p + b"text>"


def _wrapped(rewrite: Rewrite, comment: bytes) -> bytes:
    p = rewrite.prefix
    return b"<" + p + b"commentList>" + comment + b"</" + p + b"commentList>"


def _replace_text(rewrite: Rewrite, comment: Node, text: str) -> None:
    old = comment.child("text")
    if old is None:
        rewrite.append(comment, _text(rewrite.prefix, text))
    else:
        rewrite.replace(old.start, old.end, _text(rewrite.prefix, text))


def _after(comment: Node, row: int, column: int) -> bool:
    found = re.match(r"([A-Z]+)(\d+)\Z", comment.attrs.get("ref", ""))
    if not found:
        return False
    letters = column_letters(column)
    return (len(found[1]), found[1], int(found[2])) > (len(letters), letters, row)


def _add_shape(book: OpenBook, sheet: Sheet, at: CellRef, text: str) -> None:
    part = _vml_part(book, sheet)
    data = book.package.read(part)
    used = [int(n) for n in _SHAPE_ID.findall(data)]
    blocks = _IDMAP.search(data)
    block = int(blocks[1]) if blocks else max(used, default=1024) // 1024
    number = max([block * 1024, *(n for n in used if block * 1024 <= n < (block + 1) * 1024)]) + 1
    if number >= (block + 1) * 1024:
        number = book.free_shape_block() * 1024 + 1
    lines = sum(len(line) // 24 + 1 for line in text.split("\n"))
    height = min(max(lines * 14 + 10, 40), 300)
    anchor = f"{at.column}, 12, {max(at.row - 2, 0)}, 6, {at.column + 3}, 20, {max(at.row - 2, 0) + height // 15}, 4"
    shape = _SHAPE.format(
        id=number,
        width=180,
        height=height,
        order=len(used) + 1,
        anchor=anchor,
        row=at.row - 1,
        column=at.column - 1,
    )
    kind = (
        ""
        if b'_x0000_t202"' in data and b"shapetype" in data
        else _SHAPE_TYPE.replace(
            "<v:shapetype",
            '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:o="urn:schemas-microsoft-com:office:office"',
        )
    )
    close = data.rfind(b"</")
    if close < 0:
        raise MalformedError(part)
    book.package.write(part, data[:close] + (kind + shape).encode() + data[close:])


def _vml_part(book: OpenBook, sheet: Sheet) -> str:
    """The drawing that ``legacyDrawing`` names, made where there is none."""
    node = next((n for n in sheet.frame.root.walk() if n.name == "legacyDrawing"), None)
    if node is not None:
        wanted = node.relation()
        for relation in book.package.related(sheet.part, "vmlDrawing"):
            if relation.id == wanted:
                return relation.target
        raise EditRefused(refusals.NOTE_DRAWING.fill(sheet=sheet.name))
    if sheet.new_drawing is None:
        folder = book.workbook.part.rpartition("/")[0]
        part = book.package.free_name((folder + "/" if folder else "") + "drawings/vmlDrawing{}.vml")
        block = book.free_shape_block()
        drawn = _NEW_VML.format(block=block, type=_SHAPE_TYPE).encode()
        book.package.add(part, drawn, _VML_TYPE, by_extension=True)
        added = book.package.relate(sheet.part, "vmlDrawing", part)
        space = sheet.frame.relation_attribute()
        sheet.frame.insert(
            "legacyDrawing", b"<" + sheet.prefix + b"legacyDrawing " + space % added.encode() + b"/>"
        )
        sheet.new_drawing = part
    return sheet.new_drawing
