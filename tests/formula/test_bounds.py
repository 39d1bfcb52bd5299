"""Formulas of any kind end: in a value or in a mistake that says where, soon and in little memory."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsales.formula import run as run_module
from sheetsales.formula import work
from sheetsales.formula.functions import FUNCTIONS
from sheetsales.formula.mistakes import LONGEST, Mistake
from tests.formula.engine import evaluate, one

MISTAKES: tuple[tuple[str, int | None], ...] = (
    ("", 0), ("   ", 0), ("=", 0), ("1+", 2), ("(1", 0), ("1)", 1), ('"abc', 0), ("“abc", 0), ("[@a", 0), ("{1,2", 0), ("{1,2)", 4), ("1 2", 2), ("SUM(1;2)", 5),
    ("SUM(1,2", 3), ("IF(1)", 0), ("NOSUCH(1)", 0), ("A1+1", 0), ("$B$2", 0), ("Sheet1!A1", 0), ("A:C", 0), ("1:3", 0), ("{1,[@n]}", 3), ("{1,SUM(1)}", 3), ("(1,2)", 2),
    ("#NOPE", None), ("1,2", 1), ("*1", 0), ("SUM()", 0), ("{1,2}", None), ("SUM(T)", 4), ("[n]>1", 0), ("COUNTIF([@n],1)", 8), ("COUNTIFS(T[a])", 0), ("COUNTIFS(T[a],1,T[a])", 0),
    ("COUNTIF(T[a],T[a])", 13), ("COUNTIFS(T[a],1,U[c],1)", None), ("SUMIFS(T[a],U[c],1)", None), ("MATCH(1,T[a])", 0), ("MATCH(1,T[a],1)", 0), ("XLOOKUP(1,T[a],U[c])", None), ("XLOOKUP(1,T[a],T[a],0,1)", 0),
    ("XLOOKUP(1,2,T[a])", None), ("VLOOKUP(1,T[a],1)", 0), ("VLOOKUP(1,5,1,FALSE)", None), ("VLOOKUP(1,T,[@n],FALSE)", None), ("IFS(1,2,3)", 0), ('NETWORKDAYS(1,2,"x")', 16), ("NETWORKDAYS(1,2,[@n])", 16),
    ("SUMPRODUCT([@n],T[a])", 0), ("{1,2}+{1,2,3}", None), ("T[a]+U[c]", None), ("T[a]+[@n]", None), ("SUM(1 (2))", None), ("IF(1,2))", 7), ("SUM(,", None), ("SUM(1,", None),
    ("COUNTIFS()", 0), ("SUMIFS(T[a],T[a])", 0), ("VLOOKUP(1,T,1,FALSE,0)", 0), ("LOG10(1,2)", 0), ("SUMPRODUCT(" + ",".join("1" * 31) + ")", 0),
)  # fmt: skip
LOOK: dict[str, dict[str, list[Any]]] = {"T": {"a": [1.0, 2.0, 3.0]}, "U": {"c": [1.0, 2.0]}}
ROWS: dict[str, list[Any]] = {"n": [1.0, 2.0]}


@pytest.mark.parametrize(("formula", "at"), MISTAKES)
def test_a_mistake_is_told_at_its_place(formula: str, at: int | None) -> None:
    with pytest.raises(Mistake) as caught:
        evaluate(formula, ROWS, LOOK)
    assert caught.value.text.zh
    assert caught.value.text.en
    if at is not None:
        assert caught.value.at == at


@pytest.mark.parametrize(
    "formula",
    [
        "(" * 1000 + "1" + ")" * 1000,
        "IF(1," * 1000 + "1" + ")" * 1000,
        "SUM(" * 65 + "1" + ")" * 65,
        "(" * 5000,
        ")" * 5000,
        "[" * 5000,
        "{" * 3000 + "}" * 3000,
        "A" * (LONGEST + 1),
        '"' + "a" * LONGEST + '"',
        "{" + ",".join(["1"] * 2000) + "}",
    ],
)
def test_depth_and_length_have_an_end(formula: str) -> None:
    with pytest.raises(Mistake):
        one(formula)


def test_long_chains_are_no_depth() -> None:
    assert one("+".join(["1"] * 4000)) == 4000.0
    assert one("-" * 4001 + "1") == -1.0
    assert one("1" + "%" * 4) == 1e-8
    assert one("SUM(" * 64 + "1" + ")" * 64) == 1.0
    assert one("&".join(['"a"'] * 2000)) == "a" * 2000


MANY: dict[str, list[Any]] = {
    "n": [float(i) for i in range(5_000)],
    "s": [f"text number {i}" * 3 for i in range(5_000)],
}


@pytest.mark.parametrize(
    "formula",
    [
        'LEN(REPT("x",32000)&[@s])',
        "SUM(LEN(REPT([@s],400)&REPT([@s],300)))",
        "+".join(['LEN([@s]&"a")'] * 400),
        'SUM(COUNTIFS(T[n],">"&[@n],T[s],[@s]&"*"))',
        "+".join(['ISNUMBER(SEARCH("*a*b*c*d*e?f*",[@s]))'] * 200),
    ],
)
def test_what_would_take_forever_is_stopped(formula: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a twentieth of the steps and characters a rule may take, so that the test is quick."""
    monkeypatch.setattr(work, "STEPS", work.STEPS // 20)
    monkeypatch.setattr(work, "CHARACTERS", work.CHARACTERS // 20)
    with pytest.raises(Mistake, match="stopped"):
        evaluate(formula, MANY, {"T": MANY})


def test_a_long_array_over_many_rows_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "_MOST_CELLS", 100_000)
    with pytest.raises(Mistake, match="stopped"):
        evaluate("OR([@n]={" + ",".join(map(str, range(21))) + "})", MANY)


def test_wildcards_do_not_explode() -> None:
    began = time.process_time()
    assert one('SEARCH("a*a*a*a*a*a*a*a*a*a*a*a*a*a*b",REPT("a",30000))=1') != 1
    assert one('COUNTIF(T[s],"*a*a*a*a*a*a*a*a*a*a*b")', T={"s": ["a" * 30_000]}) == 0.0
    assert time.process_time() - began < 2


WORDS = st.sampled_from(
    [*FUNCTIONS, "(", ")", ",", "+", "-", "*", "/", "^", "&", "=", "<>", ">=", "%", "{", "}", ";", "[@n]", "[@s]", "T[a]", "T[[a]:[b]]", "T",
     '"x"', '">1"', '"*?~"', "1", "0", "1E300", "-1", "TRUE", "#N/A", " ", "，", "“", "”", "[", "]", "'", ":", "!", "A1", "@"]
)  # fmt: skip
SMALL: dict[str, list[Any]] = {"n": [1.0, None, -2.5], "s": ["a", None, "12"]}
TABLE: dict[str, list[Any]] = {"a": [1.0, "a", None, True], "b": ["x", 2.0, None, "y"]}


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25).map("".join))
def test_any_words_end_in_values_or_a_mistake(formula: str) -> None:
    _ends(formula)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="()[]{},;\"'@#:!+-*/^&=<>% .1aE中“”（），", max_size=60))
