"""Whether Excel has a workbook open, told without asking Excel."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def is_open_in_excel(path: Path) -> bool:
    """Whether Excel's marker lies beside the workbook, or Windows says that somebody holds it."""
    path = Path(os.path.realpath(path))
    if path.with_name(f"~${path.name}").exists():
        return True
    return sys.platform == "win32" and _is_held(path)


def _is_held(path: Path) -> bool:  # pragma: no cover - only Windows keeps others from opening a file
    try:
        with path.open("r+b"):
            return False
    except PermissionError:
        return os.access(path, os.W_OK)
    except OSError:
        return False
