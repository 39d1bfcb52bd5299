"""A proposed Stages sheet in the team's own words: what stands in its stage column, in the order of a funnel.

The names stay the team's. Kinds and chances come from what the words mean and from its own closed deals; limits, required
columns and paths stay blank until the team writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from sheetsales.cells.edits import Edit
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.schema import defaults
from sheetsales.schema.aliases import label_key
from sheetsales.schema.binding import LEFT_ALONE, Binding
from sheetsales.schema.stage_meaning import meaning
from sheetsales.schema.stage_suggestion import Known, suggested
from sheetsales.schema.store import read_store, store_edits
from sheetsales.schema.stored import STORE_KEY, from_json, parse, to_json
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.template.story.model import StoryRow
from sheetsales.texts import Lang, Text

STAGE_VALUES: Final = "pipeline.stage"
MOST: Final = 30
"""A column with more different texts than this holds no stages."""
_LAST: Final = 99
_CLOSED: Final = ("won", "lost")
_SAID: Final = Text(
    "“{sheet}”按您自己的阶段名拟好了：{names}。期限、必填列、可去的阶段都空着，没有填的不查；赢率请看一遍。",
    "“{sheet}” is drafted in your own words: {names}. Limits, required columns and paths are blank, and what is blank is not "
    "checked; look over the chances.",
)
_UNKNOWN: Final = Text("类别还空着、要您填的：{names}。", "Kind left blank for you to fill in: {names}.")
_ADDED: Final = Text("表里没有出现、补上的：{names}。", "Added because your deals name none: {names}.")
_HISTORY: Final = Text(
    "赢率按您已结的 {count} 单算。", "Chances go by the {count:deal|deals} you have closed."
)
_NO_HISTORY: Final = Text(
    "赢率是通用的起点：还没有阶段记录可算。",
    "Chances are a general start: there is no stage history yet to work them out.",
)


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of winning from a stage of the packaged process, by ``ended`` deals of the team's own."""

    value: float
    ended: int


@dataclass(frozen=True)
class OwnStages:
    """The rows of the sheet, the words that nobody understood, and the ends that no deal names."""

    rows: tuple[StoryRow, ...]
    unknown: tuple[str, ...]
    added: tuple[str, ...]
    ended: int

    def told(self, sheet: str) -> Iterator[Text]:
        """What a user is told of the draft on its sheet."""
        names = [str(row["name_zh"] or row["name_en"]) for row in self.rows]
        yield _SAID.fill(sheet=sheet, names=listed(names))
        if self.unknown:
            yield _UNKNOWN.fill(names=listed(self.unknown))
        if self.added:
            yield _ADDED.fill(names=listed(self.added))
        yield _HISTORY.fill(count=self.ended) if self.ended else _NO_HISTORY


def own_stages(
    workbook: Workbook, binding: Binding, lang: Lang, chances: Mapping[str, Chance]
) -> OwnStages | None:
    """The draft; None where the deals use the names of the packaged process, or say no stage."""
    words = _words(workbook, binding)
    packaged = {row["code"]: row for row in defaults.stages(binding.preset)}
    names = {label_key(row[n]): code for code, row in packaged.items() for n in ("zh", "en", "code")}
    if not words or len(words) > MOST or all(label_key(word) in names for word in words):
        return None
    learnt = binding.values.get(STAGE_VALUES, {})
    means = {
        word: learnt.get(word) or names.get(label_key(word)) or _likely(word, packaged) for word in words
    }
    means = {word: "" if code == LEFT_ALONE else code for word, code in means.items()}
    order = {code: int(row["order"]) for code, row in packaged.items()}
    inside = sorted(words, key=lambda word: order.get(means[word], _LAST))
    kinds = {
        word: packaged[means[word]]["kind"] if means[word] in packaged else _kind(word) for word in words
    }
    missing = [code for code in _CLOSED if code not in kinds.values() and code in packaged]
    rows = list(_rows(inside, means, kinds, chances, packaged, lang))
    rows += [_row(packaged[code][lang], code, code, chances, packaged, lang) for code in missing]
    numbered = tuple({**row, "order": Decimal(n)} for n, row in enumerate(rows, 1))
    ended = max((chance.ended for chance in chances.values()), default=0)
    unknown = tuple(word for word in inside if not kinds[word])
    return OwnStages(numbered, unknown, tuple(packaged[code][lang] for code in missing), ended)


