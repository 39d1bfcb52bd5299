"""The only joint between files and the domain: one function per command. Nothing here prints or asks the clock."""

from sheetsales.workflow.checking import CheckResult, check
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.writing import write_plan

__all__ = ["CheckResult", "Opened", "check", "open_book", "write_plan"]
