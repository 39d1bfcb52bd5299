"""The TOML file of answers: read, checked, and refused with the place that is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sheetsales.adopt.answers import Answers, ColumnAnswer, SheetAnswer
from sheetsales.adopt.mapfile import read_map
from sheetsales.adopt.proposal import Option, Question
from sheetsales.adopt.toml_text import answer_lines
from sheetsales.errors import BadRequest
from sheetsales.texts import Text, same

GOOD = """
process = "sop"

[sheets."Sheet 1"]
record = "pipeline"
heading_row = 3
[sheets."Sheet 1".columns]
"Price" = "product"
"金额" = { column = "amount", factor = 10000 }
"Manager" = "-"

[sheets.Old]
record = "-"

[values."pipeline.stage"]
presented = "offer"
"""


def file(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "map.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_map_file_is_read(tmp_path: Path) -> None:
    columns = {
        "Price": ColumnAnswer("product"),
        "金额": ColumnAnswer("amount", Decimal(10000)),
        "Manager": ColumnAnswer("-"),
    }
    assert read_map(file(tmp_path, GOOD)) == Answers(
        {"Sheet 1": SheetAnswer("pipeline", 3, columns), "Old": SheetAnswer("-")},
        {"pipeline.stage": {"presented": "offer"}},
        "sop",
    )


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read_map(file(tmp_path, b'\xef\xbb\xbfprocess = "b2b"')).preset == "b2b"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('process = "c2c"', "process"),
        ('[sheets.A]\nrecord = "deals"', "sheets.A.record"),
        ('[sheets.A]\nrecord = "pipeline"\n[sheets.A.columns]\nPrice = "price"', "sheets.A.columns.Price"),
        ('[sheets.A.columns]\nPrice = "nothing"', "sheets.A.columns.Price"),
        ('[sheets.A.columns]\nPrice = { column = "amount", factor = 0 }', "sheets.A.columns.Price"),
        ('[sheets.A.columns]\nPrice = 3', "sheets.A.columns.Price"),
        ('[sheets.A]\nrecords = "pipeline"', "sheets.A.records"),
        ('[values."pipeline.colour"]\na = "b"', "values.pipeline.colour"),
        ('[values.stage]\na = "b"', "values.stage"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(BadRequest) as caught:
        read_map(file(tmp_path, text))
    assert place in caught.value.text.en
    assert place in caught.value.text.zh


@pytest.mark.parametrize("text", [b"= 3", b"\xff\xfe\x00"])
def test_what_is_no_toml_is_refused(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(BadRequest, match=r"map\.toml cannot be read"):
        read_map(file(tmp_path, text))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="gone"):
        read_map(tmp_path / "gone.toml")


def test_the_lines_that_are_offered_are_a_map_file(tmp_path: Path) -> None:
    questions = [
        Question(
            "sheet",
            'My "best" sheet',
            'My "best" sheet',
            same("?"),
            (Option("orders", Text("订单", "Orders")),),
        ),
        Question(
            "column", "A", "Price\nnet", same("?"), (Option("amount", same("x")), Option("need", same("y")))
        ),
        Question("value", "pipeline.stage", "等等", same("?"), ()),
    ]
    lines = answer_lines(questions, "en")
    assert '"Price\\nnet" = "-"  # or "amount" or "need"' in lines
    answers = read_map(file(tmp_path, "\n".join(lines)))
    assert answers.sheet('My "best" sheet').record == "-"
    assert answers.sheet("A").columns == {"Price\nnet": ColumnAnswer("-")}
    assert answers.values == {"pipeline.stage": {"等等": "-"}}
