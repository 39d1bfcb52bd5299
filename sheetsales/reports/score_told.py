"""What the page of the evaluation says of scores."""

from __future__ import annotations

from typing import Final

from sheetsales.reports.block import PlacedTable
from sheetsales.reports.cells import Content, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.score_table import LOW
from sheetsales.texts import Text

NO_PLANS: Final = Text("提成：没有提成方案。", "Commission: no commission plans.")
PAID: Final = Text("提成见下面“提成明细”。", "Commission: see below.")


def best_first(block: PlacedTable) -> list[str]:
    """By rank, those who are not ranked last."""
    rank = {row: shown(block.get(row, "rank")) for row in block.rows}
    total = {row: shown(block.get(row, "total")) or 0.0 for row in block.rows}
    return sorted(block.rows, key=lambda row: (rank[row] is None, rank[row] or 0.0, -total[row]))


def score_sentence(draft: Draft, score: PlacedTable) -> str:
    """Who is star of the month and how many need coaching."""
    stars = [row for row in best_first(score) if str(_value(score.get(row, "honour"))).startswith("★")]
    low = sum((shown(score.get(row, "total")) or LOW) < LOW for row in score.rows)
    if stars:
        names = draft.say("、", " and ").join(str(score.get(row, "name")) for row in stars)
        points = f"{shown(score.get(stars[0], 'total')):.1f}"
        said = draft.say_of("月度之星：", "Top performer: ") + draft.say(
            f"{names}（{points} 分）", f"{names} ({points})"
        )
    else:
        said = draft.say_of("本月没有符合条件的人选", "Nobody qualifies as top performer")
    rest = draft.say(f"；低于 60 分 {low} 人，见辅导建议", f"; {low} scored below 60") if low else ""
    return said + rest + draft.say("。", ".")


def _value(content: Content) -> object:
    return getattr(content, "value", content)


def score_note(draft: Draft) -> str:
    """How scores are put together."""
    of_results = (
        Text("结果三项为季初至今，其余为本月。", "Results are of the quarter to date, the rest of the month.")
        if draft.periods.length == "month"
        else Text("各项都看本月。", "Every measure is of the month.")
    )
    said = draft.speak(of_results)
    pay = PAID if draft.pay is not None else NO_PLANS
    return draft.say(
        f"总分是有数据的各项按权重平均，缺的权重由其他项分担；有数据的权重不到一半、到岗不满三个月、在岗不到三分之二的不排名。{said}到岗 90 天内结果权重按六折、过程权重加倍。"
        f"每项的分子、分母和权重在附表“评分明细”。{pay.zh}",
        "The score is the mean of the measures with data by weight; missing weight is shared among the others. Nobody is ranked with less than half of the "
        f"weight known, in the first three months or when away for more than a third of the days. {said} "
        "In the first 90 days results weigh 0.6 times, process twice. Numerators, denominators and weights are in the appendix, Scores in "
        f"detail. {pay.en}",
    )
