"""A month's snapshot as text: written, read again, and dropped when it is old."""

import datetime as dt
from dataclasses import replace

import pytest

from sheetsales.cells.address import CellRef
from sheetsales.findings import Finding, Severity
from sheetsales.process.finding_changes import finding_changes
from sheetsales.process.snapshot import (
    KeptCustomer,
    KeptDeal,
    KeptDefinition,
    KeptFigure,
    KeptFinding,
    KeptForecast,
    Snapshot,
    Snapshots,
    outdated,
    provisional_until,
    written,
)
from sheetsales.texts import same

D = dt.date
KEPT = Snapshot(
    "2026-10",
    D(2026, 11, 2),
    None,
    (
        KeptFigure("company", "", "won_amount", 645_000.25, 3, 760_000.0, "watch"),
        KeptFigure("person", "S01", "win_rate_count", None, 0, None, ""),
    ),
    (KeptForecast("2026-11", 894_224.61, 691_381.86, 1_097_067.37, None, None, 2_234_375.0),),
    (
        KeptDeal("O-0019", "open", "present", 114_800.0, D(2026, 11, 15), "pipeline", "S06", None),
        KeptDeal("O-0102", "won", "won", None, None, "", "S04", D(2026, 10, 5)),
    ),
    (
        KeptFinding("SS301", "pipeline", "O-0102", "reason", "", 3, "S04", 1),
        KeptFinding("SS110", "customers", "C-001", "", "k", None, "", 0),
    ),
    (KeptCustomer("C-001", "B", "high", "customer", 93.0), KeptCustomer("C-002", "A", "", "", None)),
    (KeptDefinition("setting", "team_name", "Aldermoor, Sales"), KeptDefinition("stage", "won.max_days", "")),
)


@pytest.mark.parametrize(
    "kept", [KEPT, replace(KEPT, closed_on=D(2026, 11, 3)), Snapshot("2026-10", D(2026, 11, 2))]
)
def test_what_is_kept_is_read_again(kept: Snapshot) -> None:
    texts = written(kept)
    assert Snapshots(texts).of("2026-10") == kept
    assert Snapshots({key: text for key, text in texts.items() if text}).of("2026-10") == kept


def test_a_row_takes_some_sixty_characters() -> None:
    text = written(replace(KEPT, deals=KEPT.deals * 500))["snapshot.2026-10.deals"]
    assert len(text) < 60 * 1000


def test_breaks_in_what_a_team_typed_break_no_line() -> None:
    typed = KeptDefinition("setting", "team_name", "a\tb\nc\rd")
    again = Snapshots(written(replace(KEPT, definitions=(typed,)))).of("2026-10")
    assert again is not None
    assert again.definitions == (KeptDefinition("setting", "team_name", "a b c d"),)


def test_what_is_not_ours_counts_as_none() -> None:
    store = {
        "snapshot.2026-10.about": "2026-11-02",
        "snapshot.2026-10.figures": "nonsense\ncompany\t\twon_amount\tmuch\t1.5\t\twatch",
        "snapshot.2026-10.deals": "O-1\topen\tq\t5\tsoon\t\tS\t",
        "snapshot.2026-09.about": "yesterday",
        "snapshot.2026-13.about": "2026-11-02",
        "check.since": "[]",
    }
    found = Snapshots(store)
    kept = found.of("2026-10")
    assert kept is not None
    assert kept.figures == (KeptFigure("company", "", "won_amount", None, None, None, "watch"),)
    assert kept.deals == (KeptDeal("O-1", "open", "q", 5.0, None, "", "S", None),)
    assert found.of("2026-09") is None
    assert found.months == ("2026-09", "2026-10")


def test_a_figure_is_found_by_whose_it_is() -> None:
    assert KEPT.figure("won_amount") == KEPT.figures[0]
    assert KEPT.figure("win_rate_count", "person", "S01") == KEPT.figures[1]
    assert KEPT.figure("won_amount", "person", "S01") is None


@pytest.mark.parametrize(("month", "day"), [("2026-10", D(2026, 11, 10)), ("2026-12", D(2027, 1, 10))])
def test_a_snapshot_is_provisional_until_the_tenth(month: str, day: dt.date) -> None:
    assert provisional_until(month) == day
    kept = Snapshot(month, D(2026, 11, 2))
    assert not kept.is_final(day)
    assert kept.is_final(day + dt.timedelta(days=1))
    assert replace(kept, closed_on=D(2026, 11, 3)).is_final(D(2026, 11, 3))


def test_after_thirteen_months_only_figures_and_definitions_stay() -> None:
    store = {key: "x" for month in ("2025-09", "2025-10") for key in written(replace(KEPT, month=month))}
    store["check.since"] = "[]"
    assert outdated(store, "2026-10") == {
        "snapshot.2025-09.deals": "",
        "snapshot.2025-09.findings": "",
        "snapshot.2025-09.customers": "",
    }


def _found(code: str, record: str, **fields: object) -> Finding:
    made = Finding(
        code, Severity.ERROR, same("m"), same("h"), CellRef("S", 2, 1), "pipeline", record, "reason"
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of a finding


def test_findings_are_new_carried_solved_or_waived() -> None:
    then = replace(
        KEPT,
        findings=(
            KeptFinding("SS301", "pipeline", "O-1", "reason", "", 3, "S04", 1),
            KeptFinding("SS301", "pipeline", "O-2", "reason", "", 3, "S04", 1),
            KeptFinding("SS301", "pipeline", "O-3", "reason", "", 3, "S04", 1),
            KeptFinding("SS301", "pipeline", "O-4", "reason", "", None, "", 0),
            KeptFinding("SS301", "pipeline", "O-6", "reason", "", None, "", 0),
        ),
    )
    spoken_for = _found("SS301", "O-5")
    now = [_found("SS301", "O-1", also=(spoken_for,)), _found("SS301", "O-4")]
    changes = finding_changes(now, then, frozenset({("SS301", "O-3")}))
    assert [f.record for f in changes.new] == ["O-5"]
    assert [f.record for f in changes.carried] == ["O-1", "O-4"]
    assert [kept.record for kept in changes.solved] == ["O-2"]
    assert [kept.record for kept in changes.waived] == ["O-3"]
