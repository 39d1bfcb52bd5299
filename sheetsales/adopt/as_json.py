"""The proposal as one JSON document."""

from __future__ import annotations

from typing import Any

from sheetsales.adopt.proposal import Proposal, ProposedTable, Question
from sheetsales.cells.address import CellRef
from sheetsales.schema.binding import RefusedSheet
from sheetsales.texts import Lang


def document(proposal: Proposal, lang: Lang) -> dict[str, Any]:
    """Sheets, values, questions, what is refused, notices; texts in ``lang``, everything else in keys and codes."""
    return {
        "language": proposal.language,
        "process": proposal.preset,
        "sheets": [_table(t) for t in proposal.tables],
        "values": {key: dict(labels) for key, labels in proposal.values.items()},
        "questions": [_question(q, lang) for q in proposal.questions],
        "refused": [_refused(r) for r in proposal.refused],
        "not_read": [{"sheet": sheet, "kind": kind} for sheet, kind in proposal.strangers.items()],
        "unread": list(proposal.unread),
        "own": [t.sheet for t in proposal.own],
        "notices": [notice.in_(lang) for notice in proposal.notices],
    }


def _table(table: ProposedTable) -> dict[str, Any]:
    def cell(column: int) -> str:
        return str(CellRef(table.sheet, table.block.heading_row, column))

    return {
        "sheet": table.sheet,
        "record": table.record.key,
        "table": table.block.table,
        "heading_row": table.block.heading_row,
        "rows": table.rows,
        "columns": [
            {
                "heading": b.heading,
                "cell": cell(b.sheet_column),
                "column": b.column.key,
                "factor": f"{b.factor.normalize():f}",
                "split_by_stage": b.split_by_stage,
                **({"look": True} if b.sheet_column in table.assigned.unsure else {}),
            }
            for b in table.assigned.bound
        ],
        "left_alone": [
            {
                "heading": o.field.text,
                "cell": cell(o.field.sheet_column),
                "why": o.why,
                **({"column": o.columns[0]} if o.why == "reference" else {}),
            }
            for o in table.assigned.open
        ],
    }


def _refused(refused: RefusedSheet) -> dict[str, Any]:
    found: dict[str, Any] = {"sheet": refused.sheet, "kind": refused.kind}
    return found | ({"of": refused.of, "rows": refused.rows} if refused.of else {})


def _question(question: Question, lang: Lang) -> dict[str, Any]:
    return {
        "about": question.subject,
        "place": question.place,
        "value": question.about,
        **({"sheets": list(question.sheets)} if question.with_sheets else {}),
        "why": question.why.in_(lang),
        "options": [{"code": o.code, "text": o.text.in_(lang)} for o in question.options],
    }
