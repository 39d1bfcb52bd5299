"""The flow chart in LibreOffice: connectors end on their boxes, follow one that is moved, and a rerun keeps it there."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.backends.ooxml.shapes_read import shapes_on
from sheetsales.cells.shapes import TOLERANCE, Standing
from sheetsales.cli.main import main
from tests.office.office import move_shapes

pytestmark = pytest.mark.office
TODAY, MONTH, SHEET = "2026-11-02", "2026-10", "流程图"
MOVED = "ss_sop_quote"
_PIXEL = 26.4583
"""Hundredths of a millimetre in a pixel."""


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return int(end.value.code or 0)


def drawn(book: Path) -> dict[str, Standing]:
    return {one.name: one for one in shapes_on(book, SHEET)}


def glue_of(shapes: dict[str, Standing]) -> dict[str, tuple[tuple[str, int], tuple[str, int]]]:
    names = {one.number: name for name, one in shapes.items()}
    found = {}
    for name, one in shapes.items():
        if one.is_arrow:
            start, end = one.glued
            assert start is not None
            assert end is not None
            found[name] = (names[start[0]], start[1]), (names[end[0]], end[1])
    return found


def test_connectors_follow_a_moved_box_and_a_rerun_keeps_it(tmp_path: Path) -> None:
    book, made = tmp_path / "book.xlsx", tmp_path / "book-SOP.xlsx"
    assert run("new", str(book), "--lang", "zh", "--sample", "--today", TODAY) == 0
    assert run("sop", str(book), "--month", MONTH, "--today", TODAY) == 0
    shapes = drawn(made)
    glue = glue_of(shapes)
    assert len(glue) > 40
    text = ";".join(f"{name}={a}:{i},{b}:{j}" for name, ((a, i), (b, j)) in glue.items())

    told = move_shapes(made, SHEET, MOVED, text)

    before = {line[1]: [int(v) for v in line[2:]] for line in told if line[0] == "before"}
    after = {line[1]: [int(v) for v in line[2:]] for line in told if line[0] == "after"}
    for name, ((start, start_site), (end, end_site)) in glue.items():
        ends = *shapes[start].place.site(start_site), *shapes[end].place.site(end_site)
        assert before[name] == pytest.approx([value * _PIXEL for value in ends], abs=40), name
        shifts = [b - a for a, b in zip(before[name], after[name], strict=True)]
        wanted = [700, 1500] if start == MOVED else [0, 0]
        wanted += [700, 1500] if end == MOVED else [0, 0]
        assert shifts == pytest.approx(wanted, abs=40), name

    left = drawn(made)[MOVED]
    assert left.fill == "FFE08A"
    assert run("sop", str(book), "--month", MONTH, "--today", TODAY) == 0
    again = drawn(made)
    assert again[MOVED].place.near(left.place)
    assert again[MOVED].place.x == pytest.approx(shapes[MOVED].place.x + 700 / _PIXEL, abs=TOLERANCE)
    assert again[MOVED].fill == "FFE08A"
    assert again["mine"].texts == ("our own",)
    assert glue_of(again) == glue
    for name, ((start, start_site), (end, end_site)) in glue.items():
        assert again[name].start == pytest.approx(again[start].place.site(start_site), abs=TOLERANCE), name
        assert again[name].end == pytest.approx(again[end].place.site(end_site), abs=TOLERANCE), name
