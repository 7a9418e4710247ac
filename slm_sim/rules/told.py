"""What a fact means to people who write rules: the note beside each field of the fact classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["", "share", "hours", "months"]


@dataclass(frozen=True)
class Told:
    """What a fact means and, of a number, its unit."""

    meaning: str
    unit: Unit = ""
