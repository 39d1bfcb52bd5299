"""Which faults would the tests not notice? One small fault after another is planted, and the tests that reach it are run.

    python -m benchmarks.mutants sample OUT.jsonl --coverage .coverage [--count 1500] [--seed 1] [--until HH:MM]
    python -m benchmarks.mutants page OUT.jsonl docs/design/mutants.md

First the tests are run once with their contexts: ``pytest --cov=sheetsales --cov-context=test --cov-report=``. Each fault
then meets the tests that cover its line, the quick ones first, in a process of its own that is forked from one that
has imported everything. What survives there is tried again in a new process, so that faults in what runs at import count as
well. ``OUT.jsonl`` is added to, so a run can be stopped and taken up again.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import gc
import importlib
import importlib.machinery
import json
import os
import random
import signal
import subprocess
import sys
import types
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.mutant_kinds import Mutant, mutants, planted

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("cells", "formula", "process", "rules", "allocation", "backends/placing")
PATIENCE, TESTS, MOST_TESTS = 60, 40, 120
"""Seconds that the tests of one fault may take, how many of them are run, and how many before it has survived."""
KILLED, SURVIVED, UNREACHED = "killed", "survived", "not reached"


def main() -> None:
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    jobs = reader.add_subparsers(dest="job", required=True)
    sample = jobs.add_parser("sample")
    sample.add_argument("out", type=Path)
    sample.add_argument("--coverage", type=Path, default=ROOT / ".coverage")
    sample.add_argument("--count", type=int, default=1_500)
    sample.add_argument("--seed", type=int, default=1)
    sample.add_argument("--until", help="no further one is begun after this time of day, UTC")
    page = jobs.add_parser("page")
    page.add_argument("out", type=Path)
    page.add_argument("page", type=Path)
    one = jobs.add_parser("one")
    one.add_argument("path")
    one.add_argument("number", type=int)
    one.add_argument("tests", nargs="+")
    asked = reader.parse_args()
    if asked.job == "page":
        from benchmarks.mutant_page import write_page

        write_page(asked.out, asked.page)
    elif asked.job == "one":
        sys.exit(_one(asked.path, asked.number, asked.tests))
    else:
        _sample(asked)


def _sample(asked: argparse.Namespace) -> None:
    known = {json.loads(line)["key"] for line in _lines(asked.out)}
    chosen = choose(asked.count, asked.seed)
    reach = Reach(asked.coverage)
    nursery = Nursery()
    for mutant in chosen:
        if asked.until and f"{dt.datetime.now(dt.UTC):%H:%M}" >= asked.until:
            break
        if mutant.key in known:
            continue
        tests, is_import = reach.tests(mutant)
        result = judge(mutant, tests, None if is_import else nursery)
        with asked.out.open("a", encoding="utf-8") as out:
            told = {"key": mutant.key, "what": mutant.what, "result": result}
            out.write(json.dumps(told, ensure_ascii=False) + "\n")


def choose(count: int, seed: int) -> list[Mutant]:
    """So many faults, from all files alike; the same for the same seed."""
    everything = [
        m
        for place in PLACES
        for path in sorted((ROOT / "sheetsales" / place).rglob("*.py"))
        for m in mutants(path, ROOT)
    ]
    return random.Random(seed).sample(everything, min(count, len(everything)))


def judge(mutant: Mutant, tests: Sequence[str], nursery: Nursery | None) -> str:
    if not tests:
        return UNREACHED
    if nursery is not None and not nursery.survives(mutant, tests[:TESTS]):
        return KILLED
    command = [sys.executable, "-m", "benchmarks.mutants", "one", mutant.path, str(mutant.number), *tests]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=3 * PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return SURVIVED  # nothing was noticed for that long; what runs for ever is killed by its first tests
    return SURVIVED if run.returncode == 0 else KILLED


class Reach:
    """Which tests reach which line."""

    def __init__(self, coverage: Path) -> None:
        from coverage import CoverageData

        data = CoverageData(str(coverage))
        data.read()
        self._lines: dict[str, dict[int, list[str]]] = {}
        self._reach: Counter[str] = Counter()
        for name in data.measured_files():
            at = name.find("sheetsales/")
            self._lines[name[at:]] = lines = data.contexts_by_lineno(name)
            for contexts in lines.values():
                self._reach.update(context.partition("|")[0] for context in contexts)

    def tests(self, mutant: Mutant) -> tuple[list[str], bool]:
        """Those that reach the least else come first: they are quick, and made for it.

        What runs at import belongs to no test; it is tried with those that reach anything in its file, and that is said.
        """
        lines = self._lines.get(mutant.path, {})
        names = _names(lines.get(mutant.line, []))
        is_import = not names and "" in lines.get(mutant.line, [])
        if is_import:
            names = {name for contexts in lines.values() for name in _names(contexts)}
        return sorted(names, key=lambda name: (self._reach[name], name))[:MOST_TESTS], is_import


def _names(contexts: Sequence[str]) -> set[str]:
    return {context.partition("|")[0] for context in contexts if context}


class Nursery:
    """A process that has everything imported; each fault gets a copy of it."""

    def __init__(self) -> None:
        for place in ("tests", "sheetsales"):
            for path in (ROOT / place).rglob("*.py"):
                if place == "sheetsales" and "__main__" not in path.name:
                    with contextlib.suppress(ImportError, OSError):
                        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        import hypothesis  # noqa: F401 - imported once, for all copies
        import pytest  # noqa: F401

        self._functions: dict[tuple[str, str, int], list[types.FunctionType]] = defaultdict(list)
        for found in gc.get_objects():
            if isinstance(found, types.FunctionType):
                code = found.__code__
                key = (code.co_filename, code.co_qualname, code.co_firstlineno)
                self._functions[key].append(found)
        gc.freeze()

    def survives(self, mutant: Mutant, tests: Sequence[str]) -> bool:
        child = os.fork()
        if not child:
            status = 1
            try:
                signal.alarm(PATIENCE)
                self._plant(mutant)
                status = _run(tests)
            finally:
                os._exit(status)
        return os.waitpid(child, 0)[1] == 0

    def _plant(self, mutant: Mutant) -> None:
        path = ROOT / mutant.path
        made = compile(planted(path.read_text("utf-8"), mutant.number), str(path), "exec")
        for code in _codes(made):
            key = (code.co_filename, code.co_qualname, code.co_firstlineno)
            for function in self._functions.get(key, ()):
                if len(function.__code__.co_freevars) == len(code.co_freevars):
                    function.__code__ = code


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield inner
            yield from _codes(inner)


def _one(path: str, number: int, tests: Sequence[str]) -> int:
    """Run tests in this process, with the fault in the file from its first import on."""
    wanted = str(ROOT / path)
    original = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: importlib.machinery.SourceFileLoader, fullname: str) -> types.CodeType | None:
        if self.path == wanted:
            return compile(planted(Path(wanted).read_text("utf-8"), number), wanted, "exec")
        return original(self, fullname)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]
    return _run(tests)


def _run(tests: Sequence[str]) -> int:
    import pytest

    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        options = ["-x", "-q", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header"]
        return int(pytest.main([*options, *tests]))


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


if __name__ == "__main__":
    main()
