"""sheetsales: check, run and report on the sales workbook a team already has, in place, losing nothing."""

__version__ = "0.1.0"

__all__ = ["__version__"]
