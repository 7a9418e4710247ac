"""What any credit scheme may say besides its family: of what, how much at most, and how credits come back."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from slm_sim.model.block import Block, Whole
from slm_sim.model.creditnotation import Claim, Months, OwedOrNone, PeriodCount
from slm_sim.model.level import LevelField
from slm_sim.model.money import Money
from slm_sim.model.quantities import CalendarLength, Factor, Length, MonthLength, Percent, Share, fixed_month


class Caps(Block):
    """The most that is paid per window: a share of the charges of that window, or an amount.

    rolling  by the length of the window: of any so many months running
    """

    service_period: OwedOrNone = "none"
    rolling: dict[Months, OwedOrNone] = {}
    contract_year: OwedOrNone = "none"
    term: OwedOrNone = "none"

    @property
    def stated(self) -> tuple[Percent | Money, ...]:
        """The caps that there are."""
        found = (self.service_period, *self.rolling.values(), self.contract_year, self.term)
        return tuple(cap for cap in found if not isinstance(cap, str))


class RepeatMultiplier(Block):
    """By what a credit is multiplied where the periods before were like it; a met period or one without data ends that.

    second, third  factor of the second and third period running; a third that is not stated is as the second
    third_onwards  in place of ``third``, of it and all that follow
    repeat_of      what makes a period a repeat of the one before: both missed, or both at the same level
    """

    second: Factor
    third: Factor | None = None
    third_onwards: Factor | None = None
    repeat_of: Literal["any miss", "the same level"] = "any miss"


class EarnBack(Block):
    """How a credit is returned if the promise is kept afterwards.

    periods_met      so many of the following periods must be met, one after the other
    returns          what is returned of the credit
    forfeited_below  nothing is returned after an attainment below this (of an ``at_least`` promise)
    forfeited_above  nothing is returned after an attainment above this (of an ``at_most`` promise)
    """

    periods_met: Annotated[Whole, Field(ge=1)]
    returns: Share
    forfeited_below: LevelField | Literal["none"] = "none"
    forfeited_above: LevelField | Literal["none"] = "none"


class TargetReset(Block):
    """How a target becomes what was reached, after so many periods running that were better than it.

    at_most, at_least  where the target stays at the latest: the limit of an ``at_least`` and of an ``at_most`` promise
    """

    after: PeriodCount
    to: Literal["mean reached"] = "mean reached"
    at_most: LevelField | Literal["none"] | None = None
    at_least: LevelField | Literal["none"] | None = None

    @model_validator(mode="after")
    def _says_how_far(self) -> TargetReset:
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError("a target reset has one limit: at_most (of an at_least promise) or at_least, or 'none'")
        return self


class Scheme(Block):
    """What all credit families have in common.

    of           what every percentage in the scheme is a percentage of: a charge by name, or ``charge of the service``
    charged_for  the charge of how long: of the clause's own service period, or of a length of time
    month_counts_as  how long a month is where a charge by the month is turned into one by the day
    one_incident_several_misses  whether an incident that several clauses of the scheme missed counts in all of them
    minimum_payable  what is owed for a period is not paid if it comes to less
    claim        automatic, or by when the customer must ask for it; else it is lost
    target_reset target becomes what was reached, for the credits that follow
    remedy       whether credits are the only financial remedy
    """

    of: str
    charged_for: Literal["service period"] | CalendarLength = "service period"
    month_counts_as: MonthLength = "its own length"
    repeat_multiplier: RepeatMultiplier | Literal["none"] = "none"
    one_incident_several_misses: Literal["all of them", "largest only"] = "all of them"
    caps: Caps = Caps()
    minimum_payable: Money | Literal["none"] = "none"
    claim: Claim = "automatic"
    earn_back: EarnBack | Literal["none"] = "none"
    target_reset: TargetReset | Literal["none"] = "none"
    paid_by: str = ""
    remedy: Literal["sole", "not sole", ""] = ""

    @property
    def multiplier(self) -> RepeatMultiplier | None:
        """The repeat multiplier, None if there is none."""
        return self.repeat_multiplier if isinstance(self.repeat_multiplier, RepeatMultiplier) else None

    @property
    def fixed_month(self) -> Length | None:
        """The fixed length of a month; None for each month's own."""
        return fixed_month(self.month_counts_as)

    @property
    def charged_length(self) -> Length | None:
        """The length whose charge a percentage is of; None for the clause's own service period."""
        return self.charged_for if isinstance(self.charged_for, Length) else None
