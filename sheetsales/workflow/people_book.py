"""``sheets add PEOPLE.xlsx people --reads BOOK.xlsx``: the manager's own workbook, made beside the one it reads."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from sheetsales.backends.saving import check_place, save_new
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.process.people import people
from sheetsales.template.adding.asked import module_named
from sheetsales.template.labels import Rows
from sheetsales.template.people_book import build_people_book, own_records
from sheetsales.texts import Lang, Text
from sheetsales.workflow.opening import READS, open_book

_THERE = Text(
    "“{name}”已经有了，没有动它。人员工作簿只新建一次；请换个名字，或直接用它：sheetsales check {name}。",
    "“{name}” is there already and was left as it is. A people workbook is made once; give another name, or use it: "
    "sheetsales check {name}.",
)
_PEOPLE = Text(
    "--reads 只用来新建人员工作簿：sheetsales sheets add 人员.xlsx people --reads {reads}。",
    "--reads is for making a people workbook: sheetsales sheets add PEOPLE.xlsx people --reads {reads}.",
)
_KIND = Text("人员工作簿请存成 .xlsx：{name}。", "Keep the people workbook as .xlsx: {name}.")
_READS_OTHER = Text(
    "“{name}”自己就是人员工作簿；--reads 请写大家都打开的那一本。",
    "“{name}” is a people workbook itself; let --reads name the one everybody opens.",
)
_PRIVATE = 0o600
"""Whoever may read the workbook everybody opens need not read this one."""


@dataclass(frozen=True)
class MadeForManager:
    """The manager's own workbook in its language, with the titles of its sheets."""

    lang: Lang
    sheets: tuple[str, ...]


def make_people_book(
    path: Path,
    reads: Path,
    names: Sequence[str] = ("people",),
    *,
    today: dt.date,
    dry_run: bool = False,
    rows: Rows | None = None,
) -> MadeForManager:
    """Make it at ``path``; raises ``BadRequest`` where a file stands there already or something else was asked for."""
    if [module.key for name in names if (module := module_named(name))] != ["people"] or len(names) != 1:
        raise BadRequest(_PEOPLE.fill(reads=reads.name))
    if path.suffix.lower() != ".xlsx":
        raise BadRequest(_KIND.fill(name=path.name))
    if path.exists():
        raise BadRequest(_THERE.fill(name=path.name))
    check_place(path)
    book = open_book(reads, today=today).book
    if READS in book.settings.values:
        raise BadRequest(_READS_OTHER.fill(name=reads.name))
    known = people(book)
    team = [(one.id, one.name) for one in known.all if known.there(one.id, today)]

    def build(out: BinaryIO) -> None:
        build_people_book(
            out, lang=book.lang, currency=book.settings.text("currency"), own=path.name, reads=_relative(reads, path),
            team=team, today=today, rows=rows,
        )  # fmt: skip

    if not dry_run:
        save_new(path, build)
        path.chmod(_PRIVATE)
    return MadeForManager(book.lang, tuple(r.title.in_(book.lang) for r in own_records()))


def _relative(reads: Path, path: Path) -> str:
    """How the new workbook names the other: its name in the same folder, else the way there."""
    try:
        return Path(os.path.relpath(reads.resolve(), path.resolve().parent)).as_posix()
    except ValueError:  # another drive
        return str(reads.resolve())
