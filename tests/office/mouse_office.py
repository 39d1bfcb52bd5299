"""Run by ``mouse.Mouse``: PIPE. Tells what a LibreOffice shows and where; it never does anything a mouse can do.

One request a line on stdin, ``["name", argument ...]``; one JSON answer a line on stdout, ``{"gave": ...}`` or
``{"fault": ...}`` while the window is busy or not there yet. Places are [x, y, width, height] in pixels of the screen.
Needs LibreOffice's Python bridge (python3-uno).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import Exception as UnoException


def _constants(group: str, *names: str) -> list[int]:
    return [uno.getConstantByName(f"com.sun.star.accessibility.{group}.{name}") for name in names]


MESSAGES = _constants("AccessibleRole", "ALERT", "DIALOG", "OPTION_PANE")
TEXTS = _constants("AccessibleRole", "LABEL", "TEXT", "STATIC", "PARAGRAPH")
BUTTON, TAB, TABLE = _constants("AccessibleRole", "PUSH_BUTTON", "PAGE_TAB", "TABLE")
SPREADSHEET = _constants("AccessibleRole", "DOCUMENT_SPREADSHEET")[0]
BARS = _constants("AccessibleRole", "TOOL_BAR", "MENU_BAR", "STATUS_BAR")
FOCUSED = _constants("AccessibleStateType", "FOCUSED")[0]
DEPTH = 12
CHILDREN = 80


def place(node: Any) -> list[int]:
    at, size = node.getLocationOnScreen(), node.getSize()
    return [at.X, at.Y, size.Width, size.Height]


def inside(part: list[int], whole: list[int]) -> bool:
    return all(
        start <= first and first + length <= start + room
        for start, room, first, length in zip(whole[:2], whole[2:], part[:2], part[2:], strict=True)
    )


def within(node: Any, depth: int = 0) -> Iterator[Any]:
    """A node and what is in it; cells and bars are not entered, they have thousands."""
    yield node
    if depth < DEPTH and node.getAccessibleRole() not in (TABLE, *BARS):
        for number in range(min(node.getAccessibleChildCount(), CHILDREN)):
            yield from within(node.getAccessibleChild(number).getAccessibleContext(), depth + 1)


class Window:
    """What is open in one LibreOffice."""

    def __init__(self, pipe: str) -> None:
        local = uno.getComponentContext()
        name = "com.sun.star.bridge.UnoUrlResolver"
        resolver = local.ServiceManager.createInstanceWithContext(name, local)
        while True:
            try:
                self.context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except NoConnectException:
                time.sleep(0.1)

    def _service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def _tops(self) -> list[Any]:
        toolkit = self._service("com.sun.star.awt.Toolkit")
        return [
            toolkit.getTopWindow(number).getAccessibleContext()
            for number in range(toolkit.getTopWindowCount())
        ]

    def _document(self) -> Any:
        found = self._service("com.sun.star.frame.Desktop").Components.createEnumeration()
        return found.nextElement()

    def message(self) -> dict[str, Any] | None:
        """The message that is up: its words and its buttons' places; None without one."""
        for top in self._tops():
            if top.getAccessibleRole() in MESSAGES:
                nodes = list(within(top))
                buttons = {
                    node.getAccessibleName().strip("~_"): place(node)
                    for node in nodes
                    if node.getAccessibleRole() == BUTTON
                }
                words = [n.getAccessibleName() for n in nodes if n.getAccessibleRole() in TEXTS]
                if buttons:
                    return {"text": "\n".join(words), "buttons": buttons, "place": place(top)}
        return None

    def buttons(self) -> dict[str, list[int]]:
        """The workbook's own buttons in sight on the sheet in front: caption and place."""
        return {
            node.getAccessibleName(): place(node)
            for pane in self._panes()
            for node in self._drawn(pane)
            if inside(place(node), place(pane))
        }

    def sheet_area(self) -> list[int]:
        """Where the cells of the sheet in front are drawn, of the last pane where it is parted."""
        return place(self._panes()[-1])

    def _panes(self) -> list[Any]:
        """The sheet in front; its parts, where headings are frozen."""
        found = [n for top in self._tops() for n in within(top) if n.getAccessibleRole() == SPREADSHEET]
        if not found:
            raise RuntimeError("no workbook is open")
        return found

    def _drawn(self, pane: Any) -> Iterator[Any]:
        for number in range(min(pane.getAccessibleChildCount(), CHILDREN)):
            node = pane.getAccessibleChild(number).getAccessibleContext()
            if node.getAccessibleRole() == BUTTON:
                yield node

    def tabs(self) -> dict[str, list[int]]:
        """The tabs of the sheets that are in sight: name and place."""
        return {
            node.getAccessibleName(): place(node)
            for top in self._tops()
            for node in within(top)
            if node.getAccessibleRole() == TAB
        }

    def focused(self) -> list[str]:
        """The workbook's buttons that the keyboard would press."""
        return [
            node.getAccessibleName()
            for pane in self._panes()
            for node in self._drawn(pane)
            if node.getAccessibleStateSet().contains(FOCUSED)
        ]

    def front(self) -> str:
        return str(self._document().CurrentController.ActiveSheet.Name)

    def scroll_to(self, sheet: str, caption: str) -> None:
        """Scroll a sheet until the button is in sight, as one does with the scroll bar."""
        document = self._document()
        page = document.Sheets.getByName(sheet)
        shape = next(shape for shape in self._controls(page) if shape.Control.Label.endswith(caption))
        column = row = 0
        while page.getCellByPosition(column + 1, 0).Position.X <= shape.Position.X:
            column += 1
        while page.getCellByPosition(0, row + 1).Position.Y <= shape.Position.Y:
            row += 1
        controller = document.CurrentController
        controller.setFirstVisibleColumn(max(0, column - 2))
        controller.setFirstVisibleRow(max(0, row - 2))

    def _controls(self, page: Any) -> Iterator[Any]:
        drawn = page.DrawPage
        for number in range(drawn.Count):
            shape = drawn.getByIndex(number)
            if shape.supportsService("com.sun.star.drawing.ControlShape") and shape.Control is not None:
                yield shape

    def places(self) -> dict[str, list[int]]:
        """Every button of the sheet in front, and how far in 1/100 mm it lies from the cell under its corner."""
        page = self._document().CurrentController.ActiveSheet
        found = {}
        for shape in self._controls(page):
            x, y = shape.Position.X, shape.Position.Y
            column = next(c for c in range(60) if x < page.getCellByPosition(c + 1, 0).Position.X)
            row = next(r for r in range(60) if y < page.getCellByPosition(0, r + 1).Position.Y)
            cell = page.getCellByPosition(column, row)
            found[shape.Control.Label] = [column, row, x - cell.Position.X, y - cell.Position.Y]
        return found

    def covered(self) -> list[str]:
        """What stands in cells that a button lies over, on any sheet."""
        found = []
        sheets = self._document().Sheets
        for page in (sheets.getByIndex(number) for number in range(sheets.Count)):
            for shape in self._controls(page):
                found += [f"{page.Name}: {text}" for text in self._under(page, shape) if text]
        return found

    def _under(self, page: Any, shape: Any) -> Iterator[str]:
        left, top = shape.Position.X, shape.Position.Y
        right, bottom = left + shape.Size.Width, top + shape.Size.Height
        for column in range(60):
            cell = page.getCellByPosition(column, 0)
            if cell.Position.X + cell.Size.Width <= left or right <= cell.Position.X + 50:
                continue
            for row in range(60):
                cell = page.getCellByPosition(column, row)
                if cell.Position.Y + cell.Size.Height > top and bottom > cell.Position.Y + 50:
                    yield cell.String

    def read(self, sheet: str, area: str) -> list[list[Any]]:
        cells = self._document().Sheets.getByName(sheet).getCellRangeByName(area)
        return [list(row) for row in cells.getDataArray()]

    def modified(self) -> bool:
        return bool(self._document().isModified())

    def save(self) -> None:
        self._document().store()

    def quit(self) -> None:
        document = self._document()
        document.setModified(False)
        document.close(True)
        self._service("com.sun.star.frame.Desktop").terminate()


def main(pipe: str) -> None:
    window = Window(pipe)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = {"gave": getattr(window, name)(*arguments)}
        except (UnoException, StopIteration, AttributeError, RuntimeError) as fault:
            answer = {"fault": f"{type(fault).__name__}: {fault}"}
        sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
