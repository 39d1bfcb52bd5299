"""Files that other programs export, read sheet by sheet."""

from sheetsales.backends.exports.read import export_sheets

__all__ = ["export_sheets"]
