"""Run by ``desk.Desk``: BOOK STEPS.json PROFILE. Opens a workbook in LibreOffice and does what the steps say.

Steps are lists: ["open", book], ["press", caption], ["press_and_set", caption, sheet, cell, value, file] (sets the cell once
the running macro has that file in its job folder), ["press_twice", caption, file] (clicks again then, which stops it),
["set", sheet, cell, value], ["read", sheet, range], ["formulas", sheet, range], ["captions"], ["sheets"], ["protect", sheet],
["protect_structure"], ["open_read_only", book], ["open_unsaved", book], ["open_beside", book] and ["turn_to_beside"] for
a second workbook, ["save"], ["copy", file], ["shot", file], ["undoable"], ["await_file", file] (stays open until it is there). Prints one JSON list of what each gave.
Needs LibreOffice's Python bridge (python3-uno); ["shot"] needs a display and ImageMagick.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import Exception as UnoException

ROLES = {
    name: uno.getConstantByName(f"com.sun.star.accessibility.AccessibleRole.{name}")
    for name in ("ALERT", "DIALOG", "OPTION_PANE", "LABEL", "TEXT", "STATIC", "PARAGRAPH", "PUSH_BUTTON")
}
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
PATIENCE, START = 120, 90


def named(**values: object) -> tuple:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


class Desk:
    """One LibreOffice with one workbook in it."""

    def __init__(self, book: str, profile: str) -> None:
        user = Path(profile, "user")
        user.mkdir(parents=True, exist_ok=True)
        (user / "registrymodifications.xcu").write_text(SETTINGS)
        self.profile, pipe = profile, f"press{os.getpid()}"
        arguments = ["soffice", f"-env:UserInstallation=file://{profile}", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]  # fmt: skip
        if not os.environ.get("DISPLAY"):
            arguments.append("--headless")
        self.context = self._started(arguments, pipe)
        desktop = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self.context
        )
        self.desktop, self.document = desktop, None
        self.open(book)

    def open(self, book: str, **how: object) -> None:
        if self.document is not None:
            self.document.setModified(False)
            self.document.close(True)
        self.document = self.desktop.loadComponentFromURL(
            Path(book).resolve().as_uri(), "_blank", 0, named(MacroExecutionMode=4, UpdateDocMode=1, **how)
        )

    def open_read_only(self, book: str) -> None:
        self.open(book, ReadOnly=True)

    def open_unsaved(self, book: str) -> None:
        """As a new workbook that has no file yet."""
        self.open(book, AsTemplate=True)

    def open_beside(self, book: str) -> None:
        """Another workbook, while the one before stays open; the steps go on in the one before."""
        before, self.document = self.document, None
        self.open(book)
        self.beside, self.document = self.document, before

    def turn_to_beside(self) -> None:
        """The steps go on in the other workbook."""
        self.beside, self.document = self.document, self.beside

    def _started(self, arguments: list, pipe: str) -> object:
        """LibreOffice's context. One that dies or hangs while it starts, as on a starved machine, is started once more."""
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(2):
            self.office = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            until = time.monotonic() + START
            while time.monotonic() < until and self.office.poll() is None:
                try:
                    return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                except NoConnectException:
                    time.sleep(0.25)
            self._end()
        raise SystemExit("LibreOffice did not start")

    def _end(self) -> None:
        """What soffice starts is another process, which goes by the same profile."""
        self.office.kill()
        self.office.wait()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if (
                    int(process.name) != os.getpid()
                    and f"file://{self.profile}" in (process / "cmdline").read_text()
                ):
                    os.kill(int(process.name), signal.SIGKILL)
            except OSError:
                continue

    def close(self) -> None:
        try:
            self.document.setModified(False)
            self.document.close(True)
            self.desktop.terminate()
        except UnoException:  # it is gone already
            pass
        try:
            self.office.wait(20)
        except subprocess.TimeoutExpired:
            self.office.kill()

    def buttons(self) -> dict:
        """(sheet, caption) → macro, of every button that is bound."""
        found = {}
        for sheet in self._sheets():
            page = sheet.DrawPage
            for i in range(page.Count):
                shape = page.getByIndex(i)
                if not shape.supportsService("com.sun.star.drawing.ControlShape") or shape.Control is None:
                    continue
                form = shape.Control.getParent()
                for k in range(form.getCount()):
                    if form.getByIndex(k) == shape.Control:
                        for event in form.getScriptEvents(k):
                            found[sheet.Name, shape.Control.Label] = event.ScriptCode
        return found

    def _sheets(self) -> list:
        sheets = self.document.Sheets
        return [sheets.getByIndex(i) for i in range(sheets.Count)]

    def press(self, caption: str, answer: str = "", meanwhile: object = None) -> dict:
        """Run the macro of a button as a click does.

        Gives what its messages said (headless there are none) and how much processor time the writing took, from
        the answer to the end."""
        macro = next(code for (_, label), code in self.buttons().items() if label.endswith(caption))
        script = self.document.getScriptProvider().getScript(macro)
        box: dict = {}

        def run() -> None:
            try:
                script.invoke((), (), ())
            except UnoException as fault:
                box["fault"] = str(fault)

        before = {job.name for job in _jobs()}

        def watch() -> None:
            """Beside the loop below, which stands still while the macro is busy."""
            while thread.is_alive() and "answered" not in box:
                if any((job / "done.txt").exists() for job in _jobs() if job.name not in before):
                    box["answered"] = self._cpu()
                time.sleep(0.02)

        thread = threading.Thread(target=run, daemon=True)
        began = time.monotonic()
        thread.start()
        threading.Thread(target=watch, daemon=True).start()
        said: list = []
        while thread.is_alive() and time.monotonic() - began < PATIENCE:
            if meanwhile is not None and meanwhile():
                meanwhile = None
            for texts, buttons in self._dialogs():
                if not said or said[-1] != texts:
                    said.append(texts)
                    box.setdefault("seconds", round(time.monotonic() - began, 2))
                wanted = next(
                    (b for b in buttons if answer and b.getAccessibleName().strip("~_") == answer), None
                )
                (wanted or buttons[0]).doAccessibleAction(0)
            time.sleep(0.05)
        used = round(self._cpu() - box.pop("answered", self._cpu()), 2)
        return {"said": said, "ended": not thread.is_alive(), "seconds_to_write": used, **box}

    def _cpu(self) -> float:
        """The processor time LibreOffice has taken, in seconds."""
        profile, total = self.profile, 0.0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if (
                    profile in (process / "cmdline").read_text()
                    and "soffice.bin" in (process / "cmdline").read_text()
                ):
                    total += sum(map(int, (process / "stat").read_text().rpartition(")")[2].split()[11:13]))
            except OSError:
                continue
        return total / os.sysconf("SC_CLK_TCK")

    def _dialogs(self) -> list:
        toolkit = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.awt.Toolkit", self.context
        )
        found = []
        for i in range(toolkit.getTopWindowCount()):
            try:
                context = toolkit.getTopWindow(i).getAccessibleContext()
                if context.getAccessibleRole() in (ROLES["ALERT"], ROLES["DIALOG"], ROLES["OPTION_PANE"]):
                    texts, buttons = [], []
                    self._walk(context, texts, buttons, 0)
                    if buttons:
                        found.append(("\n".join(texts), buttons))
            except (UnoException, AttributeError):  # the window closed while it was looked at
                continue
        return found

    def _walk(self, node: object, texts: list, buttons: list, depth: int) -> None:
        role, name = node.getAccessibleRole(), node.getAccessibleName()
        if name and role in (ROLES["LABEL"], ROLES["TEXT"], ROLES["STATIC"], ROLES["PARAGRAPH"]):
            texts.append(name)
        if name and role == ROLES["PUSH_BUTTON"]:
            buttons.append(node)
        if depth < 6:
            for k in range(min(node.getAccessibleChildCount(), 30)):
                self._walk(node.getAccessibleChild(k).getAccessibleContext(), texts, buttons, depth + 1)

    def cells(self, sheet: str, area: str) -> object:
        return self.document.Sheets.getByName(sheet).getCellRangeByName(area)

    def set(self, sheet: str, cell: str, value: object) -> None:
        target = self.cells(sheet, cell).getCellByPosition(0, 0)
        if isinstance(value, str):
            target.setString(value)
        else:
            target.setValue(value)

    def do(self, step: list) -> object:
        what, *rest = step
        return getattr(self, what)(*rest)

    def press_and_set(self, caption: str, sheet: str, cell: str, value: object, mark: str) -> dict:
        return self.press(caption, meanwhile=lambda: self._set_once(sheet, cell, value, mark))

    def press_twice(self, caption: str, mark: str) -> dict:
        return self.press(caption, answer="Yes", meanwhile=lambda: self._press_again(caption, mark))

    def read(self, sheet: str, area: str) -> list:
        return [list(row) for row in self.cells(sheet, area).getDataArray()]

    def formulas(self, sheet: str, area: str) -> list:
        return [list(row) for row in self.cells(sheet, area).getFormulaArray()]

    def captions(self) -> list:
        return [list(key) for key in self.buttons()]

    def sheets(self) -> list:
        return [sheet.Name for sheet in self._sheets()]

    def protect(self, sheet: str) -> None:
        self.document.Sheets.getByName(sheet).protect("")

    def protect_structure(self) -> None:
        self.document.protect("")

    def save(self) -> None:
        self.document.store()

    def copy(self, file: str) -> None:
        self.document.storeToURL(Path(file).resolve().as_uri(), named(FilterName="Calc MS Excel 2007 XML"))

    def await_file(self, file: str) -> bool:
        """Keep the workbook open until the file is there."""
        deadline = time.monotonic() + PATIENCE
        while not Path(file).exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        return Path(file).exists()

    def undoable(self) -> list:
        return list(self.document.UndoManager.getAllUndoActionTitles())

    def shot(self, file: str) -> None:
        subprocess.run(["import", "-window", "root", file], check=False, timeout=30)

    def _press_again(self, caption: str, mark: str) -> bool:
        if not _written(mark):
            return False
        macro = next(code for (_, label), code in self.buttons().items() if label.endswith(caption))
        script = self.document.getScriptProvider().getScript(macro)
        # It asks whether to stop, and waits for the answer that the loop above gives.
        threading.Thread(target=lambda: script.invoke((), (), ()), daemon=True).start()
        return True

    def _set_once(self, sheet: str, cell: str, value: object, mark: str) -> bool:
        if not _written(mark):
            return False
        self.set(sheet, cell, value)
        for job in _jobs():
            (job / "set.txt").touch()
        return True


def _jobs() -> list:
    return list(Path(os.environ["SHEETSALES_HOME"], "jobs").glob("*"))


def _written(mark: str) -> bool:
    return any((job / mark).exists() for job in _jobs())


def main(book: str, steps: str, profile: str) -> None:
    desk = Desk(book, profile)
    try:
        found = [desk.do(step) for step in json.loads(Path(steps).read_text(encoding="utf-8"))]
    finally:
        desk.close()
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8"))


if __name__ == "__main__":
    main(*sys.argv[1:])
