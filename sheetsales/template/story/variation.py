"""Other years of the same kind: the story's deals with other quantities and wordings, and nothing stuck."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sheetsales.template.story.plan import WHALE, Deal

MARK = "x"
"""Ends the ids of varied deals, so that none is taken for one the story speaks of."""
_PATTERN = "O-0129"
_SPREAD = 0.25


def varied(deals: Sequence[Deal], seed: str) -> tuple[Deal, ...]:
    """Clean deals of the same ways and days; quantity, amount and wording follow ``seed``.

    The deal that is stuck in the story goes the way of one that is not.
    """
    dice = random.Random(seed)
    pattern = next(deal for deal in deals if deal.id == _PATTERN)
    return tuple(_vary(_unstuck(deal, pattern), dice) for deal in deals)


def _unstuck(deal: Deal, pattern: Deal) -> Deal:
    return replace(pattern, id=deal.id, customer=deal.customer) if deal.id == WHALE else deal


def _vary(deal: Deal, dice: random.Random) -> Deal:
    step = max(1, round(deal.quantity * _SPREAD))
    quantity = max(2, deal.quantity + dice.randint(-step, step))
    amount = (deal.amount * quantity / deal.quantity).quantize(Decimal(1))
    return replace(deal, id=deal.id + MARK, quantity=quantity, amount=amount, text=dice.randrange(1000))
