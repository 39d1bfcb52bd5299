"""Where a report goes, and what it may replace there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from sheetsales.reports.editions import Audience
from sheetsales.speech.file_names import file_part
from sheetsales.texts import Text
from sheetsales.workflow.copies import check_copies
from sheetsales.workflow.our_files import is_report
from sheetsales.workflow.places import check_folder, check_new, part_of
from sheetsales.workflow.report_asked import Asked
from sheetsales.workflow.templating import MARK, check_template

_WHAT: Final = Text("月报", "The report")


def into_folders(asked: Asked) -> Asked:
    """The same for a file each for everybody; refuses places that are files."""
    for place in (asked.out, asked.copies.html, asked.copies.pdf, asked.copies.png):
        if place is not None:
            check_folder(place)
    return replace(asked, several=True)


def placed(book: Path, period: str, asked: Asked, whose: Audience) -> tuple[Path, Asked]:
    """Where the report goes, and the same with files for the folders its copies go to; refuses what may not be replaced."""
    place = named(book, period, asked, whose)
    if asked.template is not None:
        check_template(asked.template, book, place)
    check_new(
        _WHAT, place, book, _suffix(asked), overwrite=asked.force or _ours(place), several=asked.several
    )
    copies = asked.copies.placed(place, several=asked.several)
    check_copies(copies, force=asked.force, several=asked.several)
    return place, replace(asked, copies=copies)


def named(book: Path, period: str, asked: Asked, whose: Audience) -> Path:
    """Where the report of a period goes."""
    name = "-".join(filter(None, (asked.stem or book.stem, period, file_part(whose.stem)))) + _suffix(asked)
    if asked.out is None:
        return book.with_name(name)
    return asked.out / name if asked.several or asked.out.is_dir() else asked.out


def _suffix(asked: Asked) -> str:
    """What the report's file ends with: as its template does."""
    return ".xlsx" if asked.template is None else asked.template.suffix.lower()


def _ours(path: Path) -> bool:
    """Whether a file is an earlier report of ours, by the title in its properties, or a template that we filled."""
    return is_report(path) or f'name="{MARK}"' in part_of(path, "xl/workbook.xml")
