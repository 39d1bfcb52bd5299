"""Workbooks made elsewhere, with mistakes planted at known cells: adopted, checked, and every finding held against them.

    python -m benchmarks.planted [--sizes 300,3000] [--seeds 7,8]

The maker stands in ``../shared/tools`` beside the checkout; where it is absent there is nothing to do. A kind is found
where its rule names the planted cell, and nothing else of that rule and column may be found. Exits 1 otherwise.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import AddSheet, EditPlan
from sheetsales.workflow.writing import write_plan

MAKER = Path(__file__).resolve().parents[2] / "shared" / "tools" / "make_big.py"
TODAY = "2025-06-30"
SHEET = "商机"
ANSWERS = """
[values."pipeline.stage"]
"方案 Proposal" = "quote"
"确认 Qualified" = "identify"
"Proposl" = "-"
"TBD" = "-"
"成交" = "-"
[values."pipeline.currency"]
"RMB" = "-"
[values."activities.kind"]
"报价" = "-"
"""
"""What adopting asks: a next step is asked for from the proposal on, so what comes before counts as prospecting."""
SETTINGS = AddSheet("参数", ("名称", "值"), (("币种", "CNY"), ("汇率表", "USD=7.10,EUR=7.80")), "tblSettings")
RULES = AddSheet(
    "规则",
    ("编号", "名称", "启用", "严重程度", "数据表", "条件"),
    (("T01", "最近跟进在将来", "是", "错误", "商机", "[@最近跟进]>TODAY()"),),
    "tblRules",
)
"""The maker's own column for the last contact, checked by a rule of the team's own."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How the maker's kind shows: the codes of ours that name it, and the sheet column it is planted in."""

    codes: tuple[str, ...]
    column: str


KINDS: Mapping[str, Kind] = {
    "unknown_owner": Kind(("SS218",), "J"),
    "close_before_created": Kind(("SS202",), "O"),
    "unknown_stage": Kind(("SS032",), "E"),
    "negative_amount": Kind(("SS217",), "F"),
    "duplicate_key": Kind(("SS027",), "A"),
    "required_by_stage": Kind(("SS301",), "Q"),
    "text_date": Kind(("SS020",), "N"),
    "text_amount": Kind(("SS015",), "F"),
    "unknown_customer": Kind(("SS032",), "B"),
    "bad_currency": Kind(("SS030", "SS214", "SS219"), "G"),
    "probability_range": Kind(("SS017",), "H"),
    "future_activity": Kind(("T01",), "P"),
}


@dataclass(frozen=True)
class Result:
    """The cells of one kind: planted, and found by its codes."""

    kind: str
    planted: frozenset[str]
    found: frozenset[str]

    @property
    def missed(self) -> list[str]:
        return sorted(self.planted - self.found)

    @property
    def extra(self) -> list[str]:
        return sorted(self.found - self.planted)


def made(folder: Path, size: int, seed: int) -> tuple[Path, Mapping[int, str]]:
    """A workbook of that many deals, and what is planted by the deal's place."""
    book, planted = folder / f"big-{size}-{seed}.xlsx", folder / f"big-{size}-{seed}.json"
    command = [sys.executable, str(MAKER), str(book), "--opportunities", str(size), "--seed", str(seed)]
    subprocess.run([*command, "--planted", str(planted)], check=True)
    return book, {int(row): kind for row, kind in json.loads(planted.read_text("utf-8")).items()}


def adopted(book: Path) -> None:
    """The workbook adopted with the answers, and with a Settings and a Rules sheet as a team would add them."""
    answers = book.with_suffix(".toml")
    answers.write_text(ANSWERS, encoding="utf-8")
    _sheetsales("adopt", str(book), "--map", str(answers))
    write_plan(book, EditPlan((SETTINGS, RULES)))


def checked(book: Path) -> Mapping[tuple[str, str], frozenset[str]]:
    """The cells of the deals' sheet that findings name, by code and sheet column."""
    out = _sheetsales("check", str(book), "--level", "standard", "--today", TODAY, "--dry-run", "--json")
    cells: dict[tuple[str, str], set[str]] = {}
    for finding in json.loads(out)["findings"]:
        if finding["sheet"] == SHEET and finding["cell"]:
            cells.setdefault((finding["code"], finding["cell"].rstrip("0123456789")), set()).add(
                finding["cell"]
            )
    return {key: frozenset(found) for key, found in cells.items()}


def _sheetsales(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "sheetsales", *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr or done.stdout)
    return done.stdout


def understood(book: Path, planted: Mapping[int, str]) -> Mapping[str, frozenset[str]]:
    """Planted cells, by kind, in which nothing is wrong: lower case in a currency code is read without doubt, and an
    id copied from a row whose own id was replaced stands there only once."""
    grid = read_workbook(book).grid(SHEET)
    assert grid is not None
    ids = [str(value) for value in grid.columns[0][1:]]
    times = Counter(ids)
    fine: dict[str, set[str]] = {}
    for row, kind in planted.items():
        if kind == "bad_currency" and grid.columns[6][row + 1] == "usd":
            fine.setdefault(kind, set()).add(f"G{row + 2}")
        if kind == "duplicate_key" and times[ids[row]] == 1:
            fine.setdefault(kind, set()).add(f"A{row + 2}")
    return {kind: frozenset(cells) for kind, cells in fine.items()}


def results(size: int, seed: int, folder: Path) -> list[Result]:
    book, planted = made(folder, size, seed)
    fine = understood(book, planted)
    adopted(book)
    found = checked(book)
    return [
        Result(
            name,
            frozenset(f"{kind.column}{row + 2}" for row, what in planted.items() if what == name)
            - fine.get(name, frozenset()),
            frozenset(cell for code in kind.codes for cell in found.get((code, kind.column), ())),
        )
        for name, kind in KINDS.items()
    ]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="300,3000")
    parser.add_argument("--seeds", default="7,8")
    options = parser.parse_args()
    if not MAKER.exists():
        print(f"{MAKER} is not there; nothing to do")
        return 0
    wrong = 0
    with tempfile.TemporaryDirectory() as temporary:
        for size in map(int, options.sizes.split(",")):
            for seed in map(int, options.seeds.split(",")):
                print(
                    f"\n{size:,} deals, seed {seed}\n{'kind':24}{'planted':>8}{'found':>8}{'missed':>8}{'extra':>8}"
                )
                for result in results(size, seed, Path(temporary)):
                    told = (
                        len(result.planted),
                        len(result.planted & result.found),
                        len(result.missed),
                        len(result.extra),
                    )
                    print(
                        f"{result.kind:24}" + "".join(f"{n:8,}" for n in told),
                        *result.missed[:5],
                        *result.extra[:5],
                    )
                    wrong += bool(result.missed or result.extra)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
