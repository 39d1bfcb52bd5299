"""Builds what is generated: templates, samples, docs/columns.md, docs/rules/, docs/report-template.md, prepared formulas. ``--check`` only compares.

    python -m scripts.build_docs [--check]

Workbooks are compared member by member, macros apart, so that a newer zlib is no difference.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from scripts.history_page import history_page
from scripts.refusal_page import refusal_page
from scripts.trees import prepared_modules
from sheetsales.reports.form.reference import template_page
from sheetsales.rules.reference import rule_pages
from sheetsales.schema.defaults import DEFAULT_PRESET
from sheetsales.template.committed import AS_OF, committed
from sheetsales.template.reference import columns_reference
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.making import make_workbook

ROOT = Path(__file__).parents[1]
MARKS = ("<!-- check-output -->", "<!-- /check-output -->")
MACROS = "xl/vbaProject.bin"
"""Packed by a library: another version of it may pack the same macros otherwise."""
SHOWN = 8
"""Lines of the check's output that the READMEs show from its start."""


def pages() -> Mapping[Path, str]:
    """Every generated page by its path."""
    rules = {ROOT / "docs" / "rules" / name: text for name, text in rule_pages().items()}
    return {
        ROOT / "docs" / "columns.md": columns_reference(),
        ROOT / "docs" / "refusals.md": refusal_page(),
        ROOT / "docs" / "report-template.md": template_page("en"),
        ROOT / "docs" / "report-template.zh-CN.md": template_page("zh"),
        ROOT / "docs" / "history.md": history_page("en"),
        ROOT / "docs" / "history.zh-CN.md": history_page("zh"),
        **prepared_modules(ROOT),
        **rules,
        **readmes(),
    }


def readmes() -> Mapping[Path, str]:
    """Both READMEs with what ``check`` says of the sample today between their marks."""
    texts = {}
    for lang in LANGUAGES:
        path = ROOT / ("README.md" if lang == "en" else "README.zh-CN.md")
        before, _, rest = path.read_text(encoding="utf-8").partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        said = "\n".join(check_output(lang))
        texts[path] = f"{before}{MARKS[0]}\n```\n{said}\n```\n{MARKS[1]}{after}"
    return texts


def check_output(lang: Lang) -> Iterator[str]:
    """The first lines of a check of the sample, as a terminal shows them."""
    from sheetsales.checking.spoken import outcome, spoken
    from sheetsales.workflow.checking import check

    result = check(ROOT / "samples" / f"sales-{lang}.xlsx", today=AS_OF, dry_run=True)
    said = list(spoken(result.judged, result.plan, outcome(result.plan, dry_run=False), lang))
    yield from said[:SHOWN]
    yield "…"
    yield from said[-3:]


def members(path: Path) -> Mapping[str, bytes]:
    if not path.exists():
        return {}
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist() if name != MACROS}


def with_buttons() -> dict[str, Callable[[Path], None]]:
    """What builds the templates that have buttons, by their path."""
    return {
        f"templates/sheetsales-{lang}.xlsm": partial(_template_with_buttons, lang=lang) for lang in LANGUAGES
    }


def _template_with_buttons(path: Path, lang: Lang) -> None:
    path.unlink(missing_ok=True)
    make_workbook(path, lang=lang, process=DEFAULT_PRESET, today=AS_OF, story=None)


def made() -> dict[str, Callable[[Path], None]]:
    """What builds each committed workbook, by its path in the checkout."""
    return committed() | with_buttons()


def build_committed(root: Path) -> None:
    for name, make in made().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)


def stale() -> list[str]:
    """What is not what the build makes."""
    found = [str(path.relative_to(ROOT)) for path, text in pages().items()
             if not path.exists() or path.read_text(encoding="utf-8") != text]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        build_committed(Path(folder))
        found.extend(name for name in made() if members(Path(folder) / name) != members(ROOT / name))
    return found


def build() -> None:
    """The workbooks first: the pages show what a check says of the sample."""
    build_committed(ROOT)
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main() -> int:
    if "--check" not in sys.argv[1:]:
        build()
        return 0
    found = stale()
    for name in found:
        print(f"{name} is not what the build makes: run make docs", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
