"""Questions asked one after the other: what is understood, what is harmless, how to go back and to stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sheetsales.adopt import Answers, Option, Proposal, Question, propose
from sheetsales.adopt.answers import LATER
from sheetsales.adopt.choices import offered, understood
from sheetsales.adopt.dialogue import MOST, Dialogue, Outcome
from sheetsales.adopt.question_text import question_text
from sheetsales.cells.build import workbook_from_rows
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import CellValue
from sheetsales.texts import Lang, Text

HEADINGS = ["客户名称", "项目名称", "阶段", "预算", "负责人"]
WORDS = ["待签合同", "待签合同", "报价", "谈判", "成交", "待付款"]


def _book(words: Sequence[str] = WORDS) -> Workbook:
    rows: list[list[CellValue]] = [list(HEADINGS)]
    rows += [
        [f"甬江{n}厂", f"改造{n}", word, 80_000 + n * 40_000, "李静" if n % 2 else "周晓峰"]
        for n, word in enumerate(words)
    ]
    return workbook_from_rows({"跟进表": rows})


class _Talk:
    """A dialogue whose replies are known beforehand; what was said is kept."""

    def __init__(self, workbook: Workbook, replies: Sequence[str], lang: Lang = "zh") -> None:
        self.said: list[str] = []
        self.left = list(replies)
        self._workbook, self._lang = workbook, lang

    def run(self, before: Answers | None = None) -> Outcome:
        def read(answers: Answers) -> Proposal:
            return propose(self._workbook, answers)

        before = before or Answers()
        outcome = Dialogue(read, self._ask, self.said.append, self._lang).run(read(before), before)
        assert not self.left
        return outcome

    def _ask(self, prompt: str) -> str:
        self.said.append(prompt)
        return self.left.pop(0)

    @property
    def text(self) -> str:
        return "\n".join(self.said)


def test_each_question_shows_cells_rows_and_money() -> None:
    talk = _Talk(_book(), ["", "", ""])
    talk.run()
    assert "1/3  “预算”下面是 80000、120000、160000 …（6 行，合计 108 万）。是金额吗？" in talk.text
    assert "阶段里的“待签合同”（2 单）算：" in talk.text


def test_enter_takes_what_cannot_do_harm() -> None:
    outcome = _Talk(_book(), ["", "", ""]).run()
    assert outcome.answers.sheets["跟进表"].columns["预算"].column == "-"
    said = outcome.answers.values["pipeline.stage"]
    assert said["待签合同"] == "negotiate"  # its only reading, under way like the word
    assert said["待付款"] == "-"  # won or still open: nothing is taken for granted


def test_an_answer_is_a_number_or_a_name_in_either_language() -> None:
    outcome = _Talk(_book(), ["１", "成交", "Won"]).run()
    assert outcome.answers.sheets["跟进表"].columns["预算"].column == "amount"
    assert outcome.answers.values["pipeline.stage"] == {"待签合同": "won", "待付款": "won"}
    assert outcome.proposal.values["pipeline.stage"]["待付款"] == "won"


def test_money_answered_first_tells_what_hangs_on_the_stage_words() -> None:
    talk = _Talk(_book(), ["1", "", ""])
    talk.run()
    assert "“待签合同”（2 单，合计 20 万）" in talk.text


def test_what_is_not_understood_is_asked_again() -> None:
    talk = _Talk(_book(), ["9", "什么", "1", "", ""])
    talk.run()
    assert "没看懂“9”。请输入 1–3 的数字" in talk.text
    assert "没看懂“什么”" in talk.text


def test_the_cells_of_the_column_are_shown_when_asked_for() -> None:
    talk = _Talk(_book(), ["？", "", "", ""])
    talk.run()
    assert "跟进表!D2 80000   跟进表!D3 120000" in talk.text


def test_going_back_asks_again_and_forgets() -> None:
    talk = _Talk(_book(), ["b", "1", "b", "2", "", ""])
    outcome = talk.run()
    assert "这是第一题，前面没有了。" in talk.text
    assert outcome.answers.sheets["跟进表"].columns["预算"].column == "-"
    assert (outcome.answered, outcome.put_off, outcome.ending) == (3, 0, "done")


def test_stopping_keeps_what_was_said() -> None:
    outcome = _Talk(_book(), ["1", "s"]).run()
    assert outcome.ending == "stopped"
    assert outcome.answers.sheets["跟进表"].columns["预算"].column == "amount"
    assert len(outcome.proposal.questions) == 2


def test_what_is_put_off_stays_open() -> None:
    outcome = _Talk(_book(), ["3", "", ""]).run()
    assert outcome.put_off == 1
    assert [q.about for q in outcome.proposal.questions] == ["预算"]


def test_eight_are_asked_and_the_rest_on_request() -> None:
    words = [f"说法{n}" for n in range(MOST + 3)]
    few = _Talk(_book(words), ["2", *[""] * (MOST - 1), ""])
    assert few.run().answered == MOST
    assert "还有 4 个小问题。   1 接着问   2 先到这里" in few.text
    every = _Talk(_book(words), ["2", *[""] * (MOST - 1), "1", *[""] * 4])
    assert every.run().answered == MOST + 4


def test_answers_of_a_map_file_are_kept() -> None:
    before = Answers(values={"pipeline.stage": {"待付款": "won"}})
    outcome = _Talk(_book(), ["1", ""]).run(before)
    assert outcome.answers.values["pipeline.stage"] == {"待付款": "won", "待签合同": "negotiate"}


def test_english_reads_as_english() -> None:
    talk = _Talk(_book(), ["s"], "en")
    talk.run()
    assert "1/3  '预算' holds 80000, 120000, 160000 … (6 rows, 1.08m in all). Is it Amount?" in talk.text
    assert "1 yes, it is Amount   2 no, leave it alone   3 ask me later" in talk.text


def test_nothing_is_said_where_nothing_is_open() -> None:
    answers = _Talk(_book(["报价"]), ["2"]).run().answers
    silent = _Talk(_book(["报价"]), [])
    assert silent.run(answers).answered == 0
    assert silent.said == []


def test_a_sheet_may_be_any_record_of_ours() -> None:
    sheet = Question("sheet", "表", "表", Text("?", "?"), (Option("pipeline", Text("商机", "Pipeline")),))
    proposal = propose(_book())
    assert {understood(said, sheet, proposal) for said in ("合同", "contracts", "Contracts")} == {"contracts"}
    assert [o.code for o in offered(sheet, proposal)] == ["pipeline", "-", LATER]
    assert question_text(sheet, proposal) == Text(
        "工作表“表”像商机。按商机读吗？", "The sheet '表' looks like Pipeline. Read it as that?"
    )


def test_rows_that_count_once_are_left_so_unless_somebody_decides() -> None:
    head: list[CellValue] = ["编号", "客户名称", "项目名称", "阶段", "金额", "负责人"]
    deals: list[list[CellValue]] = [
        [f"O-{n}", f"厂{n}", f"改造{n}", "报价", 1000 * n, "李静"] for n in range(1, 8)
    ]
    workbook = workbook_from_rows({"商机9月": [head, *deals[:6]], "商机10月": [head, *deals[1:]]})
    talk = _Talk(workbook, [""])
    outcome = talk.run()
    assert "2 整张不读   3 就这样，以后再问\n     [3] > " in talk.text
    assert (outcome.answered, outcome.put_off) == (0, 1)
    assert len({table.sheet for table in outcome.proposal.tables}) == 2


def test_a_heading_of_known_words_is_no_slip_of_another() -> None:
    head: list[CellValue] = ["合同编号", "客户名称", "合同金额", "签订日期", "销售员", "到账日期"]
    rows: list[list[CellValue]] = [
        [f"HT-{n}", f"厂{n}", 1000 * n, dt.date(2026, 10, n), "李静", dt.date(2026, 11, n)]
        for n in range(1, 8)
    ]
    proposal = propose(workbook_from_rows({"合同台账": [head, *rows]}))
    assert [t.record.key for t in proposal.tables] == ["contracts"]
    assert not [q for q in proposal.questions if q.about == "到账日期"]
