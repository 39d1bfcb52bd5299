"""``buttons``: the macro and its buttons put into a workbook, put right, or taken out; everything else stays."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final, Literal, TypeVar

from sheetsales.backends.limits import DEFAULT, check_file, unreadable
from sheetsales.backends.ooxml.apply import apply_plan
from sheetsales.backends.ooxml.controls import Control, Corner, add_controls, controls_on, remove_controls
from sheetsales.backends.ooxml.macros import our_module, put_module, take_module
from sheetsales.backends.ooxml.package import Package
from sheetsales.backends.ooxml.spans import MalformedError, refusal
from sheetsales.backends.ooxml.vba_project import body
from sheetsales.backends.ooxml.workbook_part import SheetEntry, WorkbookPart
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.saving import check_place, save_in_place, save_new
from sheetsales.backends.workroom import workroom
from sheetsales.buttons.places import Spot, buttons_sheet, spots
from sheetsales.buttons.registry import BUTTONS, MODULE
from sheetsales.buttons.vba import module_source
from sheetsales.cells.edits import Edit, EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, EditRefused
from sheetsales.schema.bind import bind
from sheetsales.texts import Lang, Text
from sheetsales.workflow.newest import anew

Made = TypeVar("Made")
Condition = Literal["none", "old", "incomplete", "fine"]
MACRO_BOOK: Final = ".xlsm"
_PIXELS: Final = (128, 36)
_MARGIN: Final = (4, 2)

NOT_A_BOOK = Text(
    "“{name}”不是 .xlsx 或 .xlsm 工作簿，加不了按钮。请在 Excel 里另存为 .xlsx，再试。",
    "“{name}” is neither an .xlsx nor an .xlsm workbook; buttons cannot be added. Save it as .xlsx in Excel and try again.",
)
NO_BUTTONS_IN = Text(
    "“{name}”不能存宏，里面没有按钮。按钮在同名的 .xlsm 里。",
    "“{name}” cannot hold macros and has no buttons. They are in the .xlsm of the same name.",
)
STRICT = Text(
    "“{name}”是 Strict Open XML 格式，不能带宏。请在 Excel 里另存为普通的 .xlsx，再试。",
    "“{name}” is in the Strict Open XML format, which takes no macros. Save it as an ordinary .xlsx and try again.",
)
SIGNED = Text(
    "“{name}”有数字签名，一改就失效，所以没有动。请先加按钮，再请签名的人签名。",
    "“{name}” is digitally signed, and any change voids the signature, so nothing was done. Add the buttons first, "
    "then have it signed again.",
)
LOCKED = Text(
    "“{name}”的结构受保护，加不了放按钮的工作表“{sheet}”。请在 Excel 里点“审阅 → 保护工作簿”取消保护，再加按钮。",
    "The structure of “{name}” is protected, so the sheet “{sheet}” for the buttons cannot be added. In Excel, take the "
    "protection off under Review > Protect Workbook, then add the buttons.",
)


@dataclass(frozen=True, slots=True)
class Buttoned:
    """What was done: the file with the buttons, how many buttons stand there now, and whether it was changed."""

    path: Path
    buttons: int
    changed: bool


@anew
def add_buttons(
    path: Path, *, overwrite: bool = False, dry_run: bool = False, today: dt.date | None = None
) -> Buttoned:
    """Put the buttons into an .xlsm, or into a new .xlsm beside an .xlsx, which stays.

    With ``today`` a Home of ours that has no cockpit gets one. Buttons that are all there and up to date are left alone. Raises ``EditRefused`` for signed VBA.
    """
    kind = path.suffix.lower()
    if kind == MACRO_BOOK:
        data = _read(path)
        made, count = with_buttons(data, path, today=today)
        _write(path, data, None if dry_run else made)
        return Buttoned(path, count, made is not None)
    if kind != ".xlsx":
        _read(path)
        raise BadRequest(NOT_A_BOOK.fill(name=path.name))
    target = path.with_suffix(MACRO_BOOK)
    check_place(target, overwrite=overwrite)
    made, count = with_buttons(_read(path), path, today=today)
    if made is not None and not dry_run:
        new = made
        save_new(target, lambda out: out.write(new), overwrite=overwrite, like=path)
    return Buttoned(target, count, True)


@anew
def remove_buttons(path: Path, *, dry_run: bool = False) -> Buttoned:
    """Take our buttons and our module out of an .xlsm; VBA and buttons of the team's own stay."""
    if path.suffix.lower() != MACRO_BOOK:
        _read(path)
        raise BadRequest(NO_BUTTONS_IN.fill(name=path.name))
    data = _read(path)
    made, count = _guarded(path, lambda: _without_buttons(data, path))
    _write(path, data, None if dry_run else made)
    return Buttoned(path, count, made is not None)


def condition(path: Path) -> Condition:
    """How the buttons of an .xlsm are; raises ``EditRefused`` where its VBA is signed or cannot be read."""
    data = _read(path)
    package = Package(data, path, DEFAULT)
    known = _guarded(path, lambda: our_module(package, WorkbookPart(package).part, MODULE, path.name))
    if known is None:
        return "none"
    language = bind(read_workbook(path)).language
    if body(known).rstrip() != body(module_source(language)).rstrip():
        return "old"
    return "fine" if with_buttons(data, path)[0] is None else "incomplete"


