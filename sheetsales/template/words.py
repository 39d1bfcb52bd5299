"""Words of the packaged process that stand in cells and differ by language."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

SKILLS: Mapping[str, Text] = {
    "discovery": Text("需求", "discovery"),
    "demo": Text("演示", "demo"),
    "negotiation": Text("谈判", "negotiation"),
    "contract": Text("合同", "contract"),
    "pricing": Text("报价", "pricing"),
    "service": Text("服务", "service"),
    "market": Text("市场", "market"),
}

RULE_NAMES: Mapping[str, Text] = {
    "M01": Text("大单报价未经批准", "Big quotation without approval"),
    "M02": Text("既让利又放账期", "Discount and long credit together"),
    "M03": Text("承诺单近期没有动作", "Commit without a step this week"),
    "M04": Text("大额谈判没有拜访", "Big negotiation without a visit"),
    "M05": Text("一人谈判单过多", "Too many negotiations for one rep"),
    "M06": Text("客户授信超限", "Credit limit of a customer passed"),
    "M07": Text("签约到交付太紧", "Too few days to deliver"),
    "M08": Text("A 级客户不满意", "Unhappy grade A customer"),
    "M09": Text("A 级客户半年没有新商机", "Grade A customer without new deals"),
    "M10": Text("拜访记录太短", "Visit note too short"),
    "M11": Text("紧急任务没人领", "Urgent task without an assignee"),
    "M12": Text("转介绍没写推荐人", "Referral without the referrer's name"),
}
"""What the manager's own rules of the packaged process are called."""

_TARGETS: Mapping[str, Text] = {
    "0.8×目标": Text("目标的 80%", "80% of target"),
    "各阶段默认": Text("各阶段赢率之比", "by stage"),
    "默认×0.8": Text("默认的 80%", "80% of default"),
    "3×获客成本": Text("获客成本的 3 倍", "3 × acquisition cost"),
    "60%-100%": Text("60%–100%", "60%–100%"),
}
"""Targets and warning levels that are no plain number."""

_SOURCES: Mapping[str, Text] = {
    "findings": Text("检查结果", "Findings"),
    "form:attitude": Text("态度评价表", "Attitude form"),
    "form:service": Text("服务质量评价表", "Service quality form"),
}


def joined(words: tuple[str, ...] | list[str], lang: Lang) -> str:
    """Several words in one cell, as a native writes them."""
    return listed(words).in_(lang)


def skill(word: str, lang: Lang) -> str:
    """A skill as the team calls it; a word of their own stays."""
    known = SKILLS.get(word)
    return known.in_(lang) if known else word


def target(text: str, lang: Lang) -> str:
    """A target that is words and not a number, such as ``80% of target``."""
    known = _TARGETS.get(text)
    return known.in_(lang) if known else text


def score_source(text: str, indicators: Mapping[str, str], lang: Lang) -> str:
    """Where a score's figure comes from: ``won_amount 的 attainment`` names two indicators."""
    if text in _SOURCES:
        return _SOURCES[text].in_(lang)
    of, _, what = text.partition(" 的 ")
    if not what:
        return indicators.get(text, text)
    of, what = indicators.get(of, of), indicators.get(what, what)
    return f"{of}的{what}" if lang == "zh" else f"{what} of {of[:1].lower()}{of[1:]}"