def test_any_text_ends_in_values_or_a_mistake(formula: str) -> None:
    _ends(formula)


LEAVES = st.sampled_from(
    [
        "[@n]",
        "[@s]",
        "T[a]",
        "T[b]",
        '"x"',
        "1",
        "0.5",
        "-3",
        "TRUE",
        "#N/A",
        "{1,2}",
        '{"x","y"}',
        '">1"',
        "",
    ]
)


@st.composite
def calls(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """A call of a real function with as many arguments as it takes."""
    function = FUNCTIONS[draw(st.sampled_from(sorted(FUNCTIONS)))]
    count = draw(st.integers(function.fewest, min(function.most, function.fewest + 3)))
    return f"{function.name}({','.join(draw(inner) for _ in range(count))})"


FORMULAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(calls(inner), st.tuples(inner, st.sampled_from("+-*/^&=<>"), inner).map("".join)),
    max_leaves=12,
)


@settings(max_examples=600, deadline=None)
@given(FORMULAS)
def test_any_formula_ends_in_values_or_a_mistake(formula: str) -> None:
    _ends(formula)


def _ends(formula: str) -> None:
    with contextlib.suppress(Mistake):
        assert len(evaluate(formula, SMALL, {"T": TABLE})) == 3


def test_numpy_and_openpyxl_wait_for_a_rule_that_is_on() -> None:
    script = (
        "import sys\n"
        "from tests.written.sheets import book_of, findings, rule\n"
        "def heavy(): return sorted(m for m in ('numpy', 'openpyxl', 'pandas') if m in sys.modules)\n"
        "deals = [{'id': 'O-1', 'customer': 'c', 'name': 'n', 'stage': '报价', 'owner': 's'}]\n"
        "findings(book_of('zh', rules=[rule('[@阶段]=1', on='否')], pipeline=deals), 'M21')\n"
        "print(heavy())\n"
        "findings(book_of('zh', rules=[rule('[@阶段]=1')], pipeline=deals), 'M21')\n"
        "print(heavy())\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.splitlines() == ["[]", "['numpy', 'openpyxl']"]


def test_a_running_sum_over_many_rows_is_within_bounds() -> None:
    count = 60_000
    rows = {"day": [float(i % 977) for i in range(count)], "v": [0.1] * count}
    found = evaluate('SUMIFS(T[v],T[day],"<="&[@day])', rows, {"T": rows})
    assert found[976] == pytest.approx(count / 10)
    assert found[0] == pytest.approx(sum(day == 0 for day in rows["day"]) / 10)
