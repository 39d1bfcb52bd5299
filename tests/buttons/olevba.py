"""VBA as olevba reads it: a reader that shares nothing with the library that writes it."""

from __future__ import annotations

import warnings
from pathlib import Path


def modules(path: Path) -> dict[str, str]:
    """The modules of a workbook by name, without their attribute lines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oletools lags behind its own dependencies
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser(str(path))
        try:
            found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
        finally:
            parser.close()
    return {name: _body(code) for name, code in found.items()}


def _body(code: str) -> str:
    lines = code.replace("\r\n", "\n").split("\n")
    while lines and lines[0].startswith("Attribute "):
        lines.pop(0)
    return "\n".join(lines)
