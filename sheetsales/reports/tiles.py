"""What a tile of page one shows: a figure, its target, how much of it is reached, and what to compare it with."""

from __future__ import annotations

from sheetsales.dataclass import dataclass
from sheetsales.indicators.catalogue import BY_CODE, definition
from sheetsales.reports.block import FORMATS, PlacedTable, cell_format
from sheetsales.reports.cells import (
    COUNT,
    Calc,
    Content,
    Dash,
    Sentence,
    as_excel_shows,
    known,
    mirror,
    shown,
)
from sheetsales.reports.cover_lines import NO_TARGET, context_line, spoken_as, target_words
from sheetsales.reports.cover_table import on_cover
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Blocks
from sheetsales.texts import Text


@dataclass(frozen=True)
class Tile:
    """A tile. ``pattern`` and ``share_pattern`` are number formats; ``target``, ``share`` and ``context`` stand below the
    figure, ``bar`` is what is drawn of 0 to 100 %. Of what is ``unknown`` the target says why."""

    name: str
    figure: Content
    pattern: str
    status: str = ""
    target: Content = None
    share: Content = None
    share_pattern: str = "0%"
    bar: Content = None
    context: Content = None
    unknown: bool = False


def unknown_tile(draft: Draft, name: str, reason: Text) -> Tile:
    """A figure that nobody knows, with the reason."""
    return Tile(name, Dash(reason), FORMATS["text"], target=draft.speak(reason), unknown=True)


def cover_tiles(draft: Draft, blocks: Blocks) -> tuple[Tile, ...]:
    """The indicators of the cover."""
    return tuple(
        cover_tile(draft, blocks.kpi, code)
        if code in blocks.kpi.rows
        else listed_tile(draft, blocks["indicators"], code)
        for code in on_cover(draft)
    )


def cover_tile(draft: Draft, kpi: PlacedTable, code: str) -> Tile:
    """An indicator of the cover's table; of rates and of what should be low the bar alone tells what is reached."""
    name, status = str(kpi.get(code, "name")), str(kpi.get(code, "status") or "")
    actual = kpi.get(code, "actual")
    if isinstance(actual, Dash):
        return Tile(
            name, actual, tile_format(draft, kpi, code), status, draft.speak(actual.reason), unknown=True
        )
    low = definition(draft.facts.book, code).direction == "lower"
    told = _told_as(draft, kpi, code)
    reached = kpi.get(code, told)
    judged = known(reached) and not _few(draft, kpi, code)
    shared = mirror(kpi.ref(code, told), reached)
    telling = judged and not low and BY_CODE[code].unit != "share"
    return Tile(
        name,
        _figure(draft, kpi, code),
        tile_format(draft, kpi, code),
        status,
        target_words(draft, kpi, code, lower=low),
        shared if telling else None,
        draft.say('"进度 "0%', '"pace "0%') if told == "pace" else "0%",
        shared if judged else None,
        context_line(draft, kpi, code),
    )


def _few(draft: Draft, kpi: PlacedTable, code: str) -> bool:
    """Whether a rate rests on too few records to be told as a percentage."""
    n = kpi.get(code, "n")
    return kpi.look(code, "actual") == "share" and isinstance(n, int) and n < draft.facts.smallest_sample


def _figure(draft: Draft, kpi: PlacedTable, code: str) -> Content:
    """The figure of a tile; a rate on few records as so many of so many."""
    actual, n = kpi.get(code, "actual"), kpi.get(code, "n")
    value = shown(actual)
    if not _few(draft, kpi, code) or value is None or not isinstance(n, int):
        return mirror(kpi.ref(code, "actual"), actual)
    ref, count = kpi.ref(code, "actual"), kpi.ref(code, "n")
    of = draft.say(" / ", " of ")
    return Calc(f'TEXT({ref}*{count},"0")&"{of}"&{count}', f"{as_excel_shows(value * n, 0)}{of}{n}")


def tile_format(draft: Draft, block: PlacedTable, row: str) -> str:
    """The number format of a tile's figure."""
    look = block.look(row, "actual")
    if look == "sum":
        return cell_format(draft, look, block.get(row, "actual"))
    if look == "days":
        return draft.say('0" 天"', '0" days"')
    return FORMATS[look]


def _told_as(draft: Draft, kpi: PlacedTable, code: str) -> str:
    """What a tile tells beside the target: of sums in a month that still runs the pace, else the attainment."""
    return "pace" if draft.periods.running and known(kpi.get(code, "pace")) else "attainment"


def listed_tile(draft: Draft, block: PlacedTable, code: str) -> Tile:
    """An indicator of the list of all of them; below it what it was before and what it rests on."""
    name, status = str(block.get(code, "name")), str(block.get(code, "status") or "")
    actual, target = block.get(code, "actual"), block.get(code, "target")
    pattern = tile_format(draft, block, code)
    if not known(actual):
        reason = str(block.get(code, "reason") or "")
        return Tile(name, actual, pattern, status, reason, unknown=True)
    low = definition(draft.facts.book, code).direction == "lower"
    reached = block.get(code, "attainment")
    bar = mirror(block.ref(code, "attainment"), reached) if known(reached) else None
    return Tile(
        name, mirror(block.ref(code, "actual"), actual) if isinstance(actual, Calc) else actual, pattern, status,
        target_words(draft, block, code, lower=low) if known(target) else draft.speak(NO_TARGET),
        bar if block.look(code, "actual") != "share" else None, bar=bar, context=_listed_context(draft, block, code),
    )  # fmt: skip


def _listed_context(draft: Draft, block: PlacedTable, code: str) -> Content:
    said, spoken = Sentence(), spoken_as(draft, block, code, "previous")
    before = block.get(code, "previous")
    said.clause(draft.say("上期 ", "before "), (block.ref(code, "previous"), before, spoken))
    said.clause("n ", (block.ref(code, "n"), block.get(code, "n"), COUNT), joint=" · ")
    return said.end("") if said.begun else None
