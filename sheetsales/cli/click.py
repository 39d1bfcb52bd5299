"""``sheetsales click JOB``: what a button's macro calls. Not for people."""

from __future__ import annotations

import datetime as dt
import time
import traceback
from pathlib import Path
from types import TracebackType

import click as command_line

from sheetsales.backends.clicks.job import Job, open_job
from sheetsales.cli.output import CLEAN, FAILED, day, lang_option, say, today_option
from sheetsales.errors import SheetsalesError
from sheetsales.texts import Text

_WORKING = Text("sheetsales 正在处理……", "sheetsales is at work ...")
_BROKEN = Text(
    "没有做完，是程序出了错；工作簿没有动。请把这个文件发给维护的人：{log}",
    "This was not finished because of a fault in the program; the workbook is as it was. Please send this file to "
    "whoever looks after it: {log}",
)


@command_line.command(help=say(Text("供工作簿里的按钮调用", "Called by the buttons in a workbook")))
@command_line.argument("job", type=command_line.Path(path_type=Path), metavar="JOB")
@today_option
@lang_option
def click(job: Path, today: dt.date | None, lang: str | None) -> int:
    """Exit code 0 once the click is answered, 2 where the answer is that it could not be done."""
    del lang
    opened = open_job(job)
    opened.tell(_WORKING.in_(opened.request.language))
    with _Logged(opened):
        from sheetsales.workflow import clicking

        try:
            clicking.answer(opened, today=day(today))
        except SheetsalesError as error:
            clicking.refuse(opened, error.text)
            return FAILED
    return CLEAN


class _Logged:
    """Writes the log of the job; whatever goes wrong, the macro gets an answer and need not wait."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._started = time.perf_counter()

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        from sheetsales import __version__

        log = [f"sheetsales {__version__}", f"button {self._job.request.button}, {self._job.request.host}"]
        if fault is not None:
            log += traceback.format_exception(kind, fault, trace)
        log.append(f"{time.perf_counter() - self._started:.3f} s")
        self._job.note("log.txt", "\n".join(log) + "\n")
        if fault is not None and not self._job.is_answered:
            from sheetsales.workflow import clicking

            clicking.refuse(self._job, _BROKEN.fill(log=self._job.path / "log.txt"))
