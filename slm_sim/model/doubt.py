"""A doubt: what would be wrong with an agreement if it were signed, and is only told of a draft."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.errors import Problem

NOT_STATED = "not-stated"
"""The name of all doubts about what an agreement leaves out, and a default stands for."""


@dataclass(frozen=True)
class Doubt:
    """One thing that a draft must settle before it is signed.

    name       of its kind, such as ``gap-between-bands``
    agreement  the agreement's name in its scenario, or that of its file where it was read alone
    problem    what was found, where, and what would be right: the error that a signed agreement ends with
    """

    name: str
    agreement: str
    problem: Problem

    def __str__(self) -> str:
        return f"{self.problem} [{self.name}]"
