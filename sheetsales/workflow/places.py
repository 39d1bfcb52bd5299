"""Where a file of ours goes: of its own kind, never over the workbook, over an earlier one where that is ours."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from sheetsales.backends.saving import check_place
from sheetsales.errors import BadRequest
from sheetsales.regex import regex
from sheetsales.texts import Text

_KIND: Final = Text(
    "{what}要存成 {kind}，“{name}”不行。请写成 {stem}{kind}。",
    "{what} is an {kind} file; '{name}' will not do. Write {stem}{kind}.",
)
_OVER_BOOK: Final = Text(
    "{what}不能写进原工作簿。请换个文件名。",
    "{what} cannot be written over the workbook itself. Choose another name.",
)
_TITLE: Final = regex(r"<dc:title[^>]*>([^<]*)")


def check_new(
    what: Text, place: Path, book: Path, kind: str, *, overwrite: bool, over_book: Text = _OVER_BOOK
) -> None:
    """Refuses a file of another kind, the workbook itself, even where files may be written over, and a place taken."""
    if place.suffix.lower() != kind:
        raise BadRequest(_KIND.fill(what=what, kind=kind, name=place.name, stem=place.stem))
    if place.exists() and place.samefile(book):
        raise BadRequest(over_book.fill(what=what))
    check_place(place, overwrite=overwrite)


def title_of(path: Path) -> str:
    """The title in the properties of an Office file; "" where it has none or is no such file."""
    found = _TITLE.search(part_of(path, "docProps/core.xml"))
    return found[1] if found else ""


def part_of(path: Path, name: str) -> str:
    """The text of a part of an Office file; "" where it has none or is no such file."""
    try:
        with zipfile.ZipFile(path) as package:
            return package.read(name).decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return ""
