"""The team's week on one page: what came in, what went out, what changed, who needs what."""

from sheetsales.reports.week.report import WeekSummary, begun_week, build_week

__all__ = ["WeekSummary", "begun_week", "build_week"]
