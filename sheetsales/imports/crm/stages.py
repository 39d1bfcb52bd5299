"""What the stages of another system are in the team's process: by name, by what was told once, by what the words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final, Literal

from sheetsales.book.book import Book
from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.reference_targets import reference_targets
from sheetsales.book.references import StageTarget
from sheetsales.dataclass import dataclass
from sheetsales.schema.stage_meaning import meaning

How = Literal["name", "told", "meaning", "outcome"]
_IDS: Final[Mapping[str, str]] = {
    "appointmentscheduled": "Appointment scheduled", "qualifiedtobuy": "Qualified to buy",
    "presentationscheduled": "Presentation scheduled", "decisionmakerboughtin": "Decision maker bought-in",
    "contractsent": "Contract sent", "closedwon": "Closed won", "closedlost": "Closed lost",
}  # fmt: skip
"""Ids that stand for stages in exports of every account."""
_ENDS: Final[Mapping[str, str]] = {"won": "won", "lost": "lost"}


@dataclass
class Stages:
    """Finds the team's stage for each of the source's. ``told`` maps folded texts to codes, ``labels`` ids to what people
    call them, ``ends`` ids to won or lost. ``met`` is what every text became and how; None where nobody knows."""

    book: Book
    told: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)
    met: dict[str, tuple[str | None, How]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = reference_targets(self.book.tables, self.book.process, self.book.binding)["stages"]
        self._target = found if isinstance(found, StageTarget) else None
        self._by_name = {
            fold(name): stage.code
            for stage in self.book.process.stages
            for name in (stage.name.zh, stage.name.en, stage.code)
            if name
        }
        self._learnt = {fold(k): v for k, v in self.book.binding.values.get("pipeline.stage", {}).items()}
        self._kinds = {stage.code: stage.kind for stage in self.book.process.stages}

    def of(self, text: str | None, end: str = "") -> str | None:
        """The code of the stage; ``end`` is "won" or "lost" where the export says so beside, "open" where it says neither."""
        if text is None:
            return self._one_of(end)
        known = f"{text}\n{end}"
        if known not in self.met:
            self.met[known] = self._found(text, end)
        return self.met[known][0]

    def kind(self, code: str | None) -> str:
        """Whether a stage is under way, won, lost …; "" for none."""
        return self._kinds.get(code, "") if code else ""

    def understood(self) -> dict[str, str]:
        """Every text that was understood by its meaning, and the stage's name: somebody should look at them."""
        names = {stage.code: stage.name.in_(self.book.lang) for stage in self.book.process.stages}
        return {
            self.labels.get(known.split("\n")[0], known.split("\n")[0]): names[code]
            for known, (code, how) in self.met.items()
            if code and how == "meaning"
        }

    def _found(self, text: str, end: str) -> tuple[str | None, How]:
        label = self.labels.get(text) or _IDS.get(fold(text), text)
        for said in (text, label):
            if (code := self.told.get(fold(said)) or self._learnt.get(fold(said))) in self._kinds:
                return code, "told"
        end = end or self.ends.get(text, "")
        code = self._by_name.get(fold(label))
        if code and self._agrees(code, end):
            return code, "name"
        name = self._target.likely(label) if self._target and meaning(label) else None
        code = self._by_name.get(fold(name)) if name else None
        if code and self._agrees(code, end):
            return code, "meaning"
        return self._one_of(end), "outcome"

    def _agrees(self, code: str, end: str) -> bool:
        """Whether a stage is of the kind that the export says beside."""
        kind = self._kinds[code]
        if end == "won":
            return kind in ("won", "after")
        if end == "lost":
            return kind == "lost"
        return end != "open" or kind not in ("won", "lost")

    def _one_of(self, end: str) -> str | None:
        codes = [code for code, kind in self._kinds.items() if kind == _ENDS.get(end, "-")]
        return codes[0] if len(codes) == 1 else None
