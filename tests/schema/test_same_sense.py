"""A label is never taken for a slip of one that says the opposite."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsales.adopt.near import codes_for
from sheetsales.schema import defaults
from sheetsales.schema.choices import LISTS
from sheetsales.schema.same_sense import may_be_slip
from sheetsales.schema.stage_meaning import meaning
from sheetsales.schema.stage_suggestion import Known, suggested


@pytest.mark.parametrize(
    ("text", "name"),
    [("未完成", "完成"), ("待完成", "完成"), ("Not done", "Done"), ("Inactive", "Active"), ("Open", "Won"), ("Loss", "Won"), ("不是", "是"), ("Unpaid", "Paid"),
     ("未流失", "流失"), ("非高价值", "高价值")],
)  # fmt: skip
def test_opposites_are_no_slips(text: str, name: str) -> None:
    assert not may_be_slip(text, name)
    assert not may_be_slip(name, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dne", "Done"),
        ("完城", "完成"),
        ("Custmer", "Customer"),
        ("高价直", "高价值"),
        ("Wonn", "Won"),
        ("cancelld", "Cancelled"),
    ],
)
def test_slips_are(text: str, name: str) -> None:
    assert may_be_slip(text, name)


_LABELS = [
    label for choices in LISTS for choice in choices.choices for label in (choice.label.zh, choice.label.en)
]


_PLAIN = [label for label in _LABELS if not any(no in label.casefold() for no in ("no", "不", "未", "否", "无", "待"))]  # fmt: skip


@given(st.sampled_from(_PLAIN), st.sampled_from(("未", "不", "待", "Not ", "No ")))
def test_negating_a_label_never_suggests_it(label: str, no: str) -> None:
    known = {name.casefold(): f"code of {name}" for name in _LABELS}
    for code in codes_for(no + label, known):
        assert code != f"code of {label}"


_STAGES = [Known(row["code"], row[lang], row["kind"]) for row in defaults.stages() for lang in ("zh", "en")]
_KIND = {stage.code: stage.kind for stage in _STAGES}
_WORDS = [row["word"].rstrip("*") for row in defaults.table("stage_words")]


@given(st.sampled_from(_WORDS), st.sampled_from(_WORDS))
def test_no_suggestion_crosses_open_won_lost_or_hold(one: str, other: str) -> None:
    for word in (one, f"{one} {other}", f"{one}{other}"):
        said = meaning(word)
        for code in suggested(word, _STAGES):
            assert said is None or _KIND[code] in said.kinds


_SALES = [row["word"].rstrip("*") for row in defaults.table("stage_words") if row["token"] in ("WON", "SIGN", "ORDER", "BIDWON")]  # fmt: skip


@given(st.sampled_from(_SALES), st.sampled_from(("未", "没", "not ")))
def test_negating_a_sale_never_keeps_it_won(word: str, no: str) -> None:
    said = meaning(no + word)
    assert said is None or said.kind != "won"
