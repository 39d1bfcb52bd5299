"""SS831 to SS835: evaluations that are missing, off the scale, by oneself, twice, or of somebody who was not there."""

from __future__ import annotations

from typing import Final

from sheetsales.process.appraisals import PARTS
from sheetsales.rules.rows.briefly import ERROR, WARNING, case, info
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rule import Level

_SCORED: Final = (*(key for part in PARTS.values() for key in part), *PARTS)

_RATER: Final = {"whom": 'IF([@evaluator]<>"",[@evaluator],[@manager])'}

RATINGS: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS831", "evaluation-missing", WARNING,
            ("上一期没有评价", "Evaluation missing"),
            ("没有评价，态度和服务两项得分就空着。", "Attitude and service stay blank in the score."),
            ("给每人补一行；主管不评，本期最后一个月才来的不评。按季评的看季，否则看月。", "Add a row for each. Managers are not rated, nor who joined in the period's last month. Quarters count where quarters are rated, else months."),
            ("还没有 2026Q3 的评价：吴昊。", "No evaluation for 2026Q3 yet: Owen Hughes."),
            "evaluate_days",
        ),
        "evaluations",
        (
            case(
                '[@lacking_people]<>""', "person",
                ("还没有 {period_due} 的评价：{lacking:people}。", "No evaluation for {period_due} yet: {lacking:people}."),
                ("{ask}本周评完。", "{ask} rate them this week."),
            ),
        ),
        named={"lacking": "[@lacking_people]", "period_due": "[@lacking_period]", "whom": "[@manager]"},
        owner="whom",
    ),
    RowRule(
        info(
            "SS832", "evaluation-score-off", ERROR,
            ("评分不在 1 到 5 之间", "Score not between 1 and 5"),
            ("按 100 分填的会把总分拉爆；这样的分不计入。", "A hundred among fives would blow up the score; it is left out."),
            ("按列名批注的标准打 1 到 5。", "Use 1 to 5, as the heading's note describes."),
            ("赵国梁 2026Q3 的“守信”填了 80，应为 1 到 5。", "Graham Whitlock has 80 for Commitments in 2026Q3; the scale is 1 to 5."),
        ),
        "evaluations",
        tuple(
            case(
                f"AND(ISNUMBER([@{key}]),OR([@{key}]<1,[@{key}]>5))", key,
                (f"{{person}} {{period}} 的“{{{key}:title}}”填了 {{{key}}}，应为 1 到 5；这一格没有计入。", f"{{person}} has {{{key}}} for {{{key}:title}} in {{period}}; the scale is 1 to 5, so it is left out."),
                ("{ask}按标准改成 1 到 5。", "{ask} use 1 to 5, as the heading's note describes."),
            )
            for key in _SCORED
        ),
        Level.BASIC,
        named=_RATER,
        owner="whom",
    ),
    RowRule(
        info(
            "SS833", "rated-by-self", ERROR,
            ("自己评自己", "Rated by oneself"),
            ("自评不能用来排名，没有计入。", "A self-rating cannot rank anybody; it is left out."),
            ("请上级另评；本人的看法写在“本人意见”。", "Have the manager rate them; the person's view goes into Own comment."),
            ("陈立群 2026Q3 的评价人是本人。", "Daniel Cole rated himself for 2026Q3."),
        ),
        "evaluations",
        (
            case(
                'AND([@person]<>"",[@evaluator]=[@person])', "evaluator",
                ("{person} {period} 的评价人是本人，没有计入。", "{person} is both rated and rater for {period}; the row is left out."),
                ("{ask}重评。", "{ask} rate them."),
            ),
        ),
        named={"whom": 'XLOOKUP([@person],team[id],team[superior],"")'},
        owner="whom",
    ),
    RowRule(
        info(
            "SS834", "rated-twice", WARNING,
            ("同一人同一期评了两次", "Rated twice by one person"),
            ("只有后一行计入；两行都留着，看的人不知道信哪行。", "Only the later row counts; with both there nobody knows which to trust."),
            ("删掉一行。几个人各评一行没有问题，取平均。", "Delete one row. Rows of several evaluators are fine; their mean counts."),
            ("周敏给吴昊 2026Q3 评了两次。", "Helen Marsh rated Owen Hughes twice for 2026Q3."),
        ),
        "evaluations",
        (
            case(
                "[@again]", "person",
                ("{person} {period} 由{evaluator}评了两次，只有最后一行计入。", "{person} is rated twice for {period} by {evaluator}; only the last row counts."),
                ("{ask}删掉多出的一行。", "{ask} delete the row that is wrong."),
            ),
        ),
        named=_RATER,
        owner="whom",
    ),
    RowRule(
        info(
            "SS835", "rated-while-away", WARNING,
            ("评了不在岗的人", "Rated somebody who was not there"),
            ("那一期他还没来，或已经离开。", "They had not joined yet, or had left."),
            ("核对期间和人；人员表的入职、离职日期错了就改那里。", "Check period and person; where Team has the wrong day, correct it there."),
            ("马驰 2026-06-30 离职，却有 2026Q3 的评价。", "Mark Chandler left on 30 June 2026 and has an evaluation for 2026Q3."),
        ),
        "evaluations",
        (
            case(
                "[@away]", "period",
                ("{person}在 {period} 一天也不在岗，却有评价。", "{person} was in post on no day of {period} and yet is rated."),
                ("{ask}核对期间和人。", "{ask} check period and person."),
            ),
        ),
        named=_RATER,
        owner="whom",
    ),
)  # fmt: skip
