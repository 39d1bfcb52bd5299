"""New workbooks, put in place whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from sheetsales.backends.saving import check_place, save_in_place, save_new
from sheetsales.errors import BadRequest
from sheetsales.schema.defaults import Preset
from sheetsales.template.adding.asked import with_modules
from sheetsales.template.build import build_workbook
from sheetsales.template.story import Story, build_story
from sheetsales.texts import Lang, Text

MOST_OPPORTUNITIES = 500_000


def check_new(path: Path, *, force: bool) -> None:
    """Raises ``BadRequest`` or ``WorkbookLocked`` unless a new .xlsx or .xlsm may be made at ``path``."""
    _check_kind(path)
    check_place(path, overwrite=force)


def tell_story(
    lang: Lang, process: Preset, *, today: dt.date, opportunities: int, seed: int, modules: Sequence[str] = ()
) -> Story:
    """The sample story, with rows for the sheets of ``modules`` that it tells of.

    Raises ``BadRequest`` for a number of opportunities that cannot be.
    """
    if not 1 <= opportunities <= MOST_OPPORTUNITIES:
        raise BadRequest(
            Text(
                f"--opportunities {opportunities:,} 做不了：请填 1 到 {MOST_OPPORTUNITIES:,}。",
                f"--opportunities {opportunities:,} cannot be done: choose 1 to {MOST_OPPORTUNITIES:,}.",
            )
        )
    sheets = [record.key for record in with_modules(modules)]
    return build_story(lang, process, today, opportunities=opportunities, seed=seed, sheets=sheets)


def make_workbook(
    path: Path,
    *,
    lang: Lang,
    process: Preset,
    today: dt.date,
    story: Story | None,
    modules: Sequence[str] = (),
) -> None:
    """Build a new workbook at ``path``, an .xlsm with its buttons; a file that stands there goes to the backups first.

    ``modules`` come with their sheets. Raises ``BadRequest`` for one nobody knows, ``SaveFailed`` where the disk does not play along, ``WorkbookLocked`` where someone has the file open.
    """
    save = save_in_place if path.exists() else save_new
    macros = path.suffix.lower() == ".xlsm"
    records = with_modules(modules)

    def build(out: BinaryIO) -> None:
        build_workbook(
            out, lang=lang, process=process, today=today, story=story, buttons=macros, records=records
        )

    save(path, (lambda out: _build_with_buttons(out, path, lang, build)) if macros else build)


def _build_with_buttons(out: BinaryIO, path: Path, lang: Lang, build: Callable[[BinaryIO], None]) -> None:
    from sheetsales.workflow.buttoning import with_buttons

    plain = BytesIO()
    build(plain)
    made, _ = with_buttons(plain.getvalue(), path, lang)
    out.write(made or plain.getvalue())


def _check_kind(path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".xlsm") and not path.is_dir():
        raise BadRequest(
            Text(
                f"{path.name} 不是 .xlsx 文件名。请写成 {path.stem}.xlsx，要带按钮就写 {path.stem}.xlsm。",
                f"{path.name} does not end with .xlsx. Write {path.stem}.xlsx, or {path.stem}.xlsm for one with buttons.",
            )
        )
