"""docs/refusals.md: everything the engine, the saving and a plan's reader may say no with."""

from __future__ import annotations

from types import ModuleType

from sheetsales.backends import refusals as files
from sheetsales.backends import saving_texts as saving
from sheetsales.backends.ooxml import book_refusals as around
from sheetsales.backends.ooxml import refusals as edits
from sheetsales.backends.ooxml import vba_project
from sheetsales.cells import plan_fields, plan_json, plan_texts
from sheetsales.texts import Text, of_many
from sheetsales.workflow import buttoning

HEAD = """# What can be refused, and the way out

Where something cannot be done without harm, nothing at all is written: the command ends with exit code 2 and one of these
sentences. `{at}` is the cell, `{table}` the table, and so on. Those that tell what was done are notices.

"""
SECTIONS: tuple[tuple[str, tuple[ModuleType, ...]], ...] = (
    ("The file", (files,)),
    ("The plan", (plan_json, plan_texts, plan_fields)),
    ("The edits", (edits, around)),
    ("Buttons", (buttoning, vba_project)),
    ("Saving and restoring", (saving,)),
)


def refusal_page() -> str:
    """The page: one table per section, a row per sentence, English and Chinese side by side."""
    return HEAD + "\n".join(_section(title, modules) for title, modules in SECTIONS)


def texts_of(modules: tuple[ModuleType, ...]) -> list[Text]:
    return [value for module in modules for value in vars(module).values() if isinstance(value, Text)]


def _section(title: str, modules: tuple[ModuleType, ...]) -> str:
    rows = "".join(f"| {_cell(of_many(text.en))} | {_cell(text.zh)} |\n" for text in texts_of(modules))
    return f"## {title}\n\n| English | 中文 |\n|---|---|\n{rows}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").strip()


if __name__ == "__main__":
    from pathlib import Path

    page = Path(__file__).resolve().parents[1] / "docs" / "refusals.md"
    page.write_text(refusal_page(), "utf-8")
