"""Rules a manager wrote in the Rules sheet: what they find, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.findings import Finding
from sheetsales.rules.scene import Scene
from sheetsales.rules.written.infos import WRITTEN_INFOS
from sheetsales.rules.written.rows import written_rules


def find_written(scene: Scene) -> Iterator[Finding]:
    """The findings of the manager's rules that are switched on, and of their formulas' mistakes.

    numpy and openpyxl are imported only where there is such a rule.
    """
    rules = [rule for rule in written_rules(scene.book) if rule.on]
    if rules:
        from sheetsales.rules.written.judge import judged

        yield from judged(scene, rules)


__all__ = ["WRITTEN_INFOS", "find_written"]
