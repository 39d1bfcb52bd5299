#!/usr/bin/env python3
"""Tasks shared out among generated teams: how even, how fitting and how fast, against the usual ways.

    python -m benchmarks.allocation [--sizes 200x8,2000x50,20000x300,100000x1000] [--seconds 60] [--markdown] [--gate]

The ways: turns (round robin), the least loaded person who can (greedy), CP-SAT and HiGHS (where they are installed
and finish within ``--seconds``), and sheetsales without and with owners. Every way divides the same tasks in a process
of its own. ``bound`` is the utilisation the fullest person must have whoever does what. "Moved" is the share of tasks
that change hands when one person leaves, dividing anew with (ours) or without (the others) regard to who had them.

``--gate`` exits 1 where ours is not within 1 % of the best way in the fullest person's utilisation, or behind by more
than .005 in evenness (Jain), or in the senior share of A-grade work behind a way that is as even.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sheetsales.allocation.allocate import allocate
from sheetsales.allocation.fairness import Fairness, fairness, round_robin
from sheetsales.allocation.problem import Candidate, Job, Level, Problem
from tests.allocation.teams import team

Given = Mapping[str, str | None]
_MISMATCH = ((6, 2, 0), (4, 1, 0), (0, 1, 2), (0, 1, 3))
_LIMITS = {"cp-sat": 2_000, "highs": 2_000}
"""So many tasks at most: beyond that neither finishes in a minute."""


def turns(people: tuple[Candidate, ...], jobs: tuple[Job, ...], _: float) -> Given:
    return round_robin(people, jobs)


def greedy(people: tuple[Candidate, ...], jobs: tuple[Job, ...], _: float) -> Given:
    """Largest first, each to the least loaded person who can."""
    able: dict[object, list[int]] = {}
    for need in {job.need for job in jobs}:
        able[need] = [n for n, p in enumerate(people) if p.can(need) and p.minutes > 0]
    load = [0] * len(people)
    given: dict[str, str | None] = {}
    for job in sorted(jobs, key=lambda job: (-job.minutes, job.id)):
        can = able[job.need]
        if not can:
            given[job.id] = None
            continue
        best = min(can, key=lambda n: ((load[n] + job.minutes) / people[n].minutes, n))
        load[best] += job.minutes
        given[job.id] = people[best].id
    return given


def cp_sat(people: tuple[Candidate, ...], jobs: tuple[Job, ...], seconds: float) -> Given:
    """Minimise the fullest utilisation, then mismatch, as one weighted goal."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    choice, cost = _choices(people, jobs, model.new_bool_var)
    for job in jobs:
        if options := choice[job.id]:
            model.add_exactly_one(options.values())
    fullest = model.new_int_var(0, 10_000_000, "fullest")
    for n, person in enumerate(people):
        if person.minutes > 0:
            mine = [job.minutes * choice[job.id][n] for job in jobs if n in choice[job.id]]
            model.add(1_000_000 * sum(mine) <= fullest * person.minutes)
    model.minimize(fullest * len(jobs) + sum(weight * var for var, weight in cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise TimeoutError
    return _read(people, choice, lambda var: bool(solver.value(var)))


def highs(people: tuple[Candidate, ...], jobs: tuple[Job, ...], seconds: float) -> Given:
    """The same as a mixed-integer programme."""
    model: Any = importlib.import_module("highspy").Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("time_limit", float(seconds))
    model.setOptionValue("threads", 1)
    choice, cost = _choices(people, jobs, lambda _: model.addBinary())
    for job in jobs:
        if options := choice[job.id]:
            model.addConstr(sum(options.values()) == 1)
    fullest = model.addVariable(lb=0)
    for n, person in enumerate(people):
        if person.minutes > 0:
            mine = [job.minutes / person.minutes * choice[job.id][n] for job in jobs if n in choice[job.id]]
            if mine:
                model.addConstr(sum(mine) <= fullest)
    model.minimize(1_000 * len(jobs) * fullest + sum(weight * var for var, weight in cost))
    values = model.getSolution().col_value
    if not values:
        raise TimeoutError
    return _read(people, choice, lambda var: values[var.index] > 0.5)


def _choices(
    people: tuple[Candidate, ...], jobs: tuple[Job, ...], new: Callable[[str], Any]
) -> tuple[dict[str, dict[int, Any]], list[tuple[Any, int]]]:
    choice: dict[str, dict[int, Any]] = {}
    cost: list[tuple[Any, int]] = []
    for job in jobs:
        can = [n for n, p in enumerate(people) if p.can(job.need) and p.minutes > 0]
        choice[job.id] = {n: new(f"{job.id}:{n}") for n in can}
        cost += [(var, _MISMATCH[job.grade or 0][people[n].level]) for n, var in choice[job.id].items()]
    return choice, cost


def _read(
    people: tuple[Candidate, ...], choice: dict[str, dict[int, Any]], taken: Callable[[Any], bool]
) -> Given:
    return {
        job: next((people[n].id for n, var in options.items() if taken(var)), None)
        for job, options in choice.items()
    }


def ours(people: tuple[Candidate, ...], jobs: tuple[Job, ...], _: float) -> Given:
    return _given(Problem(people, tuple(replace(job, owner=None) for job in jobs), None))


def ours_kept(people: tuple[Candidate, ...], jobs: tuple[Job, ...], _: float) -> Given:
    return _given(Problem(people, jobs, 0.95))


def _given(problem: Problem) -> Given:
    return {found.job: found.person for found in allocate(problem).assignments}


WAYS: dict[str, Callable[[tuple[Candidate, ...], tuple[Job, ...], float], Given]] = {
    "turns": turns,
    "greedy": greedy,
    "cp-sat": cp_sat,
    "highs": highs,
    "ours": ours,
    "ours, owners kept": ours_kept,
}


def one(way: str, size: str, seconds: float) -> dict[str, Any]:
    """One way on one team: the figures, the CPU seconds and the memory they took, and what moves when someone leaves."""
    jobs_wanted, people_wanted = map(int, size.split("x"))
    people, jobs = team(jobs_wanted, people_wanted, load=0.93, owners=False)
    apart = way == "cp-sat"  # OR-Tools brings a HiGHS of its own along: the two cannot live in one process
    settled = {} if apart else ours(people, jobs, seconds)
    with_owners = tuple(replace(job, owner=settled.get(job.id)) for job in jobs)
    started = time.process_time()
    given = WAYS[way](people, with_owners, seconds)
    spent = time.process_time() - started
    figures = fairness(people, jobs, given)
    return {
        **_figures(figures),
        "seconds": round(spent, 3),
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "moved": _moved(way, people, jobs, given, seconds),
        "bound": None if apart else round(allocate(Problem(people, with_owners, None)).bound, 4),
    }


def _figures(figures: Fairness) -> dict[str, Any]:
    return {
        "fullest": round(figures.fullest, 4),
        "over": figures.over_full,
        "jain": round(figures.jain, 4),
        "gini": round(figures.gini, 4),
        "senior": None if figures.senior_share is None else round(figures.senior_share, 4),
    }


def _moved(
    way: str, people: tuple[Candidate, ...], jobs: tuple[Job, ...], given: Given, seconds: float
) -> float | None:
    if way in _LIMITS:
        return None
    gone = max(people, key=lambda p: (p.level == Level.MID, p.minutes))
    left = tuple(replace(p, active=False) if p is gone else p for p in people)
    owned = tuple(replace(job, owner=given[job.id]) for job in jobs)
    again = WAYS[way](left, owned, seconds)
    return round(sum(again[job.id] != given[job.id] for job in jobs) / len(jobs), 4)


def main() -> int:
    options = _options()
    if options.one:
        way, size = options.one
        print(json.dumps(one(way, size, options.seconds)))
        return 0
    worst = 0
    for size in options.sizes.split(","):
        rows = {way: _run(way, size, options.seconds) for way in WAYS}
        _print(size, rows, options.markdown)
        worst = max(worst, _fails(size, rows))
    return worst if options.gate else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="200x8,2000x50,20000x300,100000x1000")
    parser.add_argument("--seconds", type=float, default=60, help="so long at most for CP-SAT and HiGHS")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "SIZE"), help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(way: str, size: str, seconds: float) -> dict[str, Any] | None:
    """The figures of a way; None where it is missing, does not finish or is not asked to."""
    if int(size.split("x", maxsplit=1)[0]) > _LIMITS.get(way, 1 << 60):
        return None
    command = [
        sys.executable,
        "-m",
        "benchmarks.allocation",
        "--one",
        way,
        size,
        "--seconds",
        str(seconds),
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, Any] | None = json.loads(done.stdout) if done.returncode == 0 else None
    return found


