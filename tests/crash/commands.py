"""Commands killed at any moment, under other masks, in other time zones, with clocks set back and links planted.

    python -m tests.crash.commands [--kills 300] [--rivals 20] [--deals 40] [--copies]

Prints one JSON document: how many were killed before they came to their end, what was wrong, lost or blocked.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import os
import random
import signal
import stat
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sheetsales.backends import saving
from sheetsales.backends.backups import list_backups
from sheetsales.backends.clicks.runs import last_run
from sheetsales.backends.locks import FOLDER
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.errors import SheetsalesError
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.opening import open_book
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split
from sheetsales.workflow.writing import write_plan
from tests.crash.books import plan
from tests.crash.rivals import Rivalry, rival_round
from tests.crash.runner import IN_MEMORY, quietly

TODAY = dt.date(2026, 11, 2)
DAY = ("--today", TODAY.isoformat())
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "BOOK", *DAY),
    ("check", "--fix", "BOOK", *DAY),
    ("run", "BOOK", *DAY, "--force"),
    ("report", "BOOK", *DAY, "--force"),
    ("remind", "BOOK", *DAY, "--out", "OUT", "--force"),
    ("allocate", "BOOK", *DAY, "--rebalance"),
    ("tasks", "add", "BOOK", *DAY),
    ("handover", "BOOK", "S01", *DAY),
    ("apply", "PLAN", "BOOK"),
    ("undo", "BOOK"),
)
OF_COPIES: tuple[tuple[str, ...], ...] = (
    ("split", "BOOK", *DAY, "-o", "COPIES", "--only", "S01,S03", "--force"),
    ("collect", "BOOK", "COPIES", *DAY),
    ("sync", "BOOK", "COPIES", *DAY),
    ("newyear", "BOOK", "--year", "2026", *DAY, "-o", "NEW", "--force"),
)
_WITH_COPIES = ("collect", "sync")
"""These need copies that somebody worked on, anew before every run."""
_MAY_BE_DONE = ("undo", "handover")
"""Nothing is left to do for these where the kill came too late: that is exit code 2."""
MASKS, ZONES = (0o002, 0o077, 0o022), ("Asia/Tokyo", "Europe/London", "America/Los_Angeles")
_LEFT = (".tmp", ".part", ".lock", ".owner")
_LONGEST = 60.0


@dataclass
class Killed:
    runs: int = 0
    killed: int = 0
    lost: int = 0
    blocked: int = 0
    wrong: list[str] = field(default_factory=list)


class Ground:
    """A folder with a workbook, what a team may have around it, and a file that nobody may touch."""

    def __init__(self, folder: Path, book: bytes) -> None:
        self.folder = folder
        self.book = folder / "team" / "销售 book.xlsx"
        self.victim = folder / "victim"
        self.copies = folder / "copies"
        self.handed_in: dict[str, str] = {}
        self.book.parent.mkdir()
        self.book.write_bytes(book)
        self.book.chmod(0o664)
        self.victim.write_bytes(b"precious")
        (folder / "plan.json").write_bytes(
            plan({"op": "set_cell", "at": "Settings!J1", "value": "by a plan"})
        )

    def words(self, command: Sequence[str]) -> list[str]:
        named = {
            "BOOK": str(self.book),
            "OUT": str(self.folder / "out"),
            "PLAN": str(self.folder / "plan.json"),
            "COPIES": str(self.copies),
            "NEW": str(self.folder / "new.xlsx"),
        }
        return [named.get(word, word) for word in command]

    def hand_in(self, chance: random.Random) -> None:
        """Copies issued anew, in each of which a deal has another next step."""
        for portion in split(
            self.book, self.copies, Asked(only=("S01", "S03"), force=True), today=TODAY
        ).portions:
            table = open_book(portion.place, today=TODAY).book.table("pipeline")
            at = table.cell(0, "next_step") if len(table) else None
            if at is not None:
                self.handed_in[table.id(0)] = f"step {chance.random()}"
                write_plan(portion.place, EditPlan((SetCell(at, self.handed_in[table.id(0)]),)))

    def not_in(self) -> list[str]:
        """The deals in which the workbook does not say what was handed in last."""
        table = open_book(self.book, today=TODAY).book.table("pipeline")
        said = table.get("next_step")
        return [key for key, step in self.handed_in.items() if said[table.by_id[key]] != step]

    def plant(self, chance: random.Random) -> None:
        """Links to the victim where our own files go."""
        place = self.book.parent / FOLDER
        place.mkdir(exist_ok=True)
        serial = max((b.serial for b in list_backups(self.book)), default=0) + 1
        names = (
            f"{self.book.name}.lock",
            f"{self.book.name}.owner",
            f"{self.book.stem}~{serial:06d}~20260101-000000Z.xlsx",
            f"{self.book.stem}~xlsx~run-{serial:06d}.json.part",
        )
        link = place / chance.choice(names)
        if not os.path.lexists(link):
            link.symlink_to(self.victim)

    def left(self) -> list[str]:
        """What a run that came to its end may not leave, planted links aside."""
        return [p.name for p in self.book.parent.rglob("*") if p.name.endswith(_LEFT) and not p.is_symlink()]


@dataclass(frozen=True)
class _Earlier:
    """The ``datetime`` module with a clock that was set back by so many days."""

    days: int
    UTC = dt.UTC

    @property
    def datetime(self) -> _Earlier:
        return self

    def now(self, zone: dt.tzinfo) -> dt.datetime:
        return dt.datetime.now(zone) - dt.timedelta(days=self.days)


def _run(words: list[str], mask: int, zone: str, back: int) -> int:
    """The command in a child of this process; its process id."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        os.umask(mask)
        os.environ["TZ"] = zone
        time.tzset()

        setattr(saving, "dt", _Earlier(back))  # noqa: B010 - this child's clock is set back
        code = quietly(words)
    finally:
        os._exit(code)


