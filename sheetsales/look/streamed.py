"""A worksheet that is written row after row and still shares its texts.

XlsxWriter's own streaming writes each text into its cell, which makes a large workbook several times larger and
slower to read in every program.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet


class StreamedSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter publishes no types
    """XlsxWriter's worksheet in constant memory, its texts kept in the workbook's table of shared strings."""

    constant_memory: bool
    table: dict[int, dict[int, Any]]

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
        result = super()._write_string(row, col, string, cell_format)
        if self.constant_memory and result >= 0:
            index = self.str_table._get_shared_string_index(string)  # noqa: SLF001 - XlsxWriter has no public way
            self.table[row][col] = self.table[row][col]._replace(string=index)
        return result

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        streamed = self.constant_memory
        self.constant_memory = streamed and type(cell).__name__ != "String"
        super()._write_cell(row, col, cell)
        self.constant_memory = streamed
