"""SS5xx: tasks that nobody does, that are late, or that are too many."""

from sheetsales.rules.rule import Rule
from sheetsales.rules.tasks.assignees import ASSIGNEE_RULES
from sheetsales.rules.tasks.dates import DATE_RULES
from sheetsales.rules.tasks.load import LOAD_RULES

TASK_RULES: tuple[Rule, ...] = ASSIGNEE_RULES + DATE_RULES + LOAD_RULES
