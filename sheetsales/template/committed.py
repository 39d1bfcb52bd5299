"""The workbooks that are committed: blank templates and the sample story, in both languages.

``python -m sheetsales.template.committed`` builds them anew in the checkout it is run in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sheetsales.schema.defaults import DEFAULT_PRESET
from sheetsales.template.build import build_workbook
from sheetsales.texts import LANGUAGES, Lang

AS_OF = dt.date(2026, 11, 2)
"""The day the committed samples are told on, and the templates are stamped with."""


def committed() -> dict[str, Callable[[Path], None]]:
    """What builds each committed workbook, by its path in the checkout."""
    builds: dict[str, Callable[[Path], None]] = {}
    for lang in LANGUAGES:
        builds[f"templates/sheetsales-{lang}.xlsx"] = partial(_template, lang=lang)
        builds[f"samples/sales-{lang}.xlsx"] = partial(_sample, lang=lang)
    return builds


def _template(path: Path, lang: Lang) -> None:
    build_workbook(path, lang=lang, process=DEFAULT_PRESET, today=AS_OF)


def _sample(path: Path, lang: Lang) -> None:
    from sheetsales.template.story.build import build_story

    story = build_story(lang, DEFAULT_PRESET, AS_OF)
    build_workbook(path, lang=lang, process=DEFAULT_PRESET, today=AS_OF, story=story)


def main() -> None:
    """Builds every committed workbook below the current folder."""
    for name, build in committed().items():
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        build(path)


if __name__ == "__main__":
    main()
