"""What fits on paper: how wide columns are, how a page lies, and the rows that new sheets of paper begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol

from sheetsales.dataclass import dataclass
from sheetsales.look.widths import wrapped_lines
from sheetsales.reports.block import PAGE_HEIGHT, PAGE_WIDTH, number_width, title_of
from sheetsales.reports.cells import Calc, Content
from sheetsales.reports.draft import Draft
from sheetsales.reports.section import MOST_COLUMNS, PageTable
from sheetsales.speech.widths import display_width

LEAST_SCALE = 0.6
"""How small a page may become to stay one."""
TEXTS = ("text", "light")
HEADING_HEIGHT = 20.0
_STEP = 6.0
"""Characters by which a page is tried wider."""
_NARROWER = 1.0
_NUMBER_WIDTH = 11.0
_TEXT_WIDTH = 9.0
_AIR = 3
_LONGEST, _LONGEST_WORD = 44.0, 18


@dataclass(frozen=True)
class Paper:
    """A4 as it lies: the characters and points it holds at full size."""

    width: float
    height: float
    across: bool


ACROSS: Final = Paper(PAGE_WIDTH, PAGE_HEIGHT, across=True)
UPRIGHT: Final = Paper(80.0, 723.0, across=False)


class Measured(Protocol):
    """A page whose height is known at certain widths."""

    widths: list[float]
    height: float
    bounds: list[tuple[int, float]]


@dataclass(frozen=True)
class Fit:
    """A page on paper: its columns' widths and the rows that new sheets begin with; none where one sheet takes it all."""

    paper: Paper
    widths: Sequence[float]
    breaks: Sequence[int]

    @property
    def small(self) -> bool:
        """Whether its width alone makes it smaller than is legible."""
        return self.paper.width < LEAST_SCALE * sum(self.widths) - 0.01


def best_fit(
    draft: Draft, tables: Sequence[PageTable], measured: Callable[[Sequence[float]], Measured]
) -> Fit:
    """The columns as wide as they ask for; wider, and so printed smaller, or the page upright, where that takes fewer
    sheets of paper and stays legible."""
    natural = _narrowed(draft, tables, natural_widths(draft, tables), ACROSS)
    first = _fit(ACROSS, measured(natural))
    if not first.breaks:
        return first
    wider = _fewest(ACROSS, natural, tables, measured)
    if wider.breaks:
        upright = _fewest(UPRIGHT, _narrowed(draft, tables, natural, UPRIGHT), tables, measured)
        if not upright.breaks and not upright.small:
            return upright
    return wider if len(wider.breaks) < len(first.breaks) else first


