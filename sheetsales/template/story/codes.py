"""Numbers that look right and belong to nobody: company codes, phones, e-mails."""

from __future__ import annotations

from itertools import count

from sheetsales.texts import Lang

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def _organisation_check(body: str) -> str:
    """The ninth character of an organisation code (GB 11714)."""
    total = sum(w * _ORGANISATION.index(c) for w, c in zip(_ORGANISATION_WEIGHTS, body, strict=True))
    return "0X987654321"[total % 11]


def credit_check(body: str) -> str:
    """The last character of a unified social credit code (GB 32100) from the seventeen before it."""
    total = sum(pow(3, place, 31) * _ALPHABET.index(char) for place, char in enumerate(body))
    return _ALPHABET[-total % 31]


def credit_code(admin: str, number: int) -> str:
    """A valid 18-character credit code of a company in an administrative division of six digits."""
    organisation = f"MA{_base31(number * 7919 + 104729)}"
    body = f"91{admin}{organisation}{_organisation_check(organisation)}"
    return body + credit_check(body)


def digits_credit_code(admin: str, number: int) -> str:
    """A valid credit code of digits only, as companies registered long ago have."""
    for try_ in count(number):
        organisation = f"{try_:08d}"
        body = f"91{admin}{organisation}{_organisation_check(organisation)}"
        code = body + credit_check(body)
        if code.isdigit():
            return code
    raise AssertionError  # pragma: no cover  # count never ends


def _base31(number: int) -> str:
    text = ""
    for _ in range(6):
        number, rest = divmod(number, 31)
        text = _ALPHABET[rest] + text
    return text


def registration_no(number: int) -> str:
    """An eight-digit company number."""
    return f"{(number * 7368787 + 4201933) % 90_000_000 + 10_000_000:08d}"


_MOBILE = tuple(f"1{second}{third}" for second in "358" for third in "0123456789")
_FICTION = (
    "020 7946 0", "01632 960", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0118 496 0",
    "0121 496 0", "0131 496 0", "0141 496 0", "0151 496 0", "0161 496 0", "0191 498 0", "029 2018 0", "07700 900",
)  # fmt: skip


def phone(number: int, lang: Lang) -> str:
    """A phone number nobody has: mobiles with 0000 inside, or the ranges Ofcom keeps for drama."""
    block, rest = divmod(number, 1000)
    if lang == "zh":
        return f"{_MOBILE[number // 10_000 % 30]} 0000 {number % 10_000:04d}"
    text = f"{_FICTION[block % len(_FICTION)]}{rest:03d}"
    return text if block < len(_FICTION) else f"{text} ext. {block // len(_FICTION)}"
