import pytest

from sheetsales.look.widths import fitting_width, row_height, wrapped_lines
from sheetsales.speech.widths import display_width


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("Amount", 6),
        ("金额", 4),
        ("金额（元）", 10),
        ("ＡＢ", 4),
        ("cafe\u0301", 4),
        ("ab\nabcd", 4),
        ("中\n中文", 4),
    ],
)
def test_chinese_counts_double(text: str, width: int) -> None:
    assert display_width(text) == width


def test_a_column_shows_its_heading_with_room_for_the_filter_button() -> None:
    assert fitting_width("统一社会信用代码") == 16 + 1 + 3
    assert fitting_width("统一社会信用代码", filtered=False) == 17


def test_a_column_is_as_wide_as_its_content_within_limits() -> None:
    assert fitting_width("ID", 20) == 22
    assert fitting_width("ID") == 8
    assert fitting_width("ID", 100) == 40
    assert fitting_width("ID", 100, most=60) == 60
    assert fitting_width("ID", 1, least=14) == 14


def test_wrapped_lines_count_chinese_double_and_keep_line_breaks() -> None:
    assert wrapped_lines("", 20) == 1
    assert wrapped_lines("字" * 9, 20) == 1
    assert wrapped_lines("字" * 10, 20) == 2
    assert wrapped_lines("a\nb\n\nc", 20) == 4


def test_words_waste_some_room_at_the_end_of_lines() -> None:
    text = "word " * 15
    assert wrapped_lines(text, 20) > len(text) / 18.5
    assert wrapped_lines("字" * 37, 20) == 4


def test_rows_grow_with_their_lines() -> None:
    assert row_height(1) == row_height(0) == 18
    assert row_height(2) > 30
    assert row_height(3) - row_height(2) == 15
