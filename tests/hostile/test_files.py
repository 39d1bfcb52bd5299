"""Whatever a file holds: it is read or refused in words, edited or refused in words, and itself never touched."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.amount import examples
from tests.hostile.attempt import attempt, edits
from tests.hostile.mutate import bytes_changed, hostile_parts, hostile_zip
from tests.hostile.seed import packed, plain, rich

RANDOM = st.randoms(use_true_random=False)
SOUND = {"plain": plain, "rich": rich}


def try_it(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        attempt(data, Path(folder))


@pytest.mark.parametrize("parts", SOUND.values(), ids=SOUND)
def test_the_sound_file_takes_every_edit(parts: object, tmp_path: Path) -> None:
    assert callable(parts)
    found = attempt(packed(parts()), tmp_path)
    assert found.book is not None
    assert found.applied == tuple(range(len(edits(None))))


@examples(60)
@given(
    st.binary(max_size=3000),
    st.sampled_from((b"", b"PK\3\4", b"PK\5\6", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08")),
)
def test_arbitrary_bytes(data: bytes, start: bytes) -> None:
    try_it(start + data)


@examples(100)
@given(RANDOM)
def test_bytes_of_a_workbook_changed(rng: Random) -> None:
    try_it(bytes_changed(rng, packed(plain())))


@examples(120)
@given(RANDOM)
def test_the_zip_is_wrong(rng: Random) -> None:
    try_it(hostile_zip(rng, plain()))


@pytest.mark.parametrize("name", sorted(plain()))
def test_a_part_is_wrong(name: str) -> None:
    @examples(30)
    @given(RANDOM)
    def check(rng: Random) -> None:
        try_it(packed(hostile_parts(rng, plain(), name)))

    check()


@examples(80)
@given(RANDOM)
def test_any_part_of_a_rich_workbook_is_wrong(rng: Random) -> None:
    try_it(packed(hostile_parts(rng, rich())))
