"""Every promise of an agreement can be measured, and every credit can be computed."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.model.creditfamilies import Beyond
from slm_sim.model.deadline import Within
from slm_sim.model.hours import WeekHours
from slm_sim.model.level import Count, Level
from slm_sim.model.measurement import OF_A_CLOCK, OF_DOWNTIME, OF_THE_BACKLOG
from slm_sim.model.quantities import Length, Percent
from slm_sim.read.checks.closed import never_opens
from slm_sim.read.checks.contract_names import CHARGE_OF_THE_SERVICE
from slm_sim.read.checks.credits import edges_of
from slm_sim.read.checks.flaw import AROUND_THE_CLOCK, Flaw, Path
from slm_sim.read.checks.promises import Promise, promises_of

ALWAYS_OPEN = ((0, 1440),)

AMBIGUOUS = ("h", "day", "week", "month", "year")
"""Units that mean one thing to those who think of the clock and another to those who think of the opening hours."""

SHARES = ("share in time", "availability", "first contact resolution", "backlog in time")
"""Measures of which more is better; of the others, less."""

RATES = ("error rate", "reopen rate", "abandonment")
"""Shares of which less is better."""

WITHIN_A_TIME = ("share in time", "number of misses", "backlog in time")
"""Measures that tell those within a time from those beyond it."""

BY_INTERVALS = ("availability", "error rate")


def promises_can_be_measured(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every promise has what its measure needs: a clock, a time, a service, and a level in the right direction."""
    for promise in promises_of(agreement, at):
        yield from _lacks(promise)
        yield from _level(promise)


def _lacks(promise: Promise) -> Iterator[Flaw]:
    measure = promise.target.measure
    timed = measure in (*OF_A_CLOCK, *OF_THE_BACKLOG) or measure.endswith("percentile")
    if timed and promise.target.clock is None:
        yield Flaw(promise.path, f"'{measure}' is promised without a clock", "'clock:' with the name of one")
    if not timed and promise.target.clock is not None:
        yield Flaw(promise.path, f"a clock stands beside the measure '{measure}', which reads none", "no clock")
    if measure in WITHIN_A_TIME and promise.within is None:
        yield Flaw(promise.path, f"'{measure}' is promised without a time", "'within:' such as 4 h")
    if measure not in WITHIN_A_TIME and promise.within is not None:
        yield Flaw(
            promise.path, f"'within' stands beside the measure '{measure}'", "'measure: share in time', or at_most"
        )
    if measure in OF_DOWNTIME:
        if promise.service is None:
            yield Flaw(
                promise.path, f"'{measure}' is promised of no service", "'service:', or rows under 'by_service:'"
            )
        for dimension in sorted(set(promise.about) - {"service"}):
            found = f"'{measure}' is promised of one {dimension}, and outages are those of a service"
            yield Flaw(promise.path, found, "'service:', or rows under 'by_service:'")
    yield from _intervals(promise)


def _intervals(promise: Promise) -> Iterator[Flaw]:
    target = promise.target
    if target.interval is None and target.counts_above is None:
        return
    if target.measure not in BY_INTERVALS:
        word = "interval" if target.interval is not None else "counts_above"
        yield Flaw((*promise.path, word), f"'{target.measure}' is not judged by intervals", f"no '{word}:'")
    elif target.interval is None:
        found = "'counts_above' stands without the intervals of which it is a share"
        yield Flaw(promise.path, found, "'interval:' such as 5 min")
    elif target.counts_above is None:
        found = "it is not said which share of an interval must be lost for the interval to count as down"
        yield Flaw(promise.path, found, "'counts_above:' such as 10 %")
    elif target.interval.amount == 0:
        yield Flaw((*promise.path, "interval"), "an interval has no length", "one such as 5 min")


def _level(promise: Promise) -> Iterator[Flaw]:
    measure = promise.target.measure
    word, other = ("at_least", "at_most") if measure in SHARES else ("at_most", "at_least")
    level: Level | None = getattr(promise, word)
    if getattr(promise, other) is not None:
        yield Flaw((*promise.path, other), f"'{other}' cannot be promised of '{measure}'", f"'{word}:'")
    elif level is None:
        yield Flaw(promise.path, f"nothing is promised of '{measure}'", f"'{word}:' with a level")
    elif not isinstance(level, (kind := _kind_of_level(measure))[0]):
        yield Flaw((*promise.path, word), f"'{level}' is no level of '{measure}'", kind[1])
    elif isinstance(level, Percent) and not 0 <= level.fraction <= 1:
        yield Flaw((*promise.path, word), f"'{level}' cannot be reached", "a level from 0 % to 100 %")


def _kind_of_level(measure: str) -> tuple[type[Level], str]:
    if measure in (*SHARES, *RATES):
        return Percent, "a percentage such as 95 %"
    return (
        (Count, "a number such as 2 incidents")
        if measure == "number of misses"
        else (Length, "a length of time such as 4 h")
    )


