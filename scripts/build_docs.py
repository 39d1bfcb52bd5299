"""Builds what is generated: templates, samples, docs/columns.md, docs/rules/. ``--check`` only compares.

    python -m scripts.build_docs [--check]

Workbooks are compared member by member, so that a newer zlib is no difference.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from sheetsales.rules.reference import rule_pages
from sheetsales.template.committed import committed
from sheetsales.template.reference import columns_reference

ROOT = Path(__file__).parents[1]


def pages() -> Mapping[Path, str]:
    """Every generated page by its path."""
    rules = {ROOT / "docs" / "rules" / name: text for name, text in rule_pages().items()}
    return {ROOT / "docs" / "columns.md": columns_reference(), **rules}


def members(path: Path) -> Mapping[str, bytes]:
    if not path.exists():
        return {}
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def build_committed(root: Path) -> None:
    for name, make in committed().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)


def stale() -> list[str]:
    """What is not what the build makes."""
    found = [str(path.relative_to(ROOT)) for path, text in pages().items()
             if not path.exists() or path.read_text(encoding="utf-8") != text]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        build_committed(Path(folder))
        found.extend(name for name in committed() if members(Path(folder) / name) != members(ROOT / name))
    return found


def build() -> None:
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build_committed(ROOT)


def main() -> int:
    if "--check" not in sys.argv[1:]:
        build()
        return 0
    found = stale()
    for name in found:
        print(f"{name} is not what the build makes: run make docs", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
