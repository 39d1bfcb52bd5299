"""Work on the newest state of a workbook: read, judge and write again where somebody saved it in between."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar

from sheetsales.backends.live.marker import is_open_in_excel
from sheetsales.errors import EditConflict, WorkbookLocked
from sheetsales.texts import Text

Result = TypeVar("Result")
Rest = ParamSpec("Rest")

ATTEMPTS: Final = 6
"""Runs that change nothing more write nothing, so that even many at once soon come to rest."""

_BUSY = Text(
    "“{name}”一直有人在保存，试了 {n} 次都被抢先；没有覆盖任何内容。请等同事或别的程序存完，再试。",
    "“{name}” was saved by somebody else each of {n} times; nothing was overwritten. Wait until the other person or "
    "program is done, then try again.",
)


def on_newest(path: Path, work: Callable[[], Result]) -> Result:
    """What ``work`` returns, done anew from reading on where the workbook changed under it.

    Somebody who types into a workbook that is open in Excel changes it too. Raises what ``work`` raises where the
    workbook stayed as it was, ``WorkbookLocked`` where it never came to rest.
    """
    for attempt in range(1, ATTEMPTS + 1):
        before = _state(path)
        try:
            return work()
        except (EditConflict, WorkbookLocked) as fault:
            typed_over = isinstance(fault, EditConflict) and is_open_in_excel(path) and attempt < ATTEMPTS
            if _state(path) == before and not typed_over:
                raise
    raise WorkbookLocked(_BUSY.fill(name=path.name, n=ATTEMPTS))


def anew(
    work: Callable[Concatenate[Path, Rest], Result],
) -> Callable[Concatenate[Path, Rest], Result]:
    """The same work on the workbook at its first argument, done ``on_newest``."""

    @wraps(work)
    def on_path(path: Path, *rest: Rest.args, **options: Rest.kwargs) -> Result:
        return on_newest(path, lambda: work(path, *rest, **options))

    return on_path  # type: ignore[return-value]  # mypy knows the first argument of the wrapped by its name only


def _state(path: Path) -> tuple[int, int, int] | None:
    """What tells a replaced file; None where there is none for the moment."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
