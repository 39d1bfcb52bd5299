"""Kills, power cuts and faults at every change a save makes to the disk, in a process of its own.

    python -m tests.crash.runner kill|output|power|fault --rows 1000 [--most 40] [--checks 60] [--first]

Prints one JSON document: how many points were tried, how many states of the disk were looked at, what was wrong.
``--most`` thins the points out evenly, ``--checks`` the states on which another run is tried.
"""

from __future__ import annotations

import argparse
import copy
import dataclasses
import errno
import json
import os
import pickle
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sheetsales.backends import disk as disk_settings
from sheetsales.backends.clicks.runs import last_run, run_record
from sheetsales.cells.plan_json import read_plan
from sheetsales.cli.main import main as sheetsales
from tests.crash.books import (
    FOLDER,
    NAME,
    OLDER,
    RECORD,
    applied,
    contents,
    lay_out,
    make_book,
    plan,
    set_cell,
)
from tests.crash.power import Disk, Tree
from tests.crash.recording import Change, Kind, Phase, Recorder, die

Item = TypeVar("Item")
Hook = Callable[[int, Phase, Kind, str], None]
FAULTS: dict[str, tuple[int, frozenset[str]]] = {
    "full": (errno.ENOSPC, frozenset(("create", "write", "mkdir", "rename"))),
    "forbidden": (errno.EACCES, frozenset(("create", "write", "mkdir", "rename", "unlink", "rmdir", "mode"))),
    "read-only": (errno.EROFS, frozenset(("create", "write", "truncate", "mkdir", "rename", "unlink", "rmdir", "mode"))),
    "broken": (errno.EIO, frozenset(("create", "write", "truncate", "sync", "rename", "unlink"))),
    "another device": (errno.EXDEV, frozenset(("rename",))),
}  # fmt: skip

OUTPUT = "copy.xlsx"
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - fsync costs nothing there


@dataclass
class Outcome:
    points: int = 0
    states: int = 0
    runs: int = 0
    wrong: list[str] = field(default_factory=list)


class Stage:
    """The workbook before and after the run that is disturbed, and a folder for every try."""

    def __init__(self, rows: int, folder: Path, older: Tree = OLDER, to_output: bool = False) -> None:
        self.folder = folder
        self.to_output = to_output
        self.older = older
        self.records = (
            {f"{RECORD}000019.json": run_record(read_plan(plan(set_cell("C9", 9))), ())} if older else {}
        )
        self.edits, self.next_edits = plan(set_cell("C3", 4711)), plan(set_cell("C4", "次 run"))
        self.plan, self.next_plan = folder / "plan.json", folder / "next.json"
        self.plan.write_bytes(self.edits)
        self.next_plan.write_bytes(self.next_edits)
        self.old = make_book(rows)
        self.new = applied(self.old, self.edits)
        self.later = {book: applied(book, self.next_edits) for book in (self.old, self.new)}

    def more(self, place: Path) -> list[str]:
        return ["-o", str(place / OUTPUT), "--force"] if self.to_output else []

    @contextmanager
    def copy(self, files: Tree | None = None) -> Iterator[Path]:
        place = Path(tempfile.mkdtemp(dir=self.folder))
        try:
            lay_out(place, {NAME: self.old, **self.older, **self.records} if files is None else files)
            yield place
        finally:
            shutil.rmtree(place)

    def recorded(self, hook: Hook, place: Path, log: Path | None = None) -> tuple[int, str]:
        """A run in a child of this process, every change it makes given to ``hook``; its exit code (negative where
        it was killed) and what it said."""
        said = self.folder / "said"
        child = os.fork()
        if child == 0:
            self._run_and_leave(hook, place, log, said)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), said.read_text("utf-8")

    def _run_and_leave(self, hook: Hook, place: Path, log: Path | None, said: Path) -> None:
        code = 70
        try:
            output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(output, 1)
            os.dup2(output, 2)
            disk_settings.PAUSES = (0.01,)
            recorder = Recorder(place, hook)
            recorder.install()
            try:
                sheetsales(["apply", str(self.plan), str(place / NAME), "--lang", "en", *self.more(place)])
            except SystemExit as end:
                code = int(end.code or 0)
            sys.stdout.flush()
            sys.stderr.flush()
            if log is not None:
                log.write_bytes(pickle.dumps(recorder.changes))
        finally:
            os._exit(code)

    def wrong_before(self, tree: Tree, outcome: Outcome, at: str, *, done: bool = False) -> bool:
        """Note what no disturbance may leave behind."""
        count = len(outcome.wrong)
        book = tree.get(NAME)
        if book not in (self.old, self.new):
            outcome.wrong.append(f"{at}: the workbook is neither the old nor the new one")
        if done and book != self.new:
            outcome.wrong.append(f"{at}: the run said it was done, and the new workbook is not there")
        backups = {n: d for n, d in tree.items() if n.startswith(f"{FOLDER}/") and n.endswith(".xlsx")}
        if book == self.new and self.old not in backups.values():
            outcome.wrong.append(f"{at}: the new workbook is there without a backup of the old one")
        if any(data != self.old and self.older.get(name) != data for name, data in backups.items()):
            outcome.wrong.append(f"{at}: a backup is not whole")
        if sum(name in backups for name in self.older) < len(self.older) - (book == self.new):
            outcome.wrong.append(f"{at}: an older backup went without a new one in its place")
        return len(outcome.wrong) > count

    def next_run(self, place: Path, outcome: Outcome, at: str) -> None:
        """Note where the next run does not work as if nothing had happened, or leaves something lying about."""
        outcome.runs += 1
        before = (place / NAME).read_bytes()
        self.undoable(place / NAME, before, outcome, at)
        code = quietly(["apply", str(self.next_plan), str(place / NAME)])
        tree = contents(place)
        if code != 0:
            outcome.wrong.append(f"{at}: the next run ended with {code}")
        elif tree[NAME] != self.later[before]:
            outcome.wrong.append(f"{at}: the next run made something else of the workbook")
        others = {n for n in tree if n != NAME and not (n.startswith(f"{FOLDER}/") and n.endswith(".xlsx"))}
        if len(others) != 1 or not all(name.startswith(RECORD) for name in others):
            outcome.wrong.append(f"{at}: the next run left {sorted(others)}")
        count, expected = len(tree) - len(others) - 1, 20 if self.older else 1 + (before == self.new)
        if count != expected or before not in tree.values():
            outcome.wrong.append(f"{at}: after the next run there are {count} backups")

    def undoable(self, book: Path, now: bytes, outcome: Outcome, at: str) -> None:
        """Note where undoing would take back another run than the last one that can be seen."""
        run = last_run(book)
        if now == self.old:
            kept = self.records.get(f"{RECORD}000019.json")
            if (run.record.read_bytes() if run else None) != kept:
                outcome.wrong.append(f"{at}: the run before it cannot be undone any more")
        elif run is None or run.before.read_bytes() != self.old or run.plan() != read_plan(self.edits):
            outcome.wrong.append(f"{at}: the run is done, and undoing would not take it back")


