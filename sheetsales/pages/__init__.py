"""Sheets of ours in a team's workbook: one way to know them again, to compare them and to write them."""

from sheetsales.pages.keeper import keep, new_sheet
from sheetsales.pages.page import Column, Page, Row
from sheetsales.pages.place import Place, find, same_sheet_name

__all__ = ["Column", "Page", "Place", "Row", "find", "keep", "new_sheet", "same_sheet_name"]
