"""``make demo``: both sample workbooks, checked and reported on, in a folder to look at."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sheetsales.cli.main import main as sheetsales

TODAY = "2026-11-02"
MONTH = "2026-10"
BOOKS = (("zh", "销售管理.xlsx"), ("en", "sales.xlsx"))


def run(*arguments: str) -> None:
    """One command as a user types it; only "could not run" stops the demo."""
    print(f"\n$ sheetsales {' '.join(arguments)}", flush=True)
    try:
        sheetsales(arguments)
    except SystemExit as end:
        if end.code == 2:
            raise


def demo(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for lang, name in BOOKS:
        book = str(folder / name)
        run("new", book, "--lang", lang, "--sample", "--today", TODAY)
        run("run", book, "--month", MONTH, "--today", TODAY, "--lang", lang)
    print("\nOpen these in Excel, WPS or LibreOffice:")
    for path in sorted(folder.glob("*.xlsx")):
        print(f"  {path}")


if __name__ == "__main__":
    demo(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
