"""From a book to judged findings: ids given, rules run, baseline applied, first-seen days kept, worst first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sheetsales.book.book import Book
from sheetsales.book.ids import MissingId, missing_ids
from sheetsales.cells.grid import Workbook
from sheetsales.checking import memory
from sheetsales.checking.findings_sheet import findings_sheet, has_findings_sheet
from sheetsales.checking.fingerprint import fingerprint
from sheetsales.checking.log import LogUpdate, log_update
from sheetsales.checking.order import worst_first
from sheetsales.checking.starting import LEVEL, all_parts, beginning
from sheetsales.checking.summary import Summary, summarise
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.rules.catalogue import Found, find
from sheetsales.rules.customers.same_company import pairs_to_keep
from sheetsales.rules.scene import Scene
from sheetsales.speech.lists import listed
from sheetsales.texts import Text


@dataclass(frozen=True)
class Judged:
    """What a check found.

    ``given_ids`` are those that loading gave and the workbook lacks. ``findings`` are grouped by person, worst first, without the ``accepted`` ones of the
    baseline, and ``findings_sheet`` is the sheet they stand in. ``store`` is what the workbook shall remember. ``unchanged`` says that neither inputs nor rules nor the
    day changed since the check whose results still stand in the workbook. ``book`` and all that was found in it are as of
    the ``log`` brought up to date. ``found`` are the identities of all findings, those held back by the level too.
    """

    book: Book
    today: dt.date
    findings: tuple[Finding, ...]
    findings_sheet: str
    given_ids: tuple[MissingId, ...]
    summary: Summary
    store: Mapping[str, str]
    unchanged: bool
    log: LogUpdate
    found: frozenset[memory.Identity] = frozenset()


def judge(
    workbook: Workbook,
    book: Book,
    load_findings: Sequence[Finding],
    *,
    today: dt.date,
    store: Mapping[str, str],
    baseline: bool = False,
    level: str = "",
    mine: Callable[[Finding], bool] | None = None,
    remembers: bool = True,
) -> Judged:
    """Run the check on a loaded book; ``level`` raises it from now on. Where the book is that of several workbooks,
    ``mine`` tells the findings of this one: others are not told in it, nor is the log of deals kept there.

    ``store`` holds the texts kept in the workbook. With ``baseline`` all findings of today are accepted, and later
    checks show only new ones; an accepted finding that is mended drops out, so that it is new if it comes back. Who
    writes nothing ``remembers`` nothing either: no store, nor whether anything changed.
    """
    seen = _seen(workbook, book, load_findings, today, store, mine)
    book, findings = seen.scene.book, seen.found.findings
    accepted = _accepted(findings, store, all_of_them=baseline)
    known = memory.read_since(store.get(memory.SINCE, ""))
    start = beginning(book, store, level)
    fresh = with_since((f for f in findings if f.identity not in accepted), known, today)
    told, held_back = start.listed(fresh)
    ordered = worst_first(told)
    kept = memory.write_baseline(accepted)
    mark = fingerprint(book, load_findings, f"{start.stored} {kept}", today) if remembers else ""
    stands = (
        remembers and store.get(memory.FINGERPRINT) == mark and (not ordered or has_findings_sheet(workbook))
    )
    notices = tuple(text for text in (held_back, *_protected(workbook, book), seen.log.notice) if text.zh)
    hidden, gone = len(findings) - len(fresh), _gone(known, findings)
    said = {
        memory.FINGERPRINT: mark, memory.SINCE: memory.write_since(all_parts(ordered)), memory.BASELINE: kept, LEVEL: start.stored,
        **seen.pairs,
    } if remembers else {}  # fmt: skip
    return Judged(
        book, today, ordered, findings_sheet(workbook, book.lang), seen.given,
        summarise(seen.scene, ordered, accepted=hidden, waived=seen.found.waived, notices=notices, gone=gone),
        said, unchanged=stands and not (seen.log.edits or seen.given), log=seen.log,
        found=frozenset(part.identity for f in fresh for part in f.parts),
    )  # fmt: skip


@dataclass(frozen=True)
class _Seen:
    """What the rules found in a book as of the ``log`` brought up to date, and which ``pairs`` the next check shall find."""

    scene: Scene
    found: Found
    given: tuple[MissingId, ...]
    log: LogUpdate
    pairs: Mapping[str, str]


def _seen(
    workbook: Workbook,
    book: Book,
    load_findings: Sequence[Finding],
    today: dt.date,
    store: Mapping[str, str],
    mine: Callable[[Finding], bool] | None,
) -> _Seen:
    """With ``mine`` only what is this workbook's own: its findings and ids, no log and no pairs."""
    given = missing_ids(book)
    log = log_update(workbook, book, today, given)
    scene = Scene(log.book, today, store)
    found = find(scene, tuple(load_findings))
    if mine is None:
        return _Seen(scene, found, given, log, pairs_to_keep(scene))
    found = replace(found, findings=tuple(filter(mine, found.findings)))
    own = tuple(one for one in given if workbook.grid(one[2].sheet) is not None)
    return _Seen(scene, found, own, LogUpdate(log.book), {})


def _gone(known: Iterable[memory.Identity], findings: Iterable[Finding]) -> tuple[memory.Identity, ...]:
    """What earlier checks found and this one does not."""
    there = {f.identity for f in findings}
    return tuple(sorted(identity for identity in known if identity not in there))


def with_since(
    findings: Iterable[Finding], known: Mapping[memory.Identity, dt.date], today: dt.date
) -> tuple[Finding, ...]:
    """Findings with the day a check first saw them; the days are those of earlier checks, else today."""
    return tuple(replace(f, since=min(known.get(f.identity, today), today)) for f in findings)


def _protected(workbook: Workbook, book: Book) -> tuple[Text, ...]:
    """That the deals' sheet is protected, so that neither its check column nor its ids are written."""
    deals = book.table("pipeline")
    grids = (workbook.grid(bound.sheet) for bound in deals.bound)
    closed = [grid.name for grid in grids if grid and grid.protected]
    if not closed or not deals.has("check"):
        return ()
    sheets = listed(closed)
    return (
        Text(
            f"“{sheets.zh}”表有保护，检查列和编号没有写；要写就先撤销工作表保护。",
            f"“{sheets.en}” is protected, so its check column and ids were not written; unprotect it to have them.",
        ),
    )


def _accepted(
    findings: Sequence[Finding], store: Mapping[str, str], *, all_of_them: bool
) -> frozenset[memory.Identity]:
    now = frozenset(f.identity for f in findings)
    return now if all_of_them else now & memory.read_baseline(store.get(memory.BASELINE, ""))
