"""Files made to cost much: bombs, and markup that would be searched again and again. Small when packed, all of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.amount import TIMES
from tests.hostile.attempt import attempt
from tests.hostile.seed import SHEET, STRINGS, Entry, entries, packed, plain, zipped

MEMORY = 700 << 20
PROCESSOR_SECONDS = 90
"""For all bombs together; ``attempt`` bounds each."""
RUN = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from sheetsales.backends.limits import DEFAULT
from tests.hostile.attempt import attempt
for path in sys.argv[2:]:
    found = attempt(Path(path).read_bytes(), Path(sys.argv[1]), DEFAULT, seconds=40)
    print(Path(path).stem, found.book is not None, len(found.applied))
"""


def bombs() -> dict[str, bytes]:
    zeros = bytes(40 << 20)
    half = bytes(20 << 20)
    parts = plain()
    one, two = Entry(b"xl/media/a.bin", zeros), Entry(b"xl/media/b.bin", half)
    shared = [
        Entry(b"xl/media/%d.bin" % n, b"", packed_size=2000, size=1 << 20, offset=40) for n in range(900)
    ]
    styles = parts["xl/styles.xml"].replace(b"</cellXfs>", b"<xf/>" * 1_100_000 + b"</cellXfs>")
    rare = {} if TIMES == 1 else {"styles": packed({**parts, "xl/styles.xml": styles})}
    return {
        **rare,
        "ratio": zipped([*entries(parts), one]),
        "sheet of blanks": packed({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", b" " * (9 << 20) + b"</sheetData>")}),
        "blank text": packed({**parts, STRINGS: parts[STRINGS].replace(b"Customer", b" " * (9 << 20))}),
        "many parts": zipped([*entries(parts), *(Entry(b"x/%d" % n, b"", method=0) for n in range(20_001))]),
        "shared bytes": zipped([*entries(parts), *shared]),
        "inner bomb": zipped([*entries(parts), Entry(b"xl/embeddings/b.zip", zipped([one, two]))]),
        "laughs": packed({**parts, STRINGS: LAUGHS + parts[STRINGS].replace(b"Amount", b"&j;")}),
        "laughs far down": packed({**parts, SHEET: b"<!--" + b" " * 5000 + b"-->" + LAUGHS + parts[SHEET]}),
    }  # fmt: skip


LAUGHS = b"<!DOCTYPE a [<!ENTITY a 'ha'>%b]>" % b"".join(
    b"<!ENTITY %c '%b'>" % (c, b"&%c;" % (c - 1) * 10) for c in range(ord("b"), ord("k"))
)


def test_bombs_within_bounds_of_memory_and_time(tmp_path: Path) -> None:
    paths = []
    for name, data in bombs().items():
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(data)
        assert len(data) < 2 << 20
    code = RUN.format(memory=MEMORY, seconds=PROCESSOR_SECONDS)
    command = [sys.executable, "-c", code, str(tmp_path), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line.rsplit(" ", 2) for line in done.stdout.splitlines()]
    assert len(lines) == len(paths)
    read = {name for name, is_read, _ in lines if is_read == "True"}
    assert read == {"sheet of blanks", "blank text", "inner bomb"}


TAGS = (
    b"<row ", b"<row>", b'<row r="1" ', b"<row/>", b'<row r="1">', b"<c ", b"<c>", b"<c><is>", b"<c><v>", b'<c r="A1" t="s"><v>',
    b"<f ", b"<f>", b"<si>", b"<si ", b"<si><t>", b"<si><rPh>", b"<si><r>", b"<t ", b"<t>", b"<rPh ", b"<rPh>", b"<!--", b"<![CDATA[",
    b"<?p ", b"<sheetData ", b"<sheetData>", b"<mergeCell ", b"<mergeCell ref=", b"<sheetProtection ", b"<a:", b"<a", b"<",
    b" ", b"\n", b"&", b"&#", b"&amp;", b"_x", b"_x0041", b"-->", b"]]>", b"</row>", b"</c>", b"</si>", b"</sst>", b"</sheetData>",
    b" r=", b' r="', b'="', b"<row a='>' ", b"\r", b"\xff", b"<x xmlns='a' ", b"<c t='inlineStr'><is><t>",
)  # fmt: skip
AMOUNT = 120_000 if TIMES == 1 else 600_000
SPARE = 9 if TIMES == 1 else 1
"""A usual run tries every ninth tag, other ones in each place."""
PLACES = {
    "in the rows": (SHEET, b"<sheetData>"),
    "before the rows": (SHEET, b'<dimension ref="A1:C4"/>'),
    "behind the rows": (SHEET, b"</sheetData>"),
    "in a cell": (SHEET, b'<c r="B2"><v>'),
    "in the first row": (SHEET, b'<row r="1" spans="1:3">'),
    "in the texts": (STRINGS, b'uniqueCount="4">'),
    "in a text": (STRINGS, b"<si><t>"),
    "in the styles": ("xl/styles.xml", b'<cellXfs count="3">'),
    "in the workbook": ("xl/workbook.xml", b"<sheets>"),
    "in the table": ("xl/tables/table1.xml", b'<tableColumns count="3">'),
}


@pytest.mark.parametrize("place", PLACES)
def test_what_repeats_is_not_searched_again_and_again(place: str, tmp_path: Path) -> None:
    """``attempt`` itself bounds the time for each file; a search that starts over at every tag takes hours."""
    name, mark = PLACES[place]
    data = plain()[name]
    assert mark in data
    for tag in TAGS[list(PLACES).index(place) % SPARE :: SPARE]:
        for end in (b"", b">"):
            hostile = data.replace(mark, mark + tag * (AMOUNT // len(tag)) + end, 1)
            attempt(packed({**plain(), name: hostile}), tmp_path)
