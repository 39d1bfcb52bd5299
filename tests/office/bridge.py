"""A document opened in a LibreOffice of its own, for scripts that LibreOffice's Python bridge runs (python3-uno)."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def named(**values: object) -> tuple:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def connected(pipe: str) -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(360):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


@contextmanager
def edited(book: str, profile: str) -> Iterator[object]:
    """The workbook's document; what was done to it is saved where it was."""
    pipe = f"edit{abs(hash(profile))}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        context = connected(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        place = Path(book).resolve().as_uri()
        document = desktop.loadComponentFromURL(place, "_blank", 0, named(Hidden=True))
        yield document
        document.storeToURL(place, named(FilterName="Calc MS Excel 2007 XML"))
        document.close(True)
        desktop.terminate()
    finally:
        office.wait(60)
