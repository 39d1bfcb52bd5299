"""The checks of one workbook: its macro and buttons, where it lies, who holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sheetsales.backends.clicks.job import Request, jobs, request_of
from sheetsales.backends.limits import check_file
from sheetsales.backends.locks import refuse_if_open
from sheetsales.errors import EditRefused, WorkbookLocked
from sheetsales.texts import Text
from sheetsales.workflow import buttoning
from sheetsales.workflow.doctoring.mark_of_the_web import is_marked
from sheetsales.workflow.doctoring.verdict import Verdict, fine, mend, note

_CLOUDS: Final = ("onedrive", "dropbox", "icloud", "坚果云", "nutstore", "wps云", "wpsdrive", "google drive")


def workbook(path: Path) -> Iterator[Verdict]:
    """Every check of a workbook. Raises ``NotAWorkbook`` for a file that is none."""
    path = path.absolute()
    check_file(path)
    yield from _mark(path)
    yield from _buttons(path)
    yield from _place(path)
    yield from _holder(path)
    yield from _namesakes(path)


def _mark(path: Path) -> Iterator[Verdict]:
    if not is_marked(path):
        yield fine("mark", Text("文件没有“来自网络”的标记。", "The file has no mark of the web."))
        return
    cure = Text(
        "Windows：右键文件→属性→勾选“解除锁定”；Mac：xattr -d com.apple.quarantine 文件。或在本机用 sheetsales buttons add 另做一份。",
        "Windows: right-click the file > Properties > Unblock. Mac: xattr -d com.apple.quarantine FILE. Or make one on this "
        "computer with sheetsales buttons add.",
    )
    text = Text(
        "文件带着“来自网络”的标记：系统会拦住里面的宏。",
        "The file is marked as come from the web, so its macros are blocked.",
    )
    yield mend("mark", text, cure)


def _without_macros(path: Path, add: Text) -> Verdict:
    """A workbook that cannot hold buttons, and where they are or how to get them."""
    twin = path.with_suffix(buttoning.MACRO_BOOK)
    if twin.exists():
        text = Text(
            f"{path.suffix} 不能存宏；按钮在“{twin.name}”里。",
            f"An {path.suffix} holds no macros; the buttons are in “{twin.name}”.",
        )
        return note("buttons", text)
    text = Text(
        f"{path.suffix} 不能存宏，里面没有按钮。", f"An {path.suffix} holds no macros, so it has no buttons."
    )
    return note("buttons", text, add)


def _buttons(path: Path) -> Iterator[Verdict]:
    add = Text(f"sheetsales buttons add {path.name}", f"sheetsales buttons add {path.name}")
    repair = Text(f"sheetsales buttons repair {path.name}", f"sheetsales buttons repair {path.name}")
    if path.suffix.lower() != buttoning.MACRO_BOOK:
        yield _without_macros(path, add)
        return
    try:
        found = buttoning.condition(path)
    except EditRefused as error:
        yield mend(
            "buttons",
            error.text,
            Text(
                "请按上面说的做，再运行 sheetsales doctor。",
                "Do what it says, then run sheetsales doctor again.",
            ),
        )
        return
    texts = {
        "none": Text("里面没有我们的宏。", "Our macro is not in it."),
        "old": Text("里面的宏和现在的 sheetsales 不是一个版本，或被改过。", "Its macro is of another version than this sheetsales, or was changed."),
        "incomplete": Text("宏在，但有按钮不见了，或没有连上宏（在 LibreOffice 里存过就会这样）。", "The macro is there, but buttons are missing or lead nowhere (saving in LibreOffice does that)."),
        "fine": Text("宏和按钮都在，也是最新的。", "Macro and buttons are there and up to date."),
    }  # fmt: skip
    if found == "fine":
        yield fine("buttons", texts[found])
    else:
        yield mend("buttons", texts[found], add if found == "none" else repair)


def _place(path: Path) -> Iterator[Verdict]:
    asked = [request for request in _requests(path) if "://" in request.folder]
    whole = str(path).lower()
    if asked:
        text = Text(
            f"Excel 把它当作网上的文件打开（{asked[0].folder}）：月报会存到“文档”文件夹。",
            f"Excel opens it as a file on the web ({asked[0].folder}): reports go to Documents.",
        )
        yield note("place", text)
    elif any(cloud in whole for cloud in _CLOUDS):
        text = Text(
            "它在同步文件夹里：同时在两处改会留下冲突副本。",
            "It lies in a synced folder: changing it in two places at once leaves conflict copies.",
        )
        yield note("place", text, Text("点按钮前，让同步先完成。", "Let the sync finish before you click."))
    elif whole.startswith(("\\\\", "//")):
        yield note("place", Text("它在网络文件夹里。", "It lies in a network folder."))
    if not os.access(path, os.W_OK):
        yield mend(
            "writable",
            Text("文件是只读的，命令写不进去。", "The file is read-only, so commands cannot write it."),
            Text("去掉文件的只读属性。", "Clear its read-only attribute."),
        )
    elif not os.access(path.parent, os.W_OK):
        yield mend(
            "writable",
            Text(
                "文件夹不能写，存不了备份和结果。",
                "Its folder cannot be written, so neither backup nor result can be kept.",
            ),
            Text("把工作簿移到你自己的文件夹。", "Move the workbook into a folder of your own."),
        )
    else:
        yield fine("writable", Text("文件和文件夹都能写。", "File and folder can be written."))


def _holder(path: Path) -> Iterator[Verdict]:
    try:
        refuse_if_open(path)
    except WorkbookLocked as locked:
        yield note(
            "open",
            locked.text,
            Text(
                "开着时用按钮；用命令就先关掉。", "Use the buttons while it is open; close it for commands."
            ),
        )
        return
    yield fine("open", Text("没有程序开着它。", "No program has it open."))


def _namesakes(path: Path) -> Iterator[Verdict]:
    """Excel opens no two workbooks of one name, and a run is undone in the one it was made in."""
    folders = {request.folder for request in _requests(path)} - {str(path.parent)}
    others = sorted(folder for folder in folders if "://" not in folder and Path(folder, path.name).exists())
    if others:
        yield note(
            "namesake",
            Text(f"另一个文件夹里有同名的工作簿，也点过按钮：{others[0]}", f"A workbook of the same name in another folder was clicked as well: {others[0]}"),
            Text("Excel 不能同时打开两个同名的工作簿；请改名。", "Excel cannot open two workbooks of one name; rename one."),
        )  # fmt: skip


def _requests(path: Path) -> list[Request]:
    """What was asked for workbooks of this name lately."""
    found = [request for job in jobs() if (request := request_of(job)) is not None]
    return [request for request in found if request.book.casefold() == path.name.casefold()]
