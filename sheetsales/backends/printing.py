"""PDF and pictures of a workbook, by the programs that a system may have for it."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Final

_OFFICES: Final = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_LONGEST: Final = 180
"""Seconds after which a program is given up."""


def find_office() -> str | None:
    """LibreOffice's program, None where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((str(path) for path in _OFFICES if path.is_file()), None)


def find_painter() -> str | None:
    """The program that makes a picture of a page of a PDF, None where there is none."""
    return shutil.which("pdftoppm")


def print_pdf(office: str, workbook: Path, folder: Path) -> Path | None:
    """The workbook as a PDF in ``folder``; None where LibreOffice made none. Its user's own settings are left alone."""
    profile = (folder / "office").resolve().as_uri()
    _run(
        office, f"-env:UserInstallation={profile}", "--headless", "--norestore",
        "--convert-to", "pdf", "--outdir", str(folder), str(workbook),
    )  # fmt: skip
    made = folder / f"{workbook.stem}.pdf"
    return made if made.is_file() else None


def paint_page_one(painter: str, pdf: Path, folder: Path, width: int) -> Path | None:
    """The PDF's first page as a picture ``width`` pixels wide; None where none was made."""
    stem = folder / "page-one"
    size = ("-scale-to-x", str(width), "-scale-to-y", "-1")
    _run(painter, "-png", "-f", "1", "-l", "1", "-singlefile", *size, str(pdf), str(stem))
    made = stem.with_suffix(".png")
    return made if made.is_file() else None


def _run(*command: str) -> None:
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(  # noqa: S603 - a program of the system and paths of ours
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_LONGEST, creationflags=_NO_WINDOW
        )  # fmt: skip