def _likely(word: str, packaged: Mapping[str, defaults.Row]) -> str:
    """The one stage of the packaged process that a word says; "" for none or several."""
    known = (Known(code, row[n], row["kind"]) for code, row in packaged.items() for n in ("zh", "en"))
    found = suggested(word, known) if _kind(word) else ()
    return found[0] if len(found) == 1 else ""


def _kind(word: str) -> str:
    """What a word says beyond doubt; "" where it may be of two kinds."""
    said = meaning(word)
    return said.kind if said else ""


def _words(workbook: Workbook, binding: Binding) -> list[str]:
    """The different texts of the stage column, in order of appearance."""
    found: dict[str, str] = {}
    for table in binding.of("pipeline"):
        grid, bound = workbook.grid(table.sheet), table.by_key.get("stage")
        if grid is None or bound is None:
            continue
        for row in range(table.first_row, table.last_row + 1):
            value = grid.value(row, bound.sheet_column)
            if isinstance(value, str) and value.strip():
                found.setdefault(label_key(value), value.strip())
    return list(found.values())


def _rows(
    words: Iterable[str],
    means: Mapping[str, str],
    kinds: Mapping[str, str],
    chances: Mapping[str, Chance],
    packaged: Mapping[str, defaults.Row],
    lang: Lang,
) -> Iterator[StoryRow]:
    """A row a word; of several that mean one stage of the packaged process the first has its code, the others a number."""
    taken: dict[str, int] = {}
    for word in words:
        code = means[word] or "stage"
        taken[code] = taken.get(code, 0) + 1
        own = code if taken[code] == 1 and means[word] else f"{code}{taken[code]}"
        row = _row(word, means[word], kinds[word], chances, packaged, lang)
        yield {**row, "code": own}


def _row(
    name: str,
    code: str,
    kind: str,
    chances: Mapping[str, Chance],
    packaged: Mapping[str, defaults.Row],
    lang: Lang,
) -> StoryRow:
    """Nothing but code, name, kind and chance: the rest is for the team to decide."""
    return {
        **{column.key: None for column in RECORDS["stages"].columns},
        "code": code,
        "name_zh": name if lang == "zh" else None,
        "name_en": name if lang == "en" else None,
        "kind": kind or None,
        "win_probability": _chance(code, kind, chances, packaged),
        "may_be_skipped": "yes" if kind == "open" else None,
        "may_go_back": "yes" if kind == "open" else None,
    }


def _chance(
    code: str, kind: str, chances: Mapping[str, Chance], packaged: Mapping[str, defaults.Row]
) -> Decimal | None:
    if kind in _CLOSED:
        return Decimal(int(kind == "won"))
    if code in chances:
        return Decimal(str(round(chances[code].value, 2)))
    standard = packaged[code]["win_probability"] if code in packaged else ""
    return Decimal(standard) if standard else None


def names_instead_of_codes(workbook: Workbook) -> Sequence[Edit]:
    """The edits that let the words mean the rows of the new sheet: what an adoption learnt about them is set aside."""
    text = read_store(workbook).get(STORE_KEY)
    if not text:
        return ()
    kept = from_json(parse(text))
    if STAGE_VALUES not in kept.values:
        return ()
    values = {key: labels for key, labels in kept.values.items() if key != STAGE_VALUES}
    return store_edits(workbook, {STORE_KEY: to_json(replace(kept, values=values))})
