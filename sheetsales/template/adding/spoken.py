"""What a workbook has of ours and what was added, in sentences and as one JSON document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sheetsales.schema.modules import MODULES, module_of
from sheetsales.schema.shown_sheets import SHOWN
from sheetsales.speech.lists import listed
from sheetsales.template.adding.plan import Addition
from sheetsales.template.adding.standing import Standing
from sheetsales.texts import Lang, Text

_HEAD = Text("{book} 里的表：", "Sheets in {book}:")
_MODULE = Text("模块 {key} {title}：{whom}", "Module {key}, {title}: {whom}")
_CORE = Text("基本表", "Core")
_SHOWING = Text("只展示的表（每次检查更新）", "Sheets that only show, renewed by every check")
_NAMED = Text("{said}（{key}）：{purpose}", "{said} ({key}): {purpose}")
_STATES = {
    "there": Text("✓ {title}", "✓ {title}"),
    "theirs": Text("✓ {title}：用团队自己的“{sheet}”", "✓ {title}: the team's own “{sheet}”"),
    "like": Text(
        "? {title}：“{sheet}”像是这张表；要用它，先运行 sheetsales adopt",
        "? {title}: “{sheet}” looks like it; to have it used, run sheetsales adopt first",
    ),
    "absent": Text("· {title}：没有", "· {title}: none"),
    "apart": Text(
        "· {title}：涉及个人收入或评价，只放主管自己的工作簿",
        "· {title}: pay or judgement, for the manager's own workbook only",
    ),
}
_RENAMED = Text("（“{sheet}”）", " (“{sheet}”)")
_LACKS = Text("；可加 {count} 列：{columns}", "; {count} new columns: {columns}")
_LACKS_ONE = Text("；可加 1 列：{columns}", "; a new column: {columns}")
_HOW = Text(
    "添加：sheetsales sheets add {book} {example}（先加 --dry-run 可预演）",
    "To add: sheetsales sheets add {book} {example} (--dry-run shows it first)",
)
_WHOLE = Text("都有了，没有可加的。", "Everything is there; nothing to add.")

_ADDED = Text("已加进 {book}：{sheets}。", "Added to {book}: {sheets}.")
_WOULD_ADD = Text("会加进 {book}：{sheets}。", "Would be added to {book}: {sheets}.")
_ALONG = Text("跟着加的：{sheets}。", "Along with them: {sheets}.")
_COLUMNS = Text("“{sheet}”加列：{columns}。", "New columns of “{sheet}”: {columns}.")
_KEPT = Text(
    "{title}：用团队自己的“{sheet}”，不另加。", "{title}: the team's own “{sheet}” is used; none was added."
)
_LIKE = Text(
    "{title}：“{sheet}”像是你们自己的这张表，没有另加。要用它请先运行 sheetsales adopt；确实要新表，用 sheetsales sheets add，加上 --only {key}。",
    "{title}: “{sheet}” looks like one of your own, so none was added. Run sheetsales adopt to have it used; for a new sheet "
    "all the same, run sheetsales sheets add with --only {key}.",
)
_NOTHING = Text("{book} 里已经都有，没有写任何东西。", "{book} has all of it already; nothing was written.")
_RENEWED_SHEETS = Text("已更新：{sheets}。", "Brought up to date: {sheets}.")
_WOULD_RENEW = Text("会更新：{sheets}。", "Would be brought up to date: {sheets}.")
_ROWS = Text(
    "{book}：补上了缺的选项、参数、指标或链接。",
    "{book}: choices, settings, indicators or links that were missing are there now.",
)
_ROWS_WOULD = Text(
    "{book}：会补上缺的选项、参数、指标或链接。",
    "{book}: choices, settings, indicators or links that are missing would come.",
)
_DRY = Text("这是预演，什么都没写。", "A dry run; nothing was written.")
_UNDO = Text(
    "别的一格没动；写之前留了备份，sheetsales undo {book} 可撤销，sheetsales restore {book} 可整本退回。",
    "Nothing else was touched. There is a backup; sheetsales undo {book} takes it back, sheetsales restore {book} goes back as "
    "a whole.",
)


def overview(standings: Iterable[Standing], there: Iterable[str], book: str, lang: Lang) -> Iterator[str]:
    """What the workbook has and could have, a line a sheet, by module; ``there`` are the sheets that only show, by key."""
    found = list(standings)
    yield _HEAD.fill(book=book).in_(lang)
    yield _CORE.in_(lang)
    yield from (_line(s, lang) for s in found if module_of(s.record.key) is None)
    for module in MODULES:
        title = _MODULE.fill(key=module.key, title=module.title, whom=module.whom)
        yield title.in_(lang)
        yield from (_line(s, lang) for s in found if s.record.module == module.key)
    yield _SHOWING.in_(lang)
    kinds = {key.partition("_")[0] for key in there}
    for sheet in SHOWN:
        state = _STATES["there" if sheet.key in kinds else "absent"].fill(title=sheet.title)
        yield f"  {_NAMED.fill(said=state, key=sheet.key, purpose=sheet.purpose).in_(lang)}"
    example = _example(found)
    yield (_HOW.fill(book=book, example=example) if example else _WHOLE).in_(lang)


def _line(standing: Standing, lang: Lang) -> str:
    title = standing.record.title
    text = _STATES[standing.state].fill(title=title, sheet=standing.sheet)
    if standing.state == "there" and standing.sheet not in (title.zh, title.en):
        text = _join(text, _RENAMED.fill(sheet=standing.sheet))
    if standing.lacking:
        lacks = _LACKS_ONE if len(standing.lacking) == 1 else _LACKS
        columns = listed([c.title for c in standing.lacking], most=6)
        text = _join(text, lacks.fill(count=len(standing.lacking), columns=columns))
    return f"  {text.in_(lang)}"


def _join(first: Text, second: Text) -> Text:
    return Text(first.zh + second.zh, first.en + second.en)


def _example(found: Iterable[Standing]) -> str:
    """The first module with something to add, else the first such sheet; "" where all is there."""
    open_ = [s.record for s in found if s.state == "absent" or s.lacking]
    keys = sorted((m.key for m in MODULES), key=lambda key: key != "orders")  # cash and delivery tell most
    module = next((key for key in keys if any(r.module == key for r in open_)), "")
    return module or next((record.key for record in open_), "")


def told(addition: Addition, book: str, lang: Lang, *, dry_run: bool) -> Iterator[str]:
    """What came of it, what was there already, and how to take it back."""
    if addition.sheets:
        head = _WOULD_ADD if dry_run else _ADDED
        yield head.fill(book=book, sheets=listed(addition.sheets.values())).in_(lang)
    if addition.along:
        yield _ALONG.fill(sheets=listed(addition.along)).in_(lang)
    for standing in addition.standings:
        if standing.lacking:
            columns = listed(c.title for c in standing.lacking)
            yield _COLUMNS.fill(sheet=standing.sheet, columns=columns).in_(lang)
        if standing.state in ("theirs", "like") and standing.record.key not in addition.columns:
            said = _KEPT if standing.state == "theirs" else _LIKE
            title, key = standing.record.title, standing.record.key
            yield said.fill(title=title, sheet=standing.sheet, key=key).in_(lang)
    if addition.renewed:
        said = _WOULD_RENEW if dry_run else _RENEWED_SHEETS
        yield said.fill(sheets=listed(addition.renewed)).in_(lang)
    yield from (notice.in_(lang) for notice in addition.notices)
    if not addition.plan.edits:
        yield _NOTHING.fill(book=book).in_(lang)
        return
    if not addition.sheets and not addition.columns and not addition.renewed:
        yield (_ROWS_WOULD if dry_run else _ROWS).fill(book=book).in_(lang)
    yield (_DRY if dry_run else _UNDO).fill(book=book).in_(lang)


def document(standings: Iterable[Standing]) -> list[dict[str, Any]]:
    """Each sheet with its module, how it stands, and the columns it could get."""
    return [
        {
            "record": s.record.key,
            "module": s.record.module,
            "title": {"zh": s.record.title.zh, "en": s.record.title.en},
            "state": s.state,
            "sheet": s.sheet or None,
            "new_columns": [column.key for column in s.lacking],
        }
        for s in standings
    ]
