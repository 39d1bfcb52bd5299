"""Run by ``office.move_shapes``: BOOK SHEET SHAPE GLUE PROFILE. Needs LibreOffice's Python bridge (python3-uno).

LibreOffice 7 reads connectors of workbooks without their glue. So they are glued here as the file says, GLUE being
``connector=shape:site,shape:site`` separated by ``;``, before the shape is moved. Tells on one line each where the named
connectors end, before and after.
"""

import sys
import time

from bridge import edited
from com.sun.star.awt import Point, Size

SITES = {0: 0, 1: 3, 2: 2, 3: 1}
"""The sides of a shape as the file format numbers them, and as LibreOffice does."""


def main(book: str, sheet: str, moved: str, glue: str, profile: str) -> None:
    with edited(book, profile) as document:
        page = document.Sheets.getByName(sheet).DrawPage
        places = {page.getByIndex(i).Name: i for i in range(page.Count)}
        glued = [entry.partition("=") for entry in glue.split(";")]
        ends(page, {name: places[name] for name, _, _ in glued}, "before")
        for name, _, joined in glued:
            (start, start_site), (end, end_site) = (place.rsplit(":", 1) for place in joined.split(","))
            arrow = page.getByIndex(places[name])
            arrow.StartShape, arrow.StartGluePointIndex = (
                page.getByIndex(places[start]),
                SITES[int(start_site)],
            )
            arrow.EndShape, arrow.EndGluePointIndex = page.getByIndex(places[end]), SITES[int(end_site)]
        box = page.getByIndex(places[moved])
        box.Position = Point(box.Position.X + 700, box.Position.Y + 1500)
        box.FillColor = 0xFFE08A
        ends(page, {name: places[name] for name, _, _ in glued}, "after")
        own = document.createInstance("com.sun.star.drawing.EllipseShape")
        own.Position, own.Size = Point(30000, 500), Size(2500, 1200)
        page.add(own)
        own.Name = "mine"
        own.String = "our own"


def ends(page: object, connectors: dict[str, int], when: str) -> None:
    for at in connectors.values():
        shape = page.getByIndex(at)
        assert shape.Position
        assert shape.Size
    time.sleep(1)  # they follow once they are asked where they are, and then tell so
    for name, at in connectors.items():
        start, end = point(page, at, "StartPosition"), point(page, at, "EndPosition")
        print(when, name, start.X, start.Y, end.X, end.Y)


def point(page: object, at: int, which: str) -> object:
    """Asked until it answers: right after loading some connectors do not know yet where they are."""
    for _ in range(100):
        value = page.getByIndex(at).getPropertyValue(which)
        if value is not None:
            return value
        time.sleep(0.1)
    raise SystemExit(f"connector {at} has no {which}")


main(*sys.argv[1:])
