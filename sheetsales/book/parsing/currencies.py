"""Reads the currency column: codes, signs and names in both languages."""

from __future__ import annotations

from typing import Any

from sheetsales.book.choices import ChoiceReader
from sheetsales.book.load_rules import UNKNOWN_CHOICE
from sheetsales.book.parsing.cleaning import clean
from sheetsales.book.parsing.column_reader import Flag, shown
from sheetsales.schema.currencies import codes_of


class CurrencyReader(ChoiceReader):
    """A code, or the sign itself where it may be that of several currencies. What is no currency stays as it is written:
    no amount beside it is ever taken for one in the workbook's own."""

    def one(self, value: Any, /) -> Any:
        text = clean(value if isinstance(value, str) else shown(value))
        codes = codes_of(text)
        if len(codes) == 1:
            return codes[0]
        if codes:
            return text
        read = super().one(value)
        return Flag(text, UNKNOWN_CHOICE, read.details) if isinstance(read, Flag) else read
