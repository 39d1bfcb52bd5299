"""``sheetsales click JOB``: what a button's macro calls. Not for people."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click as command_line

from sheetsales.cli.output import day, lang_option, say, today_option
from sheetsales.texts import Text
from sheetsales.workflow.answering import answer_click


@command_line.command(help=say(Text("供工作簿里的按钮调用", "Called by the buttons in a workbook")))
@command_line.argument("job", type=command_line.Path(path_type=Path), metavar="JOB")
@today_option
@lang_option
def click(job: Path, today: dt.date | None, lang: str | None) -> int:
    """Exit code 0 once the click is answered, 2 where the answer is that it could not be done."""
    del lang
    return answer_click(job, day(today))
