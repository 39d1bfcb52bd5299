"""What was mended, in the words of the terminal and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sheetsales.book.parsing.column_reader import shown
from sheetsales.cells.address import quote_sheet
from sheetsales.cells.values import CellValue
from sheetsales.checking.as_json import plain_value
from sheetsales.checking.fixes.fix import Fix, Fixes, What, Why
from sheetsales.speech.counts import count_of
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

SHOWN = 40
_LONGEST = 40
_NOTHING = Text("没有可以自动改的。", "Nothing to mend.")
_BLANK = Text("（空）", "(blank)")
_GENERAL = Text("常规", "General")
_GUESSES = Text(
    "猜的看过没错、也要照着改的：sheetsales check --fix --unsafe-fixes 工作簿",
    "To take the guesses as well, once you have looked: sheetsales check --fix --unsafe-fixes BOOK",
)
_MORE = Text("…… 其余 {n} 处", "… {n} more")


def fix_lines(fixes: Fixes, lang: Lang, *, dry_run: bool) -> Iterator[str]:
    """Each cell before and after where it is only tried, then one sentence: what was mended, what was left and why."""
    if dry_run:
        yield from (_line(fix, lang) for fix in fixes.fixed[:SHOWN])
        if len(fixes.fixed) > SHOWN:
            yield _MORE.fill(n=f"{len(fixes.fixed) - SHOWN:,}").in_(lang)
    yield fix_sentence(fixes, dry_run=dry_run).in_(lang)
    if any(left.why is Why.UNSAFE for left in fixes.left):
        yield _GUESSES.in_(lang)


def fix_sentence(fixes: Fixes, *, dry_run: bool) -> Text:
    if not fixes.fixed and not fixes.left:
        return _NOTHING
    n, rest = sum(fix.count for fix in fixes.fixed), len(fixes.left)
    whats = _counts((fix.what.text, fix.count) for fix in fixes.fixed)
    whys = _counts((left.why.text, 1) for left in fixes.left)
    done = Text(
        f"{'会改好' if dry_run else '改好'} {n} 处（{whats.zh}）" if n else "没有改动",
        f"{'Would mend' if dry_run else 'Mended'} {count_of(n, 'cell')} ({whats.en})"
        if n
        else "Nothing mended",
    )
    kept = Text(f"，留下 {rest} 处没动（{whys.zh}）", f"; left {rest} ({whys.en})") if rest else Text("", "")
    return Text(f"{done.zh}{kept.zh}。", f"{done.en}{kept.en}.")


def _counts(texts: Iterable[tuple[Text, int]]) -> Text:
    counts: Counter[Text] = Counter()
    for text, count in texts:
        counts[text] += count
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0].en))
    return listed(Text(f"{t.zh} {n}", f"{t.en} {n}") for t, n in ranked)


def _line(fix: Fix, lang: Lang) -> str:
    if fix.what is What.INTO_TABLE:
        return f"{fix.at}  {_told(fix.before, lang)} → {fix.after}  {fix.what.text.in_(lang)}"
    if fix.what in (What.DROPDOWN, What.FORMAT):
        place = f"{quote_sheet(fix.at.sheet)}!{fix.a1}"
        change = f"{_GENERAL.in_(lang)} → {fix.after}" if fix.before else _shortened(str(fix.after))
        return f"{place}  {change}  {fix.what.text.in_(lang)}"
    return f"{fix.at}  {_told(fix.before, lang)} → {_told(fix.after, lang)}  {fix.what.text.in_(lang)}"


def _told(value: CellValue, lang: Lang) -> str:
    """A value with marks around a text, so that blanks at its ends can be seen."""
    if value is None:
        return _BLANK.in_(lang)
    if not isinstance(value, str):
        return f"{value:f}" if isinstance(value, Decimal) else shown(value)
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value)
    return f"“{_shortened(text)}”"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def fixes_document(fixes: Fixes) -> dict[str, Any]:
    """``fixed`` and ``left`` as lists of cells."""
    return {
        "fixed": [
            {
                "sheet": fix.at.sheet,
                "cell": fix.a1,
                "before": plain_value(fix.before),
                "after": plain_value(fix.after),
                "what": fix.what.name.lower(),
            }
            for fix in fixes.fixed
        ],
        "left": [
            {
                "sheet": kept.at.sheet,
                "cell": kept.at.a1,
                "value": plain_value(kept.value),
                "why": kept.why.name.lower(),
            }
            for kept in fixes.left
        ],
    }
