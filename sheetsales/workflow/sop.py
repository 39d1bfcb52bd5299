"""``sop``: the flow chart, the handbook and the Gantt chart of a workbook's process, beside it or the chart within it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from sheetsales.backends.clicks.runs import UNDOING
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.shapes_carry import with_drawing_of
from sheetsales.backends.ooxml.shapes_read import shapes_on, sheet_with
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.saving import save_in_place, save_new
from sheetsales.backends.workroom import workroom
from sheetsales.cells.edits import Edit, EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.cells.shapes import Standing
from sheetsales.checking.plan import within_structure
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, EditRefused, WorkbookLocked
from sheetsales.indicators.asked_period import required_month
from sheetsales.indicators.period import Period, month_of, parse_month, shifted
from sheetsales.look import styles
from sheetsales.reports.sop.build import TITLES, Sop, Wanted, build_sop, chart_alone
from sheetsales.reports.sop.handbook import NOBODY_SIGNED, Signed, signed_in
from sheetsales.reports.sop.keeping import Kept, Memory, Merged, as_drawn, as_text, merged, remembered
from sheetsales.reports.sop.layout import PREFIX
from sheetsales.reports.sop.own_sheet import new_chart_sheet, our_sheets
from sheetsales.schema.store import read_store, store_edits
from sheetsales.schema.workbook import STORE_SHEET
from sheetsales.texts import LANGUAGES, NO_TEXT, Lang, Text
from sheetsales.workflow.newest import anew
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.places import check_new, title_of

KEY: Final = "sop.chart"
"""Where what we drew last is remembered."""

_WHAT: Final = Text("流程文件", "The process")
_OVER_BOOK: Final = Text(
    "流程文件不能写进原工作簿。要把图画进工作簿，用 --in-workbook；否则换个文件名。",
    "The process cannot be written over the workbook itself. To have the chart in it, use --in-workbook; else choose another "
    "name.",
)
_OPEN: Final = Text(
    "“{name}”在 Excel 里开着，图形画不进去。请先保存并关闭，再运行一次；或不加 --in-workbook，另存一个文件。",
    "“{name}” is open in Excel, where shapes cannot be drawn. Save and close it, then run this again; or leave out --in-workbook "
    "for a file of its own.",
)
_LOCKED: Final = Text(
    "工作簿结构受保护，加不了“流程图”表，什么都没写。请在 Excel 的“审阅 → 保护工作簿”里取消保护，再运行一次。",
    "The workbook's structure is protected, so the sheet Flow chart cannot be added; nothing was written. Unprotect the workbook "
    "in Excel (Review > Protect Workbook), then run this again.",
)
_OWN_SHEETS: Final = Text(
    "“{name}”里有你们自己加的工作表（{sheets}），重新生成会丢。请用 -o 换个文件名；确定不要了就加 --force，原来的那份在备份里。",
    "“{name}” holds sheets of your own ({sheets}), which making it anew would lose. Give another name with -o; if they may go, add "
    "--force: the file as it is stays among the backups.",
)
_BLANK_HERE: Final = Text(
    "空白版是给新人看、贴墙上的，不放进工作簿。请去掉 --in-workbook。",
    "The blank one is for newcomers and the wall, not for the workbook. Leave out --in-workbook.",
)


@dataclass(frozen=True)
class Asked:
    """What somebody asks: the month of the figures (None for the last whole one), where to (None for beside the workbook),
    ``blank`` for newcomers, ``fresh`` to draw everything where it would stand of itself; a ``trial`` keeps nothing."""

    today: dt.date
    month: str | None = None
    out: Path | None = None
    blank: bool = False
    fresh: bool = False
    force: bool = False
    trial: bool = False


@dataclass(frozen=True)
class Made:
    """What was made, where, and what stayed of what people had changed."""

    path: Path
    sheet: str
    sop: Sop
    kept: Kept
    lang: Lang
    month: str
    changed: bool
    notice: Text = NO_TEXT


def sop(path: Path, asked: Asked) -> Made:
    """The process as a workbook of its own; the workbook itself stays untouched."""
    opened = open_book(path, today=asked.today)
    place = _place(opened.path, asked)
    earlier = place if place.exists() and _ours(place) else None
    before = read_workbook(earlier) if earlier is not None else None
    if before is not None and not asked.force:
        _refuse_own_sheets(before, place)
    book, wanted = opened.book, _wanted(opened, asked)
    with workroom() as folder:
        made = folder / place.name
        signed = signed_in(before) if before is not None else NOBODY_SIGNED
        done = build_sop(book, wanted, made, signed)
        drawn: tuple[Standing, ...] = ()
        memory: Memory = {}
        sheet = sheet_with(earlier, PREFIX) if earlier is not None else None
        if earlier is not None and sheet is not None and before is not None:
            drawn = shapes_on(earlier, sheet)
            memory = _memory(drawn, read_store(before), fresh=asked.fresh)
            made.write_bytes(with_drawing_of(earlier, sheet, made, done.sheet))
        laid = merged(done.sheet, done.laid.sketch, drawn, memory, styles.font(wanted.lang))
        plan = EditPlan(store_edits(read_workbook(made), {KEY: as_text(laid.memory)}))
        if not asked.trial:
            _save(place, path, partial(_drawn, made, plan, laid))
    return Made(
        place, done.sheet, done, laid.kept, wanted.lang, wanted.month.label, True, _not_signed(signed, done)
    )


def _drawn(made: Path, plan: EditPlan, laid: Merged, out: BinaryIO) -> None:
    apply_plan(made, plan, out, drawing=laid.drawing)


def _save(place: Path, book: Path, write: partial[None]) -> None:
    if place.exists():
        save_in_place(place, write)
    else:
        save_new(place, write, like=book)


@anew
def sop_in_workbook(path: Path, asked: Asked) -> Made:
    """The flow chart as a sheet of the workbook; one that is there is drawn anew where nobody has been at it."""
    if asked.blank or asked.out is not None:
        raise BadRequest(_BLANK_HERE if asked.blank else _NO_OUT)
    opened = open_book(path, today=asked.today)
    if opened.is_live:
        raise WorkbookLocked(_OPEN.fill(name=path.name))
    wanted = _wanted(opened, asked)
    done = chart_alone(opened.book, wanted)
    sheet = sheet_with(path, PREFIX)
    drawn = shapes_on(path, sheet) if sheet is not None else ()
    memory: Memory = {} if sheet is None else _memory(drawn, opened.store, fresh=asked.fresh)
    edits: list[Edit] = [*opened.taken]
    if sheet is None:
        added = new_chart_sheet(opened.workbook, wanted.lang, done.laid)
        edits.append(added)
        sheet = added.name
    laid = merged(sheet, done.laid.sketch, drawn, memory, styles.font(wanted.lang))
    edits += store_edits(opened.workbook, {KEY: as_text(laid.memory)})
    plan, said = within_structure(opened.workbook, EditPlan(tuple(edits), opened.workbook.sha256 or None))
    if said.zh:
        raise EditRefused(_LOCKED)
    changed = bool(plan.edits) or not laid.drawing.is_empty
    if changed:
        _write(path, plan, laid, trial=asked.trial)
    return Made(path, sheet, done, laid.kept, wanted.lang, wanted.month.label, changed)


_NO_OUT: Final = Text(
    "--in-workbook 把图画进工作簿自己，不能和 -o 一起用。",
    "--in-workbook draws the chart in the workbook itself; it does not go with -o.",
)


def _write(path: Path, plan: EditPlan, laid: Merged, *, trial: bool) -> None:
    if trial:
        with workroom() as folder:
            apply_plan(path, plan, folder / path.name, drawing=laid.drawing)
        return

    def write(out: BinaryIO) -> None:
        apply_plan(path, plan, out, drawing=laid.drawing)

    save_in_place(path, write, record=UNDOING)  # shapes are no cells: the way back is the backup


def _memory(drawn: tuple[Standing, ...], store: Mapping[str, str], *, fresh: bool) -> Memory:
    """What we drew last; where it shall be drawn afresh all of ours counts as that."""
    return as_drawn(drawn, PREFIX) if fresh else remembered(store.get(KEY, ""))


def _wanted(opened: Opened, asked: Asked) -> Wanted:
    book = opened.book
    return Wanted(_month(asked, book.settings.text("report_month")), asked.today, book.lang, asked.blank)


def _month(asked: Asked, setting: str) -> Period:
    if asked.month is not None:
        return required_month(asked.month, asked.today)
    return parse_month(setting) or shifted(month_of(asked.today), -1)


def _place(book: Path, asked: Asked) -> Path:
    name = f"{book.stem}-SOP{'-blank' if asked.blank else ''}.xlsx"
    place = (
        book.with_name(name) if asked.out is None else asked.out / name if asked.out.is_dir() else asked.out
    )
    check_new(_WHAT, place, book, ".xlsx", overwrite=asked.force or _ours(place), over_book=_OVER_BOOK)
    return place


def _ours(path: Path) -> bool:
    """Whether a file is an earlier one of ours, by the title in its properties."""
    return any(title_of(path).startswith(TITLES.in_(lang)) for lang in LANGUAGES)


def _refuse_own_sheets(before: Workbook, place: Path) -> None:
    own = [grid.name for grid in before.grids if grid.name not in (*our_sheets(), STORE_SHEET)]
    if own:
        raise BadRequest(_OWN_SHEETS.fill(name=place.name, sheets=Text("、".join(own), ", ".join(own))))


def _not_signed(signed: Signed, done: Sop) -> Text:
    """What to say where signatures were for another version."""
    if not signed.rows or signed.of(done.version_said):
        return NO_TEXT
    return Text(
        f"上一份有 {len(signed.rows)} 人签收，签的是别的版本，没有带过来；那份在备份里。",
        f"The earlier file had signatures of {len(signed.rows)}, for another version; they were not taken over. That file is "
        "among the backups.",
    )
