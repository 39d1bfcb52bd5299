"""``sheetsales apply``: an edit plan applied to a workbook from outside."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import click

from sheetsales.backends.base import Applied
from sheetsales.backends.clicks.runs import run_record
from sheetsales.backends.limits import check_file
from sheetsales.backends.ooxml.apply import apply_plan, check_plan
from sheetsales.backends.placing.changes import Change
from sheetsales.backends.saving import check_output, save_in_place, save_new
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.plan_json import read_plan
from sheetsales.cli.output import (
    book_argument,
    dry_run_option,
    echo,
    json_option,
    lang_option,
    print_json,
    say,
    terminal_language,
)
from sheetsales.errors import PlanError
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text
from sheetsales.workflow.live import write_live

_DONE = Text("已写入 {book}：{what}。", "{book}: {what}.")
_WOULD = Text(
    "可以写入 {book}：{what}。没有写任何文件。", "{book} would change: {what}. Nothing was written."
)
_NOTHING = Text("计划是空的，没有写任何文件。", "The plan is empty; nothing was written.")
_COUNTS = (
    ("cells", Text("{n} 个单元格", "{n:cell|cells}")),
    ("rows_added", Text("新增 {n} 行", "{n:row|rows} added")),
    ("rows_removed", Text("减少 {n} 行", "{n:row|rows} fewer")),
    ("notes", Text("{n} 条批注", "{n:note|notes}")),
)
_SHEETS = Text("新工作表 {names}", "new sheet {names}")
_NO_PLAN = Text(
    "读不了修改计划“{path}”：{why}。请检查文件名和权限。",
    "The edit plan “{path}” cannot be read: {why}. Check its name and permissions.",
)


@click.command(
    help=say(
        Text(
            "按 PLAN.json 修改 BOOK，计划之外一个字节也不动。做不到的会说明原因和单元格，并且什么都不写。",
            "Apply PLAN.json to BOOK and touch nothing else. What cannot be done is refused with its reason and cell, "
            "and then nothing at all is written.",
        )
    )
)
@click.argument("plan", type=click.Path(path_type=Path), metavar="PLAN.json")
@book_argument
@click.option("-o", "--output", "output", type=click.Path(path_type=Path), default=None, metavar="OUT",
              help=say(Text("写到新文件，BOOK 不动", "Write a new file and leave BOOK alone")))  # fmt: skip
@dry_run_option
@click.option("--allow-protected", is_flag=True,
              help=say(Text("允许写受保护工作表的锁定单元格", "Allow locked cells of protected sheets")))  # fmt: skip
@click.option("--void-signature", is_flag=True,
              help=say(Text("允许让数字签名失效", "Allow the digital signature to become void")))  # fmt: skip
@click.option("--force", is_flag=True, help=say(Text("覆盖已有的 OUT", "Overwrite an OUT that is there")))
@json_option
@lang_option
def apply(
    plan: Path,
    book: Path,
    output: Path | None,
    dry_run: bool,
    allow_protected: bool,
    void_signature: bool,
    force: bool,
    as_json: bool,
    lang: str | None,
) -> None:
    edits = _read(plan)
    if output is not None:
        check_output(book, output, overwrite=force)
    live = write_live(book, edits, dry_run=dry_run) if output is None and edits.edits else None
    if live is not None:
        applied = live
    elif dry_run or not edits.edits:
        applied = check_plan(book, edits, allow_protected=allow_protected, void_signature=void_signature)
    else:
        applied = _write(edits, book, output, force, allow_protected, void_signature)
    written = not dry_run and bool(edits.edits)
    if as_json:
        print_json(_document(applied, written, output or book))
    else:
        _tell(applied, written, bool(edits.edits), (output or book).name, terminal_language(lang))


def _read(path: Path) -> EditPlan:
    try:
        return read_plan(path.read_bytes())
    except OSError as fault:
        raise PlanError(_NO_PLAN.fill(path=path, why=fault.strerror or fault)) from fault


def _write(
    edits: EditPlan, book: Path, output: Path | None, force: bool, allow_protected: bool, void_signature: bool
) -> Applied:
    carried: list[Change] = []

    def write(out: BinaryIO) -> Applied:
        return apply_plan(
            book,
            edits,
            out,
            allow_protected=allow_protected,
            void_signature=void_signature,
            carried=carried,
        )

    if output is not None:
        return save_new(output, write, overwrite=force, like=book)
    check_file(book)
    record = partial(run_record, edits, carried, allow_protected=allow_protected)
    return save_in_place(book, write, record=record)


def _what(applied: Applied, lang: Lang) -> str:
    parts = [text.fill(n=count).in_(lang) for name, text in _COUNTS if (count := getattr(applied, name))]
    if applied.sheets:
        parts.append(_SHEETS.fill(names=listed(applied.sheets)).in_(lang))
    separator = "，" if lang == "zh" else ", "
    return separator.join(parts or [Text("0 个单元格", "0 cells").in_(lang)])


def _tell(applied: Applied, written: bool, any_edits: bool, name: str, lang: Lang) -> None:
    if not any_edits:
        echo(_NOTHING.in_(lang))
        return
    text = _DONE if written else _WOULD
    echo(text.in_(lang).format(book=name, what=_what(applied, lang)))
    for notice in applied.notices:
        echo(notice.in_(lang))


def _document(applied: Applied, written: bool, target: Path) -> dict[str, Any]:
    return {
        "written": written,
        "book": str(target),
        "edits": applied.edits,
        "cells": applied.cells,
        "rows_added": applied.rows_added,
        "rows_removed": applied.rows_removed,
        "sheets": list(applied.sheets),
        "notes": applied.notes,
        "notices": [{"zh": notice.zh, "en": notice.en} for notice in applied.notices],
    }
