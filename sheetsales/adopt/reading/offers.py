"""What may be chosen in the drop-downs: the kinds of sheet, the columns of a record, the choices of a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sheetsales.adopt.answers import LEAVE
from sheetsales.adopt.choices import readable_records
from sheetsales.adopt.values import choices_of
from sheetsales.dataclass import dataclass
from sheetsales.schema.aliases import label_key
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang, Text

_START: Final = "reading_"
_SHEETS: Final = "reading_sheets"
LEAVE_IT: Final = Text("不动", "Leave alone")
_NOT_READ: Final = Text("不读这张表", "Do not read this sheet")


@dataclass(frozen=True, slots=True)
class Offer:
    """A list of answers: what it is about, and the name its cells have in the workbook.

    ``record`` "" is about sheets; ``column`` "" about the headings of a record's sheet, else about values under it.
    """

    record: str = ""
    column: str = ""

    @property
    def name(self) -> str:
        if not self.record:
            return _SHEETS
        return f"{_START}{self.record}" + (f"__{self.column}" if self.column else "")


def offer_named(name: str) -> Offer | None:
    """The offer behind a name; None for one that is not ours."""
    if name == _SHEETS:
        return Offer()
    record, _, column = name.removeprefix(_START).partition("__")
    if not name.startswith(_START) or record not in RECORDS:
        return None
    return Offer(record, column) if not column or column in RECORDS[record].by_key else None


def answers_of(offer: Offer, preset: str) -> Mapping[str, Text]:
    """Code → what it is called, "leave alone" first."""
    return {LEAVE: LEAVE_IT if offer.record else _NOT_READ, **dict(_codes(offer, preset))}


def _codes(offer: Offer, preset: str) -> Iterator[tuple[str, Text]]:
    if not offer.record:
        yield from ((key, record.title) for key, record in readable_records())
    elif not offer.column:
        columns = RECORDS[offer.record].by_key.values()
        yield from ((column.key, column.title) for column in columns if not column.written)
    else:
        yield from choices_of(RECORDS[offer.record].by_key[offer.column], preset).items()


def understood(said: str, offer: Offer, preset: str) -> str | None:
    """The code of what stands in an answer cell: its name in either language, or the code; None for anything else."""
    names = {
        label_key(name): code
        for code, text in answers_of(offer, preset).items()
        for name in (code, text.zh, text.en)
    }
    return names.get(label_key(said))


def list_rows(offers: Iterable[Offer], preset: str, lang: Lang) -> Iterator[tuple[str, str]]:
    """List and choice, one list after the other."""
    for offer in offers:
        for text in answers_of(offer, preset).values():
            yield offer.name, text.in_(lang)
