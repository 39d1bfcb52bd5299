"""Which version of the process holds, and who approved it."""

from __future__ import annotations

import datetime as dt

from sheetsales.dataclass import dataclass
from sheetsales.reports.draft import Draft


@dataclass(frozen=True, slots=True)
class Version:
    """The revision in force: its name, since when, what it changed, who approved it, when it is looked at again."""

    name: str
    since: dt.date | None
    change: str
    approved_by: str
    review: dt.date | None


def version_of(draft: Draft, today: dt.date) -> Version | None:
    """The newest revision that holds by ``today``; None where the workbook keeps none."""
    table = draft.facts.book.table("sop_revisions")
    columns = (table.get(key) for key in ("version", "effective_on", "change", "approved_by", "next_review"))
    rows = [row for row in zip(*columns, strict=True) if row[0] and (row[1] is None or row[1] <= today)]
    if not rows:
        return None
    name, since, change, by, review = max(rows, key=lambda row: row[1] or dt.date.min)
    return Version(str(name), since, change or "", draft.name_of(by) if by else "", review)


def version_line(draft: Draft, version: Version | None) -> str:
    """``版本 V2.1 · 2026-09-15 起执行 · 批准 周敏 · 下次评审 2026-12-15``."""
    say = draft.say
    if version is None:
        return say("未登记版本（流程修订表里没有记录）", "Version not registered (no row in SOP revisions)")
    parts = [say(f"版本 {version.name}", f"Version {version.name}")]
    if version.since is not None:
        parts.append(say(f"{version.since} 起执行", f"in force from {version.since}"))
    if version.approved_by:
        parts.append(say(f"批准 {version.approved_by}", f"approved by {version.approved_by}"))
    if version.review is not None:
        parts.append(say(f"下次评审 {version.review}", f"next review {version.review}"))
    return " · ".join(parts)
