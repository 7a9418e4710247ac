"""Termination triggers: what must have gone wrong before a party may end the agreement early."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from slm_sim.model.block import Block
from slm_sim.model.creditnotation import OwedField, PeriodCount, PeriodsOf, Window
from slm_sim.model.level import LevelField
from slm_sim.model.quantities import Factor, TargetLength

ALL_CHARGES = "all charges"

TriggerKind = Literal["missed", "heavy credits", "low mean", "sum of credits"]


_KIND_WORDS = (
    "clause",
    "periods",
    "below",
    "above",
    "credits_at_least",
    "mean_below",
    "mean_above",
    "over",
    "credits_in_sum",
    "window",
)


class TerminationTrigger(Block):
    """A right to terminate, and the figures that give it. One of four kinds:

    a clause is missed, or beyond a level, in so many of so many periods: ``clause``, ``periods``, perhaps ``below``
    credits of so many months come to a share of that month's charge: ``credits_at_least``, ``of``, ``periods``
    the mean of the last periods is beyond a level: ``clause``, ``mean_below`` or ``mean_above``, ``over``
    the credits of a window come to a sum: ``credits_in_sum``, ``of``, ``window``

    clause       a clause by its target and row, such as ``resolution.P1``
    periods      3 of 6; 3 of 3 is three running. Service periods of the clause, or calendar months
    below, above beyond this level counts, in place of every miss
    credits_at_least, credits_in_sum  a share of the charge, or (in sum) an amount
    of           the charge by name whose credits are looked at, or ``all charges``
    over         so many periods of the clause; those without data are left out of the mean
    notice       how long before the end it must be said
    """

    clause: str | None = None
    periods: PeriodsOf | None = None
    below: LevelField | None = None
    above: LevelField | None = None
    credits_at_least: Factor | None = None
    of: str = ALL_CHARGES
    mean_below: LevelField | None = None
    mean_above: LevelField | None = None
    over: PeriodCount | None = None
    credits_in_sum: OwedField | None = None
    window: Window | None = None
    notice: TargetLength | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> TerminationTrigger:
        if self.kind is None:
            said = "clause and periods, credits_at_least and periods, clause and mean_below and over, or "
            raise ValueError(f"a trigger is one of four kinds: {said}credits_in_sum and window")
        return self

    @property
    def kind(self) -> TriggerKind | None:
        """Which of the four kinds this is; of a block that was read, never None."""
        stated = {name for name in _KIND_WORDS if getattr(self, name) is not None}
        levels, means = stated & {"below", "above"}, stated & {"mean_below", "mean_above"}
        if stated - levels == {"clause", "periods"} and len(levels) <= 1:
            return "missed"
        if stated == {"credits_at_least", "periods"}:
            return "heavy credits"
        if len(means) == 1 and stated - means == {"clause", "over"}:
            return "low mean"
        return "sum of credits" if stated == {"credits_in_sum", "window"} else None
