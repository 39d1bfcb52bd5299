"""Formulas over lists come to what the same formulas come to over columns of numpy."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.cells.values import CellError
from sheetsales.formula.lists.evaluate import run_over, unknown_functions
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.syntax import Whole, walk
from tests.formula.engine import TODAY, Lists, evaluate, over_lists, tree_of
from tests.formula.test_language import EACH, LOOK, OTHERS, ROWS, WORTH


def _known(formula: str) -> bool:
    """Whether lists take the formula: no other functions, no several columns side by side, exact look-ups."""
    try:
        tree = tree_of(formula)
    except Mistake:
        return False
    wide = any(isinstance(part, Whole) and (part.last or not part.column) for part in walk(tree))
    other = ("XLOOKUP" in formula and ",,2" in formula) or ("NETWORKDAYS" in formula and "462" in formula)
    return not unknown_functions(tree) and not wide and not other


KNOWN = [(formula, worth) for formula, worth in WORTH if worth != "many" and _known(formula)]


def test_most_of_the_language_is_known_to_lists() -> None:
    assert len(KNOWN) > 200


@pytest.mark.parametrize(("formula", "worth"), KNOWN)
def test_a_formula_comes_to_the_same(formula: str, worth: Any) -> None:
    found = over_lists(tree_of(formula), None, {"T": LOOK})[0]
    assert type(found) is type(worth), found
    assert found == (pytest.approx(worth, rel=1e-12) if isinstance(worth, float) else worth)


@pytest.mark.parametrize(("formula", "expected"), [pair for pair in EACH if _known(pair[0])])
def test_a_formula_over_rows_comes_to_the_same(formula: str, expected: list[Any]) -> None:
    assert over_lists(tree_of(formula), ROWS, {"T": OTHERS}) == expected


VALUES = st.sampled_from(
    [1.0, 0.0, -2.5, 46000.0, "a", "B", "b", "", "5", "x1", None, True, False, CellError("#N/A")]
)
COLUMN = st.lists(VALUES, min_size=6, max_size=6)
LEAF = st.sampled_from(["[@n]", "[@s]", "1", "0", '"a"', '"b*"', '">1"', '"<>"', "TRUE"])
CRITERIA = st.sampled_from(
    ["T[a],[@n]", "T[b],[@s]", 'T[a],">="&[@n]', 'T[b],"<>"', 'T[a],"<3"', 'T[b],"b*"', 'T[b],"<>a"']
)
CHOICE = st.sampled_from(
    ["{0}={1}", "{0}<>{1}", "{0}<{1}", "{0}+{1}", "{0}-{1}", "{0}&{1}", "{0}/{1}", "IF({0},{1},2)", "AND({0},{1}=1)", "OR({0}=1,{1})",
     "IFERROR({0},{1})", "SUM({0},{1})", "COUNT({0},{1})", "MAX({0},{1},T[a])", "MEDIAN({0},{1})", "COUNTA({0},{1})", "NOT({0})", "ISBLANK({0})",
     "LEN({0})", "IN({0},{1},5)", "HAS({0},{1})"]
)  # fmt: skip
CONDITIONAL = st.sampled_from(
    ["COUNTIFS({0},{1})", "SUMIFS(T[v],{0},{1})", "MAXIFS(T[v],{0},{1})", "MINIFS(T[v],{0})", "MEDIANIFS(T[v],{0})", "AVERAGEIFS(T[v],{0},{1})"]
)  # fmt: skip
FORMULA = st.one_of(
    st.builds(lambda form, a, b: form.format(a, b), CHOICE, LEAF, LEAF),
    st.builds(lambda form, a, b: form.format(a, b), CONDITIONAL, CRITERIA, CRITERIA),
)


@settings(max_examples=300, deadline=None)
@given(
    FORMULA,
    COLUMN,
    COLUMN,
    COLUMN,
    COLUMN,
    st.lists(st.sampled_from([1.0, 2.5, 0.1, 0.2, None]), min_size=6, max_size=6),
)
def test_both_evaluators_agree(
    formula: str, n: list[Any], s: list[Any], a: list[Any], b: list[Any], v: list[Any]
) -> None:
    rows, tables = {"n": n, "s": s}, {"T": {"a": a, "b": b, "v": v}}
    expected = evaluate(formula, rows, tables)
    assert [_shown(x) for x in over_lists(tree_of(formula), rows, tables)] == [_shown(x) for x in expected]


def _shown(value: Any) -> Any:
    return (float, f"{value:.12g}") if isinstance(value, float) else (type(value), value)


def test_a_condition_holds_in_the_rows_where_all_its_parts_do() -> None:
    lists = Lists({"rows": {"n": [1.0, 2.0, None, 4.0], "s": ["a", None, "a", "b"]}})
    run = run_over(lists, 4, TODAY)
    assert list(run.holding(tree_of('AND([@s]<>"",[@n]>0)'))) == [0, 3]
    assert list(run.holding(tree_of('AND([@s]="z",[@n]>0)'))) == []
    assert list(run.holding(tree_of("[@n]/0=1"))) == []
    assert list(run.holding(tree_of("AND([@n])"))) == [0, 1, 3]


def test_running_sums_are_not_looked_through_row_by_row() -> None:
    count = 20_000
    days = [float(i % 977) for i in range(count)]
    table = {"day": days, "v": [0.1] * count}
    run = run_over(Lists({"rows": table, "T": table}), count, TODAY)
    found = run.of_rows(tree_of('SUMIFS(T[v],T[day],"<="&[@day])'))
    assert found[0] == pytest.approx(sum(day == 0 for day in days) / 10)
    assert found[days.index(976.0)] == pytest.approx(count / 10)


@pytest.mark.parametrize("formula", ["SUMIFS([@n],T[a],1)", "COUNTIFS(T[a],T[a])", "T[a]", "{1,2}", "{1,2}+{1,2,3}", "T[a]+[@n]", 'NETWORKDAYS(1,2,"x")'])  # fmt: skip
def test_what_lists_cannot_answer_is_a_mistake(formula: str) -> None:
    with pytest.raises(Mistake):
        over_lists(tree_of(formula), {"n": [1.0, 2.0]}, {"T": {"a": [1.0, 2.0, 3.0]}})
