"""Fuzz what opens workbooks, guided by coverage: ``python -m benchmarks.fuzz --seconds 600``.

Needs ``pip install atheris``; without it nothing is done, and said so. Every kind of find is kept as a file, with
the command that replays it. Ends with 1 where anything but our own errors escaped, or time or memory ran out.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import lzma
import os
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

TARGETS = ("both", "reader", "engine")
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "good"
_LARGEST = 1 << 20
_LARGEST_UNPACKED = 4 << 20
"""Of what is made larger still: stretches repeated again and again would fill the memory, and not with our doing."""
_LARGEST_SEED = 60_000
_MOST_SEEDS = 60
_SECONDS_EACH = 180
"""By the clock, for what hangs; processor time is bounded for each file where it is tried, whoever else is at work."""
_MEMORY_MB = 1024
_LEAST_LEFT = 5
_NO_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ValueError,
    OSError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    KeyError,
)


def main() -> int:
    options = _options()
    if options.replay:
        return _replay(options.replay)
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed, nothing was fuzzed: pip install atheris")
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    if options.worker:
        _work(options)
        return 0
    return _lead(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fuzz the reader and the engine with broken workbooks.")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--target", choices=TARGETS, default="both")
    parser.add_argument("--out", type=Path, default=Path("fuzz-finds"), help="folder for what was found")
    parser.add_argument("--replay", type=Path, help="try one file and show what happens")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _replay(path: Path) -> int:
    from tests.hostile.attempt import attempt

    with tempfile.TemporaryDirectory() as folder:
        print(attempt(path.read_bytes(), Path(folder)))
    return 0


def _lead(options: argparse.Namespace) -> int:
    """Run workers, a new one where one hung or ran out of memory, until the time is over."""
    end, number, broken = time.monotonic() + options.seconds, 0, 0
    with tempfile.TemporaryDirectory() as corpus:
        _write_seeds(Path(corpus))
        while (left := int(end - time.monotonic())) >= _LEAST_LEFT:
            number += 1
            command = [sys.executable, "-m", "benchmarks.fuzz", "--worker", corpus, "--seconds", str(left)]
            command += [
                "--target",
                options.target,
                "--out",
                str(options.out),
                "--seed",
                str(options.seed + number),
            ]
            broken += subprocess.run(command, check=False).returncode != 0
            if broken > len(_finds(options.out)) + 3:
                print("workers end at once; see above")
                return 1
    finds = _finds(options.out)
    for path in finds:
        print(f"{path.name}: python -m benchmarks.fuzz --replay {path}")
    print(f"{options.seconds} s, {len(finds)} kinds of finds in {options.out}")
    return 1 if finds else 0


def _finds(out: Path) -> list[Path]:
    return sorted(path for path in out.iterdir() if path.suffix != ".txt")


def _write_seeds(folder: Path) -> None:
    from tests.hostile.seed import packed, plain, rich

    seeds = [packed(plain()), packed(rich())]
    files = sorted(CORPUS.rglob("*.xls[xm]")) if CORPUS.is_dir() else []
    small = [path for path in files if path.stat().st_size <= _LARGEST_SEED]
    seeds += [path.read_bytes() for path in small[:_MOST_SEEDS]]
    for number, data in enumerate(seeds):
        (folder / f"seed{number}.xlsx").write_bytes(data)


def _work(options: argparse.Namespace) -> None:
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["sheetsales"]):
        target = _target(options.target)
    folder = Path(tempfile.mkdtemp(prefix="sheetsales-fuzz-"))

    def try_one(data: bytes) -> None:
        try:
            target(data, folder)
        except Exception as error:  # noqa: BLE001 - whatever escapes is what we look for
            _keep(options.out, data, error)

    def mutate(data: bytes, largest: int, seed: int) -> bytes:
        changed = mutated(data, Random(seed), lambda part: bytes(atheris.Mutate(part, len(part) + 64)))
        return changed if len(changed) <= largest else data[:largest]

    arguments = [
        sys.argv[0],
        f"-max_total_time={options.seconds}",
        f"-max_len={_LARGEST}",
        f"-seed={options.seed}",
    ]
    arguments += [
        f"-timeout={_SECONDS_EACH}",
        f"-report_slow_units={_SECONDS_EACH}",
        f"-rss_limit_mb={_MEMORY_MB}",
        "-print_final_stats=1",
        "-verbosity=0",
    ]
    arguments += [f"-artifact_prefix={options.out}{os.sep}", str(options.worker)]
    atheris.Setup(arguments, try_one, custom_mutator=mutate)
    atheris.Fuzz()


def _target(name: str) -> Callable[[bytes, Path], object]:
    from tests.hostile.attempt import attempt, read_only, write_only

    targets: dict[str, Callable[[bytes, Path], object]]
    targets = {"both": attempt, "reader": read_only, "engine": write_only}
    return targets[name]


def mutated(data: bytes, rng: Random, any_bytes: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one member, its zip or, now and then, any of its bytes changed."""
    from tests.hostile.mutate import bytes_changed, hostile_parts, hostile_zip
    from tests.hostile.seed import packed, unpacked

    try:
        parts = unpacked(data)
    except _NO_ZIP:
        parts = {}
    if not parts:
        return any_bytes(data)
    chance = rng.random()
    if chance < 0.05:
        return bytes_changed(rng, data)
    if chance < 0.15:
        return hostile_zip(rng, parts)
    name = rng.choice(sorted(parts))
    if chance < 0.35:
        return packed({**parts, name: any_bytes(parts[name])})
    if sum(map(len, parts.values())) > _LARGEST_UNPACKED:
        return packed({**parts, name: parts[name][: len(parts[name]) // 2]})
    return packed(hostile_parts(rng, parts, name))


def _keep(out: Path, data: bytes, error: Exception) -> None:
    """One file for each place an error comes from: the smallest."""
    trace = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in trace if "sheetsales" in frame.filename or "attempt" in frame.filename]
    frame = (ours or trace)[-1]
    path = out / f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.name}.xlsx"
    if not path.exists() or path.stat().st_size > len(data):
        path.write_bytes(data)
        path.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        print(
            f"found: {type(error).__name__} in {frame.name}: python -m benchmarks.fuzz --replay {path}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
