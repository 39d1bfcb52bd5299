"""Our VBA module in a workbook package: the project's part, the macro content type, the sheets' code names."""

from __future__ import annotations

from typing import Final

from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.sheet_frame import SheetFrame
from sheetsales.backends.ooxml.spans import Rewrite
from sheetsales.backends.ooxml.vba_project import (
    SIGNED,
    TAKEN,
    Document,
    module_in,
    new_project,
    with_module,
)
from sheetsales.backends.ooxml.workbook_part import SheetEntry, WorkbookPart
from sheetsales.errors import EditRefused
from sheetsales.regex import regex

_MACRO_BOOK: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PROJECT: Final = "application/vnd.ms-office.vbaProject"
_MICROSOFT: Final = "http://schemas.microsoft.com/office/2006/relationships"
_CODE_NAME: Final = regex(r"[A-Za-z][A-Za-z0-9_]{0,30}\Z")
_OURS: Final = "The buttons of sheetsales."
_BEFORE_BOOK_PROPERTIES: Final = ("fileVersion", "fileSharing")


def project_part(package: Package, workbook: str) -> str | None:
    """The part with the VBA project, None where the workbook has none."""
    found = package.related(workbook, "vbaProject")
    return found[0].target if found else None


def our_module(package: Package, workbook: str, module: str, name: str) -> str | None:
    """The source of our module as it stands in the workbook; None where there is none.

    Raises ``EditRefused`` where the project is signed, cannot be read, or has a module of that name of its own.
    """
    part = project_part(package, workbook)
    if part is None:
        return None
    if any(relation.kind.startswith("vbaProjectSignature") for relation in package.relations(part)):
        raise EditRefused(SIGNED.fill(name=name))
    source = module_in(package.read(part), module, name)
    if source is not None and _OURS not in source[:200]:
        raise EditRefused(TAKEN.fill(name=name, module=module))
    return source


def put_module(package: Package, module: str, source: str, name: str) -> None:
    """Put our module into the workbook, with a project around it where there was none."""
    book = WorkbookPart(package)
    part = project_part(package, book.part)
    if part is not None:
        package.write(part, with_module(package.read(part), module, source, name))
        if _has_lost_names(book, package.read(part), name):
            _name_documents(package, book)
        return
    own, documents = _name_documents(package, book)
    folder = book.part.rpartition("/")[0]
    part = package.awaited(book.part, "vbaProject") or (folder + "/" if folder else "") + "vbaProject.bin"
    package.add(part, new_project(own, documents, module, source), _PROJECT)
    package.relate(book.part, "vbaProject", part, base=_MICROSOFT)
    package.retype(book.part, _MACRO_BOOK)


def _has_lost_names(book: WorkbookPart, project: bytes, name: str) -> bool:
    """Whether the project knows workbook and sheets by the names we give, and they have none: LibreOffice drops those."""
    properties = book.root.child("workbookPr")
    if properties is not None and properties.attrs.get("codeName"):
        return False
    wanted = ["ThisWorkbook"]
    for number, entry in enumerate((e for e in book.sheets if e.part), 1):
        if entry.kind in ("worksheet", "chartsheet"):
            wanted.append(f"{'Sheet' if entry.kind == 'worksheet' else 'Chart'}{number}")
    return all(module_in(project, document, name) is not None for document in wanted)


def take_module(package: Package, module: str, name: str) -> None:
    """Take our module out; the rest of the project stays."""
    part = project_part(package, WorkbookPart(package).part)
    if part is not None:
        package.write(part, with_module(package.read(part), module, None, name))


def _name_documents(package: Package, book: WorkbookPart) -> tuple[str, list[Document]]:
    """Give the workbook and every sheet a code name that VBA can hold; returns the book's and the sheets'."""
    properties = book.root.child("workbookPr")
    own = properties.attrs.get("codeName", "") if properties else ""
    if not _CODE_NAME.match(own):
        own = "ThisWorkbook"
        _name_book(package, book, own)
    taken, documents = {own.lower()}, []
    for number, entry in enumerate((e for e in book.sheets if e.part), 1):
        if entry.kind not in ("worksheet", "chartsheet"):
            continue
        made = _name_sheet(package, entry, number, taken)
        taken.add(made.lower())
        documents.append(Document(made, "worksheet" if entry.kind == "worksheet" else "chartsheet"))
    return own, documents


def _name_book(package: Package, book: WorkbookPart, own: str) -> None:
    rewrite = Rewrite(package.read(book.part), book.part)
    properties = rewrite.root.child("workbookPr")
    if properties is not None:
        rewrite.set(properties, "codeName", own)
    else:
        before = [c.end for c in rewrite.root.children if c.name in _BEFORE_BOOK_PROPERTIES]
        tag = b"<" + rewrite.prefix + b'workbookPr codeName="' + own.encode() + b'"/>'
        rewrite.insert(max(before, default=rewrite.root.inner), tag)
    package.write(book.part, rewrite.result())


def _name_sheet(package: Package, entry: SheetEntry, number: int, taken: set[str]) -> str:
    xml = package.read(entry.part)
    frame = SheetFrame(xml, entry.name, entry.part) if entry.kind == "worksheet" else None
    rewrite = frame.rewrite if frame else Rewrite(xml, entry.part)
    properties = rewrite.root.child("sheetPr")
    known = properties.attrs.get("codeName", "") if properties else ""
    if _CODE_NAME.match(known) and known.lower() not in taken:
        return known
    kind = "Sheet" if frame else "Chart"
    made = next(name for n in range(number, 10_000) if (name := f"{kind}{n}").lower() not in taken)
    if properties is not None:
        rewrite.set(properties, "codeName", made)
    else:
        rewrite.insert(
            rewrite.root.inner, b"<" + rewrite.prefix + b'sheetPr codeName="' + made.encode() + b'"/>'
        )
    package.write(entry.part, whole(frame, xml) if frame else rewrite.result())
    return made


def whole(frame: SheetFrame, xml: bytes) -> bytes:
    """A sheet with what was changed around its rows, the rows as they are."""
    frame.rewrite.insert(frame.data_start, xml[frame.data_start : frame.data_end])
    return frame.rewrite.result()
