"""The workbook at a path, found among those open in Excel."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sheetsales.backends.live import native
from sheetsales.backends.live import texts as say
from sheetsales.backends.live.faults import faults
from sheetsales.texts import NO_TEXT, Text


def open_books(path: Path) -> tuple[tuple[Any, ...], Text]:
    """The books of xlwings that are the workbook at ``path``, one in each Excel, and why there is none where there is none."""
    if sys.platform not in ("win32", "darwin") and "xlwings" not in sys.modules:
        return (), NO_TEXT  # there is no Excel for this system, so nothing is missing
    try:
        import xlwings
    except ImportError:
        return (), say.NO_XLWINGS
    if xlwings.engines.active is None:
        return (), say.NO_EXCEL
    apps = tuple(xlwings.apps)
    found = tuple(book for app in apps for book in app.books if _is_at(book, path))
    if not found and any(path.name.lower() in native.protected_views(app) for app in apps):
        return (), say.PROTECTED_VIEW.fill(name=path.name)
    return found, say.NOT_FOUND


def _is_at(book: Any, path: Path) -> bool:
    """Names are compared first: asking a book in the cloud for its path may fail."""
    if str(book.name).lower() != path.name.lower():
        return False
    return any(_is_same(name, path) for name in _full_names(book))


def _full_names(book: Any) -> Iterator[str]:
    try:
        yield str(book.fullname)
    except faults():  # a book in the cloud that xlwings finds no folder for
        yield str(native.cloud_name(book))


def _is_same(name: str, path: Path) -> bool:
    """Whether a path or a cloud address is the file: of an address, folder and name must be the same."""
    if "://" in name:
        parts = [unquote(part).lower() for part in urlsplit(name).path.split("/") if part]
        return parts[-2:] == [part.lower() for part in path.parts[-2:]]
    return os.path.normcase(os.path.realpath(name)) == os.path.normcase(os.path.realpath(path))
