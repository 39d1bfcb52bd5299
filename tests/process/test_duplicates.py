"""Which customers are taken for one company, and how sure that is."""

from __future__ import annotations

import random
from typing import Any

import pytest

from sheetsales.process.company_names import company_names
from sheetsales.process.duplicates import Pair, duplicates
from sheetsales.process.near_names import near_names
from tests.rules.books import book_table


def pairs(*names: str, least: float = 0.85, **columns: list[Any]) -> tuple[Pair, ...]:
    rows = [
        {"id": f"C-{n}", "name": name, **{k: v[n] for k, v in columns.items()}}
        for n, name in enumerate(names)
    ]
    return duplicates(book_table("customers", rows), least)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甬润机械有限公司", "宁波市甬润机械股份有限公司"),
        ("甬润机械（宁波）有限公司", "宁波甬润机械有限公司"),
        ("广东省深圳市华盛科技有限公司", "深圳华盛技术有限公司"),
        ("ＡＢＣ精密有限公司", "abc精密有限公司"),
        ("上海华盛鑫科技有限公司", "上海华鑫盛科技有限公司"),
        ("上海华盛鑫科技有限公司", "上海华盛鑫鑫科技有限公司"),
        ("上海华盛鑫科技有限公司", "上海华盛鑫科技有限司"),
        ("Norbury Machinery Ltd", "NORBURY MACHINERY LIMITED"),
        ("Norbury Machinery Ltd", "Machinery Norbury"),
        ("Norbury Machinery Ltd", "Norbury-Machinery, Ltd."),
        ("Norbury Machinery Ltd", "Norbury Macinery Lte"),
        ("Norbury Machinery Ltd", "The Norbury Machinary Company"),
        ("Müller & Sons GmbH", "Muller and Sons"),
        ("Norbury\nMachinery", "Norbury Machinery"),
    ],
)
def test_one_company(one: str, other: str) -> None:
    assert [pair[:2] for pair in pairs(one, other)] == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甬润机械有限公司", "甬达机械有限公司"),
        ("上海华盛科技有限公司", "北京华盛科技有限公司"),
        ("华盛科技有限公司", "盛华科技有限公司"),
        ("第1纺织厂", "第2纺织厂"),
        ("津砺重工集团有限公司", "津砺重工有限公司"),
        ("王伟", "王伟"),
        ("Hillridge Foods Ltd", "Millridge Foods Ltd"),
        ("Unit 7 Logistics Ltd", "Unit 8 Logistics Ltd"),
        ("Acme Ltd", "Acne Ltd"),
        ("Norbury Group Ltd", "Norbury Ltd"),
        ("（）", "（）"),
        ("", ""),
    ],
)
def test_two_companies(one: str, other: str) -> None:
    assert pairs(one, other) == ()


def test_a_shared_key_says_more_than_the_name() -> None:
    assert pairs("甬润机械", "宁波甬润", credit_code=["91330200MA2AG12309"] * 2)[0].shared == ("code",)
    assert pairs("Larkhill Automotive", "Larkhill Autos", email=["A@b.example.com", "a@b.example.com"])[
        0
    ].shared == ("email",)
    assert pairs("王伟", "王伟", phone=["138 0000 0203", "+86 13800000203"])[0].score > 0.9


def test_what_many_share_is_a_switchboard() -> None:
    names = [
        "Larkhill Automotive",
        "Larkhill Autos",
        "Larkhill Auto Parts",
        "Larkhill Cars",
        "Larkhill Bikes",
    ]
    assert pairs(*names, phone=["020 7946 0123"] * 5) == ()


def test_a_placeholder_is_no_phone() -> None:
    assert pairs("Larkhill Automotive", "Larkhill Autos", phone=["0000000000"] * 2) == ()
    assert pairs("Larkhill Automotive", "Larkhill Autos", phone=["12345"] * 2) == ()


def test_another_company_code_lowers_the_score() -> None:
    codes = ["91330200MA2AG12309", "91330200MA2AG12317"]
    assert pairs("甬润机械有限公司", "甬润机械有限公司", credit_code=codes)[0].score == pytest.approx(0.95)


def test_each_row_is_told_once_with_the_likest_before_it() -> None:
    found = pairs(
        "宁波甬润机械有限公司",
        "甬润机械有限公司",
        "甬润机械有限公司",
        "上海甬润机械有限公司",
        "宁波甬润机械有限公司",
    )
    assert [pair[:2] for pair in found] == [(0, 1), (1, 2), (1, 3), (0, 4)]


def test_no_names_are_no_pairs() -> None:
    assert duplicates(book_table("customers", [], columns=["id", "name"]), 0.85) == ()
    assert company_names([]) == []


def _slips(name: str) -> set[str]:
    letters = "abcdz"
    left_out = {name[:i] + name[i + 1 :] for i in range(len(name))}
    swapped = {name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(len(name) - 1)}
    typed = {name[:i] + c + name[i + 1 :] for i in range(len(name)) for c in letters}
    added = {name[:i] + c + name[i:] for i in range(len(name) + 1) for c in letters}
    return left_out | swapped | typed | added


@pytest.mark.parametrize("seed", range(3))
def test_every_slip_is_found_and_nothing_else(seed: int) -> None:
    dice = random.Random(seed)
    names = {"".join(dice.choices("abcd", k=dice.choice((6, 7, 8)))) for _ in range(400)}
    expected = {frozenset((one, other)) for one in names for other in _slips(one) & names if one != other}
    found = [frozenset((near.one, near.other)) for near in near_names(names)]
    assert set(found) == expected
