"""Who is meant by what people type."""

from __future__ import annotations

import pytest

from sheetsales.process.people import people
from tests.planning.books import Rows, english

TEAM: Rows = (
    ("S03", "Cid Rep", "Rep", "Yes", None, None, None, 40, 0.5, None),
    ("S04", "Cid Rep", "Rep", "Yes", None, None, None, 40, 0.5, None),
    ("S05", "Eve Rep", "Rep", "Yes", None, None, None, 40, 0.5, None),
)


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("s04", ("S04",)),
        ("eve  rep", ("S05",)),
        ("Cid Rep", ("S03", "S04")),
        ("S03 Cid Rep", ("S03",)),
        ("Cid Rep (S04)", ("S04",)),
        ("Cid Rep（S04）", ("S04",)),
        ("S03 Eve Rep", ()),
        ("Zoe", ()),
    ],
)
def test_ids_names_and_both(said: str, ids: tuple[str, ...]) -> None:
    assert tuple(person.id for person in people(english(TEAM, ())[1]).named(said)) == ids


def test_a_name_of_two_is_nobodys_and_is_told_with_the_id() -> None:
    _, book = english(TEAM, ())
    assert "cidrep" not in people(book).by_name
    assert [book.person_name(key) for key in ("S03", "S05", "S09")] == ["Cid Rep (S03)", "Eve Rep", "S09"]