def quietly(arguments: list[str]) -> int:
    """The exit code of a run in this process."""
    kept = os.dup(1), os.dup(2)
    silent = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        sheetsales(arguments)
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        return int(end.code or 0)
    finally:
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
        for descriptor in (*kept, silent):
            os.close(descriptor)
    return 0


def thinned(items: Sequence[Item], most: int) -> list[Item]:
    """At most that many, spread evenly, first and last among them."""
    if len(items) <= most:
        return list(items)
    return [items[round(i * (len(items) - 1) / (most - 1))] for i in range(most)]


@dataclass(frozen=True)
class Rehearsal:
    """Every point of a run that nothing disturbs, the disk before it, and what it changed."""

    points: list[tuple[int, Phase, Kind, str]]
    disk: Disk
    changes: list[Change]


def rehearse(stage: Stage) -> Rehearsal:
    """Record an undisturbed run, and prove that nothing it did to the folder went past the recorder."""
    log, trace = stage.folder / "log", stage.folder / "trace"
    trace.write_text("")

    def hook(*point: object) -> None:
        with trace.open("a", encoding="utf-8") as out:
            out.write(json.dumps(point) + "\n")

    with stage.copy() as place:
        disk = Disk(place)
        replayed = copy.deepcopy(disk)
        code, said = stage.recorded(hook, place, log)
        assert code == 0, said
        changes: list[Change] = pickle.loads(log.read_bytes())  # noqa: S301 - written by our own child
        for change in changes:
            replayed.do(change)
        assert replayed.now() == contents(place), "a change to the folder went past the recorder"
        assert replayed.now()[OUTPUT if stage.to_output else NAME] == stage.new
    lines = trace.read_text("utf-8").splitlines()
    return Rehearsal([tuple(json.loads(line)) for line in lines], disk, changes)


def at_once(goal: tuple[int, Phase]) -> Hook:
    """Ends the run at one point."""

    def hook(number: int, phase: Phase, _: Kind, __: str) -> None:
        if (number, phase) == goal:
            die()

    return hook


def kill(stage: Stage, most: int) -> Outcome:
    """Every run killed at one point."""
    outcome = Outcome()
    for number, phase, kind, path in thinned(rehearse(stage).points, most):
        at = f"killed {phase} {kind} {number} of {path}"
        with stage.copy() as place:
            code, said = stage.recorded(at_once((number, phase)), place)
            if code != -signal.SIGKILL:
                outcome.wrong.append(f"{at}: ended with {code}: {said}")
                continue
            outcome.points += 1
            if not stage.wrong_before(contents(place), outcome, at):
                stage.next_run(place, outcome, at)
    return outcome


