"""What a fault of ours leaves behind for whoever mends it: where it happened, and nothing of what the workbook holds."""

from __future__ import annotations

import datetime as dt
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from sheetsales.backends.clicks.job import home
from sheetsales.texts import Text

REPORT: Final = Text(
    "程序出了错，没有做完。工作簿是完整的：要么没有动，要么已经写完。请把文件“{log}”发给维护的人，里面没有客户数据。",
    "A fault in the program: this was not finished. The workbook is whole, either untouched or written to the end. Please "
    "send the file “{log}” to whoever looks after sheetsales; it holds no customer data.",
)
NO_LOG: Final = Text(
    "程序出了错，没有做完，记录也写不下来：{where}。工作簿是完整的：要么没有动，要么已经写完。请把这句话告诉维护的人。",
    "A fault in the program: this was not finished, and no log could be written: {where}. The workbook is whole, either "
    "untouched or written to the end. Please tell this to whoever looks after sheetsales.",
)
_FOLDER: Final = "faults"
_LOGS: Final = "sheetsales-*.log"
_KEPT: Final = 20


def told(fault: BaseException, doing: str) -> Text:
    """The sentence for the user, after the fault is logged. ``doing`` names the command and its options, no values."""
    log = _written(f"{_head(doing)}{where(fault)}\n")
    if log is None:
        return NO_LOG.fill(where=where(fault).splitlines()[-1].strip())
    return REPORT.fill(log=log)


def logs() -> tuple[Path, ...]:
    """The logs that are kept, beside the buttons' files of this user and in the folder for temporary files."""
    folders = (home() / _FOLDER, Path(tempfile.gettempdir()))
    return tuple(log for folder in folders for log in sorted(folder.glob(_LOGS)))


def where(fault: BaseException) -> str:
    """The trace: files, lines, functions and kinds of faults. What faults say is left out: it may quote cells."""
    return "\n".join(_lines(fault))


def _lines(fault: BaseException) -> Iterator[str]:
    earlier = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if earlier is not None:
        yield from _lines(earlier)
        yield "Then:"
    for frame in traceback.extract_tb(fault.__traceback__):
        yield f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
    yield f"{type(fault).__module__}.{type(fault).__qualname__}"


def _short(filename: str) -> str:
    """The file from its package on: the folders above may name people."""
    parts = Path(filename).parts
    for root in ("sheetsales", "site-packages"):
        if root in parts:
            last = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[last:])
    return parts[-1] if parts else "?"


def _head(doing: str) -> str:
    from sheetsales.version import __version__

    return f"sheetsales {__version__}, Python {platform.python_version()}, {sys.platform}\n{doing}\n"


def _written(text: str) -> Path | None:
    """The log beside the buttons' files of this user, else in the folder for temporary files; None where neither can be."""
    name = f"{dt.datetime.now():%Y%m%d-%H%M%S}-"
    for folder in (home() / _FOLDER, Path(tempfile.gettempdir())):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=folder, prefix=f"sheetsales-{name}", suffix=".log", delete=False, encoding="utf-8"
            ) as log:
                log.write(text)
            _let_go_of_old_ones(folder)
            return Path(log.name)
    return None


def _let_go_of_old_ones(folder: Path) -> None:
    for old in sorted(folder.glob(_LOGS))[:-_KEPT]:
        old.unlink(missing_ok=True)
