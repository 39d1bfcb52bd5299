"""What the library holds for each stage of the process."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.reports.draft import Draft


def materials(draft: Draft) -> Mapping[str, str]:
    """Stage → its brochures, references and forms with where they are, in the order of the sheet; without what has run
    out by the day of the report."""
    table = draft.facts.book.table("library")
    columns = zip(*map(table.get, ("id", "title", "link", "valid_to", "stage")), strict=True)
    found: dict[str, list[str]] = {}
    for key, title, link, valid_to, stage in columns:
        if stage and title and (valid_to is None or valid_to >= draft.facts.as_of):
            where = draft.say("，", ", ").join(filter(None, (key, link)))
            found.setdefault(stage, []).append(
                draft.say(f"{title}（{where}）", f"{title} ({where})") if where else title
            )
    return {stage: draft.say("；", "; ").join(texts) for stage, texts in found.items()}
