"""What ``import`` says of records: new, changed, as they were, in conflict, refused; and whether it may write."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sheetsales.cli.output import CLEAN, FINDINGS, day, echo, print_json, progress, terminal_language, typed
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.workflow.taking_in import TakenIn, Told

_READING = Text("正在比对导出文件……", "Comparing the exports ...")
_NO_MAP = Text("没有对应文件“{path}”。", "There is no map “{path}”.")
_BAD_STAGE = Text(
    "“{text}”看不懂：--stage 要写成 他们的阶段=我们的阶段。",
    "“{text}” is not understood: --stage takes THEIRS=OURS.",
)
_GO_ON = Text(
    "写进工作簿？   1 写   2 先不写   [1] > ", "Write this into the workbook?   1 yes   2 not now   [1] > "
)
_YES = ("", "1", "y", "yes", "是", "写")
_NOT_NOW = Text("什么都没写。", "Nothing was written.")


def told_of(
    system: str,
    record: str,
    map_file: Path | None,
    dates: str | None,
    decimals: str | None,
    stages: Sequence[str],
    prefer: str | None,
) -> Told:
    """What the options say; raises ``BadRequest`` for what they cannot mean."""
    from sheetsales.imports.crm.mapfile import Map, parse_map
    from sheetsales.imports.crm.taking import Asked
    from sheetsales.workflow.taking_in import Told

    pairs: dict[str, str] = {}
    for text in stages:
        theirs, sign, ours = text.rpartition("=")
        if not sign or not theirs.strip() or not ours.strip():
            raise BadRequest(_BAD_STAGE.fill(text=text))
        pairs[theirs.strip()] = ours.strip()
    told = Map(record, {})
    if map_file is not None:
        try:
            told = parse_map(map_file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            raise BadRequest(_NO_MAP.fill(path=map_file)) from None
    asked = Asked(dates, pairs, prefer or "", decimals)  # type: ignore[arg-type]  # click lets nothing else through
    return Told(system, told.record, told.headings, asked)


def take_records(
    book: Path,
    files: Sequence[Path],
    told: Told,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
    *,
    yes: bool,
) -> int:
    """Show what will happen, ask where somebody is there, and write."""
    from sheetsales.workflow.taking_in import read_files, take_in

    asks = not (yes or dry_run or as_json) and sys.stdin.isatty() and sys.stdout.isatty()
    with progress(_READING, terminal_language(lang)):
        read = read_files(files, told)
        result = take_in(book, read, told, today=day(today), dry_run=dry_run or asks)
    language = terminal_language(lang, result.lang)
    if as_json:
        from sheetsales.cli.import_json import document

        print_json(document(result, language))
        return _code(result)
    _show(result, language, dry_run=dry_run, would=dry_run or asks)
    if asks and result.outcome.plan.edits:
        if typed(_GO_ON.in_(language)).strip().casefold() not in _YES:
            echo(_NOT_NOW.in_(language))
            return _code(result)
        result = take_in(book, read, told, today=day(today), dry_run=False)
        _show_files(result, language)
    return _code(result)


def _code(result: TakenIn) -> int:
    left = any(taken.refused or taken.conflicts for taken in result.outcome.taken)
    return FINDINGS if left or result.outcome.without_sheet else CLEAN


def _show(result: TakenIn, lang: Lang, *, dry_run: bool, would: bool) -> None:
    from sheetsales.cli.import_spoken import lines

    for line in lines(result, lang, dry_run=dry_run, would=would):
        echo(line)
    if not would:
        _show_files(result, lang)


def _show_files(result: TakenIn, lang: Lang) -> None:
    from sheetsales.cli.import_spoken import afterwards

    for line in afterwards(result, lang):
        echo(line)
