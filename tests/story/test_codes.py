"""Codes and numbers: right by their own rules, and nobody's."""

from __future__ import annotations

import re

import pytest

from sheetsales.template.story import Story
from sheetsales.template.story.codes import (
    credit_check,
    credit_code,
    digits_credit_code,
    phone,
    registration_no,
)
from sheetsales.template.story.names import brand, person

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def valid_credit_code(code: str) -> bool:
    """GB 32100: the characters, weighted by powers of three, sum to a multiple of 31."""
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    total = sum(w * ALPHABET.index(c) for w, c in zip(weights, code[:17], strict=True))
    return code[17] == ALPHABET[(31 - total % 31) % 31]


def valid_organisation(code: str) -> bool:
    """GB 11714: the ninth character checks the eight before it."""
    values = [int(c, 36) for c in code[:8]]
    rest = 11 - sum(w * v for w, v in zip((3, 7, 9, 10, 5, 8, 4, 2), values, strict=True)) % 11
    return code[8] == {10: "X", 11: "0"}.get(rest, str(rest))


@pytest.mark.parametrize("body", ["91350100M000100Y4", "91110000600037341"])
def test_the_check_character_of_known_codes(body: str) -> None:
    assert credit_check(body) == {"91350100M000100Y4": "3", "91110000600037341": "L"}[body]


def test_credit_codes_of_the_story_are_valid(zh: Story) -> None:
    for row in zh.rows["customers"]:
        code = str(row["credit_code"])
        assert len(code) == 18
        assert valid_credit_code(code), code
        assert valid_organisation(code[8:17]), code


def test_one_customer_has_a_code_of_digits_only(zh: Story) -> None:
    code = next(str(row["credit_code"]) for row in zh.rows["customers"] if row["id"] == "C-014")
    assert code.isdigit()
    assert f"{float(code):.5E}" == "9.13302E+17"


def test_further_codes_are_valid_and_differ() -> None:
    codes = [credit_code("330106", number) for number in range(2000)]
    assert len(set(codes)) == 2000
    assert all(valid_credit_code(code) and valid_organisation(code[8:17]) for code in codes)
    assert valid_credit_code(digits_credit_code("330206", 5))


def test_registration_numbers_have_eight_digits(en: Story) -> None:
    assert all(re.fullmatch(r"\d{8}", str(row["registration_no"])) for row in en.rows["customers"])
    assert next(r["registration_no"] for r in en.rows["customers"] if r["id"] == "C-014") == "01482937"
    assert len({registration_no(n) for n in range(50_000)}) == 50_000


def test_phones_ring_nowhere(zh: Story, en: Story) -> None:
    assert all(re.fullmatch(r"1[358]\d 0000 \d{4}", str(row["phone"])) for row in zh.rows["customers"])
    assert all(
        re.fullmatch(r"020 7946 0\d{3}|01632 960\d{3}", str(row["phone"])) for row in en.rows["customers"]
    )


def test_phones_do_not_run_out() -> None:
    assert len({phone(n, "zh") for n in range(200_000)}) == 200_000
    assert len({phone(n, "en") for n in range(200_000)}) == 200_000


def test_mail_goes_to_domains_for_examples(zh: Story, en: Story) -> None:
    for record in ("customers", "team"):
        assert all(re.fullmatch(r"[\w.]+@[\w-]+\.example\.cn", str(r["email"])) for r in zh.rows[record])
        assert all(re.fullmatch(r"[\w.]+@[\w-]+\.example\.com", str(r["email"])) for r in en.rows[record])


def test_invented_names_differ() -> None:
    for make in (brand, person):
        assert len({make(n, "zh") for n in range(20_000)}) == 20_000
        assert len({make(n, "en") for n in range(20_000)}) == 20_000
