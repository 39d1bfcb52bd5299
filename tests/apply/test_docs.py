"""The pages say what the code says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scripts.refusal_page import SECTIONS, refusal_page, texts_of
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.plan_json import read_plan
from sheetsales.cli.apply import apply
from sheetsales.texts import Text

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_refusals_are_what_the_build_makes() -> None:
    assert (DOCS / "refusals.md").read_text("utf-8") == refusal_page()


@pytest.mark.parametrize(
    "text", [t for _, modules in SECTIONS for t in texts_of(modules)], ids=lambda t: t.en[:30]
)
def test_a_refusal_has_the_same_blanks_in_both_languages(text: Text) -> None:
    blanks = [set(re.findall(r"\{(\w+)", part)) for part in (text.zh, text.en)]
    assert blanks[0] == blanks[1]
    assert re.search(r"[\u4e00-\u9fff]", text.zh) or "{" in text.zh
    assert not re.search(r"[\u4e00-\u9fff]", text.en)


def test_the_plan_on_the_page_is_a_plan() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", (DOCS / "apply.md").read_text("utf-8"), re.DOTALL)
    document = json.loads(example)
    del document["book"]
    plan = read_plan(json.dumps(document))
    assert isinstance(plan, EditPlan)
    assert len(plan.edits) == 10


def test_every_option_is_on_the_page() -> None:
    page = (DOCS / "apply.md").read_text("utf-8")
    for option in apply.params:
        assert any(name in page for name in [*option.opts, (option.name or "").upper()])
