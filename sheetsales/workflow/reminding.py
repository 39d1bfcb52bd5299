"""``remind``: each person's text for the week; the workbook itself is only read."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sheetsales.backends.saving import check_place, save_new
from sheetsales.book.book import Book
from sheetsales.book.nearest import Nearest
from sheetsales.book.parsing.cleaning import fold
from sheetsales.checking.judge import judge
from sheetsales.checking.reminders.calendar import calendar_file
from sheetsales.checking.reminders.gather import Reminder, reminders
from sheetsales.checking.reminders.text import reminder_document, reminder_lines
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.process.people import SEVERAL, people
from sheetsales.speech.file_names import file_stems
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text, visible
from sheetsales.workflow.opening import open_book

_UNKNOWN = Text(
    "“{name}”不在工作簿的人员里{near}。请写人员表里的姓名或编号。",
    "“{name}” is nobody in this workbook{near}. Write a name or id as in Team.",
)
_IN_THE_WAY = Text(
    "“{path}”已存在，内容不同，没有覆盖。要覆盖请加 --force，或换个文件夹。",
    "“{path}” is there already and says something else; it was not overwritten. Add --force, or choose another folder.",
)


@dataclass(frozen=True)
class Reminded:
    """The texts by person; ``path`` of each is the file it went to, or would go to, None where none was asked for."""

    lang: Lang
    today: dt.date
    texts: tuple[tuple[Reminder, tuple[str, ...], Path | None], ...]
    calendars: tuple[tuple[Path, bytes], ...] = ()

    def as_json(self) -> dict[str, Any]:
        rows = [
            {**reminder_document(reminder, list(lines)), "path": str(path) if path else None}
            for reminder, lines, path in self.texts
        ]
        return {"today": self.today.isoformat(), "reminders": rows}


def remind(
    path: Path,
    *,
    today: dt.date,
    people: Sequence[str] = (),
    out: Path | None = None,
    lang: Lang | None = None,
    ics: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> Reminded:
    """The texts of ``people`` (names or ids), of everybody who has something to do where none are named.

    ``ics`` adds a calendar for each, beside the text. ``out`` is a folder for a file each, made where it is missing. Files of the same text are left, others replaced
    only with ``force``; nothing is written where one stands in the way. ``lang`` None follows the workbook.
    """
    opened = open_book(path, today=today)
    judged = judge(
        opened.workbook, opened.book, opened.findings, today=today, store=opened.store, remembers=False
    )
    chosen = _chosen(reminders(judged), judged.book, people)
    spoken = lang or judged.book.lang
    names = file_stems((r.id, r.name) for r in chosen)
    texts = tuple(
        (
            reminder,
            tuple(
                visible(line)
                for line in reminder_lines(reminder, judged.book, today, judged.findings_sheet, spoken)
            ),
            out / f"{names[reminder.id]}.txt" if out else None,
        )
        for reminder in chosen
    )
    calendars = tuple(
        (path.with_suffix(".ics"), calendar_file(reminder, today, spoken))
        for reminder, _, path in texts
        if path is not None and ics and (reminder.calls or reminder.tasks or reminder.dues)
    )
    reminded = Reminded(spoken, today, texts, calendars)
    if out is not None:
        _write(out, path, reminded, force=force, dry_run=dry_run)
    return reminded


def _chosen(found: Sequence[Reminder], book: Book, said: Sequence[str]) -> list[Reminder]:
    if not said:
        return list(found)
    by_id = {reminder.id: reminder for reminder in found}
    team = book.table("team")
    known = {i: n or i for i, n in zip(team.get("id"), team.get("name"), strict=True) if i}
    known |= {reminder.id: reminder.name for reminder in found}
    chosen: dict[str, Reminder] = {}
    staff = people(book)
    for asked in said:
        ids = [person.id for person in staff.named(asked)]
        ids = ids or [i for i, name in known.items() if fold(asked) in (fold(i), fold(name))]
        if len(ids) > 1:
            raise BadRequest(SEVERAL.fill(name=asked, ids=listed(ids), first=ids[0]))
        if not ids:
            near = Nearest(known.values()).of(asked)
            clause = Text(f"，最接近的是“{near}”", f"; the closest is “{near}”") if near else Text("", "")
            raise BadRequest(_UNKNOWN.fill(name=asked, near=clause))
        chosen |= {i: by_id.get(i) or Reminder(i, known[i], (), ()) for i in ids}
    return list(chosen.values())


def _write(out: Path, book: Path, reminded: Reminded, *, force: bool, dry_run: bool) -> None:
    if out.exists() and not out.is_dir():
        check_place(out)
    new = []
    texts = [
        (path, (os.linesep.join(lines) + os.linesep).encode())
        for _, lines, path in reminded.texts
        if path is not None
    ]
    for path, data in (*texts, *reminded.calendars):
        if path.is_file() and path.read_bytes() == data:
            continue
        if path.exists() and not force:
            raise BadRequest(_IN_THE_WAY.fill(path=path))
        new.append((path, data))
    if dry_run or not new:
        return
    out.mkdir(exist_ok=True)
    for path, data in new:
        save_new(path, lambda file, data=data: file.write(data), overwrite=force, like=book)  # type: ignore[misc]  # bound now
