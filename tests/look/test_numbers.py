from decimal import Decimal

import pytest

from sheetsales.look.numbers import BY_KIND, MONEY, dash_for_text, spoken_percent
from sheetsales.schema.column import Kind


@pytest.mark.parametrize(("share", "text"), [("0.367", "36.7%"), ("0.85", "85%"), ("1", "100%"), ("0", "0%")])
def test_shares_in_a_sentence(share: str, text: str) -> None:
    assert spoken_percent(Decimal(share)) == text
    assert spoken_percent(float(share)) == text


def test_every_kind_of_column_has_a_number_format() -> None:
    assert set(BY_KIND) == set(Kind)


def test_what_excel_would_turn_into_dates_or_numbers_is_kept_as_text() -> None:
    assert {BY_KIND[k] for k in (Kind.ID, Kind.PERIOD, Kind.PHONE, Kind.TEXT, Kind.CHOICE)} == {"@"}


def test_text_under_a_number_format_shows_as_a_dash() -> None:
    assert dash_for_text(MONEY) == '#,##0;-#,##0;#,##0;"—"'
