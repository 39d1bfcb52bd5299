"""What a change of rows did to a sheet, and so where every reference must lead afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmarks.reference_text import MOST_ROWS, Box, scan

NOWHERE = Box(0, 0, 0, 0)


@dataclass(frozen=True)
class Wrong:
    """One thing a reader of the file would get wrong; ``kind`` is one word such as ``chart`` or ``formula``."""

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind} {self.where}: {self.what}"


@dataclass(frozen=True)
class Change:
    """What happened on one sheet: cells at or below ``at`` went ``by`` rows down, in ``columns`` (all where None)
    and no further than ``until``; the block's data, ``old``, became ``new``. ``free`` rows of it hold what was written.
    """

    sheet: str
    at: int = MOST_ROWS + 1
    by: int = 0
    columns: tuple[int, int] | None = None
    until: int = MOST_ROWS
    old: Box = NOWHERE
    new: Box = NOWHERE
    totals: int = 0
    table: str = ""
    free: tuple[Box, ...] = ()
    """Cells of the file after the change that hold what was written, so that nothing is said of them."""

    def cell(self, row: int, column: int) -> tuple[int, int]:
        """Where a cell's content stands now."""
        beside = self.columns and not self.columns[0] <= column <= self.columns[1]
        return (row, column) if row < self.at or row > self.until or beside else (row + self.by, column)

    def box(self, box: Box) -> Box:
        """A reference as it reads after the cells have moved, as Excel adapts it."""
        if self.columns and not (self.columns[0] <= box.left and box.right <= self.columns[1]):
            return box
        if box.bottom == MOST_ROWS and box.top == 1:
            return box
        top = box.top + self.by if self.at <= box.top <= self.until else box.top
        bottom = box.bottom + self.by if self.at <= box.bottom <= self.until else box.bottom
        return replace(box, top=top, bottom=max(min(bottom, MOST_ROWS), top))

    def grown(self, box: Box, wide: bool = False) -> Box | None:
        """A reference to all data rows of some columns, over the rows as they are now; None for any other."""
        if not self.old.top or not self.old.bottom <= box.bottom <= self.old.bottom + self.totals:
            return None
        inside = self.old.left <= box.left and box.right <= self.old.right
        around = wide and box.left <= self.old.left and self.old.right <= box.right
        if box.top > self.old.top or not (inside or around):
            return None
        return replace(box, bottom=max(self.new.bottom + box.bottom - self.old.bottom, box.top))

    def is_free(self, row: int, column: int) -> bool:
        return any(box.holds(row, column) for box in self.free)


def on_sheet(change: Change, sheet: str) -> Change:
    """The change as another sheet sees it: nothing happened there."""
    return change if sheet.lower() == change.sheet.lower() else Change(sheet)


def accepted(box: Box, change: Change, kind: str) -> set[Box]:
    """What a reference may read now. Formulas in cells may keep the rows they had: they are other people's."""
    moved, grown = change.box(box), change.grown(box, wide=kind == "print")
    if grown is None:
        return (
            {moved, replace(change, columns=None).box(box)} if kind == "print" and change.columns else {moved}
        )
    return {grown, moved} if kind == "formula" else {grown}


def same_formula(old: str, new: str, home: str, change: Change, kind: str) -> str:
    """What is wrong with a formula that read ``old`` on sheet ``home``; nothing where it is right."""
    before, after = scan(old), scan(new)
    if before.skeleton != after.skeleton:
        return f"reads {new!r} for {old!r}"
    for a, b in zip(before.mentions, after.mentions, strict=True):
        if (a.sheet or "").lower() != (b.sheet or "").lower():
            return f"{b.text} for {a.text}: another sheet"
        here = (a.sheet if a.sheet is not None else home).lower() == change.sheet.lower()
        allowed = accepted(a.box, change, kind) if here else {a.box}
        if b.box not in allowed:
            wanted = " or ".join(sorted(map(str, allowed)))
            return f"{b.text} for {a.text}; it should read {wanted}"
        if b.pinned != a.pinned:
            return f"{b.text} for {a.text}: signs changed"
    return ""