def with_buttons(
    data: bytes, path: Path, lang: Lang | None = None, today: dt.date | None = None
) -> tuple[bytes | None, int]:
    """The workbook with its buttons and how many they are; None for one that has them all, up to date."""
    return _guarded(path, lambda: _with_buttons(data, path, lang, today))


def _write(path: Path, seen: bytes, data: bytes | None) -> None:
    """Put the workbook in the place of what was seen there; None is one that stays as it is."""
    if data is not None:
        save_in_place(path, lambda out: out.write(data), seen=hashlib.sha256(seen).hexdigest())


def _read(path: Path) -> bytes:
    check_file(path)
    try:
        return path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from fault


def _guarded(path: Path, work: Callable[[], Made]) -> Made:
    try:
        return work()
    except MalformedError as fault:
        raise refusal(path, fault) from fault


def _with_buttons(
    data: bytes, path: Path, lang: Lang | None, today: dt.date | None
) -> tuple[bytes | None, int]:
    with workroom() as folder:
        copy = folder / ("book" + path.suffix.lower())
        copy.write_bytes(data)
        workbook = read_workbook(copy)
        language = lang or bind(workbook).language
        package = Package(data, path, DEFAULT)
        _refuse(package, path)
        source = module_source(language)
        known = our_module(package, WorkbookPart(package).part, MODULE, path.name)
        plan = _room(workbook, language, package, path, today)
        if plan.edits:
            grown = BytesIO()
            apply_plan(data, plan, grown)
            copy.write_bytes(grown.getvalue())
            workbook = read_workbook(copy)
            package = Package(grown.getvalue(), path, DEFAULT)
    wanted = spots(workbook)
    there = not plan.edits and known is not None and body(known) == body(source)
    if there and _all_there(package, wanted, language):
        return None, len(wanted)
    _clear(package)
    _draw(package, wanted, language)
    put_module(package, MODULE, source, path.name)
    return _saved(package), len(wanted)


def _room(workbook: Workbook, lang: Lang, package: Package, path: Path, today: dt.date | None) -> EditPlan:
    """What makes room for the buttons: a sheet for them where there is no Home of ours, else a cockpit beside them."""
    sheet = buttons_sheet(workbook, lang)
    if sheet is not None:
        if WorkbookPart(package).structure_is_locked:
            raise EditRefused(LOCKED.fill(name=path.name, sheet=sheet.name))
        return EditPlan((sheet,))
    from sheetsales.template.adding.cockpit import cockpit_edits, without_hint

    edits: list[Edit] = list(without_hint(workbook))
    if today is not None:
        from sheetsales.template.adding.ground import Ground
        from sheetsales.workflow.adding import currency_of

        binding = bind(workbook)
        ground = Ground(workbook, binding, lang, currency_of(workbook, binding, lang, today))
        edits += cockpit_edits(ground, today)
    return EditPlan(tuple(edits))


def _without_buttons(data: bytes, path: Path) -> tuple[bytes | None, int]:
    package = Package(data, path, DEFAULT)
    _refuse(package, path)
    known = our_module(package, WorkbookPart(package).part, MODULE, path.name)
    removed = _clear(package)
    if known is None and not removed:
        return None, 0
    if known is not None:
        take_module(package, MODULE, path.name)
    return _saved(package), 0


def _refuse(package: Package, path: Path) -> None:
    if WorkbookPart(package).is_signed:
        raise EditRefused(SIGNED.fill(name=path.name))
    if package.is_strict:
        raise EditRefused(STRICT.fill(name=path.name))


def _worksheets(package: Package) -> list[SheetEntry]:
    return WorkbookPart(package).worksheets


def _clear(package: Package) -> int:
    macros = {button.macro for button in BUTTONS}
    return sum(remove_controls(package, s.part, s.name, macros, macros) for s in _worksheets(package))


def _all_there(package: Package, wanted: Sequence[Spot], lang: Lang) -> bool:
    parts = {entry.name: entry.part for entry in _worksheets(package)}
    standing = {name: controls_on(package, part) for name, part in parts.items()}
    return all(
        standing.get(spot.sheet, {}).get(spot.button.macro) == spot.button.shown(lang) for spot in wanted
    )


def _draw(package: Package, wanted: Sequence[Spot], lang: Lang) -> None:
    for entry in _worksheets(package):
        controls = [_control(spot, lang) for spot in wanted if spot.sheet == entry.name]
        if controls:
            add_controls(package, entry.part, entry.name, controls)


def _control(spot: Spot, lang: Lang) -> Control:
    (left, top), (right, bottom) = spot.first, spot.last
    dx, dy = _MARGIN
    width, height = _PIXELS
    start, end = Corner(left, top, dx, dy), Corner(right, bottom, 0, 0)
    name = spot.button.macro
    return Control(name, spot.button.shown(lang), name, start, end, width - dx, height - dy)


def _saved(package: Package) -> bytes:
    out = BytesIO()
    package.save(out)
    return out.getvalue()
