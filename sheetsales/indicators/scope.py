"""Whose figures: the company's, a team's, a person's, a product's or a region's."""

from __future__ import annotations

from typing import Literal

from sheetsales.dataclass import dataclass

Level = Literal["company", "team", "person", "product", "region"]


@dataclass(frozen=True, slots=True)
class Scope:
    """``key`` is the team's name, the person's id, the product's code or the region's code; blank for the company."""

    level: Level
    key: str = ""


COMPANY = Scope("company")


def person(key: str) -> Scope:
    return Scope("person", key)


def team(key: str) -> Scope:
    return Scope("team", key)
