# mypy: ignore-errors
# LibreOffice's Python bridge has no types at all.
"""A LibreOffice without windows in which tests open workbooks, reached by xlwings through the engine beside this."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path

BRIDGE = "/usr/lib/python3/dist-packages"


class Office:
    """One LibreOffice with a profile of its own; ``engine`` is the active engine of xlwings until ``close``."""

    def __init__(self, folder: Path) -> None:
        import builtins

        whole = builtins.__import__  # the bridge puts its own in this place
        sys.path.append(BRIDGE)
        try:
            import xlwings

            from tests.support import uno_engine
        finally:
            sys.path.remove(BRIDGE)
            builtins.__import__ = whole
        self.bridge = uno_engine
        pipe = f"sheetsales{folder.name}{id(self)}".replace("-", "")
        self.process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nologo",
             f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.desktop = self._desktop(pipe)
        self.engine = uno_engine.Engine(self.desktop)
        self.before = xlwings.engines.active
        xlwings.engines.add(xlwings.Engine(impl=self.engine))
        xlwings.engines["uno"].activate()

    def _desktop(self, pipe):
        local = self.bridge.uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(720):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except self.bridge.NoConnectException:
                time.sleep(0.25)
            else:
                return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        raise AssertionError("LibreOffice did not start")

    def open(self, path: Path):
        """The document of the workbook."""
        named = self.bridge.PropertyValue
        arguments = (named(Name="Hidden", Value=True), named(Name="MacroExecutionMode", Value=0))
        return self.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, arguments)

    def save_copy(self, document, path: Path) -> Path:
        document.storeToURL(
            path.resolve().as_uri(),
            (self.bridge.PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML"),),
        )
        return path

    def shut(self, document) -> None:
        document.setModified(False)
        document.close(True)

    def close(self) -> None:
        import xlwings

        xlwings.engines.active = self.before
        with contextlib.suppress(self.bridge.UnoException):
            self.desktop.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
