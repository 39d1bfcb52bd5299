"""The macro's text: what every host can compile, in every language."""

import re

import pytest

from sheetsales.backends.clicks.change_list import plain_text
from sheetsales.buttons.registry import BUTTONS, enabled
from sheetsales.buttons.vba import escaped, module_source
from sheetsales.texts import LANGUAGES, Lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_source_is_ascii_with_a_sub_for_every_button(lang: Lang) -> None:
    source = module_source(lang)
    assert source.isascii()
    assert source.count("\n") == source.count("\r\n")
    assert f'Private Const LANGUAGE = "{lang}"' in source
    for button in BUTTONS:
        assert f'Public Sub {button.macro}()\r\n    RunButton "{button.action}"\r\nEnd Sub' in source


def test_nothing_in_it_that_a_host_cannot_compile() -> None:
    code = "\n".join(line.split("'")[0] for line in module_source("zh").splitlines() if '"' not in line)
    assert not re.search(
        r"\bDeclare\b|Option Explicit|FullName|Application\.Caller|\bHwnd\b|UserName|Format\(", code
    )
    assert code.count("#If") == 1, "only around what a Mac needs, in a Sub of its own"
    assert not re.search(r"(?m)^ *If .* Then +ReDim", code), (
        "LibreOffice empties the array whatever the condition"
    )


def test_lines_are_short_enough_for_vba() -> None:
    assert max(map(len, module_source("zh").splitlines())) < 1023


def test_its_texts_are_written_in_both_languages() -> None:
    pairs = re.findall(r'T\("((?:[^"]|"")*)", "((?:[^"]|"")*)"\)', module_source("zh"))
    assert len(pairs) > 15
    for zh, en in pairs:
        assert re.search(r"[\u4e00-\u9fff]", plain_text(zh)), en
        assert not re.search(r"[\u4e00-\u9fff]", plain_text(en)), zh


def test_every_routine_that_is_called_is_there() -> None:
    source = module_source("en")
    defined = re.findall(r"(?:Sub|Function) (\w+)\(", source)
    assert len(defined) == len(set(map(str.lower, defined)))
    for name in defined:
        assert len(re.findall(rf"\b{name}\b", source)) > 1 or name.startswith("Sheetsales"), (
            f"{name} is never used"
        )


def test_characters_beyond_the_basic_plane_are_two_units() -> None:
    assert escaped("a中😀") == "a\\u4E2D\\uD83D\\uDE00"
    assert plain_text(escaped("a中😀")) == "a中😀"


def test_a_button_is_one_row() -> None:
    assert len({button.macro for button in BUTTONS}) == len(BUTTONS)
    assert all(len(button.macro) <= 31 for button in BUTTONS)
    assert set(enabled()) < set(BUTTONS) or enabled() == BUTTONS
