"""Who is meant by what people type."""

from __future__ import annotations

import pytest

from sheetsales.errors import BadRequest
from sheetsales.process.people import people
from sheetsales.reports.editions import audience
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


@pytest.mark.parametrize("who", ["Cid Rep", "cid rep"])
def test_an_edition_for_a_name_of_two_is_refused_with_both_ids(who: str) -> None:
    _, book = english(TEAM, ())
    with pytest.raises(BadRequest, match="S03, S04"):
        audience(book, "person", who=who)
    assert audience(book, "person", who="S04").whose == "Cid Rep (S04)"


def test_files_of_people_never_share_a_name_with_each_other_or_with_the_whole() -> None:
    odd = (("S01", "A/b"), ("S02", "A:b"), ("S03", ".."), ("S04", "CON"), ("S05", "x" * 300), ("S06", "Eve"))
    team = tuple((key, name, "Rep", "Yes", None, None, None, 40, 0.5, None) for key, name in odd)
    _, book = english(team, ())
    stems = [audience(book, "person", who=key).stem for key, _ in odd]
    assert stems == ["A_b S01", "A_b S02", "S03", "_CON", "x" * 60, "Eve"]
