"""What a run adds to statements: differences of approved periods, what they leave owing, rows typed by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheetsales.commission.kept import KeptRow, carried_into, kept_rows, settled
from sheetsales.commission.sheet import draft_edits
from sheetsales.commission.slices import Pay, Slice
from sheetsales.commission.statements import Difference, differences, drafted
from sheetsales.texts import Text
from tests.commission.worked import span
from tests.indicators.team_book import book_of

THIRD, FOURTH = "2026Q3", "2026Q4"


def row(
    person: str, amount: str, kind: str = "commission", period: str = THIRD, plan: str = "P", **more: object
) -> KeptRow:
    status, typed = str(more.get("status", "approved")), bool(more.get("typed"))
    return KeptRow(
        0, period, person, plan, kind, "", "", Decimal(amount), status, "", None, None, "", None, None, None, None,
        "" if typed else "why", typed,
    )  # fmt: skip


def piece(person: str, amount: str, kind: str = "commission", plan: str = "P") -> Slice:
    return Slice(person, plan, kind, Decimal(amount), lambda: Text("因", "why"))  # type: ignore[arg-type]  # a kind of pay


def made(*slices: Slice) -> Pay:
    return Pay(span(THIRD), slices, (), ())


def told(
    rows: list[KeptRow], now: Pay, period: str = FOURTH, *decided: str
) -> list[tuple[str, str, Decimal]]:
    found = differences(rows, period, lambda label: now if label == THIRD else None, decided)
    return [(one.period, one.person, one.amount) for one in found]


def test_who_had_nothing_in_an_approved_period_gets_what_turned_up_since() -> None:
    """A deal of July entered in October by somebody without a row then; drafts that stand there are no difference."""
    now = made(piece("A", "100"), piece("B", "40"), piece("C", "30"))
    rows = [row("A", "100"), row("C", "30", status="draft")]
    assert told(rows, now) == [(THIRD, "B", Decimal(40))]
    assert told(rows, now, THIRD) == [], "in the period itself it is a row like any other"
    paid = [*rows, row("B", "40", "adjustment", FOURTH, THIRD)]
    assert told(paid, now) == [], "it was paid by the adjustment"


def test_each_period_is_worked_out_once() -> None:
    asked: list[str] = []

    def pay_of(label: str) -> Pay:
        asked.append(label)
        return made(piece("A", "1"), piece("B", "1"))

    assert not list(differences([row("A", "1"), row("B", "1")], FOURTH, pay_of))
    assert asked == [THIRD]


def test_honours_decided_once_and_rows_typed_by_hand_are_no_difference() -> None:
    rows = [row("A", "100"), row("A", "500", "honour", plan="STAR"), row("A", "60", "bonus", typed=True)]
    assert told(rows, made(piece("A", "100"), piece("B", "500", "honour", "STAR")), FOURTH, "STAR") == []
    assert [one.amount for one in settled(rows)] == [600]


@pytest.mark.parametrize(
    ("rows", "fresh", "carried"),
    [
        ([], [], ["450"]),
        ([], [piece("A", "200")], ["250"]),
        ([], [piece("A", "800")], []),
        ([], [piece("A", "-90"), piece("A", "90", "carried", "")], ["450"]),
        ([row("A", "1000", period=FOURTH)], [piece("A", "1000")], []),
        ([row("A", "1000", period=FOURTH, status="paid")], [piece("A", "1000")], ["450"]),
    ],
)
def test_what_a_difference_leaves_owing_is_carried(
    rows: list[KeptRow], fresh: list[Slice], carried: list[str]
) -> None:
    """450 too much was paid for the third quarter; approved pay that is not out yet covers it, what is paid out does not."""
    less = Difference(THIRD, "A", Decimal(1000), Decimal(550))
    found = drafted(made(*fresh), FOURTH, rows, [less], carry=True)
    after = [s for s in found if s.kind == "carried" and s.amount > 0][
        len([s for s in fresh if s.kind == "carried"]) :
    ]
    assert [str(s.amount) for s in after] == carried
    assert not [s for s in drafted(made(), FOURTH, [], [less]) if s.kind == "carried"], "where it is deducted"
    written = [row(s.person, str(s.amount), s.kind, FOURTH, s.plan) for s in found]
    owed = sum((s.amount for s in found if s.kind == "carried"), Decimal())
    assert carried_into(written, "2027Q1", 1) == ({"A": -owed} if owed else {})


def test_rows_typed_by_hand_stay_when_drafts_are_written_over() -> None:
    """Two drafts and an honour somebody decided: one draft changes, one goes, the honour is not touched."""
    commission = [
        {"period": THIRD, "person": "S01", "plan": "P", "kind": "commission", "amount": 10, "why": "as it came", "status": "draft"},
        {"period": THIRD, "person": "S01", "plan": "FORECAST-Q", "kind": "honour", "amount": 500, "status": "draft"},
        {"period": THIRD, "person": "S01", "plan": "Q", "kind": "bonus", "amount": 20, "why": "reached", "status": "draft"},
    ]  # fmt: skip
    book = book_of(team=[{"id": "S01", "name": "Ann", "role": "rep", "active": "yes"}], commission=commission)
    rows = kept_rows(book)
    assert [one.typed for one in rows] == [False, True, False]
    edits = draft_edits(book, THIRD, [piece("S01", "11")], rows)
    table = book.table("commission")
    typed = {table.cell(1, key) for key in ("amount", "status", "plan")}
    places = {getattr(edit, "at", None) for edit in edits}
    assert edits
    assert not places & typed
