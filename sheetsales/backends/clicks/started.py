"""How one of our own processes is started: with the Python that runs now, from nobody's folder.

``-P`` keeps the folder it is started in off Python's path: a file named like a module of ours, lying beside a workbook,
must never be run.
"""

from __future__ import annotations

import sys
from typing import Final

SAFE: Final = ("-P", "-m", "sheetsales")


def started(*words: str, python: str = sys.executable) -> list[str]:
    """The command that runs sheetsales with these words."""
    return [python, *SAFE, *words]
