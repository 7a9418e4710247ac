"""What a roster costs: paid hours, with premiums by day and by shift, and people on call."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slm_sim.engine.roster import RosteredShift
from slm_sim.model.organisation import Capacity
from slm_sim.model.quantities import MoneyRate
from slm_sim.model.span import Span
from slm_sim.model.staffing import OnCallTerms, Site, Team
from slm_sim.model.week import spread_over_days

HOURS_PER: dict[str, Fraction] = {
    "h": Fraction(1),
    "day": Fraction(24),
    "month": Fraction(8766, 12),
    "year": Fraction(8766),
}
"""Hours of a unit of time; months and years are those of a mean Julian year."""


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
    """The paid hours and the cost of a team; a shift belongs to the span, and to the day, in which it begins."""
    hour = span.axis.ticks_in(3600)
    rate = team.cost if isinstance(team.cost, MoneyRate) else None
    hours = amount = Fraction(0)
    for shift in shifts:
        inside = (shift.start >= span.start) & (shift.start < span.end)
        premiums = _premiums(shift.site)
        for kind in np.unique(shift.kind[inside]).tolist():
            days = inside & (shift.kind == kind)
            paid = Fraction(int(np.dot(shift.people[days], (shift.end - shift.start)[days])), hour)
            hours += paid
            if rate is not None:
                amount += paid * _hourly(rate) * (1 + premiums.get(kind, Fraction(0)) + shift.premium)
    standby = terms.cost if terms is not None and isinstance(terms.cost, MoneyRate) else None
    if standby is not None and on_call is not None:
        amount += Fraction(_area(on_call, span), hour) * _hourly(standby)
    known = rate or standby
    return StaffCost(hours, amount if known else None, known.currency if known else None)


def _hourly(rate: MoneyRate) -> Fraction:
    return rate.amount / HOURS_PER[rate.per]


def _premiums(site: Site) -> dict[int, Fraction]:
    return {kind: premium.fraction for kind, premium in spread_over_days(site.premiums).items()}


def _area(capacity: Capacity, span: Span) -> int:
    """People times ticks within the measured span."""
    edges = np.append(capacity.at, span.horizon)
    inside = np.clip(edges, span.start, span.end)
    return int(np.dot(capacity.people, np.diff(inside)))
