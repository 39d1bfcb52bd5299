"""SS5xx: whether tasks are in the right hands and on time."""

from sheetsales.rules.rule import Rule

TASK_RULES: tuple[Rule, ...] = ()
