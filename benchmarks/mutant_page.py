"""The page about faults the tests did not notice: how many of each area, and why each of them may live."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

_ROW = re.compile(r"^\| `([^`]+)` \| .* \| (.*) \|$")
_HEAD = """# Faults that the tests do not notice

`benchmarks/mutants.py` plants one small fault after another in the code that decides (a boundary moved, a condition turned round, a
number one too large, a call left out) and runs the tests that reach its line. What no test notices is listed here with the reason
why it may live. A reason is written by hand and kept when the page is made anew; `—` means that nobody has looked yet.
"""


def write_page(results: Path, page: Path) -> None:
    """Make the page anew; reasons that stand in it already are kept."""
    told = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    reasons = _reasons(page)
    areas = sorted({_area(one["key"]) for one in told})
    lines = [
        _HEAD,
        "| area | planted | noticed | not noticed | no test reaches the line |",
        "|---|---|---|---|---|",
    ]
    for area in [*areas, "all"]:
        found = Counter(one["result"] for one in told if area in ("all", _area(one["key"])))
        lines.append(
            f"| {area} | {found.total():,} | {found['killed']:,} | {found['survived']:,} | {found['not reached']:,} |"
        )
    lines += ["", "| place | fault | why it may live |", "|---|---|---|"]
    for one in sorted(told, key=lambda one: _place(one["key"])):
        if one["result"] == "survived":
            what = one["what"].replace("|", "\\|")
            lines.append(f"| `{one['key']}` | {what} | {reasons.get(one['key'], '—')} |")
    page.write_text("\n".join(lines) + "\n", "utf-8")


def _reasons(page: Path) -> dict[str, str]:
    lines = page.read_text("utf-8").splitlines() if page.exists() else []
    return {found[1]: found[2] for line in lines if (found := _ROW.match(line))}


def _area(key: str) -> str:
    parts = key.split("/")
    return "/".join(parts[1:3]) if parts[1] == "backends" else parts[1]


def _place(key: str) -> tuple[str, int, int]:
    path, line, number = key.rsplit(":", 2)
    return path, int(line), int(number)
