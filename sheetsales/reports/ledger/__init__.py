"""The month from contracts, orders or receipts alone: for workbooks that keep no deals with stages."""

from sheetsales.reports.ledger.entries import Ledger, ledgers
from sheetsales.reports.ledger.report import LedgerSummary, build_ledgers

__all__ = ["Ledger", "LedgerSummary", "build_ledgers", "ledgers"]
