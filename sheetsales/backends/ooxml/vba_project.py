"""A VBA project as bytes: made anew, or with one module put in or taken out. The library never sees the workbook."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from sheetsales.backends.workroom import workroom
from sheetsales.dataclass import dataclass
from sheetsales.errors import EditRefused
from sheetsales.texts import Text

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_PART: Final = "xl/vbaProject.bin"

SIGNED = Text(
    "“{name}”里的 VBA 有数字签名，一改就失效，所以没有动。请先让签名的人加进按钮再签，或另存为 .xlsx 后再加。",
    "The VBA in “{name}” is signed, and any change voids the signature, so nothing was done. Have its owner add the "
    "buttons and sign again, or save a copy as .xlsx and add them there.",
)
UNREADABLE = Text(
    "“{name}”里的 VBA 读不了（{why}），所以没有动。请在 Excel 里打开并另存一份，再试。",
    "The VBA in “{name}” cannot be read ({why}), so nothing was done. Open it in Excel, save a copy and try again.",
)
PASSWORD = Text(
    "“{name}”里的 VBA 设有密码，所以没有动。请先在 VBA 编辑器里去掉工程密码，再加按钮。",
    "The VBA in “{name}” is locked with a password, so nothing was done. Take the password off in the VBA editor first.",
)
TAKEN = Text(
    "“{name}”里已有不是我们的模块 {module}，所以没有动。请先给它改名。",
    "“{name}” has a module {module} that is not ours, so nothing was done. Rename it first.",
)


@dataclass(frozen=True, slots=True)
class Document:
    """A sheet's module in the project: ``worksheet`` or ``chartsheet``."""

    code_name: str
    kind: Literal["worksheet", "chartsheet"] = "worksheet"


def new_project(workbook: str, documents: Sequence[Document], module: str, source: str) -> bytes:
    """A project with a document module for the workbook and for each sheet, and our module."""
    from pyopenvba import ExcelFile

    with workroom() as folder:
        path = folder / "stand-in.xlsm"
        _stand_in(path, workbook, documents)
        with ExcelFile(path) as book:
            book.add_vba_project().add_module(module, source)
            book.save()
        return _project_in(path)


def module_in(project: bytes, module: str, name: str) -> str | None:
    """The source of a module without its attribute lines, CRLF ends; None where the project has none of that name."""
    from pyopenvba import ExcelFile

    with workroom() as folder:
        path = folder / "stand-in.xlsm"
        _stand_in(path, "ThisWorkbook", (), project)
        with _readable(name), ExcelFile(path) as book:
            if book.vba_signature().present:
                raise EditRefused(SIGNED.fill(name=name))
            known = next((m for m in book.module_names() if m.lower() == module.lower()), None)
            return None if known is None else body(book.get_module(known))


def with_module(project: bytes, module: str, source: str | None, name: str) -> bytes:
    """The project with our module put in, brought up to date, or taken out where ``source`` is None."""
    from pyopenvba import ExcelFile

    with workroom() as folder:
        path = folder / "stand-in.xlsm"
        _stand_in(path, "ThisWorkbook", (), project)
        with _readable(name), ExcelFile(path) as book:
            inside = book.vba_project()
            known = next((m for m in book.module_names() if m.lower() == module.lower()), None)
            if source is None:
                if known is not None:
                    inside.delete_module(known)
            elif known is None:
                inside.add_module(module, source)
            else:
                book.set_module(known, source)
            book.save()
        return _project_in(path)


def body(source: str) -> str:
    """A module's source without the attribute lines at its head."""
    return re.sub(r"\A(?:Attribute [^\r\n]*(?:\r\n|\n))+", "", source)


class _readable:  # noqa: N801 - reads as a clause
    """Says what the library says about a broken project as one of our own refusals."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        self._quiet = warnings.catch_warnings()  # of code pages nobody knows: what it cannot read it copies
        self._quiet.__enter__()
        warnings.simplefilter("ignore")

    def __exit__(self, _: object, fault: BaseException | None, __: object) -> None:
        self._quiet.__exit__(None, None, None)
        from pyopenvba.exceptions import PyOpenVBAError

        if isinstance(fault, PyOpenVBAError) and "password" in str(fault):
            raise EditRefused(PASSWORD.fill(name=self._name)) from fault
        if isinstance(fault, PyOpenVBAError | ValueError | KeyError | IndexError | UnicodeError):
            raise EditRefused(UNREADABLE.fill(name=self._name, why=str(fault)[:120])) from fault


def _project_in(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(_PART)


def _stand_in(path: Path, workbook: str, documents: Sequence[Document], project: bytes | None = None) -> None:
    """A package with nothing in it but the sheets' code names, and the project where there is one."""
    sheets = documents or (Document("Sheet1"),)
    parts = {
        "[Content_Types].xml": _content_types(sheets, project is not None),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr codeName="{workbook}"/><sheets>'
            + "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n, _ in enumerate(sheets, 1))
            + "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            [(sheet.kind, f"{sheet.kind}s/sheet{n}.xml") for n, sheet in enumerate(sheets, 1)],
            project is not None,
        ),
    }
    for n, sheet in enumerate(sheets, 1):
        inside = "<sheetData/>" if sheet.kind == "worksheet" else ""
        parts[f"xl/{sheet.kind}s/sheet{n}.xml"] = (
            f'<{sheet.kind} xmlns="{_MAIN}"><sheetPr codeName="{sheet.code_name}"/>{inside}</{sheet.kind}>'
        )
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
        if project is not None:
            package.writestr(_PART, project)


def _content_types(sheets: Sequence[Document], has_project: bool) -> str:
    overrides = "".join(
        f'<Override PartName="/xl/{sheet.kind}s/sheet{n}.xml" ContentType="{_TYPES}{sheet.kind}+xml"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    known = (
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>' if has_project else ""
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'{known}<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(targets: Sequence[tuple[str, str]], has_project: bool = False) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    if has_project:
        kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        listed += f'<Relationship Id="rIdVba" Type="{kind}" Target="vbaProject.bin"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
