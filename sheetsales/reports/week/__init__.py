"""The team's week on one page: what came in, what went out, what changed, who needs what."""

from sheetsales.reports.week.report import WeekSummary, build_week

__all__ = ["WeekSummary", "build_week"]
