"""Duplicates among customer names: recall, precision and time against comparing all pairs, and against blocks.

    python -m benchmarks.duplicates [--sizes 10000,100000] [--slice 2000] [--gate]

Names are made up in both languages. Three in a hundred are an earlier name as a careless colleague would type it: a letter
left out, doubled, swapped or mistyped, the legal form dropped, words in another order, full width. Named peers in the same
run: difflib's ratio over all pairs of a slice (rapidfuzz where it is installed), and the same within blocks of equal first
three letters. CPU seconds; ``--gate`` exits 1 where a bound is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from sheetsales.book.table import BookTable
from sheetsales.process.duplicates import duplicates
from sheetsales.schema.binding import BoundColumn, BoundTable
from sheetsales.schema.workbook import RECORDS

LEAST = 0.85
LEAST_RECALL = 0.9
MOST_CPU = {100_000: 3.0}
SHARE = 0.03

_ZH_PLACES = ("宁波", "上海市", "苏州", "广州", "青岛", "成都", "武汉", "")
_ZH_BRANDS = "甬润沪翎粤沁绍锦苏芯津砺济泺川椒穗骐莞晶冀磊萧绡渝锐皖徽闽赣滇桂琼豫晋秦陇甘"
_ZH_LINES = (
    "机械",
    "精密模具",
    "汽车零部件",
    "食品",
    "印染",
    "微电子",
    "建材",
    "化工新材料",
    "数控设备",
    "包装",
)
_ZH_FORMS = ("有限公司", "有限责任公司", "股份有限公司", "厂")
_EN_STARTS = (
    "Nor", "Lark", "Wal", "Tor", "Cal", "Marsh", "Penn", "Avon", "Chew", "Bir", "Hazel", "Oak", "Stan", "Thorn", "Wick",
    "Brad", "Fen", "Glen", "Hal", "Sel", "Ash", "Elm", "Raven", "Stoke", "Mill", "Kirk", "Ald", "Beck", "Rock", "Old",
)  # fmt: skip
_EN_ENDS = (
    "bury",
    "hill",
    "brook",
    "ford",
    "den",
    "leigh",
    "field",
    "well",
    "worth",
    "combe",
    "dale",
    "by",
    "ton",
    "wick",
    "more",
    "ley",
)
_EN_LINES = (
    "Machinery",
    "Foods",
    "Automotive",
    "Circuits",
    "Dyers",
    "Drinks",
    "Components",
    "Fibres",
    "Building Products",
    "Machine Tools",
)
_EN_FORMS = ("Ltd", "Limited", "plc", "LLP", "Group Ltd")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def company(dice: random.Random) -> str:
    """One company's name, every second in Chinese."""
    if dice.random() < 0.5:
        brand = "".join(dice.choices(_ZH_BRANDS, k=dice.choice((2, 3, 3))))
        return dice.choice(_ZH_PLACES) + brand + dice.choice(_ZH_LINES) + dice.choice(_ZH_FORMS)
    words = [
        dice.choice(_EN_STARTS) + dice.choice(_EN_ENDS),
        dice.choice(_EN_STARTS).title() + dice.choice(_EN_ENDS),
    ]
    return " ".join([*words, dice.choice(_EN_LINES), dice.choice(_EN_FORMS)])


def disturbed(dice: random.Random, name: str) -> tuple[str, str]:
    """The kind of slip, and the name with it."""
    latin = name.isascii()
    at = dice.randrange(1, len(name) - 1)
    kind = dice.choice(
        (
            "left out",
            "doubled",
            "swapped",
            "form",
            "width",
            "mistyped" if latin else "left out",
            "words" if latin else "place",
        )
    )
    if kind == "left out":
        return kind, name[:at] + name[at + 1 :]
    if kind == "doubled":
        return kind, name[:at] + name[at] + name[at:]
    if kind == "swapped":
        return kind, name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
    if kind == "mistyped":
        return kind, name[:at] + dice.choice("aeinorst") + name[at + 1 :]
    if kind == "form":
        return kind, name.rsplit(" ", 1)[0] if latin else name.removesuffix("有限公司").removesuffix(
            "有限责任公司"
        )
    if kind == "width":
        return kind, name.translate(_WIDE) if latin else f" {name[:2]} {name[2:]}　"
    if kind == "words":
        first, second, *rest = name.split(" ")
        return kind, " ".join([second, first, *rest])
    place = next((p for p in _ZH_PLACES if p and name.startswith(p)), "")
    return kind, f"{name.removeprefix(place)}（{place}）" if place else f"宁波{name}"


