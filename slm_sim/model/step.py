"""One step in working out a credit: the numbers that went in, what came out, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from string import Formatter
from typing import Literal

from slm_sim.model.inwords import cut, money, percent, points, time
from slm_sim.model.level import Level

StepKind = Literal[
    "attainment",
    "rounding",
    "minimum volume",
    "left out",
    "target reset",
    "points",
    "rule",
    "repeat",
    "coin",
    "cap",
    "minimum payable",
    "claim",
    "earn-back",
]
"""What a step does; the order of application is that of `slm_sim.sla.credits`."""

Input = Fraction | int | str | Level


@dataclass(frozen=True)
class Step:
    """A step of a calculation.

    kind      what it does
    inputs    what went in, by name: shares as fractions of one, times in seconds, money in units of the currency,
              counts as integers; texts are names; levels as they are stated. All exact
    result    what came out, in the same units
    currency  of all money in it
    says      a sentence with the names of inputs in braces, each with how it is written: ``{value:%}``,
              ``{left:money}``, ``{took:time}``, ``{away:points}``, ``{count}``, or with the noun that it counts,
              ``{late:incident}``; ``{result}`` is one of them
    """

    kind: StepKind
    inputs: Mapping[str, Input]
    result: Fraction
    currency: str
    says: str

    @property
    def words(self) -> str:
        """The step in words."""
        return _Writer(self.currency).vformat(self.says, (), {**self.inputs, "result": self.result})


class _Writer(Formatter):
    def __init__(self, currency: str) -> None:
        self.currency = currency

    def format_field(self, value: object, format_spec: str) -> str:
        if not isinstance(value, Fraction | int):
            return str(value)
        number = Fraction(value)
        match format_spec:
            case "%":
                return percent(number)
            case "money":
                return money(number, self.currency)
            case "time":
                return time(number)
            case "points":
                return points(number)
            case "":
                return cut(number)
            case noun:
                return f"{cut(number)} {noun}{'' if number == 1 else 's'}"
