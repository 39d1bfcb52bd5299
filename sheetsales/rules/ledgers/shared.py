"""What the rules over ledgers have in common: how close two amounts must be, and how a rule is written down in short."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.rows.briefly import ERROR, INFO, WARNING, case, info, since

__all__ = ["ERROR", "INFO", "NOT_CANCELLED", "WARNING", "case", "info", "near", "since"]

NOT_CANCELLED: Final = '[@head_status]<>"cancelled"'


def near(figure: str) -> str:
    """How far from an amount another may be: one unit, or the share that Settings allows."""
    return f"MAX(1,money_tolerance*ABS({figure}))"
