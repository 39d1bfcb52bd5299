"""A chart drawn again over one that people have been at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sheetsales.cells.shapes import Arrow, Box, Line, Place, Sketch, Standing
from sheetsales.reports.sop.keeping import Kept, Last, Memory, Merged, as_drawn, as_text, merged, remembered

A = Box("ss_a", Place(10, 10, 100, 40), (Line("A"), Line("7 days"), Line("in 3")), fill="E8EEF5")
B = Box("ss_b", Place(200, 10, 100, 40), (Line("B"), Line("in 4")), fill="E8EEF5")
TO = Arrow("ss_a_to_b", "ss_a", 3, "ss_b", 1)
SKETCH = Sketch((A, B), (TO,))


def again(sketch: Sketch, drawn: tuple[Standing, ...], memory: Memory) -> Merged:
    return merged("Flow chart", sketch, drawn, memory, "Calibri")


def standing(box: Box, number: int) -> Standing:
    return Standing(number, box.name, box.place, box.texts, box.fill, box.border)


def joined(start: Standing, end: Standing, number: int = 1003) -> Standing:
    a, b = start.place.site(3), end.place.site(1)
    place = Place(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))
    return Standing(
        number, TO.name, place, is_arrow=True, start=a, end=b, glued=((start.number, 3), (end.number, 1))
    )


@pytest.fixture
def first() -> Merged:
    return again(SKETCH, (), {})


@pytest.fixture
def drawn(first: Merged) -> tuple[Standing, ...]:
    numbers = first.drawing.numbers
    a, b = (standing(box, numbers[box.name]) for box in first.drawing.new)
    return a, b, joined(a, b, numbers[TO.name])


def with_one(drawn: tuple[Standing, ...], **changes: object) -> tuple[Standing, ...]:
    return replace(drawn[0], **changes), *drawn[1:]  # type: ignore[arg-type]  # fields by name


def test_at_first_all_is_new_with_numbers_nobody_has(first: Merged) -> None:
    assert first.drawing.new == (A, B)
    assert [one.arrow for one in first.drawing.arrows] == [TO]
    assert first.drawing.arrows[0].start == (110, 30)
    assert first.drawing.arrows[0].end == (200, 30)
    assert len(set(first.drawing.numbers.values())) == 3
    assert min(first.drawing.numbers.values()) > 1000
    assert first.kept == Kept()


def test_drawn_again_as_it_is_nothing_changes(first: Merged, drawn: tuple[Standing, ...]) -> None:
    second = again(SKETCH, drawn, first.memory)
    assert second.drawing.is_empty
    assert second.memory == first.memory


def test_a_moved_box_stays_and_its_arrow_goes_to_it(first: Merged, drawn: tuple[Standing, ...]) -> None:
    moved = with_one(drawn, place=Place(40, 300, 100, 40))
    second = again(SKETCH, moved, first.memory)
    assert second.kept.moved == ("ss_a",)
    assert not second.drawing.changed[0].moves
    assert second.drawing.arrows[0].start == (140, 320)
    third = again(SKETCH, (moved[0], moved[1], joined(moved[0], moved[1], drawn[2].number)), second.memory)
    assert third.drawing.is_empty
    assert third.kept.moved == ("ss_a",)


def test_an_unmoved_box_follows_the_lay_out_and_a_moved_one_does_not(
    first: Merged, drawn: tuple[Standing, ...]
) -> None:
    shifted = Sketch(
        (replace(A, place=Place(60, 10, 100, 40)), replace(B, place=Place(260, 10, 100, 40))), (TO,)
    )
    second = again(shifted, with_one(drawn, place=Place(0, 500, 100, 40)), first.memory)
    a, b = second.drawing.changed
    assert (a.moves, b.moves) == (False, True)
    assert b.box.place.x == 260
    assert second.drawing.arrows[0].end == (260, 30)


def test_what_programs_round_is_no_move(first: Merged, drawn: tuple[Standing, ...]) -> None:
    second = again(SKETCH, with_one(drawn, place=Place(12, 8.5, 101, 40)), first.memory)
    assert second.kept.moved == ()
    assert second.drawing.is_empty


def test_a_colour_somebody_gave_stays(first: Merged, drawn: tuple[Standing, ...]) -> None:
    painted = with_one(drawn, fill="FFE08A")
    narrow = Sketch((replace(A, border="C62828", fill="FFFFFF"), B), (TO,))
    second = again(narrow, painted, first.memory)
    assert second.kept.coloured == ("ss_a",)
    assert not second.drawing.changed[0].fills
    assert second.drawing.changed[0].borders  # that side nobody touched


def test_lines_somebody_wrote_stay_and_figures_follow(first: Merged, drawn: tuple[Standing, ...]) -> None:
    worded = with_one(drawn, texts=("A as we call it", "7 days", "in 3"))
    newer = Sketch((replace(A, lines=(Line("A"), Line("9 days"), Line("in 5"), Line("stalled"))), B), (TO,))
    second = again(newer, worded, first.memory)
    assert second.kept.worded == ("ss_a",)
    assert second.drawing.changed[0].texts == (-1, 1, 2, 3)
    taken_out = with_one(drawn, texts=("A", "in 3"))
    assert again(newer, taken_out, first.memory).drawing.changed[0].texts == (0, 2, 3)


def test_a_line_the_process_has_no_longer_goes(first: Merged, drawn: tuple[Standing, ...]) -> None:
    fewer = Sketch((replace(A, lines=A.lines[:2]), B), (TO,))
    assert again(fewer, drawn, first.memory).drawing.changed[0].texts == (0, 1)


def test_what_somebody_deleted_is_not_drawn_again(first: Merged, drawn: tuple[Standing, ...]) -> None:
    second = again(SKETCH, drawn[:2], first.memory)
    assert second.kept.deleted == (TO.name,)
    assert second.drawing.is_empty
    third = again(SKETCH, drawn[1:], first.memory)
    assert third.kept.deleted == ("ss_a",)
    assert third.drawing.new == ()
    assert again(SKETCH, drawn[1:2], third.memory).kept.deleted[:1] == ("ss_a",)


def test_new_boxes_come_in_and_untouched_ones_without_a_stage_go(
    first: Merged, drawn: tuple[Standing, ...]
) -> None:
    other = replace(B, name="ss_c")
    onward = replace(TO, name="ss_a_to_c", end="ss_c")
    second = again(Sketch((A, other), (onward,)), drawn, first.memory)
    assert second.drawing.new == (other,)
    assert set(second.drawing.gone) == {"ss_b", TO.name}
    assert [one.arrow.name for one in second.drawing.arrows] == ["ss_a_to_c"]
    touched = (drawn[0], replace(drawn[1], fill="FFE08A"), drawn[2])
    third = again(Sketch((A, other), (onward,)), touched, first.memory)
    assert third.drawing.gone == (TO.name,)
    assert third.kept.left == ("ss_b",)
    assert again(Sketch((A, other), (onward,)), touched[:2], third.memory).kept.left == ("ss_b",)


def test_shapes_of_other_people_are_never_touched(first: Merged, drawn: tuple[Standing, ...]) -> None:
    own = Standing(7, "Oval 7", Place(0, 0, 50, 50), ("mine",), "FF0000", None)
    second = again(Sketch((A,), ()), (*drawn, own), first.memory)
    assert "Oval 7" not in second.drawing.gone
    assert all(redraw.box.name != "Oval 7" for redraw in second.drawing.changed)


def test_a_shape_called_otherwise_is_known_by_its_number(first: Merged, drawn: tuple[Standing, ...]) -> None:
    second = again(
        SKETCH, with_one(drawn, name="Our first stage", place=Place(0, 200, 100, 40)), first.memory
    )
    assert second.drawing.new == ()
    assert second.kept.moved == ("ss_a",)
    other = with_one(drawn, name="Oval 3", texts=("something else",))
    assert again(SKETCH, other, first.memory).kept.deleted == ("ss_a",)


def test_in_a_group_a_box_keeps_its_place(first: Merged, drawn: tuple[Standing, ...]) -> None:
    grouped = with_one(drawn, grouped=True, place=Place(1, 1, 5, 5))
    shifted = Sketch((replace(A, place=Place(60, 10, 100, 40), lines=(Line("A"),)), B), (TO,))
    second = again(shifted, grouped, first.memory)
    assert not second.drawing.changed[0].moves
    assert second.drawing.changed[0].texts == (0,)
    assert again(Sketch((B,), ()), grouped, first.memory).drawing.gone == (TO.name,)


def test_glue_that_another_program_lost_is_put_right(first: Merged, drawn: tuple[Standing, ...]) -> None:
    loose = (*drawn[:2], replace(drawn[2], glued=(None, None)))
    assert [one.arrow for one in again(SKETCH, loose, first.memory).drawing.arrows] == [TO]
    elsewhere = (
        *drawn[:2],
        replace(drawn[2], glued=((drawn[0].number, 2), (drawn[1].number, 1)), start=(60, 50)),
    )
    assert again(SKETCH, elsewhere, first.memory).drawing.arrows == ()  # glued by somebody to another side
    turned = (*drawn[:2], replace(drawn[2], start=None, end=None))
    assert again(SKETCH, turned, first.memory).drawing.arrows == ()
    alike = tuple(replace(one, number=5) for one in drawn)
    assert (
        len(again(SKETCH, alike, first.memory).drawing.arrows) == 1
    )  # numbers that two shapes share hold no glue


def test_without_a_memory_place_and_look_stay_and_words_are_ours(drawn: tuple[Standing, ...]) -> None:
    shifted = Sketch((replace(A, place=Place(60, 10, 100, 40), fill="FFFFFF"), B), (TO,))
    second = again(shifted, with_one(drawn, texts=("old",)), {})
    a = second.drawing.changed[0]
    assert (a.moves, a.fills, a.borders, a.texts) == (False, False, False, (0, 1, 2))


def test_afresh_everything_of_ours_goes_where_it_would_stand(
    first: Merged, drawn: tuple[Standing, ...]
) -> None:
    changed = (replace(drawn[0], place=Place(0, 500, 10, 10), fill="FFE08A", texts=("x",)), drawn[2])
    second = again(SKETCH, changed, as_drawn(changed, "ss_"))
    assert second.drawing.new == (B,)
    a = second.drawing.changed[0]
    assert (a.moves, a.fills, a.texts) == (True, True, (0, 1, 2))
    assert first.kept == second.kept


def test_the_memory_survives_being_written_down(first: Merged) -> None:
    assert remembered(as_text(first.memory)) == first.memory
    assert remembered(as_text({"x": Last(3, None, None, None, (), deleted=True)}))["x"].deleted


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": [1, 2]}'])
def test_a_memory_that_cannot_be_read_is_none(text: str) -> None:
    assert remembered(text) == {}
