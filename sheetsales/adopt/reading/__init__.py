"""The sheet Reading: what is not certain is asked there with drop-downs, and what was bound is corrected there."""

from sheetsales.adopt.reading.answers import answers_in
from sheetsales.adopt.reading.edits import reading_edits

__all__ = ["answers_in", "reading_edits"]
