"""What the flow chart says, before anything has a place: stages with their steps, lanes, moves and figures."""

from __future__ import annotations

from typing import Literal

from sheetsales.dataclass import dataclass

Mood = Literal["plain", "quiet", "bad"]


@dataclass(frozen=True, slots=True)
class Said:
    """A line in a stage's box."""

    text: str
    mood: Mood = "plain"


@dataclass(frozen=True, slots=True)
class StepBox:
    """A step in the lane of whoever does it; an ``optional`` one is asked of some deals alone."""

    code: str
    text: str
    lane: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class StageBox:
    """A stage. ``moves`` are the other ways out of it, ``lost`` the exit of lost deals, "" where there is none.

    ``onward`` says that deals may go to the stage drawn next; an ``optional`` one may be skipped.
    """

    code: str
    title: str
    lines: tuple[Said, ...] = ()
    steps: tuple[StepBox, ...] = ()
    moves: tuple[str, ...] = ()
    lost: str = ""
    onward: bool = False
    narrow: bool = False
    """It falls short of its own standard by most."""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A role: who is meant; ``empty`` where nobody in the team has it."""

    key: str
    label: str
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """All of it. ``notes`` stand below the title. ``onward`` and ``comes`` are what stands where the row of stages is broken:
    ``接 {stage}``."""

    stages: tuple[StageBox, ...]
    lanes: tuple[Lane, ...]
    title: str
    notes: tuple[str, ...]
    onward: str
    comes: str
