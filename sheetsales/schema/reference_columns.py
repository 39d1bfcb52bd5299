"""Columns that sheets of ours do not have and a team's own often do: read where they stand, never asked for."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.schema.column import Column, Kind
from sheetsales.texts import Text

_CONTACT = "contact|联系人|Contact; phone|电话|Phone; email|邮箱|E-mail"
_NAMES = "first_name|名|First name|text; last_name|姓|Last name|text"
_ROWS = {
    "pipeline": f"outcome|结果|Outcome|text; lost_on|输单日期|Lost on|date; last_contact|上次联系|Last contact|date; weighted|加权金额|Weighted; customer_id|客户编号|Customer ID; {_CONTACT}; region|区域|Region; industry|行业|Industry; grade|客户等级|Grade; size|规模|Size",
    "orders": f"customer_id|客户编号|Customer ID; product_id|产品编号|Product ID; region|区域|Region; source|来源|Source; {_CONTACT}",
    "customers": f"{_NAMES}; need|需求|Need; product|产品|Product; competitor|竞争对手|Competitor",
    "contacts": f"{_NAMES}; customer_id|客户编号|Customer ID; owner|负责人|Owner; source|来源|Source; region|区域|Region; lifecycle|状态|Status; created_on|创建日期|Created on; last_contact|上次联系|Last contact",
    "activities": f"id|编号|ID; customer_id|客户编号|Customer ID; {_CONTACT}",
    "tasks": "created_on|创建日期|Created on; contact|联系人|Contact",
    "contracts": "customer_id|客户编号|Customer ID; contact|联系人|Contact",
    "receipts": "outstanding|未收金额|Outstanding; contact|联系人|Contact",
    "targets": "actual|实际|Actual",
    "team": f"{_NAMES}; phone|电话|Phone",
}  # fmt: skip


def reference(record: str) -> tuple[Column, ...]:
    """The columns of a record that only sheets of the team's own have."""
    return tuple(_columns(_ROWS[record]))


def _columns(rows: str) -> Iterator[Column]:
    for row in rows.split(";"):
        key, zh, en, *kind = (part.strip() for part in row.split("|"))
        yield Column(key, Text(zh, en), Kind(kind[0]) if kind else Kind.ANY)