def names(count: int, seed: int = 7) -> tuple[list[str], dict[int, tuple[int, str]]]:
    """The names, and of each disturbed one the row it was made from and the kind of slip."""
    dice = random.Random(seed)  # made-up names
    found: list[str] = []
    truth: dict[int, tuple[int, str]] = {}
    for row in range(count):
        if found and dice.random() < SHARE:
            origin = dice.randrange(len(found))
            kind, name = disturbed(dice, found[origin])
            truth[row] = (origin, kind)
            found.append(name)
        else:
            found.append(company(dice))
    return found, truth


def customers(found: Sequence[str]) -> BookTable:
    """A Customers table of these names."""
    record = RECORDS["customers"]
    keys = ("id", "name")
    bound = tuple(BoundColumn(record.by_key[key], n, key) for n, key in enumerate(keys, start=1))
    columns = {"id": [f"C-{n}" for n in range(len(found))], "name": list(found)}
    table = BoundTable(record, "Customers", record.table, 1, 2, len(found) + 1, bound)
    return BookTable(record, (table,), range(2, len(found) + 2), [0] * len(found), columns, columns)


def ratio_of() -> tuple[str, Callable[[str, str], float]]:
    """rapidfuzz's ratio where it is installed, else difflib's."""
    try:
        from rapidfuzz.fuzz import ratio
    except ImportError:
        return "difflib", lambda one, other: SequenceMatcher(None, one, other, autojunk=False).ratio()
    return "rapidfuzz", lambda one, other: ratio(one, other) / 100


def all_pairs(found: Sequence[str], ratio: Callable[[str, str], float]) -> Iterator[int]:
    """The later rows of all pairs that are alike."""
    for second, name in enumerate(found):
        if any(ratio(name, found[first]) >= LEAST for first in range(second)):
            yield second


def in_blocks(found: Sequence[str], ratio: Callable[[str, str], float]) -> Iterator[int]:
    """The same within blocks of equal first three letters."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for second, name in enumerate(found):
        block = blocks[name[:3].casefold()]
        if any(ratio(name, other) >= LEAST for other in block):
            yield second
        block.append(name)


def timed(work: Callable[[], object]) -> tuple[float, set[int]]:
    start = time.process_time()
    rows = work()
    return time.process_time() - start, set(rows)  # type: ignore[call-overload]  # iterables of rows


def recall(rows: set[int], truth: dict[int, tuple[int, str]]) -> float:
    return len(rows & truth.keys()) / max(1, len(truth))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--slice", type=int, default=2000)
    parser.add_argument("--gate", action="store_true")
    options = parser.parse_args()
    missed: list[str] = []
    peer, ratio = ratio_of()
    part, part_truth = names(options.slice)
    ours = timed(lambda: [pair.second for pair in duplicates(customers(part), LEAST)])
    print(
        f"{options.slice:,} names: ours {ours[0]:.3f} s, recall {recall(ours[1], part_truth):.2f}, {len(ours[1])} found"
    )
    for title, work in ((f"{peer}, all pairs", all_pairs), (f"{peer}, blocks", in_blocks)):
        cost, rows = timed(lambda work=work: list(work(part, ratio)))  # type: ignore[misc]  # bound now
        print(
            f"  {title}: {cost:.3f} s ({cost / max(ours[0], 1e-9):.0f}x ours), recall {recall(rows, part_truth):.2f}, {len(rows)} found"
        )
    for size in map(int, options.sizes.split(",")):
        found, truth = names(size)
        table = customers(found)
        cost, rows = timed(lambda table=table: [pair.second for pair in duplicates(table, LEAST)])  # type: ignore[misc]  # bound now
        share = recall(rows, truth)
        print(f"{size:,} names: {cost:.2f} s, recall {share:.3f} of {len(truth)}, {len(rows)} found")
        kinds: dict[str, list[bool]] = defaultdict(list)
        for row, (_, kind) in truth.items():
            kinds[kind].append(row in rows)
        print("  " + ", ".join(f"{kind} {sum(hits) / len(hits):.2f}" for kind, hits in sorted(kinds.items())))
        if share < LEAST_RECALL or cost > MOST_CPU.get(size, float("inf")):
            missed.append(f"{size}: {cost:.2f} s, recall {share:.3f}")
    for line in missed:
        print(f"missed: {line}", file=sys.stderr)
    return 1 if missed and options.gate else 0


if __name__ == "__main__":
    raise SystemExit(main())
