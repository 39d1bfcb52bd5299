"""SS4xx: whether targets can be worked with, and whether they add up."""

from sheetsales.rules.rule import Rule

TARGET_RULES: tuple[Rule, ...] = ()