_COLUMNS = ("fullest", "over", "jain", "gini", "senior", "moved", "seconds", "mb")


def _print(size: str, rows: dict[str, dict[str, Any] | None], markdown: bool) -> None:
    bound = next((row["bound"] for row in rows.values() if row and row["bound"]), "—")
    mark = "| " if markdown else ""
    print(f"\n{'### ' if markdown else ''}{size}: nobody can stay under {bound}")
    lines: list[tuple[str, ...]] = [("way", *_COLUMNS)]
    lines += [
        (way, *("—" if row is None or row[c] is None else str(row[c]) for c in _COLUMNS))
        for way, row in rows.items()
    ]
    for number, line in enumerate(lines):
        cells = [line[0].ljust(18), *(cell.rjust(8) for cell in line[1:])]
        print(mark + (" | " if markdown else " ").join(cells) + (" |" if markdown else ""), flush=True)
        if markdown and not number:
            print("|" + " --- |" * len(cells))


def _fails(size: str, rows: dict[str, dict[str, Any] | None]) -> int:
    """1 where ours is behind the best of the others."""
    mine, others = rows["ours"], [row for way, row in rows.items() if row and not way.startswith("ours")]
    if mine is None or not others:
        return 1
    even = [row for row in others if row["jain"] >= mine["jain"] - 0.005]
    bad = [
        name
        for name, is_bad in (
            ("fullest", mine["fullest"] > 1.01 * min(row["fullest"] for row in others)),
            ("jain", mine["jain"] < max(row["jain"] for row in others) - 0.005),
            ("senior", mine["senior"] < max((row["senior"] for row in even), default=0.0) - 0.005),
        )
        if is_bad
    ]
    if bad:
        print(f"{size}: behind in {', '.join(bad)}")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
