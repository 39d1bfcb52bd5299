"""The story cut short, or carried on with further teams: clean deals by the same rules, as many as are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsales.template.story.drafts import Row, Rows
from sheetsales.template.story.model import StoryRow


def cut(rows: Rows, opportunities: int) -> Rows:
    """The first deals only, with the customers, contacts, moves and tasks that belong to them."""
    deals = rows["pipeline"][:opportunities]
    ids = {row["id"] for row in deals}
    customers = {row["customer"] for row in deals}

    def belongs(row: Row) -> bool:
        deal, customer = row.get("opportunity"), row.get("customer")
        return (deal is None or deal in ids) and (customer is None or customer in customers)

    return {
        **rows,
        "pipeline": deals,
        "customers": [row for row in rows["customers"] if row["id"] in customers],
        **{key: [row for row in rows[key] if belongs(row)] for key in ("activities", "tasks", "stage_log")},
    }


def carried_on(told: Mapping[str, Sequence[Row]]) -> Mapping[str, Sequence[StoryRow]]:
    return told
