"""Which workbooks a group is made of: those in folders, named in lists, or named themselves."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from sheetsales.errors import BadRequest
from sheetsales.texts import Text

KINDS: Final = (".xlsx", ".xlsm")
LISTS: Final = (".txt", ".csv", ".lst")
_MOST_BYTES: Final = 4 << 20
_NO_PLACE: Final = Text(
    "“{place}”不在。请写文件夹、工作簿，或一行一个路径的清单（.txt）。",
    "'{place}' is not there. Name a folder, workbooks, or a list with one path a line (.txt).",
)
_NO_KIND: Final = Text(
    "“{place}”不是文件夹、工作簿，也不是清单（.txt、.csv）。",
    "'{place}' is no folder, no workbook and no list (.txt, .csv).",
)
_NO_LIST: Final = Text(
    "清单“{place}”读不了：要是 UTF-8 或 GB18030 的文本，一行一个路径。",
    "The list '{place}' cannot be read: it has to be text in UTF-8 or GB18030, one path a line.",
)
_NONE: Final = Text(
    "“{place}”里没有工作簿（.xlsx、.xlsm）。", "There is no workbook (.xlsx, .xlsm) in '{place}'."
)


class Found(NamedTuple):
    """A workbook, and what the group calls its place."""

    path: Path
    place: str


def workbooks(places: Sequence[Path], but: Path) -> tuple[Found, ...]:
    """The workbooks of all places once each, by what they are called; ``but`` is the file that is to be made.

    Raises ``BadRequest`` for a place that is none. A workbook that a list names and that is not there is found all the same.
    """
    paths = {_absolute(path): None for place in places for path in _of(place)}
    paths.pop(_absolute(but), None)
    if not paths:
        raise BadRequest(_NONE.fill(place=" ".join(map(str, places))))
    common = _common(paths)
    found = (
        Found(path, path.relative_to(common).as_posix() if common else path.as_posix()) for path in paths
    )
    return tuple(sorted(found, key=lambda one: one.place))


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are, only dots go


def _common(paths: Iterable[Path]) -> Path | None:
    """The folder that all lie in; None where they lie on several drives."""
    try:
        return Path(os.path.commonpath([path.parent for path in paths]))
    except ValueError:
        return None


def _of(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from _inside(place)
    elif place.suffix.casefold() in LISTS and place.is_file():
        yield from _listed(place)
    elif place.suffix.casefold() not in KINDS:
        raise BadRequest((_NO_KIND if place.exists() else _NO_PLACE).fill(place=place))
    elif not place.exists():
        raise BadRequest(_NO_PLACE.fill(place=place))
    else:
        yield place


def _inside(folder: Path) -> Iterator[Path]:
    """Workbooks in a folder and below it, but for hidden ones and what programs leave while a file is open."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.casefold().endswith(KINDS) and not name.startswith((".", "~$")):
                yield Path(base, name)


def _listed(place: Path) -> Iterator[Path]:
    """The paths of a list, from its own folder on; what follows # is a remark."""
    for line in _text(place).splitlines():
        path = line.strip().strip('"').strip()
        if path and not path.startswith("#"):
            yield place.parent / path


def _text(place: Path) -> str:
    if place.stat().st_size <= _MOST_BYTES:
        content = place.read_bytes()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise BadRequest(_NO_LIST.fill(place=place))
