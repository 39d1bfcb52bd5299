"""What stage words say, and that no suggestion ever crosses from one kind to another."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetsales.schema import aliases, defaults
from sheetsales.schema.stage_meaning import PLACES, meaning
from sheetsales.schema.stage_suggestion import Known, suggested

STAGES = tuple(Known(row["code"], row[n], row["kind"]) for row in defaults.stages() for n in ("zh", "en"))
KIND_OF = {stage.code: stage.kind for stage in STAGES}
WON = ("成交", "赢单", "签约", "中标", "下单", "won", "signed", "awarded", "contracted", "converted")
WORDS = [row["word"] for row in defaults.table("stage_words") if "*" not in row["word"]]


@pytest.mark.parametrize(
    ("word", "kinds", "place"),
    [
        ("待签合同", ("open",), "negotiate"), ("走合同", ("open",), "negotiate"), ("signature pending", ("open",), "negotiate"),
        ("Contract Sent", ("open",), "negotiate"), ("已下单", ("won",), ""), ("PO received", ("won",), ""), ("PO pending approval", ("open",), "negotiate"),
        ("成交待回款", ("won",), ""), ("待回款", ("won", "after"), ""), ("未中标", ("lost",), ""), ("quote rejected", ("lost",), ""),
        ("无意向", ("lost", "hold"), ""), ("暂无需求", ("hold", "lost"), ""), ("open", ("open",), ""), ("in progress", ("open",), ""),
        ("Closed-Won", ("won",), ""), ("Closed Lost", ("lost",), ""), ("3 - Proposal", ("open",), "quote"), ("On hold", ("hold",), ""),
        ("方案演示", ("open",), "present"), ("初步接触", ("open",), "contact"), ("未联系", ("open",), "identify"), ("已交付", ("after", "won"), ""),
        ("售后服务", ("after",), ""), ("not interested", ("lost", "hold"), ""), ("快成交", ("open",), "negotiate"), ("重启", ("open",), ""),
        ("中标公示中", ("open",), "negotiate"), ("Verbal", ("open",), "negotiate"), ("invalid", ("lost",), ""), ("已付款", ("won",), ""), ("60%", ("open",), ""),
        ("Deal lost, later won", ("won", "lost"), ""), ("booked a call", ("open",), "contact"), ("合同结清", ("won", "after"), ""),
        ("Prospect", ("open",), "identify"), ("🔥 Hot", ("open",), ""), ("Feasibility", ("open",), "needs"), ("未反馈", ("open",), "identify"),
        ("Bad Timing", ("hold",), ""), ("not relevant", ("lost", "hold"), ""), ("Amount accrued", ("won", "after"), ""), ("无效商机", ("lost",), ""),
    ],
)  # fmt: skip
def test_what_words_say(word: str, kinds: tuple[str, ...], place: str) -> None:
    found = meaning(word)
    assert found is not None
    assert (found.kinds, found.place) == (kinds, place)


@pytest.mark.parametrize(
    "word", ["待付款", "closed", "completed", "未成交", "not won", "100%", "0%", "Closing", "customer", "no budget", "合同完成", "not lost", "成交待签合同", "Not relevant at the moment"]
)  # fmt: skip
def test_what_has_to_be_asked(word: str) -> None:
    found = meaning(word)
    assert found is not None
    assert found.sure <= 1
    assert found.kind == ""


@pytest.mark.parametrize("word", ["", "报介", "xyz", "Q3", "——"])
def test_what_says_nothing(word: str) -> None:
    assert meaning(word) is None


@pytest.mark.parametrize(
    ("word", "place"),
    [("Negotation", "negotiate"), ("Propsal", "quote"), ("Qualifiedd", "needs"), ("Prezentation", "present")],
)
def test_one_slip_in_a_long_word_is_a_question(word: str, place: str) -> None:
    found = meaning(word)
    assert found is not None
    assert (found.kinds, found.place) == (("open",), place)
    assert found.sure <= 3


@given(st.sampled_from(WON), st.sampled_from(("未", "没有", "not ", "never ", "not yet ", "尚未")))
def test_what_is_negated_is_never_won(word: str, negation: str) -> None:
    found = meaning(f"{negation}{word}")
    assert found is None or found.kind != "won"


@given(st.sampled_from(WON), st.sampled_from(("待", "等", "拟", "pending ", "awaiting ", "to be ")))
def test_what_is_still_to_come_is_not_won(word: str, pending: str) -> None:
    found = meaning(f"{pending}{word}")
    assert found is None or found.kind != "won"


@given(st.sampled_from(WORDS), st.sampled_from(("blorp", "Zyx", "甲乙", "Q3")))
def test_an_unknown_word_never_makes_it_surer(word: str, unknown: str) -> None:
    alone, beside = meaning(word), meaning(f"{word} {unknown}")
    assert (beside.sure if beside else 0) <= (alone.sure if alone else 0)


@given(st.sampled_from(WORDS), st.sampled_from(("", "待", "未", "not ", "已")))
def test_suggestions_are_of_the_kind_that_is_said(word: str, before: str) -> None:
    said = meaning(f"{before}{word}")
    for code in suggested(f"{before}{word}", STAGES):
        assert said is None or KIND_OF[code] in said.kinds


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(st.text(alphabet="openwonlsthdcy成交输单暂缓报价开", min_size=1, max_size=8))
def test_spelling_makes_nothing_won_lost_or_held(text: str) -> None:
    if meaning(text) is None:
        assert all(KIND_OF[code] == "open" for code in suggested(text, STAGES))


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("Open", ()), ("in progress", ()), ("待签合同", ("negotiate",)), ("未中标", ("lost",)), ("已下单", ("won",)), ("暂无需求", ("hold", "lost")),
        ("closed", ("won", "lost")), ("报介", ("quote",)), ("Negotation", ("negotiate",)), ("完全不是", ()), ("待回款", ("won", "after")),
    ],
)  # fmt: skip
def test_the_packaged_stages_a_word_may_mean(word: str, codes: tuple[str, ...]) -> None:
    assert suggested(word, STAGES) == codes


def test_own_names_are_met_by_their_place() -> None:
    own = (
        Known("1", "方案阶段", "open"),
        Known("2", "合同流程", "open"),
        Known("9", "成了", "won"),
        Known("8", "没成", "lost"),
    )
    assert suggested("Demo", own) == ("1",)
    assert suggested("待签约", own) == ("2",)
    assert suggested("Won", own) == ("9",)
    assert suggested("拜访", own) == ()


def test_the_labels_of_other_people_say_what_they_are_taken_for() -> None:
    """Those of the packaged list that the words understand at all; the few that may be either are only ever asked."""
    kinds = {"won": "won", "lost": "lost", "hold": "hold", "after": "after"}
    told = {
        label: (meaning(label), code) for label, code in aliases.labels("pipeline", "stage").items() if code
    }
    wrong = [
        label
        for label, (found, code) in told.items()
        if found is not None and found.sure >= 2 and kinds.get(code, "open") not in found.kinds
    ]
    assert wrong == ["中标"]
    assert sum(found is not None for found, _ in told.values()) > len(told) * 0.8


def test_places_are_codes_of_the_packaged_process() -> None:
    assert {row["code"] for row in defaults.stages() if row["kind"] == "open"} == set(PLACES)


@pytest.mark.parametrize(
    ("word", "place"), [("In negotiation", "negotiate"), (" in proposal", "quote"), ("In progress", "")]
)
def test_what_is_in_a_stage_is_there(word: str, place: str) -> None:
    found = meaning(word)
    assert found is not None
    assert (found.kinds, found.place) == (("open",), place)
    assert found.sure == (3 if place else 2)
