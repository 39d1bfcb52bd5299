"""The packaged lists of other people's words: every row means something of ours."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from sheetsales.schema import aliases, defaults
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.column import Kind
from sheetsales.schema.evidence import labels_of
from sheetsales.schema.headings import normalise
from sheetsales.schema.modules import listed
from sheetsales.schema.scoring import STRANGERS
from sheetsales.schema.units import is_unit
from sheetsales.schema.workbook import KNOWN_UNASKED, RECORDS


def rows(name: str) -> list[dict[str, str]]:
    text = files("sheetsales.schema.aliases").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_heading_names_a_record_and_a_column_that_exist() -> None:
    for row in rows("headings"):
        assert row["record"] in KNOWN_UNASKED or row["record"] in STRANGERS, row
        if row["record"] in KNOWN_UNASKED and row["column"]:
            column = RECORDS[row["record"]].by_key[row["column"]]
            assert not column.written, row
        assert row["rule"] in ("", "values", "ref", "unique", "ask"), row
        assert row["language"] in ("zh", "en"), row
        assert not row["unit"] or is_unit(row["unit"].casefold().removeprefix("in ")), row


def test_every_heading_of_a_module_names_one_of_its_columns() -> None:
    for row in rows("module_headings"):
        assert row["column"] in RECORDS[row["record"]].by_key, row
        assert row["record"] in listed_records(), row
        assert row["language"] in ("zh", "en"), row


def test_no_heading_stands_twice_for_one_column() -> None:
    both = rows("headings") + rows("module_headings")
    seen = [(r["record"], r["column"], r["alias"].casefold()) for r in both]
    assert len(seen) == len(set(seen))


def test_every_sheet_title_names_a_record() -> None:
    assert {r["record"] for r in rows("sheets")} <= set(RECORDS)


def test_every_label_names_a_code_that_exists() -> None:
    stages = {row["code"] for row in defaults.stages("b2b")}
    for row in rows("choices"):
        if not row["record"]:
            assert row["code"] in ("yes", "no"), row
            continue
        column = RECORDS[row["record"]].by_key[row["column"]]
        if column.ref == "stages":
            assert row["code"] in {*stages, ""}, row
        elif column.kind is Kind.CHOICE:
            assert row["code"] in {*(c.code for c in BY_KEY[column.choices].choices), ""}, row


def test_labels_of_won_and_lost_deals_lead_to_stages_of_that_kind() -> None:
    kinds = {row["code"]: row["kind"] for row in defaults.stages("b2b")}
    known = labels_of("pipeline", RECORDS["pipeline"].by_key["stage"])
    won = ("赢单", "已成交", "签约", "成交", "Closed Won", "won", "Closed-Won", "已签单")
    lost = ("输单", "丢单", "流失", "Closed Lost", "declined", "已丢单", "战败", "Disqualified")
    assert {kinds[known[aliases.label_key(label)]] for label in won} == {"won"}
    assert {kinds[known[aliases.label_key(label)]] for label in lost} == {"lost"}
    open_ = ("初步接触", "方案", "商务谈判", "中标", "Proposal Sent", "pending", "presented")
    assert {kinds[known[aliases.label_key(label)]] for label in open_} == {"open"}


def test_what_a_record_cannot_be_without_are_its_columns() -> None:
    anchored = [record for record in RECORDS.values() if record.anchors]
    assert len(anchored) > len(listed_records())
    for record in anchored:
        assert {c for group in record.anchors for c in group} <= set(record.by_key), record.key


def listed_records() -> list[str]:
    return [sheet.key for sheet in listed() if sheet.key not in KNOWN_UNASKED]


@pytest.mark.parametrize("record", list(STRANGERS))
def test_what_tells_a_stranger_is_listed(record: str) -> None:
    listed = {r["column"] for r in rows("headings") if r["record"] == record}
    assert {c for group in STRANGERS[record] for c in group} <= listed


def test_titles_of_ours_are_known_headings_too() -> None:
    for record in RECORDS.values():
        for column in record.columns:
            found = aliases.lookup(aliases.of(record.key), normalise(column.title.zh)) or ()
            written = column.written and not record.written
            assert (column.key in {a.column for a in found}) is not written, (record.key, column.key)


def test_yes_and_no_are_known() -> None:
    assert aliases.yes_no()[aliases.label_key("√")] == "yes"
