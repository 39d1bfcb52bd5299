"""The flow chart's lay-out: nothing over anything else, connectors that end on their boxes, odd processes drawn whole."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from sheetsales.cells.shapes import BOTTOM, LEFT, RIGHT, TOP, Box
from sheetsales.errors import NothingToDo
from sheetsales.reports.sop.build import Sop
from sheetsales.reports.sop.layout import fitted
from tests.indicators.team_book import book_of, day, move, open_deal
from tests.reports.sop.processes import boxes, chart, process, stage, step


def overlaps(a: Box, b: Box) -> bool:
    p, q = a.place, b.place
    return (
        p.x < q.x + q.width - 0.5 and q.x < p.x + p.width - 0.5 and p.y < q.y + q.height - 0.5 and q.y < p.y + p.height - 0.5
    )  # fmt: skip


def sound(made: Sop) -> dict[str, Box]:
    """The boxes by name, once it is sure that none hides another and that every connector has both its ends."""
    sketch = made.laid.sketch
    found = boxes(sketch)
    assert len(found) == len(sketch.boxes)
    front = [box for box in sketch.boxes if not box.back]
    assert [(a.name, b.name) for a, b in combinations(front, 2) if overlaps(a, b)] == []
    assert all(b.place.x + b.place.width <= made.laid.width + 1 or b.border is None for b in sketch.boxes)
    assert all(b.place.y >= 0 and b.place.y + b.place.height <= made.laid.height + 1 for b in sketch.boxes)
    names = {arrow.name for arrow in sketch.arrows}
    assert len(names) == len(sketch.arrows)
    assert {a.start for a in sketch.arrows} | {a.end for a in sketch.arrows} <= found.keys()
    return found


@pytest.fixture
def plain() -> Sop:
    return chart(
        process(
            [
                stage("lead", 1, next_allowed="offer,gone"),
                stage("offer", 2, next_allowed="deal,lead,gone", may_be_skipped="yes"),
                stage("deal", 3, kind="won", next_allowed="-"),
                stage("gone", 4, kind="lost", next_allowed="-"),
            ],
            [
                step("lead", 1, "L1"),
                step("lead", 2, "L2"),
                step("offer", 1, "F1"),
                step("offer", 2, "F2", "lead"),
                step("offer", 3, "F3"),
            ],
        )
    )


def test_stages_run_from_left_to_right_with_arrows_for_the_way_onward(plain: Sop) -> None:
    found = sound(plain)
    assert found["ss_sop_lead"].place.x < found["ss_sop_offer"].place.x < found["ss_sop_deal"].place.x
    arrows = {a.name: a for a in plain.laid.sketch.arrows}
    onward = arrows["ss_sop_lead_to_offer"]
    assert (onward.start_site, onward.end_site) == (RIGHT, LEFT)
    assert "ss_sop_deal_to_gone" not in arrows


def test_the_exit_of_losses_hangs_below_and_the_way_back_stands_above(plain: Sop) -> None:
    found = sound(plain)
    assert found["ss_sop_lead_lost"].texts == ("✕ Gone",)
    assert found["ss_sop_offer_moves"].texts == ("↩ Back to Lead",)
    assert (
        found["ss_sop_lead_lost"].place.y > found["ss_sop_lead"].place.y > found["ss_sop_offer_moves"].place.y
    )
    assert "ss_sop_lead_moves" not in found


def test_steps_stand_in_the_lane_of_their_role_and_hand_over_straight_down(plain: Sop) -> None:
    found = sound(plain)
    rep, lead = found["ss_sop_lane1_rep"].place, found["ss_sop_lane1_lead"].place
    place = found["ss_sop_offer_F2"].place
    assert lead.y <= place.y
    assert place.y + place.height <= lead.y + lead.height
    assert rep.y <= found["ss_sop_offer_F3"].place.y < lead.y
    arrows = {a.name: a for a in plain.laid.sketch.arrows}
    down = arrows["ss_sop_offer_F1_to_offer_F2"]
    assert (down.start_site, down.end_site) == (BOTTOM, TOP)
    assert found["ss_sop_offer_F1"].place.x == place.x
    up = arrows["ss_sop_offer_F2_to_offer_F3"]
    assert (up.start_site, up.end_site) == (RIGHT, LEFT)  # that place is taken, so it goes on beside


def test_no_hand_over_runs_through_another_step() -> None:
    roles = [("lead", "rep", "manager", None)[(7 * k + k // 3) % 4] for k in range(24)]
    made = chart(process([stage("a", 1)], [step("a", k, f"A{k}", role) for k, role in enumerate(roles)]))
    found = sound(made)
    for arrow in made.laid.sketch.arrows:
        if (arrow.start_site, arrow.end_site) in ((BOTTOM, TOP), (TOP, BOTTOM)):
            (x, y1), (_, y2) = (
                found[arrow.start].place.site(arrow.start_site),
                found[arrow.end].place.site(arrow.end_site),
            )
            crossed = [
                name
                for name, box in found.items()
                if not box.back
                and name not in (arrow.start, arrow.end)
                and box.place.x < x < box.place.x + box.place.width
                and min(y1, y2) < box.place.y + box.place.height / 2 < max(y1, y2)
            ]
            assert crossed == [], arrow.name


def test_what_may_be_left_out_is_dashed(plain: Sop) -> None:
    found = sound(plain)
    assert found["ss_sop_offer"].dashed
    assert not found["ss_sop_lead"].dashed
    asked = chart(
        process(
            [stage("a", 1)],
            [step("a", 1, "A1", evidence_when="above_own_discount_limit"), step("a", 2, "A2")],
        )
    )
    steps = sound(asked)
    assert steps["ss_sop_a_A1"].dashed
    assert not steps["ss_sop_a_A2"].dashed


def test_a_process_of_one_stage() -> None:
    found = sound(chart(process([stage("only", 1)])))
    assert "ss_sop_only" in found
    assert not [name for name in found if "lane" in name]


def test_twenty_stages_take_several_rows_and_pages() -> None:
    stages = [stage(f"s{n}", n, win_probability=0.04 * n) for n in range(1, 21)]
    steps = [
        step(f"s{n}", k, f"S{n}-{k}", ("rep", "lead", "manager")[k % 3])
        for n in range(1, 21)
        for k in range(1, 5)
    ]
    made = chart(process(stages, steps))
    found = sound(made)
    rows = {found[f"ss_sop_s{n}"].place.y for n in range(1, 21)}
    assert len(rows) > 3
    assert made.laid.breaks
    pages = [0.0, *made.laid.breaks, made.laid.height]
    assert all(end - start <= made.laid.width * 0.66 + 1 for start, end in pairwise(pages))
    links = [box.texts[0] for name, box in found.items() if name.startswith("ss_sop_link")]
    assert len(links) == 2 * (len(rows) - 1)
    for y in made.laid.breaks:  # no page cuts a box
        assert not [b.name for b in made.laid.sketch.boxes if b.place.y < y < b.place.y + b.place.height]


def test_steps_without_a_role_and_roles_nobody_has_are_told() -> None:
    team = [{"id": "S01", "name": "Ann", "role": "rep", "active": "yes"}]
    book = process(
        [stage("a", 1)],
        [step("a", 1, "A1", None), step("a", 2, "A2", "manager"), step("a", 3, "A3")],
        team=team,
    )
    found = sound(chart(book))
    assert found["ss_sop_lane1_rep_label"].texts == ("Rep", "Ann")
    assert found["ss_sop_lane1_manager_label"].texts == ("Manager", "▲ nobody")
    assert found["ss_sop_lane1_·_label"].texts == ("No role", "▲ to be named")
    assert chart(book, blank=True).laid.sketch.boxes != chart(book).laid.sketch.boxes
    assert boxes(chart(book, blank=True).laid.sketch)["ss_sop_lane1_rep_label"].texts == ("Rep",)


def test_long_names_are_cut_and_told_whole_to_who_cannot_see_them() -> None:
    long = "A very long name of a step " * 8
    chinese = "阶段名称很长" * 35
    found = sound(
        chart(process([stage("a", 1, name=chinese), stage("b", 2)], [step("a", 1, "A1", name=long)]))
    )
    assert found["ss_sop_a_A1"].texts[0].endswith("…")
    assert long.strip() in found["ss_sop_a_A1"].about
    assert found["ss_sop_a"].texts[0].endswith("…")
    assert len(found["ss_sop_a"].texts[0]) < 60
    assert chinese in found["ss_sop_a"].about


def test_a_way_back_into_itself_and_a_stage_on_hold() -> None:
    book = process(
        [
            stage("a", 1, next_allowed="b,wait"),
            stage("b", 2, next_allowed="a,b,c,wait"),
            stage("c", 3, next_allowed="a"),
            stage("wait", 4, kind="hold", next_allowed="@back"),
        ]
    )
    found = sound(chart(book))
    assert found["ss_sop_b_moves"].texts == ("↩ Back to A", "‖ Wait")
    assert found["ss_sop_c_moves"].texts == ("↩ Back to A",)
    assert found["ss_sop_wait_moves"].texts == ("↩ Back to where it was",)


def test_a_stage_far_below_its_own_standard_is_the_bottleneck() -> None:
    deals = [
        open_deal("a", id=f"O-{n}", customer="K", owner="S01", created_on=day("09-01")) for n in range(8)
    ]
    log = [move("09-01" if n else "2025-09-01", f"O-{n}", None, "a") for n in range(8)]
    log += [move("09-20", "O-0", "a", "b"), *(move("09-20", f"O-{n}", "a", "gone") for n in range(1, 8))]
    deals = [
        {**deal, "stage": "b" if n == 0 else "gone", "closed_on": None if n == 0 else day("09-20")}
        for n, deal in enumerate(deals)
    ]
    stages = [
        stage("a", 1, win_probability=0.4),
        stage("b", 2, win_probability=0.5),
        stage("won", 3, kind="won", win_probability=1),
        stage("gone", 4, kind="lost"),
    ]
    made = chart(process(stages, pipeline=deals, stage_log=log))
    assert made.narrow == "A"
    box = sound(made)["ss_sop_a"]
    assert box.texts[-1] == "▲ Bottleneck: furthest below standard"
    assert box.border == "C62828"


def test_a_workbook_without_deals_shows_the_process_alone() -> None:
    made = chart(book_of(stages=[stage("a", 1), stage("b", 2)]))
    assert not made.with_figures
    assert list(boxes(made.laid.sketch)["ss_sop_a"].texts) == ["A", "Rep · 7 days"]


def test_a_workbook_that_is_no_process_at_all_is_refused() -> None:
    book = book_of(stages=[stage("a", 1)])
    empty = type(book)(book.tables, type(book.process)(()), book.settings, book.binding, book.labels)
    with pytest.raises(NothingToDo):
        chart(empty)


def test_the_sample_has_its_figures_and_says_where_money_is_stuck(sample_charts: dict[str, Sop]) -> None:
    zh, en = (boxes(sample_charts[lang].laid.sketch) for lang in ("zh", "en"))
    assert zh["ss_sop_identify"].texts[2:] == (
        "标准 67% · 通过 74%（138 单）",
        "本月 进 44 · 过 32 · 在手 12",
    )
    assert en["ss_sop_identify"].texts[2:] == (
        "Standard 67% · passed 74% (n 138)",
        "Month: in 44 · on 32 · open 12",
    )
    assert zh["ss_sop_identify_lost"].texts == ("✕ 输单 3",)
    assert zh["ss_sop_negotiate"].texts[-2:] == ("✕ 停滞 1 单 286 万元", "▲ 停滞金额最多")
    assert (zh["ss_sop_negotiate"].border, zh["ss_sop_negotiate"].weight) == ("C62828", 2.25)
    assert zh["ss_sop_quote"].border == "1F4E79"
    for made in sample_charts.values():
        sound(made)
        assert made.laid.breaks == ()


def test_text_that_fits_is_left_alone() -> None:
    assert fitted("签约", 100, 9, 1) == "签约"
    assert fitted("a b\n c", 100, 9, 1) == "a b c"
    assert fitted("签约" * 30, 100, 9, 2).endswith("…")