def trial(ground: Ground, command: Sequence[str], chance: random.Random, found: Killed) -> None:
    """One command killed on its way, and the same once more to its end."""
    words, at = ground.words(command), " ".join(command[:2])
    if command[0] in _WITH_COPIES:
        ground.hand_in(chance)
    ground.plant(chance)
    before = ground.book.read_bytes()
    child = _run(words, chance.choice(MASKS), chance.choice(ZONES), chance.choice((0, 0, 400, 5000)))
    time.sleep(chance.random() ** 2 * 1.5)
    os.kill(child, signal.SIGKILL)
    found.killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    found.runs += 1
    _look(ground, before, at, found)
    code = _ended(_run(words, chance.choice(MASKS), chance.choice(ZONES), chance.choice((0, 400))))
    if code not in (0, 1) and not (code == 2 and command[0] in _MAY_BE_DONE):
        found.blocked += 1
        found.wrong.append(f"{at}: the next run ended with {code}")
    if left := ground.left():
        found.wrong.append(f"{at}: the next run left {left}")
    _look(ground, None, at, found)
    if command[0] in _WITH_COPIES and (lacking := ground.not_in()):
        found.lost += len(lacking)
        found.wrong.append(f"{at}: what was handed in is not there: {lacking}")


def _ended(child: int) -> int:
    deadline = time.monotonic() + _LONGEST
    while time.monotonic() < deadline:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 99


def _look(ground: Ground, before: bytes | None, at: str, found: Killed) -> None:
    """Note what no kill may leave behind."""
    try:
        read_workbook(ground.book)
    except SheetsalesError as fault:
        found.wrong.append(f"{at}: the workbook cannot be read: {fault}")
    backups = list_backups(ground.book)
    if (
        before is not None
        and ground.book.read_bytes() != before
        and before not in {b.path.read_bytes() for b in backups}
    ):
        found.lost += 1
        found.wrong.append(f"{at}: the workbook changed and there is no backup of what it was")
    run = last_run(ground.book)
    if run is not None and run.before.read_bytes() == ground.book.read_bytes():
        found.wrong.append(f"{at}: a run that cannot be seen counts as done")
    if ground.victim.read_bytes() != b"precious" or stat.S_IMODE(ground.victim.stat().st_mode) & 0o022:
        found.wrong.append(f"{at}: a planted link was followed")
    modes = {stat.S_IMODE(b.path.stat().st_mode) for b in backups}
    if modes - {0o664}:
        found.wrong.append(f"{at}: backups that colleagues cannot read: {sorted(map(oct, modes))}")


def sample(deals: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        story = tell_story("en", "b2b", today=TODAY, opportunities=deals, seed=3)
        make_workbook(path, lang="en", process="b2b", today=TODAY, story=story)
        return path.read_bytes()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--rivals", type=int, default=20)
    parser.add_argument("--deals", type=int, default=40)
    parser.add_argument(
        "--copies", action="store_true", help="the commands of copies and years in their place"
    )
    options = parser.parse_args()
    chance, found, rivals = random.Random(11), Killed(), Rivalry()
    book = sample(options.deals)
    commands = OF_COPIES if options.copies else COMMANDS
    each = max(1, options.kills // len(commands))
    for command in commands:
        with tempfile.TemporaryDirectory(prefix="sheetsales-killed-", dir=IN_MEMORY) as folder:
            ground = Ground(Path(folder).resolve(), book)
            _ended(_run(ground.words(("check", "BOOK", *DAY)), 0o022, ZONES[0], 0))
            for _ in range(each):
                trial(ground, command, chance, found)
    if options.rivals:
        with tempfile.TemporaryDirectory(prefix="sheetsales-rivals-", dir=IN_MEMORY) as folder:
            rival_round(Path(folder), 10, options.rivals, 0, chance, rivals)
    document = dataclasses.asdict(found)
    document["rivals"] = dataclasses.asdict(rivals)
    print(json.dumps(document, ensure_ascii=False))
    return (
        1
        if found.wrong or found.lost or found.blocked or rivals.lost or rivals.wrong or rivals.refused
        else 0
    )


if __name__ == "__main__":
    raise SystemExit(main())
