"""Where a report goes, and what it may replace there."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from sheetsales.backends.saving import check_place
from sheetsales.errors import BadRequest
from sheetsales.regex import regex
from sheetsales.reports.editions import Audience
from sheetsales.texts import Text
from sheetsales.workflow.copies import check_copies
from sheetsales.workflow.report_asked import Asked
from sheetsales.workflow.templating import MARK, check_template

_TITLES = (
    "销售管理流程表</dc:title>".encode(), b"<dc:title>Monthly sales process table", "销售汇总</dc:title>".encode(),
    b"<dc:title>Quarterly sales process table", b"<dc:title>Yearly sales process table", b"<dc:title>Sales summary", "销售周报</dc:title>".encode(), b"<dc:title>Weekly sales report",
)  # fmt: skip
_NOT_IN_NAMES = regex(r'[\\/:*?"<>|\x00-\x1f]')


def require_folders(asked: Asked) -> None:
    """Refuses files where everybody gets one."""
    for place in (asked.out, asked.copies.html, asked.copies.pdf, asked.copies.png):
        if place is not None and not place.is_dir():
            raise BadRequest(
                Text(
                    f"--who all 给每人一个文件，“{place}”要是一个已有的文件夹。",
                    f"--who all makes a file for each person, so '{place}' has to be a folder that is there.",
                )
            )


def placed(book: Path, period: str, asked: Asked, whose: Audience) -> tuple[Path, Asked]:
    """Where the report goes, and the same with files for the folders its copies go to; refuses what may not be replaced."""
    place = named(book, period, asked, whose)
    if asked.template is not None:
        check_template(asked.template, book, place)
    _refuse_other_files(place, book, asked)
    copies = asked.copies.placed(place)
    check_copies(copies, force=asked.force)
    return place, replace(asked, copies=copies)


def named(book: Path, period: str, asked: Asked, whose: Audience) -> Path:
    """Where the report of a period goes."""
    name = "-".join(filter(None, (asked.stem or book.stem, period, _in_a_name(whose.stem)))) + _suffix(asked)
    if asked.out is None:
        return book.with_name(name)
    return asked.out / name if asked.out.is_dir() else asked.out


def _in_a_name(text: str) -> str:
    """The text without what a file may not be called."""
    return _NOT_IN_NAMES.sub("_", text).strip(" ._")


def _suffix(asked: Asked) -> str:
    """What the report's file ends with: as its template does."""
    return ".xlsx" if asked.template is None else asked.template.suffix.lower()


def _refuse_other_files(place: Path, book: Path, asked: Asked) -> None:
    kind = _suffix(asked)
    if place.suffix.lower() != kind:
        raise BadRequest(
            Text(
                f"月报要存成 {kind}，“{place.name}”不行。请写成 {place.stem}{kind}。",
                f"The report is an {kind} file; '{place.name}' will not do. Write {place.stem}{kind}.",
            )
        )
    if place.exists() and place.samefile(book):
        raise BadRequest(
            Text(
                "月报不能写进原工作簿。请换个文件名。",
                "The report cannot be written over the workbook itself. Choose another name.",
            )
        )
    check_place(place, overwrite=asked.force or _ours(place))


def _ours(path: Path) -> bool:
    """Whether a file is an earlier report of ours, by the title in its properties, or a template that we filled."""
    if not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as package:
            if f'name="{MARK}"'.encode() in package.read("xl/workbook.xml"):
                return True
            core = package.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return any(title in core for title in _TITLES)
