"""The table of cases: what each side did, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sheetsales.cells.values import CellValue
from sheetsales.merging.fold import Copy, fold
from sheetsales.merging.merge import applied, merge, propose
from sheetsales.merging.outcome import Outcome
from sheetsales.merging.rows import Cell, Issued, Row, Table, issued

COLUMNS = ("id", "name", "amount", "stage", "next_step", "note")


def cell(value: CellValue) -> Cell:
    return Cell(value, "" if value is None else str(value))


def row(*values: CellValue, looks: str = "") -> Row:
    cells = {key: cell(value) for key, value in zip(COLUMNS, values, strict=False) if value is not None}
    named = str(values[1] or "") if len(values) > 1 else ""
    return Row(str(values[0] or ""), named, cells, named, looks)


def table(*rows: Row, columns: tuple[str, ...] = COLUMNS) -> Table:
    return Table("pipeline", columns, rows, "id")


A = row("O-1", "Pumps", 100, "demo", "call", "as agreed")
B = row("O-2", "Valves", 200, "quote", "mail", "by June")
BASE = table(A, B)


def changed(one: Row, **values: CellValue) -> Row:
    cells = {**one.cells, **{key: cell(value) for key, value in values.items()}}
    return replace(one, cells={k: c for k, c in cells.items() if c.meaning or c.is_formula})


def merged(mine: Table, theirs: Table, base: Issued | None = None) -> Outcome:
    return merge(base or issued(BASE), mine, theirs)


def kinds(outcome: Outcome) -> list[tuple[str, str]]:
    return [(conflict.kind, conflict.column) for conflict in outcome.conflicts]


def test_nothing_changed_brings_nothing() -> None:
    assert not merged(BASE, BASE)


def test_theirs_is_taken_where_mine_is_as_issued() -> None:
    outcome = merged(BASE, table(changed(A, amount=120), B))
    assert [(t.row, t.column, t.mine.value, t.theirs.value) for t in outcome.takes] == [
        (0, "amount", 100, 120)
    ]
    assert not outcome.conflicts


def test_a_cell_emptied_there_is_emptied_here() -> None:
    (take,) = merged(BASE, table(A, changed(B, note=None))).takes
    assert (take.row, take.column, take.theirs.value) == (1, "note", None)


def test_mine_stays_where_theirs_is_as_issued() -> None:
    assert not merged(table(changed(A, amount=120), B), BASE)


def test_changed_alike_counts_once() -> None:
    both = table(changed(A, amount=120), B)
    assert not merged(both, both)


def test_what_means_the_same_is_the_same() -> None:
    mine = table(replace(A, cells={**A.cells, "stage": Cell("谈判", "negotiation")}), B)
    theirs = table(replace(A, cells={**A.cells, "stage": Cell("Negotiation", "negotiation")}), B)
    assert not merged(mine, theirs)


def test_changed_otherwise_is_a_conflict_and_mine_stays() -> None:
    outcome = merged(table(changed(A, amount=120), B), table(changed(A, amount=130), B))
    (conflict,) = outcome.conflicts
    assert (conflict.kind, conflict.base, conflict.mine.value, conflict.theirs.value) == (
        "both",
        100,
        120,
        130,
    )
    assert not outcome.takes


def test_rows_and_columns_may_stand_anywhere() -> None:
    theirs = table(B, changed(A, amount=120), columns=tuple(reversed(COLUMNS)))
    assert [(t.row, t.column) for t in merged(BASE, theirs).takes] == [(0, "amount")]


def test_a_column_that_is_gone_says_nothing() -> None:
    theirs = table(
        *(replace(r, cells={k: c for k, c in r.cells.items() if k != "note"}) for r in (A, B)),
        columns=COLUMNS[:-1],
    )
    assert not merged(BASE, theirs)


def test_a_new_row_is_added_once() -> None:
    new = row("O-S03-1", "Gauges", 50, "demo")
    outcome = merged(BASE, table(A, new, B))
    assert [add.row for add in outcome.adds] == [new]
    assert not merged(applied(BASE, outcome), table(A, new, B))


def test_a_new_row_without_an_id_is_known_again_when_it_got_one() -> None:
    new = row(None, "Gauges", 50, "demo")
    got_one = replace(changed(new, id="O-9"), id="O-9")
    assert not merged(table(A, B, got_one), table(A, B, new))


def test_of_two_new_rows_alike_each_is_added() -> None:
    new = row(None, "Gauges", 50, "demo")
    outcome = merged(BASE, table(A, B, new, new))
    assert len(outcome.adds) == 2
    assert not merged(applied(BASE, outcome), table(A, B, new, new))


def test_a_new_row_that_looks_like_one_there_is_asked_about() -> None:
    mine = table(A, row("O-3", "Gauges Ltd", 50, looks="gauges"), B)
    (conflict,) = merged(mine, table(A, B, row("O-S03-1", "Gauges Limited", 50, looks="gauges"))).conflicts
    assert (conflict.kind, conflict.row) == ("row_alike", 1)


def test_an_id_that_is_another_records_is_asked_about() -> None:
    mine = table(A, B, row("O-3", "Gauges", 50, "demo"))
    outcome = merged(mine, table(A, B, row("O-3", "Boilers", 70, "quote")))
    assert {kind for kind, _ in kinds(outcome)} == {"both"}
    assert not outcome.adds
    twice = merged(BASE, table(A, A, B))
    assert kinds(twice) == [("row_id_taken", "")]


def test_rows_deleted_are_proposed_never_done() -> None:
    assert kinds(merged(BASE, table(A))) == [("row_deleted", "")]
    assert not merged(table(A), BASE)
    assert kinds(merged(table(A), table(A, changed(B, amount=210)))) == [("row_gone", "")]
    assert not merged(table(A), table(A))


def test_an_id_typed_over_is_asked_about_and_the_rest_is_taken() -> None:
    theirs = table(replace(changed(A, id="O-77", amount=120), id="O-77"), B)
    outcome = merged(BASE, theirs)
    assert kinds(outcome) == [("id", "id")]
    assert [take.column for take in outcome.takes] == ["amount"]


def test_an_id_given_meanwhile_stays() -> None:
    blank = row(None, "Pumps", 100, "demo", "call")
    base = issued(table(blank, B))
    mine = table(replace(changed(blank, id="O-5"), id="O-5"), B)
    (take,) = merged(mine, table(changed(blank, amount=120), B), base).takes
    assert (take.row, take.column) == (0, "amount")


def test_rows_without_ids_are_known_by_what_names_them() -> None:
    first, second = row(None, "call", 10, "x", "y"), row(None, "call", 20, "p", "q")
    base = issued(table(first, second))
    (take,) = merged(table(first, second), table(second, changed(first, note="new")), base).takes
    assert (take.row, take.column) == (0, "note")


def test_what_names_a_row_may_change_with_little_else() -> None:
    first = row(None, "call", 10, "x", "y", "z")
    other = replace(changed(first, name="visit"), naming="visit", name="visit")
    (take,) = merged(table(first, B), table(other, B), issued(table(first, B))).takes
    assert take.column == "name"


def test_formulas_do_not_come_in_and_are_not_typed_over() -> None:
    formula = replace(A, cells={**A.cells, "amount": Cell(120, "120", is_formula=True)})
    assert kinds(merged(BASE, table(formula, B))) == [("formula", "amount")]
    same_value = replace(A, cells={**A.cells, "amount": Cell(100, "100", is_formula=True)})
    assert not merged(BASE, table(same_value, B))
    assert kinds(merged(table(formula, B), table(changed(A, amount=130), B))) == [("overwritten", "amount")]
    assert not merged(table(formula, B), table(same_value, B), issued(table(formula, B)))


def test_a_formula_in_a_new_row_is_left_out_of_it() -> None:
    new = row("O-S03-1", "Gauges", 50, "demo")
    new = replace(new, cells={**new.cells, "amount": Cell(50, "50", is_formula=True)})
    outcome = merged(BASE, table(A, B, new))
    assert kinds(outcome) == [("formula", "amount")]
    assert "amount" not in outcome.adds[0].row.cells


def test_a_new_row_leaves_calculated_columns_to_their_formula() -> None:
    calculated = table(replace(A, cells={**A.cells, "note": Cell("x", "x", is_formula=True)}), B)
    by_formula = row("O-S03-1", "Gauges", 50)
    by_formula = replace(by_formula, cells={**by_formula.cells, "note": Cell("x", "x", is_formula=True)})
    base = issued(calculated)
    outcome = merged(calculated, replace(calculated, rows=(*calculated.rows, by_formula)), base)
    assert not outcome.conflicts
    assert "note" not in outcome.adds[0].row.cells
    typed = row("O-S03-2", "Boilers", 50, None, None, "typed")
    outcome = merged(calculated, replace(calculated, rows=(*calculated.rows, typed)), base)
    assert kinds(outcome) == [("overwritten", "note")]


def test_what_is_not_ones_own_is_listed_not_taken() -> None:
    base = issued(BASE, own=False)
    assert kinds(merged(BASE, table(changed(A, amount=1), B), base)) == [("not_own", "amount")]
    assert not merged(BASE, table(A), base)
    locked = issued(BASE, locked=True)
    assert kinds(merged(BASE, table(changed(A, amount=1), B), locked)) == [("not_own", "amount")]
    assert kinds(merged(BASE, table(A, B, row("O-3", "Gauges", 1)), locked)) == [("row_not_own", "")]


def test_a_copy_never_issued_only_proposes() -> None:
    outcome = propose(BASE, table(changed(A, amount=1), row("O-3", "Gauges", 1)))
    assert sorted(kinds(outcome)) == [("proposal", "amount"), ("row_proposal", "")]
    assert not outcome.takes
    assert not outcome.adds


@pytest.mark.parametrize("swapped", [False, True])
def test_the_order_of_copies_does_not_matter(swapped: bool) -> None:
    copies = [
        Copy((1, "a"), "Ann", {"pipeline": issued(BASE)}, {"pipeline": table(changed(A, amount=120), B)}),
        Copy((2, "b"), "Bob", {"pipeline": issued(BASE)}, {"pipeline": table(changed(A, amount=130), B)}),
    ]
    folded = fold({"pipeline": BASE}, copies[::-1] if swapped else copies)
    assert folded.tables["pipeline"].rows[0].cells["amount"].value == 120
    (conflict,) = folded.merged[1].outcomes["pipeline"].conflicts
    assert (conflict.mine.value, conflict.theirs.value) == (120, 130)
    again = fold({"pipeline": BASE}, copies, settled={conflict.key})
    assert not again.merged[1].outcomes


def test_sheets_that_one_side_lacks_bring_nothing() -> None:
    copy = Copy((1, "a"), "Ann", {"tasks": issued(BASE)}, {"tasks": BASE, "pipeline": BASE})
    assert not fold({"pipeline": BASE}, [copy]).merged[0].outcomes
    two_way = Copy((0, "a"), "", None, {"pipeline": table(changed(A, amount=1), B)})
    (merged_one,) = fold({"pipeline": BASE}, [two_way]).merged
    assert merged_one.outcomes["pipeline"].conflicts[0].kind == "proposal"
