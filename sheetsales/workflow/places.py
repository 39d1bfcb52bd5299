"""Where a file of ours goes: of its own kind, never over the workbook, over an earlier one where that is ours; and the folder
that holds several."""

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
_NO_FOLDER: Final = Text(
    "这里会放好几个文件，“{place}”要是文件夹：已有的，或在已有的文件夹里新起一个名字。",
    "Several files go there, so '{place}' has to be a folder: one that is there, or a new name in a folder that is.",
)
_TITLE: Final = regex(r"<dc:title[^>]*>([^<]*)")


def check_new(
    what: Text,
    place: Path,
    book: Path,
    kind: str,
    *,
    overwrite: bool,
    over_book: Text = _OVER_BOOK,
    several: bool = False,
) -> None:
    """Refuses a file of another kind, the workbook itself, even where files may be written over, and a place taken."""
    if place.suffix.lower() != kind:
        raise BadRequest(_KIND.fill(what=what, kind=kind, name=place.name, stem=place.stem))
    if place.exists() and place.samefile(book):
        raise BadRequest(over_book.fill(what=what))
    check_free(place, overwrite=overwrite, several=several)


def is_folder(place: Path) -> bool:
    """A folder that is there, or, where nothing is, a name without an ending: a folder that is made when it is written to."""
    return place.is_dir() or (not place.suffix and not place.exists())


def check_folder(place: Path) -> None:
    """Raises ``BadRequest`` where files cannot be put into a folder of that name."""
    if not is_folder(place) or not place.parent.is_dir():
        raise BadRequest(_NO_FOLDER.fill(place=place))


def check_free(place: Path, *, overwrite: bool, several: bool = False) -> None:
    """As ``check_place``; one of ``several`` files may go to a folder that has to be made, where nothing is in the way."""
    if not several or place.parent.exists():
        check_place(place, overwrite=overwrite)


def make_folder_of(place: Path) -> None:
    """Have the folder of a file that is about to be written."""
    place.parent.mkdir(exist_ok=True)


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
