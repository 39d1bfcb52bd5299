"""What every command shares: the language spoken, the day it is, errors as one sentence, JSON as one document."""

from __future__ import annotations

import datetime as dt
import json
import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from sheetsales.errors import BadRequest
from sheetsales.texts import LANGUAGES, Lang, Text, spelled, visible

Command = TypeVar("Command", bound=Callable[..., Any])

CLEAN, FINDINGS, FAILED = 0, 1, 2
"""Exit codes: clean or done, findings above information, could not run."""
DRY_RUN = Text("这是预演，什么都没写。", "This was a dry run; nothing was written.")

_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def system_language() -> Lang | None:
    """The language the user's system speaks, by SHEETSALES_LANG or the locale; None where it tells neither."""
    spoken = [os.environ.get(name, "") for name in ("SHEETSALES_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform == "win32":  # pragma: no cover - Windows names its languages in full
        spoken.append((locale.getlocale()[0] or "").replace("Chinese", "zh").replace("English", "en"))
    for name in spoken:
        for lang in LANGUAGES:
            if name.lower().startswith(lang):
                return lang
    return None


def terminal_language(asked: str | None, book: Lang | None = None) -> Lang:
    """What the terminal shall speak: as asked, else as the system, else as the workbook, else English."""
    for lang in LANGUAGES:
        if asked == lang:
            return lang
    return system_language() or book or "en"


def book_language(arguments: Iterable[str | Path]) -> Lang | None:
    """The language of the first workbook among them; None where there is none to be read."""
    for argument in arguments:
        path = Path(argument)
        if path.suffix.casefold() in (".xlsx", ".xlsm") and os.path.isfile(path):  # noqa: PTH113 - a name too long is simply no file
            from sheetsales.workflow.spoken import language_of_file

            return language_of_file(path)
    return None


class Day(click.ParamType[dt.date]):
    """A day such as 2026-11-02, 2026.11.2 or 2026年11月2日; what can be read in two ways is none."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        text = str(value).strip()
        try:
            return _within(dt.date.fromisoformat(text))
        except ValueError:
            return _within(_read_day(text))


def _read_day(text: str) -> dt.date:
    """A day as people type it, where it can be read in one way only."""
    from sheetsales.book.parsing.dates import TwoWays, parse_date

    read = parse_date(text)
    if isinstance(read, dt.date):
        return read
    if isinstance(read, TwoWays):
        one, other = read.day_first, read.month_first
        zh = f"“{text}”可以是 {one}，也可以是 {other}。请写成其中一种。"
        en = f"'{text}' may be {one} or {other}. Write the one you mean."
        raise BadRequest(Text(zh, en))
    zh = f"“{text}”不是日期。请写成 2026-11-02 这样。"
    raise BadRequest(Text(zh, f"'{text}' is not a date. Write it like 2026-11-02."))


def _within(day: dt.date) -> dt.date:
    """The day itself, where weeks, terms and years can be reckoned from it."""
    if _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return day
    raise BadRequest(
        Text(
            f"{day} 太远：请填 {_FIRST_YEAR} 到 {_LAST_YEAR} 年之间的日期。",
            f"{day} is out of reach: choose a day from {_FIRST_YEAR} to {_LAST_YEAR}.",
        )
    )


def lang_option(command: Command) -> Command:
    help_text = say(Text("终端用的语言", "Language of the terminal"))
    return click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=help_text)(command)


def today_option(command: Command) -> Command:
    help_text = say(Text("当作今天的日期，默认今天", "The day to take as today; default: today"))
    return click.option("--today", type=Day(), default=None, help=help_text)(command)


def json_option(command: Command) -> Command:
    help_text = say(Text("只输出一份 JSON", "Print one JSON document and nothing else"))
    return click.option("--json", "as_json", is_flag=True, help=help_text)(command)


def dry_run_option(command: Command) -> Command:
    help_text = say(Text("只看会写什么，不写文件", "Show what would be written; write nothing"))
    return click.option("--dry-run", is_flag=True, help=help_text)(command)


def written_options(command: Command) -> Command:
    """What every command that may write has: ``--dry-run``, ``--json`` and ``--lang``."""
    return dry_run_option(json_option(lang_option(command)))


def usual_options(command: Command) -> Command:
    """The same for a command that also depends on the day."""
    return today_option(written_options(command))


def book_argument(command: Command) -> Command:
    return click.argument("book", type=click.Path(path_type=Path), metavar="BOOK")(command)


def day(asked: dt.date | None) -> dt.date:
    """The day the command works with; only commands ask the clock, nothing below them does."""
    return asked or dt.date.today()


_SPOKEN: ContextVar[Lang | None] = ContextVar("spoken", default=None)


@contextmanager
def spoken(asked: str | None) -> Iterator[None]:
    """What is said meanwhile is said in the language asked for with --lang."""
    token = _SPOKEN.set(next((lang for lang in LANGUAGES if lang == asked), None))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def say(text: Text) -> str:
    """Help text in the language asked for, else in the system's, English where it has none of ours."""
    return text.in_(_SPOKEN.get() or system_language() or "en")


def words(text: str) -> list[str]:
    """``orders, service`` as single words, whatever comma parts them."""
    return [word.strip() for word in text.replace("，", ",").replace("、", ",").split(",") if word.strip()]


def echo(text: str, *, err: bool = False, ends: bool = True) -> None:
    """A line for the terminal, or its beginning; what a cell holds cannot steer it."""
    click.echo(visible(text), err=err, nl=ends)


def typed(prompt: str) -> str:
    """A line from the keyboard. Raises ``click.Abort`` where there will be none."""
    echo(prompt, ends=False)
    try:
        return input()
    except EOFError:
        echo("")
        raise click.Abort from None


def print_json(document: Any) -> None:
    """One JSON document on stdout; Chinese stays readable."""
    click.echo(spelled(json.dumps(document, ensure_ascii=False, indent=2)))


@contextmanager
def progress(text: Text, lang: Lang) -> Iterator[None]:
    """Says on stderr what is going on while it takes longer than a second, where somebody watches."""
    if not sys.stderr.isatty():
        yield
        return
    from sheetsales.cli.bar import bar

    with bar(text.in_(lang)):
        yield


def fail(code: str, sentence: str, *, as_json: bool, exit_code: int = FAILED) -> NoReturn:
    """The obstacle and the way out on stderr, for programs as the one JSON document too; ends the run."""
    echo(sentence, err=True)
    if as_json:
        print_json({"error": {"code": code, "message": visible(sentence), "exit_code": exit_code}})
    raise SystemExit(exit_code)
