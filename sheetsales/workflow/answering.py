"""A click answered from its job folder: progress, answer, log, whatever happens in between."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from types import TracebackType
from typing import Final

from sheetsales.backends.clicks.job import Job, open_job
from sheetsales.errors import SheetsalesError
from sheetsales.texts import Text

DONE: Final = 0
NOT_DONE: Final = 2
_WORKING = Text("sheetsales 正在处理……", "sheetsales is at work ...")
_NO_FILE = Text(
    "“{name}”用不了：{reason}；工作簿没有动。请检查文件和权限，再点一次。",
    "“{name}” cannot be used: {reason}. The workbook is as it was. Check the file and its permissions, then click again.",
)
_BROKEN = Text(
    "没有做完，是程序出了错；工作簿没有动。请把这个文件发给维护的人：{log}",
    "This was not finished because of a fault in the program; the workbook is as it was. Please send this file to "
    "whoever looks after it: {log}",
)


def answer_click(folder: Path, today: dt.date) -> int:
    """Answer the click in a job folder; 0 once it is done, 2 where the answer is that it could not be.

    Raises ``BadRequest`` for a folder that is no job of this user's. A fault of ours is answered and raised on.
    """
    job = open_job(folder)
    job.tell(_WORKING.in_(job.request.language))
    with _Logged(job):
        from sheetsales.backends.reader import keep_sheets
        from sheetsales.workflow import clicking

        keep_sheets()
        try:
            clicking.answer(job, today=today)
        except SheetsalesError as error:
            clicking.refuse(job, error.text)
            return NOT_DONE
        except OSError as error:
            name, reason = Path(str(error.filename or "?")).name, error.strerror or type(error).__name__
            clicking.refuse(job, _NO_FILE.fill(name=name, reason=reason))
            return NOT_DONE
    return DONE


class _Logged:
    """Writes the log of the job; whatever goes wrong, the macro gets an answer and need not wait."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._started = time.perf_counter()

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None
    ) -> None:
        from sheetsales.version import __version__

        log = [f"sheetsales {__version__}", f"button {self._job.request.button}, {self._job.request.host}"]
        if fault is not None:
            from sheetsales.backends.fault_log import where

            log.append(where(fault))
        log.append(f"{time.perf_counter() - self._started:.3f} s")
        self._job.note("log.txt", "\n".join(log) + "\n")
        if fault is not None and not self._job.is_answered:
            from sheetsales.workflow import clicking

            clicking.refuse(self._job, _BROKEN.fill(log=self._job.path / "log.txt"))
