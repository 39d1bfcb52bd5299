"""How the rules on targets speak: of a goal, its period, its holder, its measure and its value."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.look.numbers import spoken_percent
from sheetsales.process.goals import AT_MOST_ONE, MONEY, Goals, Holder, goals
from sheetsales.process.reach import Reached, reached
from sheetsales.rules.persons import people_of
from sheetsales.rules.scene import Scene
from sheetsales.rules.words import money
from sheetsales.schema import defaults
from sheetsales.speech.days import month
from sheetsales.texts import Text, same

_QUARTERS: Final = "一二三四"
_SHARES: Final = AT_MOST_ONE | {"attainment", "pace", "growth", "load"}


def goals_of(scene: Scene) -> Goals:
    """The targets of a scene, read once for all rules."""
    return scene.once(_goals)


def _goals(scene: Scene) -> Goals:
    return goals(scene.book, people_of(scene))


def reached_of(scene: Scene) -> Reached:
    """What everybody has reached so far, worked out once."""
    return scene.once(_reached)


def _reached(scene: Scene) -> Reached:
    return reached(scene.book, people_of(scene), scene.today)


def period_text(period: str) -> Text:
    """``2026 年四季度`` or ``Q4 2026``; ``2026 年 11 月`` or ``November 2026``; ``2026 年`` or ``2026``."""
    year, _, rest = period.replace("Q", "-Q").partition("-")
    if rest.startswith("Q"):
        return Text(f"{year} 年{_QUARTERS[int(rest[1]) - 1]}季度", f"{rest} {year}")
    if rest:
        return month(year, int(rest))
    return Text(f"{year} 年", year)


def holder_text(book: Book, holder: Holder) -> Text:
    """``公司`` or ``the company``, a team or a person by name."""
    if holder.level == "company":
        return Text("公司", "the company")
    return same(book.person_name(holder.key) if holder.level == "person" else holder.key)


def measure_text(book: Book, measure: str) -> Text:
    """The measure's name: the packaged one in each language, else as the workbook's Indicators call it."""
    packaged = defaults.indicator(measure)
    if packaged is not None:
        english = packaged["en"]
        return Text(packaged["zh"], english[:1].lower() + english[1:])
    return same(text_of(book, "targets", "measure", measure, book.lang))


def value_text(book: Book, measure: str, value: Decimal) -> Text:
    """The value as its measure is counted: money, a percentage or a plain number."""
    if measure in MONEY:
        return money(value, book)
    if measure in _SHARES:
        return same(spoken_percent(value))
    plain = f"{value.normalize():,f}"
    return same(plain)
