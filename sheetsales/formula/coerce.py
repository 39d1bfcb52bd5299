"""Columns where numbers or truths are needed, converted as Excel does."""

from __future__ import annotations

import numpy as np

from sheetsales.cells.values import CellError
from sheetsales.formula.lanes import ERROR, TEXT, Bools, Floats, Kinds, Lane
from sheetsales.formula.single import NUMBER_OF, as_truth, number_in


def numbers_of(lane: Lane) -> tuple[Floats, Kinds | None]:
    """The lane where numbers are needed, and the number of each row's error."""
    if not (lane.kinds == TEXT).any():
        return lane.numbers, lane.errors
    read = [number_in(word) for word in lane.words]
    known = np.array([0.0 if number is None else number for number in read])
    wrong = np.array([number is None for number in read])
    texts = lane.kinds == TEXT
    numbers = np.where(texts, known[lane.codes], lane.numbers)
    errors = np.where(texts & wrong[lane.codes], NUMBER_OF["#VALUE!"], 0).astype(np.uint8)
    others = lane.errors
    return numbers, errors if others is None else np.where(others > 0, others, errors)


def truths_of(lane: Lane) -> tuple[Bools, Kinds | None]:
    """The lane where TRUE or FALSE is needed, and the number of each row's error."""
    truths = (lane.numbers != 0) & (lane.kinds != ERROR)
    errors = lane.errors
    texts = lane.kinds == TEXT
    if texts.any():
        said = [as_truth(word) for word in lane.words]
        truths |= texts & np.array([word is True for word in said])[lane.codes]
        wrong = texts & np.array([isinstance(word, CellError) for word in said])[lane.codes]
        own = np.where(wrong, NUMBER_OF["#VALUE!"], 0).astype(np.uint8)
        errors = own if errors is None else np.where(errors > 0, errors, own)
    return truths, errors