def hours_say_whose(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """On a part-time calendar a target is in business hours or business days: clock hours would be ambiguous."""
    for promise in promises_of(agreement, at):
        of_row = _calendar(agreement, promise)
        if of_row is None:
            continue
        for word in ("within", "at_most"):
            length = getattr(promise, word)
            if isinstance(length, Length) and length.unit in AMBIGUOUS and _is_part_time(agreement, of_row):
                found = f"'{length}' on the calendar {of_row!r}: business hours or clock hours?"
                yield Flaw((*promise.path, word), found, f"{_in_business_hours(length)}; or a 24x7 calendar")


def business_days_can_be_counted(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A target in business days is a whole number of them, on a calendar that has some: 24x7 has none."""
    for promise in promises_of(agreement, at):
        for word in ("within", "at_most", "at_least"):
            length, calendar = getattr(promise, word), _calendar(agreement, promise)
            days = length.business_days if isinstance(length, Within) else None
            if calendar is None or days is None:
                continue
            if word == "at_most" and not promise.target.measure.endswith("percentile"):
                found = f"'{length}' cannot be compared with '{promise.target.measure}', which is an amount of time"
                yield Flaw((*promise.path, word), found, "hours or business hours")
            elif days.denominator != 1:
                yield Flaw((*promise.path, word), f"'{length}' is no whole number of days", "such as 2 business days")
            elif calendar == AROUND_THE_CLOCK:
                found = f"'{length}' is promised on a clock that runs around the clock and knows no business days"
                yield Flaw((*promise.path, word), found, "clock hours or days, or a clock with opening hours")
            elif never_opens(agreement, calendar):
                found = f"'{length}' is promised on the calendar {calendar!r}, which never opens"
                yield Flaw((*promise.path, word), found, "a calendar with open hours on some day")


def _calendar(agreement: Agreement, promise: Promise) -> str | None:
    """The calendar in whose open time a promise counts, None if that is not known."""
    clock = agreement.clocks.get(promise.target.clock or "")
    if clock is not None:
        row = clock.by_priority.get(promise.priority or "")
        return row.calendar if row else clock.calendar
    service = agreement.services.get(promise.service or "") if promise.target.measure in OF_DOWNTIME else None
    return service.agreed_service_time if service else None


def _is_part_time(agreement: Agreement, calendar: str) -> bool:
    if calendar == AROUND_THE_CLOCK or calendar not in agreement.calendars:
        return False
    hours: WeekHours = agreement.calendars[calendar].hours
    return any(day != ALWAYS_OPEN for day in hours.week) or hours.holidays not in (None, ALWAYS_OPEN)


def _in_business_hours(length: Length) -> str:
    business = "business hour" if length.unit == "h" else "business day"
    return f"'{Length(length.amount, business)}'" if length.unit in ("h", "day") else "one such as '5 business days'"


def bands_fit_the_promise(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A credit scheme's bands lie on the side where the promise is missed, and in its unit."""
    told: set[Path] = set()
    for promise in promises_of(agreement, at):
        word, edges = edges_of(agreement.credits.get(promise.credit or ""))
        for name, band in edges.items():
            path = (*at, "credits", promise.credit or "", word, name)
            if path not in told and (flaw := _misfit(path, band, promise)):
                told.add(path)
                yield flaw


def _misfit(path: Path, band: Beyond, promise: Promise) -> Flaw | None:
    level = promise.at_least or promise.at_most
    word, other = ("below", "above") if promise.at_least is not None else ("above", "below")
    edge = getattr(band, word)
    clause = promise.clause
    if edge is None:
        found = f"the band credits what is {other} its edge, and {clause} is missed {word} its level"
        return Flaw((*path, other), found, f"'{word}:'")
    if not isinstance(edge, str) and level is not None and type(edge) is not type(level):
        return Flaw((*path, word), f"'{edge}' is no level of {clause}, which promises '{level}'", "an edge in its unit")
    if isinstance(edge, Length) and edge.unit == "business day":
        found = f"the edge '{edge}' cannot be compared with a time that was reached"
        return Flaw((*path, word), found, "'target', or an edge in hours or business hours")
    return None


def service_charges_are_stated(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Where a scheme is taken of the charge of the service, the promise is about a service that has a charge."""
    for promise in promises_of(agreement, at):
        scheme = agreement.credits.get(promise.credit or "")
        if scheme is None or scheme.of != CHARGE_OF_THE_SERVICE:
            continue
        service = agreement.services.get(promise.service or "")
        if promise.service is None:
            found = f"the scheme {promise.credit!r} is of the charge of the service, and this promise is about none"
            yield Flaw(promise.credited, found, "a scheme of a charge by name")
        elif service is not None and service.charge is None:
            path = (*at, "services", promise.service)
            yield Flaw(path, f"credits are taken of the charge of {promise.service!r}, which has none", "'charge:'")
