"""Whether phones, e-mails and company codes can be right."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from sheetsales.regex import regex

_MANY: Final = regex(r"\s*(?:[/、,，;；|\n]|或|\bor\b)\s*", re.IGNORECASE)
_EXTENSION: Final = regex(r"(?:ext(?:ension)?\.?|extn\.?|x|转|分机|#)\s*[:：]?\s*\d{1,6}\s*\Z", re.IGNORECASE)
_DASHED_EXTENSION: Final = regex(r"(?<=\d{7})\s*-\s*\d{1,4}\s*\Z")
_LETTER_INSIDE: Final = regex(r"\d[A-Za-z]\d")
_NOT_DIGITS: Final = regex(r"\D+")
_ADDRESS: Final = regex(r"[^\s@<>()\[\],;:\"\\]+@(?:[^\s@.,;:]+\.)+[^\s@.,;:\d]{2,}\Z")
_PLAIN_NUMBER: Final = regex(r"\+?\d(?:[ ()-]{0,2}\d){6,14}(?: (?:ext\.? ?|x)\d{1,6})?\Z")
_PLAIN_CHINESE: Final = regex(r"(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0(?:10|2\d|[3-9]\d\d)[ -]?\d{7,8})\Z")
_PLAIN_ADDRESS: Final = regex(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}\Z")
"""What most cells hold: right at first sight."""
_ADDRESSES: Final = regex(r"[;,，；、/\s]+")
_LONGEST: Final = 15
"""Digits of a number with its country's code (ITU-T E.164)."""
_SHORTEST: Final = 7
_SERVICE: Final = (5, 6)
_MOBILE: Final = 11
_SHORT_AREAS: Final = ("010", "02")
"""Area codes of three digits; all others have four."""


class PhoneFault(StrEnum):
    """What keeps a number from being dialled."""

    NO_DIGITS = "no_digits"
    LETTER = "letter"
    SHORT = "short"
    LONG = "long"
    MOBILE = "mobile"
    LANDLINE = "landline"


def phone_fault(text: str, *, chinese: bool) -> tuple[PhoneFault, int] | None:
    """What is wrong with the first faulty number in a cell and how many digits it has; None where all can be dialled.

    A cell may hold several numbers, extensions and words beside them. ``chinese`` numbers without a country's code are
    held against the lengths of mobiles (11 digits) and of landlines (an area code and 7 or 8 digits).
    """
    if (_PLAIN_CHINESE if chinese else _PLAIN_NUMBER).match(text):
        return None
    for part in filter(None, _MANY.split(text)):
        fault = _fault(part, chinese=chinese)
        if fault is not None:
            return fault
    return None


def _fault(part: str, *, chinese: bool) -> tuple[PhoneFault, int] | None:
    number = _EXTENSION.sub("", part)
    if _LETTER_INSIDE.search(number):
        return PhoneFault.LETTER, len(_NOT_DIGITS.sub("", number))
    bare = _DASHED_EXTENSION.sub("", number) if len(_NOT_DIGITS.sub("", number)) > _MOBILE else number
    digits = _NOT_DIGITS.sub("", bare)
    if not digits:
        return PhoneFault.NO_DIGITS, 0
    abroad = "+" in number or digits.startswith("00")
    home = digits.removeprefix("00").removeprefix("86") if len(digits) > _MOBILE else digits
    if chinese and (not abroad or home != digits.removeprefix("00")):
        found = _chinese_fault(home)
        if found is not None or len(home) in _SERVICE:
            return (found, len(home)) if found else None
    if len(digits) < _SHORTEST:
        return PhoneFault.SHORT, len(digits)
    return (PhoneFault.LONG, len(digits)) if len(digits) > _LONGEST else None


def _chinese_fault(digits: str) -> PhoneFault | None:
    if digits.startswith("0") and not digits.startswith("00"):
        area = 3 if digits.startswith(_SHORT_AREAS) else 4
        return None if area + 7 <= len(digits) <= area + 8 else PhoneFault.LANDLINE
    if digits.startswith("1") and len(digits) in (9, 10, 11, 12, 13) and digits[1] in "3456789":
        return None if len(digits) == _MOBILE else PhoneFault.MOBILE
    return None


def email_works(text: str) -> bool:
    """Whether every address in a cell has a name, one @ and a domain with a dot."""
    if _PLAIN_ADDRESS.match(text):
        return True
    addresses = [part for part in _ADDRESSES.split(text.strip()) if part]
    return bool(addresses) and all(_ADDRESS.match(address) for address in addresses)


CODE_LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE_LENGTH: Final = 18
_VALUES: Final = {letter: value for value, letter in enumerate(CODE_LETTERS)}
_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(CODE_LENGTH - 1))


def code_check(body: str) -> str:
    """The eighteenth character that follows from the first seventeen of a unified social credit code.

    Source: GB 32100-2015, weights 3^i mod 31 over the alphabet without I, O, S, V and Z.
    """
    total = sum(_WEIGHTS[i] * _VALUES[letter] for i, letter in enumerate(body))
    return CODE_LETTERS[-total % 31]
