"""Whether a button is painted with words can be told from its pixels; no LibreOffice is needed for that."""

from __future__ import annotations

import struct
import zlib

import pytest

from tests.office.mouse_picture import Picture, alike, blank, caption

GROUND, INK = b"\xe9\xe6\xd6", b"\0\0\0"
BOX = "#####|#...#|#...#|#...#|#####"
TREE = "..#..|.###.|#.#.#|..#..|..#.."
RIVER = "#.#.#|#.#.#|#.#.#|.#.#.|.#.#."


def drawn(*letters: str, at: int = 12, width: int = 60, height: int = 24) -> Picture:
    """A button with letters of five by five pixels, two pixels apart."""
    pixels = [[GROUND] * width for _ in range(height)]
    for number, letter in enumerate(letters):
        for y, row in enumerate(letter.split("|")):
            for x, mark in enumerate(row):
                if mark == "#":
                    pixels[9 + y][at + 7 * number + x] = INK
    return Picture(width, height, b"".join(b"".join(row) for row in pixels))


def test_no_letters_is_no_caption() -> None:
    assert caption(drawn()) is None
    assert blank(drawn())


def test_the_room_around_a_caption_is_told() -> None:
    found = caption(drawn(TREE, RIVER))
    assert found is not None
    assert found.room == (8, 5, 32, 6)
    clipped = caption(drawn(TREE, RIVER, at=0))
    assert clipped is not None
    assert clipped.room[0] < 4


@pytest.mark.parametrize(
    ("letters", "same"), [((BOX, BOX), True), ((TREE, RIVER), False), ((BOX, TREE), False)]
)
def test_empty_boxes_are_alike_and_letters_are_not(letters: tuple[str, str], same: bool) -> None:
    found = caption(drawn(*letters))
    assert found is not None
    one, other = found.letters(2)
    assert (alike(one, other) > 0.9) is same
    assert alike(one, set()) == 0


def test_a_picture_is_cut_read_and_written_as_it_is() -> None:
    picture = drawn(TREE)
    assert Picture.of_ppm(b"P6\n60 24\n255\n" + picture.pixels) == picture
    assert picture.cut([12, 9, 5, 5]).ink() == [[mark == "#" for mark in row] for row in TREE.split("|")]
    assert picture.cut([50, 20, 99, 99]).width == 10
    data = picture.png()
    assert struct.unpack(">II", data[16:24]) == (60, 24)
    start = data.index(b"IDAT") + 4
    rows = zlib.decompress(data[start : data.index(b"IEND") - 8])
    assert rows == b"".join(b"\0" + picture.pixels[y * 180 : (y + 1) * 180] for y in range(24))
