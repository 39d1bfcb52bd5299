"""The words of the load findings: complete, short, and in the house's style."""

from __future__ import annotations

import re

import pytest

from sheetsales.book.load_rules import LOAD_RULES, RULES, LoadRule
from sheetsales.texts import Text

_HAN = re.compile(r"[\u3400-\u9fff]")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def texts(rule: LoadRule) -> list[Text]:
    found = [rule.message, rule.hint, rule.info.title, rule.info.why, rule.info.fix]
    return [*found, rule.many] if rule.many.zh else found


def test_codes_are_in_order_and_none_twice() -> None:
    codes = [info.code for info in LOAD_RULES]
    assert codes == sorted(set(codes))
    assert len({info.name for info in LOAD_RULES}) == len(LOAD_RULES)


@pytest.mark.parametrize("rule", RULES, ids=[rule.info.code for rule in RULES])
def test_sentences_are_short_calm_and_alike_in_both_languages(rule: LoadRule) -> None:
    for text in texts(rule):
        for sentence in re.split("[。；]", _PLACEHOLDER.sub("", text.zh)):
            assert len(_HAN.findall(sentence)) <= 40, sentence
        for sentence in re.split(r"[.;] ", _PLACEHOLDER.sub("x", text.en)):
            assert len(sentence.split()) <= 25, sentence
        assert not re.search("无效|非法|请检查|[!！]", text.zh)
        assert not re.search(r"\binvalid\b|!", text.en)
        assert text.zh
        assert text.en


@pytest.mark.parametrize("rule", RULES, ids=[rule.info.code for rule in RULES])
def test_a_sentence_says_the_same_in_both_languages(rule: LoadRule) -> None:
    for text in (rule.message, rule.hint, rule.many):
        zh = {name.replace("in_sheet", "sheet") for name in _PLACEHOLDER.findall(text.zh)}
        assert zh - {"sheet"} == set(_PLACEHOLDER.findall(text.en)) - {"sheet"}
