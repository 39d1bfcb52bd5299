"""``sheetsales restore``: the backups of a workbook, and the way back to one."""

from __future__ import annotations

from pathlib import Path

import click

from sheetsales.backends.saving import Backup, find_backup, list_backups, restore_backup
from sheetsales.cli.output import (
    book_argument,
    echo,
    print_json,
    say,
    terminal_language,
    written_options,
)
from sheetsales.texts import Text

_NONE = Text("“{name}”还没有备份。", "“{name}” has no backups yet.")
_LINE = Text(
    "{number:>3}  {made:%Y-%m-%d %H:%M:%S}  {size:>9,} KB",
    "{number:>3}  {made:%Y-%m-%d %H:%M:%S}  {size:>9,} KB",
)
_RESTORED = Text(
    "“{name}”已恢复到 {made:%Y-%m-%d %H:%M:%S} 的样子；恢复前的内容也留了备份（现在是第 1 份）。",
    "“{name}” is back to how it was at {made:%Y-%m-%d %H:%M:%S}; what stood there before is now backup 1.",
)
_WOULD = Text(
    "这是预演：“{name}”会恢复到 {made:%Y-%m-%d %H:%M:%S} 的样子；现在什么都没写。去掉 --dry-run 就恢复。",
    "Dry run: “{name}” would be brought back to how it was at {made:%Y-%m-%d %H:%M:%S}; nothing was written. Leave out "
    "--dry-run to do it.",
)


@click.command(
    help=say(
        Text(
            "把 BOOK 恢复到最近一份备份，或用 --to 选一份；先用 --list 看有哪些。恢复前也会留备份。",
            "Bring BOOK back to its newest backup, or to the one --to names; --list shows them. "
            "What stands there now is backed up first.",
        )
    )
)
@book_argument
@click.option(
    "--list",
    "only_list",
    is_flag=True,
    help=say(Text("列出备份，新的在前", "List the backups, newest first")),
)
@click.option("--to", type=click.IntRange(min=1), default=None, metavar="N",
              help=say(Text("恢复第 N 份，1 是最新的；不写就恢复和现在不同的最新一份",
                            "Restore number N; 1 is the newest. Without it, the newest that differs from what stands there")))  # fmt: skip
@written_options
def restore(
    book: Path, only_list: bool, to: int | None, dry_run: bool, as_json: bool, lang: str | None
) -> None:
    language = terminal_language(lang)
    if only_list:
        backups = list_backups(book)
        if as_json:
            print_json({"book": str(book), "backups": [_document(backup) for backup in backups]})
        elif not backups:
            echo(_NONE.fill(name=book.name).in_(language))
        else:
            for backup in backups:
                line = _LINE.fill(number=backup.number, made=backup.made, size=-(-backup.size // 1024))
                echo(line.in_(language))
        return
    chosen = find_backup(book, to) if dry_run else restore_backup(book, to)
    if as_json:
        print_json({"book": str(book), "restored": _document(chosen), "written": not dry_run})
    else:
        text = _WOULD if dry_run else _RESTORED
        echo(text.fill(name=book.name, made=chosen.made).in_(language))


def _document(backup: Backup) -> dict[str, object]:
    made = backup.made.isoformat(timespec="seconds")
    return {"number": backup.number, "made": made, "size": backup.size, "path": str(backup.path)}
