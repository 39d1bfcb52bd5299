"""Collect and Import by click: what lies in the folder that Settings name, into the workbook that is open."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sheetsales.backends.clicks.job import Job, Request, jobs, request_of
from sheetsales.buttons.registry import BUTTONS
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.checking.home import home_edits
from sheetsales.errors import BadRequest, SheetsalesError
from sheetsales.merging.stamp import BOOK_ID, ISSUES, STAMP, read_issues, read_stamp
from sheetsales.schema.defaults import setting
from sheetsales.texts import Lang, Text
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.serving.dropped import store_of

COPIES: Final = "copies_folder"
EXPORTS: Final = "exports_folder"
_BOOKS: Final = (".xlsx", ".xlsm")
_KINDS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
_TOGETHER: Final = 600
"""Seconds within which exports were saved that belong together: customers, deals and activities refer to each other."""
PREVIEWED: Final = "previewed.txt"
_NO_FOLDER: Final = Text(
    "“{folder}”打不开，或不是文件夹。请改参数表里的“{setting}”，再点。",
    "“{folder}” is no folder, or cannot be opened. Change “{setting}” on Settings and click again.",
)
_NO_SETTING: Final = Text(
    "还不知道到哪里找。请在参数表的“{setting}”里写上文件夹，再点。",
    "Nothing says where to look. Write a folder into “{setting}” on Settings and click again.",
)
_NO_COPIES: Final = Text(
    "“{folder}”里没有这份工作簿的副本，冲突表里也没有写好“取哪个”的行。把收到的副本存到那里，或在参数表的“{setting}”里写上它们的文件夹，再点。",
    "No copies of this workbook lie in “{folder}”, and nothing is decided on Conflicts. Save the copies there, or write their folder into "
    "“{setting}” on Settings, and click again.",
)  # fmt: skip
_NO_EXPORTS: Final = Text(
    "“{folder}”里没有导出文件（csv、xlsx、xls、ods）。把导出存到那里，再点。",
    "No export (csv, xlsx, xls, ods) lies in “{folder}”. Save one there and click again.",
)
_ONCE_MORE: Final = Text(
    "还没有写入。看过没问题，再点一次“{button}”就写入。",
    "Nothing is written yet. To take this in, click “{button}” once more.",
)


def collect_click(job: Job, beside: Path | None, today: dt.date) -> tuple[str, EditPlan]:
    """What came of the copies in the folder that Settings name, or beside the workbook; and the plan that takes them in."""
    from sheetsales.workflow.collect_brief import brief, found
    from sheetsales.workflow.collecting import collect

    opened = open_book(job.snapshot, today=today)
    lang = opened.book.lang
    folder = _folder(opened, COPIES, beside) or beside
    if folder is None:
        raise BadRequest(_NO_SETTING.fill(setting=_name(COPIES, lang)))
    places = [folder] if opened.book.settings.text(COPIES) else sorted(_copies(opened, folder))
    if not places and not _decided(opened.workbook):
        raise BadRequest(_NO_COPIES.fill(folder=folder, setting=_name(COPIES, lang)))
    at = None if beside is None else beside / job.request.book
    result = collect(job.snapshot, places, today=today, dry_run=True, beside=at)
    noted = home_edits(opened.source, today, _caption("collect", lang), found(result).in_(lang))
    said = "\n".join(line.in_(lang) for line in brief(result))
    return said, EditPlan((*result.plan.edits, *noted))


def import_click(job: Job, beside: Path | None, today: dt.date) -> tuple[str, EditPlan]:
    """What the newest export would bring; the plan that takes it in where the click before said the same of the same files."""
    from sheetsales.imports.crm.brief import brief, found
    from sheetsales.workflow.taking_in import Told, read_files, refused_files, take_in

    opened = open_book(job.snapshot, today=today)
    lang = opened.book.lang
    folder = _folder(opened, EXPORTS, beside)
    if folder is None:
        raise BadRequest(_NO_SETTING.fill(setting=_name(EXPORTS, lang)))
    files = _newest(folder)
    if not files:
        raise BadRequest(_NO_EXPORTS.fill(folder=folder))
    told = Told()
    read = read_files(files, told)
    outcome = take_in(job.snapshot, read, told, today=today, dry_run=True).outcome
    said = [line.in_(lang) for line in brief(outcome)]
    if not outcome.plan.edits:
        return "\n".join(said), EditPlan()
    mark = _mark(files, said)
    if _previewed(job) != mark:
        job.note(PREVIEWED, mark)
        said.append(_ONCE_MORE.fill(button=_caption("import", lang)).in_(lang))
        return "\n".join(said), EditPlan()
    errors, notices = refused_files(outcome, read.places, lang)
    said += [*map(str, errors), *(notice.in_(lang) for notice in notices)]
    noted = home_edits(opened.source, today, _caption("import", lang), found(outcome).in_(lang))
    return "\n".join(said), EditPlan((*outcome.plan.edits, *noted))


def _caption(action: str, lang: Lang) -> str:
    return next(button.caption.in_(lang) for button in BUTTONS if button.action == action)


def _name(key: str, lang: Lang) -> str:
    """What a setting is called on the sheet."""
    row = setting(key)
    return row[lang] if row is not None else key


def _folder(opened: Opened, key: str, beside: Path | None) -> Path | None:
    """The folder that a setting names, from the workbook's own on where it says no more; None where it is blank."""
    said = opened.book.settings.text(key)
    if not said:
        return None
    folder = Path(said).expanduser()
    if not folder.is_absolute() and beside is not None:
        folder = beside / folder
    if not folder.is_dir():
        raise BadRequest(_NO_FOLDER.fill(folder=said, setting=_name(key, opened.book.lang)))
    return folder


