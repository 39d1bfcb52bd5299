"""What commands print with --json is what docs/json says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.json_schemas import ERROR_CODES, FOLDER, RUNS, closed, documents, drawn, misfits


@pytest.mark.parametrize("name", sorted(RUNS))
def test_a_document_is_what_its_schema_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETSALES_HOME", str(tmp_path / "home"))
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    ((_, document),) = documents((name,))
    assert list(misfits(schema, document)) == []


def test_there_is_a_schema_for_each_run_and_no_other() -> None:
    assert {path.name.removesuffix(".schema.json") for path in FOLDER.glob("*.json")} == set(RUNS)


def test_a_field_that_goes_comes_or_changes_is_told() -> None:
    schema = drawn({"deals": [{"id": "O-1", "amount": 1}, {"id": "O-2", "amount": None}], "fine": True})
    assert list(misfits(schema, {"deals": [{"id": "O-3", "amount": 2.5}], "fine": False})) == []
    told = list(misfits(schema, {"deals": [{"id": 3, "new": 1}]}))
    assert told == [
        "$.fine is missing", "$.deals[0].amount is missing", "$.deals[0].id: number, not ['string']",
        "$.deals[0].new is not known",
    ]  # fmt: skip


def test_many_keys_are_names_and_no_fields() -> None:
    schema = drawn({f"SS{n}": n for n in range(30)})
    assert list(misfits(schema, {"SS999": 1})) == []
    assert list(misfits(schema, {"SS999": "x"})) == ["$.SS999: string, not ['number']"]


def test_rows_of_edits_may_have_any_heading() -> None:
    schema = closed(drawn({"plan": {"version": 1, "edits": [{"op": "set_cell", "at": "A!B1"}]}}))
    plan = {"version": 1, "edits": [{"op": "append_rows", "rows": [{"Name *": "x"}]}]}
    assert list(misfits(schema, {"plan": plan})) == []
    assert list(misfits(schema, {"plan": {"version": 1, "edits": [{}], "x": 1}})) == [
        "$.plan.edits[0].op is missing",
        "$.plan.x is not known",
    ]


def test_a_published_schema_takes_no_other_field_and_no_other_word() -> None:
    schema = closed(
        drawn({"error": {"code": "locked", "message": "x"}, "findings": [{"severity": "error"}], "by": {}})
    )
    assert (
        list(misfits(schema, {"error": {"code": "usage", "message": ""}, "findings": [], "by": {"a": 1}}))
        == []
    )
    told = list(
        misfits(
            schema,
            {"error": {"code": "bang", "message": "", "x": 1}, "findings": [{"severity": "bad"}], "by": {}},
        )
    )
    assert [line.partition(" is n")[0] for line in told] == [
        "$.error.code: 'bang'",
        "$.error.x",
        "$.findings[0].severity: 'bad'",
    ]


def test_every_error_code_of_the_schema_is_documented() -> None:
    page = (FOLDER.parent / "json.md").read_text(encoding="utf-8")
    assert all(f"| `{code}` |" in page for code in ERROR_CODES)