def output(stage: Stage, most: int) -> Outcome:
    """Every run that writes a new file killed at one point: the new file is whole or not there."""
    outcome = Outcome()
    whole = {NAME: stage.old, OUTPUT: stage.new}
    for number, phase, kind, path in thinned(rehearse(stage).points, most):
        at = f"killed {phase} {kind} {number} of {path}"
        with stage.copy() as place:
            code, _ = stage.recorded(at_once((number, phase)), place)
            outcome.points += code == -signal.SIGKILL
            tree = contents(place)
            if tree[NAME] != stage.old or tree.get(OUTPUT, stage.new) != stage.new:
                outcome.wrong.append(f"{at}: a workbook is not whole")
            outcome.runs += 1
            if (
                quietly(["apply", str(stage.plan), str(place / NAME), *stage.more(place)])
                or contents(place) != whole
            ):
                outcome.wrong.append(f"{at}: the next run did not work or left something")
    return outcome


def power(stage: Stage, most: int, checks: int) -> Outcome:
    """The power cut after each change: every state the disk may be in looked at, the next run tried on some."""
    outcome = Outcome()
    rehearsal = rehearse(stage)
    disk, changes = rehearsal.disk, rehearsal.changes
    cuts = set(thinned(range(len(changes) + 1), most))
    found: dict[object, tuple[str, Tree]] = {}
    for number in range(len(changes) + 1):
        if number:
            disk.do(changes[number - 1])
        if number not in cuts:
            continue
        outcome.points += 1
        for key, tree in disk.after_power_cut():
            at = f"power cut after {number} of {len(changes)} changes"
            if not stage.wrong_before(tree, outcome, at, done=number == len(changes)):
                found.setdefault(key, (at, tree))
    outcome.states = len(found)
    for at, tree in thinned(list(found.values()), checks):
        with stage.copy(tree) as place:
            stage.next_run(place, outcome, at)
    return outcome


def fault(stage: Stage, most: int) -> Outcome:
    """Every change refused by the system: once, and from there on."""
    outcome = Outcome()
    rehearsal = rehearse(stage)
    begun = [(number, kind, path) for number, phase, kind, path in rehearsal.points if phase != "after"]
    tries = [
        (number, kind, path, name, lasting)
        for number, kind, path in dict.fromkeys(begun)
        for name, (_, kinds) in FAULTS.items()
        for lasting in (False, True)
        if kind in kinds
    ]
    for number, kind, path, name, lasting in thinned(tries, most):
        at = f"{name}{' for good' if lasting else ''} at {kind} {number} of {path}"
        code, kinds = FAULTS[name]

        def hook(
            now: int, when: Phase, what: Kind, _: str,
            number: int = number, lasting: bool = lasting, code: int = code, kinds: frozenset[str] = kinds,
        ) -> None:  # fmt: skip
            due = now >= number if lasting else now == number
            if due and what in kinds and when == ("half" if what == "write" else "before"):
                raise OSError(code, os.strerror(code))

        with stage.copy() as place:
            ended, said = stage.recorded(hook, place)
            outcome.points += 1
            tree = contents(place)
            if ended not in (0, 2) or "Traceback" in said or not said.strip():
                outcome.wrong.append(f"{at}: ended with {ended}: {said}")
            elif (tree[NAME] == stage.new) != (ended == 0):
                outcome.wrong.append(f"{at}: ended with {ended}, and the workbook is not as that says")
            elif ended == 2 and not lasting and tree != {NAME: stage.old, **stage.older, **stage.records}:
                outcome.wrong.append(f"{at}: left {sorted(set(tree) - set(stage.older))}")
            elif not stage.wrong_before(tree, outcome, at):
                stage.next_run(place, outcome, at)
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("kill", "output", "power", "fault"))
    parser.add_argument("--rows", type=int, default=10)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--checks", type=int, default=1_000_000)
    parser.add_argument(
        "--first", action="store_true", help="the first save ever: no backups, no folder for them"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sheetsales-crash-", dir=IN_MEMORY) as folder:
        to_output = options.what == "output"
        older = {} if options.first or to_output else OLDER
        stage = Stage(options.rows, Path(folder).resolve(), older, to_output)
        if options.what == "kill":
            outcome = kill(stage, options.most)
        elif to_output:
            outcome = output(stage, options.most)
        elif options.what == "power":
            outcome = power(stage, options.most, options.checks)
        else:
            outcome = fault(stage, options.most)
    print(json.dumps(dataclasses.asdict(outcome), ensure_ascii=False))
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