def _fewest(
    paper: Paper,
    natural: Sequence[float],
    tables: Sequence[PageTable],
    measured: Callable[[Sequence[float]], Measured],
) -> Fit:
    """The least wide of the widths with which the page takes the fewest sheets."""
    most = max(0.0, paper.width / LEAST_SCALE - sum(natural))
    wraps = _wraps(tables, natural)
    grown = [_grown(natural, wraps, n * _STEP) for n in range(int(most // _STEP) + 1)]
    fewest = _fit(paper, measured(grown[-1]))
    tried = (_fit(paper, measured(widths)) for widths in grown[:-1])
    return next((fit for fit in tried if len(fit.breaks) <= len(fewest.breaks)), fewest)


def _narrowed(
    draft: Draft, tables: Sequence[PageTable], widths: Sequence[float], paper: Paper
) -> list[float]:
    """As wide as the paper bears, texts wrapped where that costs the fewest lines; wider where headings and figures ask
    for more."""
    narrow = list(widths)
    least = [
        max(_least(draft, table, c) for table in tables if c < len(table.columns)) for c in range(len(widths))
    ]
    sure = [min(pair) - 2 for pair in zip(least, narrow, strict=True)]
    rows = Counter(kind for table in tables for kind in _row_widths(table, sure))
    while sum(narrow) > paper.width / LEAST_SCALE:
        free = [c for c, width in enumerate(narrow) if width - _NARROWER >= least[c]]
        if not free:
            break
        cost = _lines(rows, narrow, free)
        narrow[min(free, key=lambda c: (cost[c], -narrow[c]))] -= _NARROWER
    return narrow


def _row_widths(table: PageTable, sure: Sequence[float]) -> Iterable[tuple[int, ...]]:
    """How wide the texts of each row are; 1 what takes one line in any case, since no column gets narrower than ``sure``."""
    columns = []
    for c, key in enumerate(table.columns[:MOST_COLUMNS]):
        texts = texts_of(table, key)
        widths = {text: display_width(text) for text in set(texts)}
        told = {text: 1 if 0 < width <= sure[c] else width for text, width in widths.items()}
        columns.append([told[text] for text in texts])
    return zip(*columns, strict=True)


def _lines(
    rows: Mapping[tuple[int, ...], int], widths: Sequence[float], free: Sequence[int]
) -> Mapping[int, int]:
    """How many lines rows take with each of the free columns narrower, each kind of row as often as there is one."""
    found = dict.fromkeys(free, 0)
    for row, count in rows.items():
        lines = [-int(-text // (width - 2)) for text, width in zip(row, widths, strict=False)]
        most = max(lines)
        longest = lines.index(most)
        second = max((*lines[:longest], *lines[longest + 1 :]), default=0)
        for c in free:
            if c >= len(lines):
                found[c] += count * most
                continue
            narrower = -int(-row[c] // (widths[c] - _NARROWER - 2))
            found[c] += count * max(narrower, second if c == longest else most)
    return found


def _wraps(tables: Sequence[PageTable], widths: Sequence[float]) -> list[float]:
    """How many lines more than one the texts of each column take."""
    found = [0.0] * len(widths)
    for table in tables:
        for c, key in enumerate(table.columns[:MOST_COLUMNS]):
            texts = Counter(texts_of(table, key))
            found[c] += sum(n * (wrapped_lines(text, widths[c]) - 1) for text, n in texts.items() if text)
    return found


def _grown(widths: Sequence[float], wraps: Sequence[float], more: float) -> list[float]:
    """Wider by so much in all, where texts wrap if they do, else everywhere."""
    shares = wraps if any(wraps) else widths
    return [width + more * share / sum(shares) for width, share in zip(widths, shares, strict=True)]


def natural_widths(draft: Draft, tables: Sequence[PageTable]) -> list[float]:
    """The widest of what stands in each column; at least two columns, so that texts can be laid across them."""
    columns = max(2, *(len(table.columns[:MOST_COLUMNS]) for table in tables)) if tables else MOST_COLUMNS
    widths = [_NUMBER_WIDTH] * columns
    for table in tables:
        for c, key in enumerate(table.columns[:MOST_COLUMNS]):
            widths[c] = max(widths[c] if not table.widths else 0.0, _width(draft, table, key))
    return widths


def _width(draft: Draft, table: PageTable, key: str) -> float:
    if key in table.widths:
        return table.widths[key]
    heading = table.block.heading(key)
    longest = max(map(display_width, set(texts_of(table, key))), default=0)
    if heading.look not in TEXTS:
        return max(_figure_width(draft, table, key), min(_LONGEST, longest + _AIR))
    title = display_width(title_of(draft, heading))
    return max(_TEXT_WIDTH, min(_LONGEST, max(longest, title) + _AIR + 1))


def _least(draft: Draft, table: PageTable, c: int) -> float:
    """What a column of the page cannot do without: figures whole, texts broken between words alone."""
    key = table.columns[c]
    if key in table.widths or table.block.heading(key).look not in TEXTS:
        return _width(draft, table, key)
    words = max(map(_longest_word, set(texts_of(table, key))), default=0)
    return max(_TEXT_WIDTH, _word_width(draft, table, key), min(_LONGEST_WORD, words) + _AIR)


def _figure_width(draft: Draft, table: PageTable, key: str) -> float:
    cells, block = table.block.column(key), table.block
    widest = max((number_width(cells.get(row), block.look(row, key)) for row in table.rows), default=0.0)
    return max(_NUMBER_WIDTH, _word_width(draft, table, key), widest)


def _word_width(draft: Draft, table: PageTable, key: str) -> float:
    """What the longest word of a heading takes; Chinese breaks anywhere."""
    return _longest_word(title_of(draft, table.block.heading(key))) + _AIR


def _longest_word(text: str) -> int:
    return max(map(display_width, text.split()), default=0) if text.isascii() else 0


def text_shown(content: Content) -> str:
    """The text a cell shows; "" where it shows a number or nothing."""
    value = content.value if isinstance(content, Calc) else content
    return value if isinstance(value, str) else ""


def texts_of(table: PageTable, key: str) -> list[str]:
    """The texts a column of a table shows, row by row."""
    cells = table.block.column(key)
    return [text_shown(cells.get(row)) for row in table.rows]


def _fit(paper: Paper, page: Measured) -> Fit:
    """The page on this paper: one sheet where that stays legible, else as many as it takes."""
    across = min(1.0, paper.width / sum(page.widths))
    if min(across, paper.height / page.height) >= min(LEAST_SCALE, across):
        return Fit(paper, page.widths, ())
    room = paper.height / across
    return Fit(paper, page.widths, _breaks(page.bounds, page.height, room, 2 * HEADING_HEIGHT))


def _breaks(bounds: Sequence[tuple[int, float]], height: float, room: float, repeated: float) -> list[int]:
    """The rows that new pages begin with: each page takes as much as fits below the headings repeated on it."""
    breaks: list[int] = []
    start = 0.0
    ends = (*(above for _, above in bounds[1:]), height)
    for (row, above), end in zip(bounds, ends, strict=False):  # without bounds there is nowhere to break
        if end - start > room and above > start:
            breaks.append(row)
            start = above - repeated
    return breaks
