"""The sentence for a workbook with nothing to read."""

from __future__ import annotations

import pytest

from sheetsales.errors import NothingToDo
from sheetsales.schema.bind import bind
from sheetsales.schema.refusal import STRANGER_TEXTS, refuse_unread
from sheetsales.schema.scoring import STRANGERS
from tests.binding.books import book, template


def test_a_pivot_is_named_with_its_sheet() -> None:
    workbook = book({"Sheet1": [["Row Labels", "Revenue"], ["Opportunity #279", 121]]})
    with pytest.raises(NothingToDo) as caught:
        refuse_unread(workbook, bind(workbook))
    assert "'Sheet1' is a pasted pivot table" in caught.value.text.en
    assert "“Sheet1”是粘贴过来的数据透视表" in caught.value.text.zh


def test_where_nothing_was_recognised_the_sheets_are_named() -> None:
    workbook = book({f"表{i}": [["a"]] for i in range(7)})
    with pytest.raises(NothingToDo) as caught:
        refuse_unread(workbook, bind(workbook))
    assert "表0、表1、表2、表3、表4等" in caught.value.text.zh
    assert "adopt --map" in caught.value.text.en


def test_a_workbook_with_records_is_not_refused() -> None:
    workbook = template("en")
    refuse_unread(workbook, bind(workbook))


def test_every_stranger_has_a_name() -> None:
    assert set(STRANGER_TEXTS) == set(STRANGERS)
