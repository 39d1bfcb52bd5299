"""What Excel throws when it cannot do something, whatever carries the call."""

from __future__ import annotations

import sys
from typing import Any

_REJECTED = (-2147418111, -2147417846)
"""Call rejected, or retry later: a cell is being edited, or a dialog is open."""


def faults() -> tuple[type[BaseException], ...]:
    """The errors of xlwings, and of pywin32 or appscript where they are loaded."""
    found: list[type[BaseException]] = [OSError, AttributeError, ValueError, TypeError]
    for module, name in (
        ("xlwings", "XlwingsError"),
        ("pywintypes", "com_error"),
        ("appscript.reference", "CommandError"),
    ):
        error = getattr(sys.modules.get(module), name, None)
        if isinstance(error, type):
            found.append(error)
    return tuple(found)


def is_busy(fault: BaseException) -> bool:
    """Whether Excel only had no time: a cell is being edited."""
    return getattr(fault, "hresult", None) in _REJECTED


def reason(fault: BaseException) -> str:
    """One line of what went wrong, for people."""
    info: Any = getattr(fault, "excepinfo", None)
    text = info[2] if isinstance(info, tuple) and len(info) > 2 and info[2] else str(fault)
    return " ".join(str(text).split())[:200] or type(fault).__name__
