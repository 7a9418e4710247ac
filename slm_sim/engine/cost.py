"""What a roster costs: paid hours, with premiums by day and by shift, and people on call."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slm_sim.engine.roster import HOLIDAY, RosteredShift
from slm_sim.model.money import MoneyRate
from slm_sim.model.organisation import Capacity
from slm_sim.model.quantities import RATE_SECONDS
from slm_sim.model.span import Span
from slm_sim.model.staffing import OnCallTerms, Site, Team
from slm_sim.model.week import spread_over_days


@dataclass(frozen=True)
class StaffCost:
    """What a team costs over the measured span, exactly.

    hours     paid hours on the roster, shrinkage included; time on call is not among them
    amount    in `currency`, on-call pay included; None where no cost is stated
    """

    hours: Fraction
    amount: Fraction | None
    currency: str | None


def staff_cost(
    team: Team, shifts: tuple[RosteredShift, ...], terms: OnCallTerms | None, on_call: Capacity | None, span: Span
) -> StaffCost:
    """The paid hours and the cost of a team.

    A shift belongs to the span, and to the day, in which it begins. Premiums of the day and of the shift add up; a
    public holiday has the premium of its weekday where the site states none for holidays.
    """
    hour_of_a_tick = span.axis.seconds_in(1) / 3600
    rate = team.cost if isinstance(team.cost, MoneyRate) else None
    hours = amount = Fraction(0)
    for shift in shifts:
        inside = (shift.start >= span.start) & (shift.start < span.end)
        premiums = _premiums(shift.site)
        kinds = np.where((shift.kind == HOLIDAY) & (HOLIDAY not in premiums), shift.weekday, shift.kind)
        for kind in np.unique(kinds[inside]).tolist():
            days = inside & (kinds == kind)
            paid = int(np.dot(shift.people[days], (shift.end - shift.start)[days])) * hour_of_a_tick
            hours += paid
            if rate is not None:
                amount += paid * _hourly(rate) * (1 + premiums.get(kind, Fraction(0)) + shift.premium)
    standby = terms.cost if terms is not None and isinstance(terms.cost, MoneyRate) else None
    if standby is not None and on_call is not None:
        amount += _area(on_call, span) * hour_of_a_tick * _hourly(standby)
    known = rate or standby
    return StaffCost(hours, amount if known else None, known.currency if known else None)


def _hourly(rate: MoneyRate) -> Fraction:
    return rate.amount * 3600 / RATE_SECONDS[rate.per]


def _premiums(site: Site) -> dict[int, Fraction]:
    return {kind: premium.fraction for kind, premium in spread_over_days(site.premiums).items()}


def _area(capacity: Capacity, span: Span) -> int:
    """People times ticks within the measured span."""
    edges = np.append(capacity.at, span.horizon)
    inside = np.clip(edges, span.start, span.end)
    return int(np.dot(capacity.people, np.diff(inside)))
