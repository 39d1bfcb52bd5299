"""Near misses: what an unknown heading or label might be. Only ever proposed, never bound."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from sheetsales.schema import aliases, defaults
from sheetsales.schema.assignment import OpenHeading
from sheetsales.schema.evidence import Verdict, judge
from sheetsales.schema.record import Record
from sheetsales.schema.same_sense import may_be_slip
from sheetsales.schema.stage_meaning import meaning
from sheetsales.schema.stage_suggestion import Known, suggested
from sheetsales.schema.words import words_of

ALIKE = 0.75
BEST = 2
_CERTAIN = 3


def columns_for(
    record: Record, heading: OpenHeading, taken: Iterable[str], *, spelled: bool = True
) -> tuple[str, ...]:
    """The two best columns for a heading left open: those it names, then those it nearly names (where ``spelled``); all
    still free."""
    named = [c for c in heading.columns if c]
    nearly = [] if named or not spelled else _near_columns(record, heading)
    used = set(taken)
    free = [c for c in dict.fromkeys((*named, *nearly)) if c not in used and not record.by_key[c].written]
    fitting = [c for c in free if judge(record.key, record.by_key[c], heading.field.sample) is not Verdict.NO]
    return tuple(fitting[:BEST])


def _near_columns(record: Record, heading: OpenHeading) -> list[str]:
    """Columns whose names are spelled nearly like the heading, or stand inside it. A heading of words we know is no slip
    of another: the day money came in is not the day a contract ends.
    """
    keys = aliases.of(record.key)
    key = heading.field.heading.short
    says_something = not words_of(heading.field.text).unknown
    near = [] if says_something else difflib.get_close_matches(key, keys, n=4, cutoff=ALIKE)
    inside = sorted((k for k in keys if len(k) >= _least(k) and k in key), key=len, reverse=True)
    return [alias.column for k in (*near, *inside[:2]) for alias in keys[k] if alias.column]


def _least(key: str) -> int:
    """How long a known heading must be to count when it stands inside a longer one."""
    return 5 if key.isascii() else 2


def stages_for(label: str, preset: str) -> tuple[str, ...]:
    """The two stages of a packaged process that a label most likely means; never one of another kind than it says."""
    rows = defaults.stages(preset)
    return suggested(label, (Known(row["code"], row[n], row["kind"]) for row in rows for n in ("zh", "en")))


def stage_understood(label: str, preset: str) -> str:
    """The stage of a packaged process that a label says beyond doubt; "" where anything is left to ask."""
    said = meaning(label)
    found = stages_for(label, preset)
    return found[0] if said is not None and said.sure >= _CERTAIN and len(found) == 1 else ""


def codes_for(label: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The two best codes for a label that is no known one and no stage; none that says the opposite."""
    key = aliases.label_key(label)
    near = difflib.get_close_matches(key, known, n=4, cutoff=0.6)
    inside = [k for k in known if len(k) >= _least(k) and (k in key or key in k)]
    return tuple(dict.fromkeys(known[k] for k in (*near, *inside) if known[k] and may_be_slip(label, k)))[
        :BEST
    ]
