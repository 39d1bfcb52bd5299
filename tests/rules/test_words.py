"""How sentences name deals and customers: by their names first, never by keys that only programs know."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sheetsales.rules.scene import Scene
from sheetsales.rules.tasks.who import task
from sheetsales.rules.words import customer, deal, spoken_id
from sheetsales.texts import Text
from tests.rules.books import TODAY, make_book

GUID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


def scene(**fields: Any) -> Scene:
    row = {
        "id": "O-1",
        "customer": "C-1",
        "name": "监测",
        "amount": Decimal(2_860_000),
        "stage": "quote",
        **fields,
    }
    customers: list[dict[str, Any]] = [
        {"id": "C-1", "name": "甬润机械有限公司", "short_name": "甬润机械"},
        {"id": GUID, "name": "沪翎", "short_name": None},
        {"id": "C-3", "name": None, "short_name": None},
    ]
    tasks: list[dict[str, Any]] = [
        {"id": GUID, "title": "访谈"},
        {"id": "T-1", "title": "访谈"},
        {"id": "T-2", "title": None},
    ]
    return Scene(make_book(pipeline=[row], customers=customers, tasks=tasks), TODAY)


@pytest.mark.parametrize(
    ("fields", "zh"),
    [
        ({}, "甬润机械·监测（O-1，286 万元）"),
        ({"amount": None}, "甬润机械·监测（O-1）"),
        ({"id": GUID}, "甬润机械·监测（286 万元）"),
        ({"id": GUID, "amount": None}, "甬润机械·监测"),
        ({"customer": "散客"}, "散客·监测（O-1，286 万元）"),
        ({"customer": "C-77"}, "监测（O-1，286 万元）"),
        ({"customer": "001f400000AbCdEFGH"}, "监测（O-1，286 万元）"),
        ({"customer": None, "name": None}, "商机 O-1（286 万元）"),
        ({"customer": None, "name": None, "amount": None}, "商机 O-1 "),
        ({"customer": None, "name": "很" * 40}, f"{'很' * 29}…（O-1，286 万元）"),
    ],
)
def test_a_deal_is_called_by_customer_and_name(fields: dict[str, Any], zh: str) -> None:
    assert deal(scene(**fields), 0).zh == zh


def test_english_says_the_same() -> None:
    assert deal(scene(), 0).en == "甬润机械 · 监测 (O-1, ¥2.86m)"


def test_a_customer_by_name_and_then_its_id() -> None:
    book = scene().book
    assert customer(book, 0) == Text("客户甬润机械有限公司（C-1）", "Customer 甬润机械有限公司 (C-1)")
    assert customer(book, 1) == Text("客户沪翎", "Customer 沪翎")
    assert customer(book, 2) == Text("客户 C-3", "Customer C-3")


def test_a_task_by_its_title() -> None:
    assert task(scene(), 0) == Text("任务“访谈”", "Task '访谈'")
    assert task(scene(), 1) == Text("任务“访谈”（T-1）", "Task '访谈' (T-1)")
    assert task(scene(), 2) == Text("任务 T-2 ", "Task T-2")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("O-0118", True), ("2026-0000000118", True), ("SO-2026-11-000118", True), ("123456789012345", True),
        (GUID, False), (GUID.upper().replace("-", ""), False), (f"{{{GUID}}}", False), ("0065g00000AbCdE", False),
        ("0065g00000AbCdEAA1", False),
    ],
)  # fmt: skip
def test_ids_that_people_can_say(known: str, *, said: bool) -> None:
    assert bool(spoken_id(known)) is said


def test_a_deal_without_an_id_of_its_own_says_its_name_once() -> None:
    assert deal(scene(id=None), 0).en == "甬润机械 · 监测 (¥2.86m)"
