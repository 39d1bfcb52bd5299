"""Sheets of the team's own: found below titles, by headings in either language, checked against the values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

import pytest

from sheetsales.cells.address import Area
from sheetsales.cells.build import Rows, grid_from_rows
from sheetsales.cells.grid import TableArea
from sheetsales.cells.values import CellError
from sheetsales.schema.bind import bind
from sheetsales.schema.binding import BoundTable
from tests.binding.books import book, bound, columns, unknown

D = dt.date
ZH = ["客户名称", "项目名称", "负责人", "跟进阶段", "预计金额", "预计成交日期"]
ZH_ROWS: list[list[Any]] = [
    ["甬江机械", "空压机改造", "李静", "方案", 38, D(2026, 12, 1)],
    ["长丰纺织", "用电监测", "周晓峰", "已签约", 12, D(2026, 10, 9)],
]
ORDERS = ["Order Date", "Customer", "Product", "Qty", "Unit Price", "Total"]
ORDER_ROWS: list[list[Any]] = [
    [D(2026, 1, 5), "Norbury", "Gateway", 2, 420.0, 840.0],
    [D(2026, 1, 9), "Halden", "Audit", 1, 990.0, 990.0],
]


def zh(*more: list[Any], headings: list[str] = ZH, unit: str = "") -> Rows:
    top: list[list[Any]] = [[unit]] if unit else []
    return [*top, list(headings), *ZH_ROWS, *more]


def test_a_tracker_below_titles_and_from_column_b() -> None:
    rows = [["2026 年重点客户跟进表"], [], ["更新：10 月 30 日", None, None, "内部资料"], [], ZH, *ZH_ROWS]
    table = bound(rows, "跟进", first_row=2, first_column=2)
    assert table.record.key == "pipeline"
    assert (table.heading_row, table.first_row, table.last_row) == (6, 7, 8)
    assert columns(table) == {
        "客户名称": "customer",
        "项目名称": "name",
        "负责人": "owner",
        "跟进阶段": "stage",
        "预计金额": "amount",
        "预计成交日期": "expected_close",
    }
    assert table.columns[0].sheet_column == 2


def test_headings_of_both_languages_in_one_sheet() -> None:
    table = bound(zh(headings=["Account Name", "项目名称", "Sales Rep", "Stage", "预计金额", "Close Date"]))
    assert set(table.by_key) == {"customer", "name", "owner", "stage", "amount", "expected_close"}


def test_a_heading_merged_over_two_rows_counts_in_the_lower_one() -> None:
    rows = [["客户名称", "项目名称", "负责人", "商机", None, None], [None, None, None, *ZH[3:]], *ZH_ROWS]
    grid = grid_from_rows("表", rows)
    merged = (*(Area("表", 1, c, 2, c) for c in (1, 2, 3)), Area("表", 1, 4, 1, 6))
    (table,) = bind(book({"表": replace(grid, merged=merged)})).tables
    assert table.heading_row == 2
    assert len(table.columns) == 6


def test_the_unit_of_a_title_counts_for_money_that_says_none_itself() -> None:
    headings = [*ZH[:4], "预计金额", "合同金额（元）"]
    table = bound(zh(headings=headings, unit="单位：万元"))
    assert table.by_key["amount"].factor == 10_000
    headings = [*ZH[:4], "预计金额（元）", "预计成交日期"]
    assert bound(zh(headings=headings, unit="单位：万元")).by_key["amount"].factor == 1


def test_one_column_takes_one_heading_and_the_preferred_one() -> None:
    headings = ["合同金额", "客户名称", "项目名称", "负责人", "阶段", "预计金额"]
    rows = [headings, *([5, c, n, o, s, a] for c, n, o, s, a, _ in ZH_ROWS)]
    table = bound(rows)
    assert columns(table)["预计金额"] == "amount"
    assert unknown(table) == ["合同金额"]


def test_two_person_columns_make_the_owner_of_the_one_in_charge() -> None:
    headings = [*ZH[:2], "跟进人", "跟进阶段", "预计金额", "负责人"]
    rows = [headings, *([*r[:5], "王芳"] for r in ZH_ROWS)]
    assert columns(bound(rows))["负责人"] == "owner"


def test_a_near_miss_is_not_bound() -> None:
    table = bound(zh(headings=[*ZH[:4], "预计金額额", "预计成交日期"]))
    assert "预计金額额" in unknown(table)


@pytest.mark.parametrize("brackets", ["（已收）", "(paid)", "（不含税）"])
def test_brackets_that_mean_something_else_are_not_bound(brackets: str) -> None:
    table = bound(zh(headings=[*ZH[:4], f"金额{brackets}", "预计成交日期"]))
    assert "amount" not in table.by_key


class TestClosingDates:
    """One date for open and closed deals is told apart row by row."""

    def test_a_closing_date_is_split_by_stage(self) -> None:
        column = bound(zh(headings=[*ZH[:5], "Close Date"])).by_key["expected_close"]
        assert column.split_by_stage

    def test_beside_an_actual_date_it_is_the_expected_one(self) -> None:
        rows = [[*ZH[:5], "关闭日期", "实际成交日期"], *([*r, D(2026, 9, 9)] for r in ZH_ROWS)]
        table = bound(rows)
        assert columns(table)["关闭日期"] == "expected_close"
        assert not table.by_key["expected_close"].split_by_stage

    def test_beside_an_expected_date_it_is_the_actual_one(self) -> None:
        rows = [[*ZH, "关闭日期"], *([*r, D(2026, 9, 9)] for r in ZH_ROWS)]
        table = bound(rows)
        assert columns(table)["关闭日期"] == "closed_on"

    def test_without_a_stage_it_is_left_alone(self) -> None:
        rows = [
            ["客户名称", "商机名称", "负责人", "下一步", "Close Date"],
            ["甲", "乙", "丙", "打电话", D(2026, 9, 9)],
        ]
        assert unknown(bound(rows)) == ["Close Date"]


class TestValues:
    """What stands below a heading confirms it or rules it out."""

    def test_a_status_of_stages_is_the_stage(self) -> None:
        table = bound(zh(headings=[*ZH[:3], "Status", *ZH[4:]]))
        assert table.by_key["stage"].heading == "Status"

    def test_a_status_of_something_else_is_not(self) -> None:
        rows = [[*ZH[:3], "状态", *ZH[4:]], *([*r[:3], "绿灯", *r[4:]] for r in ZH_ROWS)]
        assert "状态" in unknown(bound(rows))

    def test_beside_a_stage_the_status_never_is_one(self) -> None:
        rows = [[*ZH, "状态"], *([*r, "赢单"] for r in ZH_ROWS)]
        table = bound(rows)
        assert table.by_key["stage"].heading == "跟进阶段"

    def test_dates_under_a_money_heading_rule_it_out(self) -> None:
        rows = [[*ZH[:5], "合同金额"], *ZH_ROWS]
        assert "合同金额" in unknown(bound(rows))

    def test_a_person_heading_over_numbers_is_none(self) -> None:
        rows = [["销售", *ZH[:2], *ZH[3:]], *([9.5, *r[:2], *r[3:]] for r in ZH_ROWS)]
        assert "销售" in unknown(bound(rows))

    @pytest.mark.parametrize(
        ("values", "factor"),
        [((30, 80), Decimal("0.01")), ((0.3, 0.8), Decimal(1)), (("30%", "80%"), Decimal(1)), ((0.3, 80), None), ((-5, 30), None)],
    )  # fmt: skip
    def test_percentages_are_ratios_or_hundreds_or_asked(
        self, values: tuple[object, object], factor: Decimal | None
    ) -> None:
        rows = [[*ZH, "赢率"], *([*r, v] for r, v in zip(ZH_ROWS, values, strict=True))]
        column = bound(rows).by_key.get("probability")
        assert (column.factor if column else None) == factor

    @pytest.mark.parametrize(
        ("values", "bound_"),
        [
            ((0.05, 0.1), True),
            (("5%", "8%"), True),
            (("九折", "95折"), False),
            ((0.95, 0.9), False),
            ((500, 800), False),
        ],
    )
    def test_only_a_share_taken_off_is_a_discount(self, values: tuple[object, object], bound_: bool) -> None:
        rows = [[*ZH, "折扣率"], *([*r, v] for r, v in zip(ZH_ROWS, values, strict=True))]
        assert ("discount" in bound(rows).by_key) is bound_

    def test_a_row_number_is_no_id(self) -> None:
        rows = [["编号", *ZH], *([i, *r] for i, r in enumerate(ZH_ROWS, start=1))]
        assert "编号" in unknown(bound(rows))

    def test_an_id_that_repeats_is_none(self) -> None:
        rows = [["商机编号", *ZH], *(["X1", *ZH_ROWS[0]] for _ in range(6))]
        assert "商机编号" in unknown(bound(rows))

    def test_two_headings_alike_with_data_are_not_told_apart(self) -> None:
        rows = [[*ZH, "备注", "备注"], *([*r, "x", "y"] for r in ZH_ROWS)]
        assert unknown(bound(rows)) == ["备注", "备注"]

    def test_of_two_headings_alike_the_filled_one_counts(self) -> None:
        rows = [[*ZH, "备注", "备注"], *([*r, None, "y"] for r in ZH_ROWS)]
        table = bound(rows)
        assert table.by_key["notes"].sheet_column == 8
        assert unknown(table) == ["备注"]


class TestNames:
    """``Name`` alone says nothing; beside a number it may be the customer."""

    FUNNEL: ClassVar = ["Account", "Name", "Rep", "Product", "Quantity", "Price", "Status"]

    def funnel(self, *accounts: int) -> BoundTable:
        names = {a: f"Customer {a}" for a in accounts}
        states = ["presented", "pending", "won", "declined"]
        rows = [[a, names[a], "Craig", "CPU", 1, 300, states[i % 4]] for i, a in enumerate(accounts)]
        return bound([self.FUNNEL, *rows])

    def test_a_number_and_its_name_are_the_customer(self) -> None:
        table = self.funnel(71, 71, 73, 14)
        assert table.record.key == "pipeline"
        assert columns(table) == {
            "Name": "customer",
            "Rep": "owner",
            "Product": "product",
            "Quantity": "quantity",
            "Status": "stage",
        }
        assert unknown(table) == ["Account", "Price"]

    def test_contacts_are_no_customers(self) -> None:
        rows = [
            ["First Name", "Name", "Email", "Phone", "Industry"],
            ["Jo", "Jo Ward", "j@x.uk", "020 7946 0123", "Food"],
        ]
        assert bind(book({"Sheet1": rows})).tables == ()

    def test_a_list_of_anything_with_a_name_is_no_customer_list(self) -> None:
        rows = [["ID", "Name", "Description"], ["a", "Boots", "x"], ["b", "Runs", "y"]]
        assert bind(book({"Requirements": rows})).tables == ()


class TestExtent:
    """Where the data ends, and what is left out of it."""

    def test_totals_and_footers_below_are_left_out(self) -> None:
        rows = zh(["合计", None, None, None, 50], [], ["备注：黄色为本月必签"], ["制表：李静"])
        assert bound(rows).last_row == 3

    def test_a_lone_name_below_a_gap_is_a_record_half_typed(self) -> None:
        assert bound(zh([], ["注塑机厂"])).last_row == 5

    def test_a_long_remark_below_a_gap_is_none(self) -> None:
        assert bound(zh([], ["以上数据来自各销售每周五下班前填报的跟进表，仅供内部参考"])).last_row == 3

    def test_blank_rows_between_are_normal(self) -> None:
        assert bound(zh([], [], list(ZH_ROWS[0]))).last_row == 6

    def test_a_sum_that_only_an_unbound_column_announces_parts_the_range(self) -> None:
        rows = [["序号", *ZH], [1, *ZH_ROWS[0]], ["李静小计", None, None, None, None, 38], [2, *ZH_ROWS[1]]]
        tables = bind(book({"表": rows})).tables
        assert [(t.first_row, t.last_row) for t in tables] == [(2, 2), (4, 4)]
        assert [len(t.unknown) for t in tables] == [1, 0]

    def test_a_sum_plain_to_see_stays_for_the_reader_to_report(self) -> None:
        assert bound(zh(["小计", None, None, None, 50], list(ZH_ROWS[0]))).last_row == 5

    def test_a_customer_called_total_is_no_sum(self) -> None:
        assert bound(zh(["Total Fluid Power", "泵", "李静", "报价", 5, D(2026, 11, 11)])).last_row == 4

    def test_repeated_headings_part_the_range(self) -> None:
        tables = bind(book({"表": zh(list(ZH), list(ZH_ROWS[0]))})).tables
        assert [(t.first_row, t.last_row) for t in tables] == [(2, 3), (5, 5)]

    def test_headings_without_data_make_an_empty_table(self) -> None:
        table = bound([ORDERS, [None] * 6])
        assert table.last_row < table.first_row


class TestBlocks:
    """Several tables on one sheet, and notes beside them."""

    def test_notes_to_the_right_stay_out(self) -> None:
        rows = [
            [*ZH, None, "颜色说明"],
            [*ZH_ROWS[0], None, "黄：必签"],
            ZH_ROWS[1],
            [None] * 7 + ["红：超期"],
        ]
        table = bound(rows)
        assert unknown(table) == []
        assert table.last_row == 3

    def test_two_tables_side_by_side(self) -> None:
        rows = [[*ORDERS, None, *ORDERS], *([*r, None, *r] for r in ORDER_ROWS)]
        tables = bind(book({"Q1": rows})).tables
        assert [min(c.sheet_column for c in t.columns) for t in tables] == [1, 8]

    def test_a_gap_within_a_table_does_not_part_it(self) -> None:
        rows = [[*ZH[:3], None, *ZH[3:]], *([*r[:3], None, *r[3:]] for r in ZH_ROWS)]
        assert len(bound(rows).columns) == 6

    def test_another_table_below_a_blank_row(self) -> None:
        customers = ["客户名称", "联系人", "电话", "行业", "负责人"]
        rows = zh([], customers, ["甬江机械", "王工", "0574-8765 4321", "机械", "李静"])
        tables = bind(book({"表": rows})).tables
        assert [(t.record.key, t.first_row, t.last_row) for t in tables] == [
            ("pipeline", 2, 3),
            ("customers", 6, 6),
        ]

    def test_month_sheets_hold_one_record_together(self) -> None:
        drift = ["DATE", "Client Name", "ITEM", "Quantity", "UNIT PRICE ", "TOTAL ($)"]
        workbook = book({"Jan": [ORDERS, *ORDER_ROWS], "Feb": [["Feb"], drift, *ORDER_ROWS]})
        binding = bind(workbook)
        assert [t.sheet for t in binding.of("orders")] == ["Jan", "Feb"]
        assert set(binding.tables[0].by_key) == set(binding.tables[1].by_key)

    def test_an_excel_table_of_their_own_is_taken_as_it_is(self) -> None:
        grid = grid_from_rows("Deals", [ZH, *ZH_ROWS], table="Table1")
        (table,) = bind(book({"Deals": grid})).tables
        assert (table.table, table.record.key, table.last_row) == ("Table1", "pipeline", 3)

    def test_very_hidden_sheets_and_home_are_not_read(self) -> None:
        hidden = replace(grid_from_rows("x", zh()), visibility="veryHidden")
        assert bind(book({"x": hidden, "首页": zh()})).tables == ()


class TestRefused:
    """What looks like sales and is none."""

    @pytest.mark.parametrize(
        "rows",
        [
            [["Row Labels", "Revenue"], ["Opportunity #279", 121], ["Opportunity #428", 118]],
            [["行标签", "求和项:金额"], ["李静", 72]],
            [["Sum of Amount", "Count of Deals"], [1, 2]],
        ],
    )
    def test_a_pasted_pivot(self, rows: Rows) -> None:
        binding = bind(book({"Sheet1": rows}))
        assert binding.tables == ()
        assert [(r.sheet, r.kind) for r in binding.refused] == [("Sheet1", "pivot")]

    @pytest.mark.parametrize(
        ("sheet", "headings"),
        [
            ("Sheet1", ["Date", "Vendor", "Customer", "Product", "Qty", "Total"]),
            ("采购明细", ["日期", "客户", "产品名称", "数量", "单价", "金额"]),
            ("Sheet1", ["下单日期", "供应商名称", "客户", "产品名称", "数量", "金额"]),
        ],
    )
    def test_purchase_orders(self, sheet: str, headings: list[str]) -> None:
        rows = [headings, [D(2026, 1, 5), "Norbury", "Norbury", "Gateway", 2, 84]]
        binding = bind(book({sheet: rows}))
        assert binding.tables == ()
        assert [r.kind for r in binding.refused] == ["purchase_order"]

    def test_invoices(self) -> None:
        rows = [
            ["Invoice Number", "Invoice Date", "Customer", "Product", "Quantity", "Total"],
            ["I1", D(2026, 1, 5), "A", "B", 2, 84],
        ]
        assert [r.kind for r in bind(book({"Sheet1": rows})).refused] == ["invoice"]

    def test_the_output_of_a_forecasting_model(self) -> None:
        headings = ["yhat_lower", "yhat_upper", "Customer", "Order Date", "Product", "Total", "Qty"]
        rows = [headings, [1, 2, "A", D(2026, 1, 5), "P", 84, 1]]
        assert [r.kind for r in bind(book({"Sheet1": rows})).refused] == ["forecast"]

    def test_a_price_list_is_neither_bound_nor_refused(self) -> None:
        rows = [
            ["产品编码", "产品名称", "规格型号", "单位", "单价", "最低价"],
            ["P1", "网关", "G2", "台", 420, 380],
        ]
        binding = bind(book({"价目表": rows}))
        assert (binding.tables, binding.refused) == ((), ())

    def test_notes_make_no_activity_log_of_a_sales_list(self) -> None:
        rows = [
            ["Customer", "Owner", "Date", "Notes", "Region", "Amount"],
            ["A", "T", D(2026, 1, 1), "n", "East", 5],
        ]
        assert bound(rows).record.key == "orders"

    def test_a_list_of_codes_is_not_taken_for_settings(self) -> None:
        rows = [["property_id", "label", "value", "display_order"], ["stage", "Won", "w", 1]]
        assert bind(book({"Sheet1": rows})).tables == ()


def test_the_language_is_that_of_the_headings() -> None:
    assert bind(book({"Sheet1": zh()})).language == "zh"
    assert bind(book({"订单": [ORDERS, *ORDER_ROWS]})).language == "en"
    assert bind(book({"说明": [["a"]]})).language == "zh"


def test_an_empty_workbook_binds_nothing() -> None:
    assert bind(book({})).tables == ()


class TestSmallPrint:
    """Cases that are rare, and wrong when they are got wrong."""

    def test_a_unit_that_cannot_belong_leaves_the_heading_alone(self) -> None:
        rows = [[*ZH[:4], "预计金额（天）", "预计成交日期"], *ZH_ROWS]
        assert "预计金额（天）" in unknown(bound(rows))

    def test_ambiguous_headings_with_both_columns_taken_are_left_alone(self) -> None:
        rows = [[*ZH, "实际成交日期", "关闭日期"], *([*r, D(2026, 9, 9), D(2026, 9, 9)] for r in ZH_ROWS)]
        assert unknown(bound(rows)) == ["关闭日期"]

    def test_delivery_in_orders_is_promised_or_done_and_so_left_alone(self) -> None:
        rows = [[*ORDERS, "交付日期"], *([*r, D(2026, 9, 9)] for r in ORDER_ROWS)]
        assert unknown(bound(rows)) == ["交付日期"]

    def test_a_range_full_of_sums_is_left_whole(self) -> None:
        pair = [["x", *ZH_ROWS[0]], ["李静小计", None, None, None, None, 38]]
        rows = [["序号", *ZH], *(pair * 502)]
        (table,) = bind(book({"表": rows})).tables
        assert (table.first_row, table.last_row) == (2, 1004)

    def test_a_headless_column_of_row_numbers_is_no_heading(self) -> None:
        rows = [[None, *ZH], *([i, *r] for i, r in enumerate(ZH_ROWS))]
        assert len(bound(rows).columns) == 6

    def test_error_cells_are_no_evidence(self) -> None:
        rows = [ZH, *([*r[:4], CellError("#N/A"), r[5]] for r in ZH_ROWS)]
        assert "amount" in bound(rows).by_key

    def test_booleans_are_no_numbers_and_long_digits_are_phones(self) -> None:
        rows = [
            ["客户名称", "联系人", "电话", "行业", "年采购额"],
            ["甲", "王", 13800001111, "食品", True],
            ["乙", "李", "0574-1/0575-87654321", "食品", False],
        ]
        table = bound(rows)
        assert columns(table)["电话"] == "phone"

    def test_headings_beyond_the_cells_that_were_read_have_no_values(self) -> None:
        grid = grid_from_rows("商机", [["客户 *", "名称 *", "自定"]], table="tblPipeline")
        wider = replace(grid.tables[0], headings=("客户 *", "名称 *", "自定", "产品明细"))
        (table,) = bind(book({"商机": replace(grid, tables=(wider,))})).tables
        assert unknown(table) == ["自定", "产品明细"]

    def test_a_table_that_holds_nothing_of_ours_leaves_the_rest_of_the_sheet(self) -> None:
        grid = grid_from_rows("表", [*zh(), [], ["a", "b"], [1, 2]])
        small = TableArea("Table9", Area("表", 5, 1, 6, 2), ("a", "b"))
        (table,) = bind(book({"表": replace(grid, tables=(small,))})).tables
        assert (table.record.key, table.table) == ("pipeline", None)
