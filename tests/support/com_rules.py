# mypy: ignore-errors
# ruff: noqa: N802, ARG002
"""What Excel's own object model says of drop-downs, over an engine's sheets: as much of it as is asked for.

A sheet of an engine gives ``ruled()``, the (top, left, bottom, right) of its cells with rules, ``rule_at(place)``, a dict or
None, and ``put_rule(area, rule or None)``; a refusing engine refuses here as well.
"""

from __future__ import annotations

from types import SimpleNamespace

KEPT = []


class Fault(AttributeError):
    """What the program throws."""


class Ranges:
    """Cells as the program hands them out: one area or several."""

    def __init__(self, sheet, *areas):
        self.sheet, self.areas = sheet, areas

    @property
    def Areas(self):
        return [Ranges(self.sheet, area) for area in self.areas]

    @property
    def Columns(self):
        top, left, bottom, right = self.areas[0]
        return [Ranges(self.sheet, (top, c, bottom, c)) for c in range(left, right + 1)]

    def Cells(self, row, column):
        top, left = self.areas[0][0] + row - 1, self.areas[0][1] + column - 1
        return Ranges(self.sheet, (top, left, top, left))

    @property
    def Validation(self):
        return Rule(self)

    def Copy(self):
        KEPT[:] = [self.sheet.rule_at(self.areas[0][:2])]

    def PasteSpecial(self, kind):
        assert kind == 6, "only what may be typed"
        self.sheet.book.app.engine.refuse("rule", self)
        self.sheet.put_rule(self.areas[0], KEPT[0])


class Rule:
    def __init__(self, ranges):
        object.__setattr__(self, "ranges", ranges)

    def __getattr__(self, name):
        known = self.ranges.sheet.rule_at(self.ranges.areas[0][:2])
        if known is None:
            raise Fault(name)
        return known[name]

    def __setattr__(self, name, value):
        sheet, area = self.ranges.sheet, self.ranges.areas[0]
        sheet.put_rule(area, {**sheet.rule_at(area[:2]), name: value})

    def Add(self, kind, style, operator, formula):
        self.ranges.sheet.book.app.engine.refuse("rule", self.ranges)
        rule = {"Type": kind, "AlertStyle": style, "Formula1": formula, "IgnoreBlank": True}
        self.ranges.sheet.put_rule(self.ranges.areas[0], rule)

    def Delete(self):
        self.ranges.sheet.put_rule(self.ranges.areas[0], None)


def cells_of(sheet):
    """``Cells`` of a sheet."""

    def special(kind):
        assert kind == -4174, "only those with rules"
        found = sheet.ruled()
        if not found:
            raise Fault("No cells were found.")
        return Ranges(sheet, *found)

    return SimpleNamespace(SpecialCells=special)


def intersect(first, second):
    """What two ranges have in common, None for nothing."""
    meets = any(
        a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
        for a in first.areas
        for b in second.areas
    )
    return first if meets else None
