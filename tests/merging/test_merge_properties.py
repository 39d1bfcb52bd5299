"""What holds for any team and any edits: merging is idempotent, free of order, and equal to working on one workbook."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.merging.fold import Copy, Folded, fold
from sheetsales.merging.rows import BLANK, Cell, Issued, Row, Table, issued

COLUMNS = ("id", "name", "amount", "note")
PEOPLE = ("S01", "S02", "S03", "S04")
VALUES = st.sampled_from(["", "1", "2", "3"])
EDIT = st.tuples(
    st.sampled_from(PEOPLE), st.integers(0, 11), st.sampled_from(COLUMNS[1:]), VALUES
)  # fmt: skip
NEW = st.tuples(st.sampled_from(PEOPLE), st.integers(0, 3), VALUES, VALUES)


def cell(text: str) -> Cell:
    return Cell(text or None, text)


def row(key: str, *texts: str) -> Row:
    cells = {c: cell(text) for c, text in zip(COLUMNS, (key, *texts), strict=True) if text}
    return Row(key, texts[0], cells, texts[0])


def base_table() -> Table:
    return Table(
        "pipeline", COLUMNS, tuple(row(f"O-{n}", f"deal {n}", str(n), "as it was") for n in range(12)), "id"
    )


def edited(
    table: Table, edits: list[tuple[str, int, str, str]], new: list[tuple[str, int, str, str]]
) -> Table:
    rows = list(table.rows)
    for _, n, column, text in edits:
        rows[n] = replace(rows[n], cells={**rows[n].cells, column: cell(text)})
    known = {r.id for r in rows}
    for who, n, amount, note in new:
        if (key := f"O-{who}-{n}") not in known:
            rows.append(row(key, f"new {n}", amount, note))
            known.add(key)
    return replace(table, rows=tuple(rows))


def said(table: Table) -> dict[tuple[str, str], str]:
    return {
        (r.id, column): r.cells.get(column, BLANK).meaning for r in table.rows for column in table.columns
    }


def copies_of(
    base: Table, edits: list[tuple[str, int, str, str]], new: list[tuple[str, int, str, str]], seed: int
) -> list[Copy]:
    """Each person's copy of the whole workbook, edited, then sorted as people do."""
    shuffle = random.Random(seed)
    made = []
    for number, who in enumerate(PEOPLE, 1):
        table = edited(base, [e for e in edits if e[0] == who], [n for n in new if n[0] == who])
        rows = list(table.rows)
        shuffle.shuffle(rows)
        columns = list(COLUMNS)
        shuffle.shuffle(columns)
        copied = replace(table, rows=tuple(rows), columns=tuple(columns))
        bases: dict[str, Issued] = {"pipeline": issued(base)}
        made.append(Copy((number, who), who, bases, {"pipeline": copied}))
    return made


def conflicts_of(folded: Folded) -> set[tuple[str, str]]:
    return {
        (c.id, c.column)
        for one in folded.merged
        for outcome in one.outcomes.values()
        for c in outcome.conflicts
    }


@settings(max_examples=25, deadline=None)
@given(st.lists(EDIT, max_size=40), st.lists(NEW, max_size=10), st.integers(0, 99))
def test_any_interleaving_equals_edits_on_one_workbook(
    edits: list[tuple[str, int, str, str]], new: list[tuple[str, int, str, str]], seed: int
) -> None:
    base = base_table()
    folded = fold({"pipeline": base}, copies_of(base, edits, new, seed))
    at_once, got = said(edited(base, edits, new)), said(folded.tables["pipeline"])
    apart = conflicts_of(folded)
    assert got.keys() == at_once.keys()
    assert {k: v for k, v in got.items() if k not in apart} == {
        k: v for k, v in at_once.items() if k not in apart
    } or _touched_twice(base, edits)
    # nothing is invented: what stands in a cell was there before, or somebody typed it
    typed = {(f"O-{n}", column, text) for _, n, column, text in edits}
    was = said(base)
    for key, text in got.items():
        if key in was:
            assert text == was[key] or (*key, text) in typed


def _touched_twice(base: Table, edits: list[tuple[str, int, str, str]]) -> bool:
    """Whether somebody typed into a cell what stood there, after somebody else changed it: on one workbook that counts."""
    was = said(base)
    return any(was[f"O-{n}", column] == text for _, n, column, text in edits)


@settings(max_examples=25, deadline=None)
@given(st.lists(EDIT, max_size=30), st.lists(NEW, max_size=8), st.integers(0, 99), st.permutations(range(4)))
def test_merging_is_idempotent_and_free_of_order(
    edits: list[tuple[str, int, str, str]],
    new: list[tuple[str, int, str, str]],
    seed: int,
    order: list[int],
) -> None:
    base = base_table()
    copies = copies_of(base, edits, new, seed)
    folded = fold({"pipeline": base}, copies)
    assert fold({"pipeline": base}, [copies[i] for i in order]) == folded
    one_by_one = {"pipeline": base}
    for copy in copies:
        one_by_one = dict(fold(one_by_one, [copy]).tables)
    assert one_by_one == folded.tables
    again = fold(folded.tables, copies)
    assert again.tables == folded.tables
    assert not any(outcome.takes or outcome.adds for one in again.merged for outcome in one.outcomes.values())


@settings(max_examples=25, deadline=None)
@given(st.lists(EDIT, max_size=20), st.lists(NEW, max_size=6))
def test_nothing_anybody_did_is_lost(
    edits: list[tuple[str, int, str, str]], new: list[tuple[str, int, str, str]]
) -> None:
    base = base_table()
    copies = copies_of(base, edits, new, 1)
    folded = fold({"pipeline": base}, copies)
    got, was, listed = said(folded.tables["pipeline"]), said(base), conflicts_of(folded)
    for copy in copies:
        for key, text in said(copy.tables["pipeline"]).items():
            if was.get(key) != text:
                assert got[key] == text or key in listed
