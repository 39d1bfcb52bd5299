"""References to records of other sheets: by id, by unique name, or by the ``C-021 name`` that drop-downs offer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sheetsales.book.load_rules import AMBIGUOUS_REFERENCE, UNKNOWN_REFERENCE
from sheetsales.book.nearest import Nearest, closest
from sheetsales.book.parsing.cleaning import clean, fold
from sheetsales.book.parsing.column_reader import Flag, Reader, shown
from sheetsales.book.process import Stage
from sheetsales.regex import regex
from sheetsales.schema import defaults
from sheetsales.schema.binding import LEFT_ALONE
from sheetsales.schema.stage_meaning import meaning
from sheetsales.schema.stage_suggestion import Known, suggested
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

_CANDIDATES = 4
_PUNCTUATION = regex(r"[\W_]+")


class Target:
    """What a reference may point to: ids and the names people use for them.

    ``names`` are (name, id) pairs, several names to an id allowed. ``title`` is the sheet as people know it,
    ``advice`` what to do about a name that is not there.
    """

    def __init__(
        self, title: Text, advice: Text, ids: Iterable[str], names: Iterable[tuple[str, str]]
    ) -> None:
        self.title, self.advice = title, advice
        self.ids = dict.fromkeys(ids)
        self._pairs = names

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        owners: dict[str, list[str]] = {}
        for name, record in self._pairs:
            known = owners.setdefault(name, [])
            if record not in known:
                known.append(record)
        return owners

    @cached_property
    def _folded_ids(self) -> dict[str, str]:
        return {fold(record): record for record in self.ids}

    @cached_property
    def _folded_names(self) -> dict[str, list[str]]:
        folded: dict[str, list[str]] = {}
        for name, owners in self._names.items():
            entry = folded.setdefault(fold(name), [])
            entry.extend(owner for owner in owners if owner not in entry)
        return folded

    @cached_property
    def nearest(self) -> Nearest:
        return Nearest(self._names or self.ids)

    @cached_property
    def _bare_ids(self) -> dict[str, str]:
        return {_bare(record): record for record in self.ids}

    def find(self, text: str) -> tuple[str, ...]:
        """The ids that a text may mean: one where all is well, none where unknown, several where ambiguous."""
        if text in self.ids:
            return (text,)
        head, blank, _ = text.partition(" ")
        labelled = blank and head in self.ids
        if labelled or (owners := self._names.get(text)) is None:
            return (head,) if labelled else self._find_folded(fold(text))
        return tuple(owners)

    def _find_folded(self, folded: str) -> tuple[str, ...]:
        if (record := self._folded_ids.get(folded)) is not None:
            return (record,)
        if (owners := self._folded_names.get(folded)) is not None:
            return tuple(owners)
        head, blank, _ = folded.partition(" ")
        record = self._folded_ids.get(head) if blank else None
        return (record,) if record is not None else ()

    def suggestion(self, text: str) -> Text:
        """The clause with the closest name; of the ids only one that differs by its punctuation."""
        return closest(self._bare_ids.get(_bare(text)) or self.nearest.of(text))


class StageTarget(Target):
    """The stages of the process: what is not one of them is suggested by what it says, never by its spelling across kinds."""

    def __init__(
        self, title: Text, advice: Text, stages: Sequence[Stage], names: Iterable[tuple[str, str]], lang: Lang
    ) -> None:
        super().__init__(title, advice, [stage.code for stage in stages], names)
        self._stages = {stage.code: stage for stage in stages}
        self._lang = lang

    def likely(self, text: str) -> str | None:
        """The name of the one stage that a text most likely means, in the workbook's language; None where none stands out."""
        known = [
            Known(stage.code, name, stage.kind)
            for stage in self._stages.values()
            for name in dict.fromkeys((stage.name.zh, stage.name.en))
            if name
        ]
        found = suggested(text, known)
        said = meaning(text)
        is_sure = said is None or said.sure > 0
        return self._stages[found[0]].name.in_(self._lang) if found and is_sure else None

    def suggestion(self, text: str) -> Text:
        return closest(self._bare_ids.get(_bare(text)) or self.likely(text))


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", fold(text))


class RefReader(Reader):
    """The id of the record a cell refers to. ``learnt`` maps texts to ids as ``adopt`` stored them, or to ``-``
    where a text is to stay unknown."""

    def __init__(self, target: Target, learnt: Mapping[str, str]) -> None:
        self.target = target
        self.learnt = {fold(text): record for text, record in learnt.items()}
        self.left = {text for text, record in learnt.items() if record == LEFT_ALONE}

    def one(self, value: Any, /) -> Any:
        if value in self.target.ids and value not in self.left:
            return value
        text = clean(value) if isinstance(value, str) else shown(value)
        known = self.learnt.get(fold(text)) if self.learnt else None
        if known is not None and known != LEFT_ALONE:
            return known
        found = self.target.find(text) if known is None else ()
        if len(found) == 1:
            return found[0]
        if not found:
            target = self.target
            details = {"target": target.title, "nearest": target.suggestion(text), "advice": target.advice}
            return Flag(None, UNKNOWN_REFERENCE, details)
        return Flag(
            None,
            AMBIGUOUS_REFERENCE,
            {"target": self.target.title, "candidates": listed(found, most=_CANDIDATES)},
        )


class LoggedStageReader(RefReader):
    """Stages as the stage log names them.

    Rows of the time before the workbook had stages of its own carry the names of the packaged process, whose codes go on.
    """

    def __init__(self, target: Target, learnt: Mapping[str, str], preset: str) -> None:
        super().__init__(target, learnt)
        self._preset = preset

    @cached_property
    def _packaged(self) -> dict[str, str]:
        rows = [row for row in defaults.stages(self._preset) if row["code"] in self.target.ids]
        return {fold(row[lang]): row["code"] for row in rows for lang in ("zh", "en")}

    def one(self, value: Any, /) -> Any:
        found = super().one(value)
        if not isinstance(found, Flag) or found.rule is not UNKNOWN_REFERENCE:
            return found
        return self._packaged.get(fold(value if isinstance(value, str) else shown(value)), found)
