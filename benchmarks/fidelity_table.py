"""What the fidelity run found, as a page for the docs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("lost", "foreign", "broken", "audit", "lint", "read back", "references", "office")
HEAD = """# What edits do to real workbooks

Written by `python -m benchmarks.fidelity --audit all --office --markdown docs/fidelity.md`. Whatever stands in a column from
*lost* on is a mistake of ours.

- *does not allow it*: a protected sheet, a locked structure or a digital signature; the edit was made with the option that permits it.
- *lost*, *foreign changes*, *broken*: a part, feature, cell or stored value gone or changed that the edit does not concern; a zip
  or relationship that is not sound.
- *schema errors*: errors of the Open XML schema that the original does not have. *lint*: what makes Excel offer a repair.
- *read back wrong*: what was written does not stand there. *references wrong*: a Table, name, drop-down, conditional format, chart or
  what it remembers, sparkline, pivot source, merge, link, note, formula, stored value, row look, `dimension`, `spans` or the calculation
  chain that is not right afterwards, by a judge (`benchmarks/references.py`) that shares no code with the engine.
- *LibreOffice fails*: it opens the original and not the output, or shows other sheets than the original's and the new one.

Rows of a Table that a query fills are neither replaced nor inserted into: the next refresh would put the query's rows back. That
is why those two refuse more than the others. A sheet is hidden where another is left to be seen.

## What is not proven

- Excel itself was not at hand. That Excel opens an output without offering a repair is inferred from the schema, from rules that
  real repairs were traced to, and from a part being, byte for byte, what Excel wrote.
"""
TAIL = """- What formulas come to is not computed here. Stored values of other people's formulas stay as they are until a program computes
  them, which the file asks for; `sheetsales` says so when it writes.
- Charts that draw on several areas at once keep what they remember until a program draws them anew.
- These workbooks come from the test suites of other programs: many odd features, few of them large.

## Figures
"""
BUTTONS = "## Buttons put into them\n"
_SPOKEN = {
    "set": "set a cell", "append": "append rows", "replace": "replace rows", "insert": "insert rows",
    "sheet": "add a sheet", "note": "note a cell", "look": "give cells a look", "name": "add a name",
    "hide": "hide a sheet", "choices": "add a drop-down",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One operation: ``audited`` outputs were held against the schema, ``opened`` were opened by LibreOffice, which
    opens neither output nor original of ``unopened``."""

    operation: str
    edits: int
    refused: int
    locked: int
    audited: int
    wrong: Counter[str]
    opened: int
    unopened: int


Refusal = tuple[str, str, str]


def table(
    rows: Sequence[Row], files: int, refused: Sequence[Refusal], locked: Sequence[Refusal], *, office: bool
) -> str:
    """The page: what every column means, the figures, each refusal with its reason."""
    head = ["operation", "edits", "refused", "does not allow it", "lost", "foreign changes", "broken"]
    head += ["schema errors (outputs looked at)", "lint", "read back wrong", "references wrong"]
    head += ["LibreOffice fails (outputs opened)"] if office else []
    lines = [
        HEAD + _unproven(rows, office) + TAIL,
        f"Each edit alone, on each of {files} real workbooks from public test suites:",
        "",
    ]
    lines += ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in rows:
        share = f"{row.refused} ({row.refused / row.edits:.1%})" if row.refused else "0"
        wrong = [str(row.wrong[column]) for column in COLUMNS]
        wrong[COLUMNS.index("audit")] += f" ({row.audited})"
        wrong[COLUMNS.index("office")] += f" ({row.opened})"
        cells = [_SPOKEN[row.operation], str(row.edits), share, str(row.locked), *wrong]
        lines.append("| " + " | ".join(cells if office else cells[:-1]) + " |")
    text = "\n".join(lines) + "\n"
    text += _listed("Refused", refused)
    return text + _listed("Not allowed by the workbook, done with the two options that permit it", locked)


def with_section(page: str, section: str) -> str:
    """The page with its section on buttons, which another run writes, put at its end or in the old one's place."""
    return page.partition(BUTTONS)[0].rstrip() + "\n" + (f"\n{section}" if section else "")


def section_of(path: Path) -> str:
    """The section on buttons of a page, "" where it has none."""
    page = path.read_text("utf-8") if path.exists() else ""
    return "".join(page.partition(BUTTONS)[1:])


def _unproven(rows: Sequence[Row], office: bool) -> str:
    """What this run did not look at."""
    made = sum(row.edits - row.refused for row in rows)
    audited, opened, unopened = (
        sum(of) for of in zip(*((r.audited, r.opened, r.unopened) for r in rows), strict=True)
    )
    said = []
    if audited < made:
        said.append(f"Errors of the schema were looked for in {audited:,} of the {made:,} outputs.")
    if not office:
        said.append("The outputs were not opened in LibreOffice in this run.")
    elif unopened:
        said.append(
            f"That LibreOffice opens an output, as it does {opened:,} of the {made:,}, says little of Excel. Of {unopened} it does not open\n"
            "  the original within a minute either."
        )
    else:
        said.append(
            f"That LibreOffice opens an output, as it does all {opened:,} here, says little of Excel."
        )
    return "".join(f"- {line}\n" for line in said)


def _listed(title: str, found: Sequence[Refusal]) -> str:
    if not found:
        return ""
    lines = [f"| {_SPOKEN[name]} | {_cell(where)} | {_cell(why)} |" for name, where, why in found]
    return f"\n## {title}\n\n| operation | where | why |\n|---|---|---|\n" + "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