# -- copies


def _decided(workbook: Workbook) -> bool:
    from sheetsales.merging.pages import CONFLICTS, rows_of, taken

    return any(taken(row.get("take")) for row in rows_of(workbook, CONFLICTS))


def _copies(opened: Opened, folder: Path) -> Iterator[Path]:
    """The copies of this workbook in a folder and in those right below it; one that cannot be read is known by its name."""
    book = opened.store.get(BOOK_ID, "")
    names = {issue.file for issue in read_issues(opened.store.get(ISSUES, ""))}
    below = (one for one in folder.iterdir() if one.is_dir() and not one.name.startswith("."))
    for place in (one for at in (folder, *below) for one in at.iterdir()):
        if place.suffix.lower() in _BOOKS and not place.name.startswith(("~$", ".")) and book:
            try:
                stamp = read_stamp(store_of(place).get(STAMP, ""))
            except SheetsalesError:
                stamp = None
                if place.name in names:
                    yield place
            if stamp is not None and stamp.book == book:
                yield place


# -- exports


def _newest(folder: Path) -> list[Path]:
    """The newest export, and those that were saved along with it; files of refused rows count, since they are mended there."""
    found = [
        (one.stat().st_mtime, one)
        for one in folder.iterdir()
        if one.is_file() and one.suffix.lower() in _KINDS and not one.name.startswith(("~$", "."))
    ]
    found = [(when, one) for when, one in found if not _is_ours(one)]
    last = max((when for when, _ in found), default=0.0)
    return sorted(one for when, one in found if last - when <= _TOGETHER)


def _is_ours(place: Path) -> bool:
    """Whether a file is a workbook of sheetsales: what lies beside exports is none of them."""
    if place.suffix.lower() not in _BOOKS:
        return False
    try:
        return bool(store_of(place))
    except SheetsalesError:
        return False


def _mark(files: Sequence[Path], said: Sequence[str]) -> str:
    """What tells that a preview was of these very files, and said the same."""
    told = hashlib.sha256("\n".join(said).encode())
    for place in files:
        told.update(place.read_bytes())
    return told.hexdigest()


def _previewed(job: Job) -> str:
    """What the last click of the same button on the same workbook showed and did not take in; "" where it did."""
    for folder in jobs():
        request = request_of(folder) if folder.name != job.path.name else None
        if request is not None and _about(request) == _about(job.request):
            shown = folder / PREVIEWED
            return shown.read_text(encoding="utf-8") if shown.is_file() else ""
    return ""


def _about(request: Request) -> tuple[str, str, str]:
    return request.button, request.folder, request.book
