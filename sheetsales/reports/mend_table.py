"""What a person has to put right: each cell, what is wrong with it, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsales.findings import Finding
from sheetsales.reports.block import Appendix, Heading, PlacedTable
from sheetsales.reports.draft import Draft
from sheetsales.texts import Text

HEADINGS = (
    Heading("what", Text("问题", "What is wrong")),
    Heading("todo", Text("怎么办", "What to do")),
    Heading("cell", Text("单元格", "Cell")),
    Heading("severity", Text("严重程度", "Severity")),
    Heading("since", Text("发现日期", "Since"), "date"),
)


def mend_block(draft: Draft, appendix: Appendix, findings: Sequence[Finding]) -> PlacedTable | None:
    """One row a finding, in the order of the Findings sheet: the worst first."""
    if not findings:
        return None
    rows = [str(at) for at in range(len(findings))]
    block = appendix.add("mend", Text("要清的数据", "Rows to put right"), HEADINGS, rows)
    for row, finding in zip(rows, findings, strict=True):
        block.set(row, "what", draft.speak(finding.message))
        block.set(row, "todo", draft.speak(finding.hint))
        block.set(row, "cell", str(finding.at) if finding.at else None)
        block.set(row, "severity", draft.speak(finding.severity.text))
        block.set(row, "since", finding.since)
    return block
