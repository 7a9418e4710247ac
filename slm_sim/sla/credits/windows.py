"""The windows of caps: over which stretches of time, and up to how much, the credits of one scheme are limited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

import numpy as np

from slm_sim.calendars import local_spans
from slm_sim.calendars.monthsback import months_before
from slm_sim.model.attainment import Period
from slm_sim.model.creditmodifiers import Caps
from slm_sim.model.currencies import coins_of
from slm_sim.model.measurement import rolling_months
from slm_sim.model.money import Money, MoneyRate
from slm_sim.model.quantities import Length, Percent
from slm_sim.sla.charges import charge_in, rounded_down
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.periods import months_of_year, place_in
from slm_sim.span import date_after


@dataclass(frozen=True)
class Window:
    """One position of the window of a cap.

    key    tells it from all other windows of one scheme on one charge
    label  when it is, ``2027-01`` or ``2026-02 to 2027-01``
    limit  the most that is paid in it, in the currency's smallest units
    """

    key: tuple[str, str]
    label: str
    limit: int


@dataclass(frozen=True)
class Cap:
    """A cap as it applies to one period: the windows that hold the period, all of which must have room.

    name  ``service period``, ``rolling 12 months``, ``contract year`` or ``term``
    said  the cap as the agreement states it
    """

    name: str
    said: str
    windows: tuple[Window, ...]


def caps_of(
    compiled: CompiledAgreement,
    caps: Caps,
    rate: MoneyRate,
    period: Period,
    charged: tuple[Period, Fraction],
    month: date,
) -> tuple[Cap, ...]:
    """The caps that apply to a service period, in the order in which they do: the shorter window first.

    charged  the stretch of time whose charges the period has, and its months
    month    the first day of the calendar month in which its credit falls due
    """
    axis = compiled.span.axis

    def window(name: str, cap: Percent | Money, of: Period, of_months: int | Fraction) -> Window:
        limit = cap.amount if isinstance(cap, Money) else cap.fraction * charge_in(rate, of, of_months, axis)
        return Window((name, of.label), of.label, int(rounded_down(limit, rate.currency) * coins_of(rate.currency)))

    def found() -> Iterator[Cap]:
        if not isinstance(caps.service_period, str):
            own = window("service period", caps.service_period, replace(charged[0], label=period.label), charged[1])
            yield Cap("service period", str(caps.service_period), (own,))
        for length, cap in sorted(caps.rolling.items(), key=lambda item: item[0].months):
            if not isinstance(cap, str):
                name, count = f"rolling {length}", int(length.months)
                positions = rolling_windows(compiled, count, month)
                yield Cap(name, str(cap), tuple(window(name, cap, one, count) for one in positions))
        if not isinstance(caps.contract_year, str):
            own = window("contract year", caps.contract_year, *contract_year_at(compiled, period.end - 1))
            yield Cap("contract year", str(caps.contract_year), (own,))
        if not isinstance(caps.term, str):
            yield Cap("term", str(caps.term), (window("term", caps.term, *whole_term(compiled)),))

    return tuple(found())


@lru_cache(maxsize=1024)
def window_at(compiled: CompiledAgreement, window: str, end: int) -> tuple[Period, Fraction]:
    """The window that ends at the end of a period, or holds it, and how many months of charges it has.

    window  ``rolling 12 months``, ``contract year`` or ``term``
    """
    if months := rolling_months(window):
        begins = months_before(np.array([end]), months, compiled.agreement.time_zone, compiled.span)
        return Period(window, int(begins[0]), end), Fraction(months)
    return contract_year_at(compiled, end - 1) if window == "contract year" else whole_term(compiled)


def contract_year_at(compiled: CompiledAgreement, tick: int) -> tuple[Period, Fraction]:
    """The contract year that holds a tick, and how many months of charges it has."""
    number = place_in(compiled.years, tick)
    return compiled.years[number], months_of_year(compiled.agreement.term, number)


def whole_term(compiled: CompiledAgreement) -> tuple[Period, Fraction]:
    """All contract years as one window, and how many months of charges they have."""
    years = range(len(compiled.years))
    months = sum((months_of_year(compiled.agreement.term, year) for year in years), Fraction(0))
    return Period("term", compiled.years[0].start, compiled.years[-1].end), months


@lru_cache(maxsize=1024)
def rolling_windows(compiled: CompiledAgreement, count: int, month: date) -> tuple[Period, ...]:
    """All stretches of so many calendar months running that hold a month, the earliest first, simulated or not.

    month  its first day
    """
    days = [date_after(month, Length(Fraction(step), "month")) for step in range(1 - count, count + 1)]
    ticks, _ = local_spans(compiled.agreement.time_zone, compiled.span.axis, days, (0, 1440))
    moments: list[int] = ticks.tolist()
    labels = [f"{day:%Y-%m}" for day in days]
    return tuple(
        Period(_from_to(labels[first], labels[first + count - 1]), moments[first], moments[first + count])
        for first in range(count)
    )


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"
