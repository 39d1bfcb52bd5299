"""What is wrong with a form, and what was found to fill in it."""

from __future__ import annotations

from typing import Any

from sheetsales.dataclass import dataclass
from sheetsales.texts import Lang, Text


@dataclass(frozen=True, slots=True)
class Problem:
    """``at`` is the cell or area concerned, "" for the whole file. A problem that ``stops`` keeps all from being filled."""

    at: str
    text: Text
    stops: bool = False

    @property
    def line(self) -> Text:
        """In one line, with a sign that tells what comes of it."""
        sign = "✕" if self.stops else "▲"
        zh = f"{sign} {self.at}：{self.text.zh}" if self.at else f"{sign} {self.text.zh}"
        en = f"{sign} {self.at}: {self.text.en}" if self.at else f"{sign} {self.text.en}"
        return Text(zh, en)

    def as_json(self, lang: Lang) -> dict[str, Any]:
        return {"cell": self.at, "stops": self.stops, "problem": self.text.in_(lang)}


@dataclass(frozen=True, slots=True)
class Filled:
    """A name that is filled: where it stands, and with what in few words."""

    name: str
    at: str
    what: Text

    def as_json(self, lang: Lang) -> dict[str, Any]:
        return {"name": self.name, "cell": self.at, "filled": self.what.in_(lang)}
