import pytest

from sheetsales.schema.workbook import RECORDS
from sheetsales.template.headings import heading, headings, note
from sheetsales.texts import LANGUAGES, Lang


@pytest.mark.parametrize(
    ("record", "column", "lang", "currency", "expected"),
    [
        ("pipeline", "amount", "zh", "CNY", "金额（元）"),
        ("pipeline", "amount", "zh", "USD", "金额（USD）"),
        ("pipeline", "amount", "en", "GBP", "Amount (GBP)"),
        ("pipeline", "amount", "en", "", "Amount"),
        ("pipeline", "customer", "zh", "CNY", "客户 *"),
        ("pipeline", "discount", "zh", "CNY", "折扣（让利%）"),
        ("stages", "max_days", "en", "", "Limit (days)"),
        ("upkeep", "cadence_days", "zh", "", "联系周期（天） *"),
    ],
)
def test_headings_carry_unit_and_required_mark(
    record: str, column: str, lang: Lang, currency: str, expected: str
) -> None:
    assert heading(RECORDS[record].by_key[column], lang, currency) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_headings_of_a_sheet_are_alike(lang: Lang) -> None:
    for record in RECORDS.values():
        folded = [name.casefold() for name in headings(record, lang, "CNY")]
        assert len(set(folded)) == len(folded), record.key


def test_a_note_says_what_an_example_and_the_choices() -> None:
    pipeline = RECORDS["pipeline"]
    assert (
        note(pipeline, pipeline.by_key["name"], "zh")
        == "必填。这单卖什么，一眼能认出来。\n例：二号车间空压机监测"
    )
    assert (
        note(pipeline, pipeline.by_key["kind"], "en")
        == "New, repeat or renewal.\nChoices: New, Repeat, Renewal"
    )


def test_the_first_note_begins_with_the_purpose_of_the_sheet() -> None:
    pipeline = RECORDS["pipeline"]
    assert note(pipeline, pipeline.by_key["id"], "en").startswith("One row a deal; stages follow the process")


def test_written_columns_say_who_fills_them_once() -> None:
    pipeline, customers = RECORDS["pipeline"], RECORDS["customers"]
    assert note(pipeline, pipeline.by_key["check"], "zh").count("sheetsales") == 1
    assert "Filled by sheetsales" in note(customers, customers.by_key["last_contact"], "en")


def test_open_lists_say_where_to_add() -> None:
    customers = RECORDS["customers"]
    assert note(customers, customers.by_key["region"], "zh").endswith("；可在“选项”表增加。")
    assert "yes" not in note(RECORDS["team"], RECORDS["team"].by_key["active"], "zh").casefold()


def test_long_lists_are_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetsales.template.headings._CHOICES_SHOWN", 2)
    customers = RECORDS["customers"]
    assert "高价值、潜在…" in note(customers, customers.by_key["type"], "zh")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_people_fill_is_explained(lang: Lang) -> None:
    for record in RECORDS.values():
        for column in record.columns_for(lang):
            assert note(record, column, lang) or record.written, f"{record.key}.{column.key}"
