"""The twelve families once more, from docs/measures.md alone: plain loops over one period after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any
from zoneinfo import ZoneInfo

from slm_sim.model.creditfamilies import RUNGS
from slm_sim.model.money import Money
from slm_sim.model.quantities import Length
from slm_sim.sla.compiled import CompiledAgreement
from tests.sla.audit.naive_reached import Row, scaled

Owed = tuple[Fraction, str] | None
"""What a period costs before any modifier, and by which level; None for nothing."""

Periods = Sequence[Sequence[Row]]
"""The clauses that are priced together, period by period; empty where no credit can be earned."""


def price(owed: Any, base: Fraction) -> Fraction:
    """A share of the charge, or an amount."""
    return Fraction(0) if owed == "none" else owed.amount if isinstance(owed, Money) else owed.fraction * base


def owed(scheme: Any, periods: Periods, bases: Sequence[Fraction], compiled: CompiledAgreement) -> list[Owed]:
    """What a scheme owes, period by period."""
    if scheme.family in ("ladder", "persistent failure"):
        return (_ladder if scheme.family == "ladder" else _persistent)(scheme, periods, bases, compiled)
    if scheme.family in ("points table", "breach count"):
        totals = _points_of(scheme, periods) if scheme.family == "points table" else _breaches(scheme, periods)
        return [_step(scheme, total, base) for total, base in zip(totals, bases, strict=True)]
    return [
        _ALONE[scheme.family](scheme, rows[0], base) if rows else None
        for rows, base in zip(periods, bases, strict=True)
    ]


def _level(levels: Any, row: Row, value: Fraction, downwards: bool, belongs_to_worse: bool = False) -> Any:
    """The name and level whose edge is passed and lies nearest to the figure; of two with one edge the dearer."""
    best = None
    for name, level in levels.items():
        edge = level.below if level.below is not None else level.above
        if edge == "target":
            if not row.missed:
                continue
            at = row.at
        else:
            at = scaled(edge, row.tick)
            if not (value < at if downwards else value > at) and not (belongs_to_worse and value == at):
                continue
        far = getattr(level, "down_to" if downwards else "up_to", None)
        if far is not None:
            end = row.at if far == "target" else scaled(far, row.tick)
            if (value < end if downwards else value > end) or (belongs_to_worse and value == end):
                continue
        nearness = -at if downwards else at
        weight = price(level.credit, Fraction(10**6)) if hasattr(level, "credit") else level.points
        if best is None or (nearness, weight) > best[0]:
            best = ((nearness, weight), name, level)
    return best and best[1:]


def _bands(scheme: Any, row: Row, base: Fraction) -> Owed:
    if row.by_rule and not row.missed:
        return None
    worse = scheme.edges_belong_to == "the worse side"
    found = _level(scheme.bands, row, row.value, row.clause.direction == "at least", worse)
    return found and (price(found[1].credit, base), found[0])


def _of_time(scheme: Any, row: Row, base: Fraction, value: Fraction) -> Owed:
    found = _level(scheme.bands, row, value, False, scheme.edges_belong_to == "the worse side")
    return found and (price(found[1].credit, base), found[0])


def _outage_time(scheme: Any, row: Row, base: Fraction) -> Owed:
    lasted = [over for _, _, over in row.failures]
    if scheme.time == "longest outage":
        return _of_time(scheme, row, base, max(lasted, default=Fraction(0)))
    if row.clause.measure == "availability" and row.clause.outages is not None and row.clause.outages.interval is None:
        return _of_time(scheme, row, base, row.counted * (1 - Fraction(row.above, row.below)))
    return _of_time(scheme, row, base, sum(lasted, Fraction(0)))


def _mean_time(scheme: Any, row: Row, base: Fraction) -> Owed:
    if row.clause.measure == "mean time":
        return _of_time(scheme, row, base, row.value)
    if not row.failures:
        return None
    return _of_time(scheme, row, base, sum((one[2] for one in row.failures), Fraction(0)) / len(row.failures))


def _pool(scheme: Any, row: Row, base: Fraction) -> Owed:
    share = scheme.at_risk.fraction * scheme.pool_allocation.fraction * row.clause.weight
    return (share * base, scheme.family) if row.missed and share else None


def _points(scheme: Any, row: Row) -> tuple[str, int] | None:
    if not scheme.levels:
        return ("missed", row.clause.points) if row.missed else None
    if row.by_rule and not row.missed:
        return None
    worse = scheme.edges_belong_to == "the worse side"
    found = _level(scheme.levels, row, row.value, row.clause.direction == "at least", worse)
    return found and (found[0], found[1].points)


def _service_points(scheme: Any, row: Row, base: Fraction) -> Owed:
    found = _points(scheme, row)
    return (found[1] * price(scheme.rate, base), found[0]) if found else None


def multiplied(states: Sequence[str | None], terms: Any) -> list[Fraction]:
    """By what each period is multiplied: a chain goes on while the period before had a state, or the same one."""
    found, running = list[Fraction](), 0
    for before, state in pairwise([None, *states]):
        same = terms.repeat_of == "any miss" or before == state
        running = 0 if state is None else running + 1 if before is not None and same else 1
        if running < 2:
            found.append(Fraction(1))
        elif running == 2:
            found.append(terms.second.fraction)
        elif running == 3 and terms.third is not None:
            found.append(terms.third.fraction)
        else:
            found.append((terms.third_onwards or terms.third or terms.second).fraction)
    return found


def _points_of(scheme: Any, periods: Periods) -> list[Fraction]:
    totals = [Fraction(0)] * len(periods)
    for clause in {row.clause.id for rows in periods for row in rows}:
        given = [next((_points(scheme, row) for row in rows if row.clause.id == clause), None) for rows in periods]
        given = [one if one and one[1] else None for one in given]
        factors = [Fraction(1)] * len(periods)
        if scheme.repeat_multiplier != "none":
            factors = multiplied([one and one[0] for one in given], scheme.repeat_multiplier)
        for number, one in enumerate(given):
            totals[number] += one[1] * factors[number] if one else 0
    return totals


def _breaches(scheme: Any, periods: Periods) -> list[Fraction]:
    if scheme.counts == "failures":
        return [Fraction(sum(len(row.failures) for row in rows)) for rows in periods]
    return [Fraction(sum(row.missed for row in rows)) for rows in periods]


def _step(scheme: Any, total: Fraction, base: Fraction) -> Owed:
    reached = [(step.from_, name) for name, step in scheme.steps.items() if total >= step.from_]
    if not reached:
        return None
    name = max(reached)[1]
    return price(scheme.steps[name].credit, base), name


def units(distance: Fraction, part_units: str) -> Fraction:
    """Units, with what becomes of the last one."""
    return Fraction({"count in full": ceil(distance), "do not count": floor(distance)}.get(part_units, distance))


def _size(per: Any, row: Row) -> Fraction:
    return per.seconds / row.tick if isinstance(per, Length) else per.fraction


def _linear(scheme: Any, row: Row, base: Fraction) -> Owed:
    begins = row.at if scheme.counted_from == "target" else scaled(scheme.counted_from, row.tick)
    away = begins - row.value if row.clause.direction == "at least" else row.value - begins
    if not row.missed or away <= 0:
        return None
    return units(away / _size(scheme.per, row), scheme.part_units) * price(scheme.rate, base), "linear"


def _per_unit_of_time(scheme: Any, row: Row, base: Fraction) -> Owed:
    if scheme.failures_of == "missed periods" and not row.missed:
        return None
    total = Fraction(0)
    for _, _, over in row.failures:
        cost = units(over / _size(scheme.per, row), scheme.part_units) * price(scheme.rate, base)
        total += cost if scheme.at_most == "none" else min(cost, price(scheme.at_most, base))
    return total, scheme.family


def _bonus_and_malus(scheme: Any, row: Row, base: Fraction) -> Owed:
    dead, away = _size(scheme.dead_band, row), abs(row.behind)
    if away <= dead or (row.by_rule and not (row.missed and row.behind > 0)):
        return None
    side, sign = (scheme.malus, 1) if row.behind > 0 else (scheme.bonus, -1)
    away -= dead if scheme.counted_from == "dead band" else 0
    cost = units(away / _size(scheme.per, row), scheme.part_units) * price(side.rate, base)
    return sign * (cost if side.cap == "none" else min(cost, price(side.cap, base))), "malus" if sign > 0 else "bonus"


_ALONE: dict[str, Callable[[Any, Row, Fraction], Owed]] = {
    "bands": _bands,
    "outage time": _outage_time,
    "mean time": _mean_time,
    "at-risk pool": _pool,
    "service points": _service_points,
    "linear": _linear,
    "per unit of time": _per_unit_of_time,
    "bonus and malus": _bonus_and_malus,
}


def local(compiled: CompiledAgreement, tick: int) -> datetime:
    """What clocks on the wall show."""
    return compiled.span.axis.moment_at(tick).astimezone(ZoneInfo(compiled.agreement.time_zone)).replace(tzinfo=None)


def months_back(moment: datetime, months: int) -> datetime:
    """The same day and time so many months before; the last day of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for day in (moment.day, 30, 29, 28):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    raise AssertionError


def _seen(scheme: Any, periods: Periods) -> list[tuple[int, int]]:
    """Period and start of each failure, in the first period in which it counts."""
    seen, found = set[tuple[str, int]](), list[tuple[int, int]]()
    for number, rows in enumerate(periods):
        for row in rows:
            for subject, start, _ in row.failures if scheme.failures_of == "every period" or row.missed else ():
                if (row.clause.id, subject) not in seen:
                    seen.add((row.clause.id, subject))
                    found.append((number, start))
    return found


def _ladder(scheme: Any, periods: Periods, bases: Sequence[Fraction], compiled: CompiledAgreement) -> list[Owed]:
    totals, names = [Fraction(0)] * len(periods), [""] * len(periods)
    failures = sorted(_seen(scheme, periods), key=lambda one: one[1])
    last = max(number for number, rung in enumerate(RUNGS) if getattr(scheme, rung) is not None)
    for place, (number, start) in enumerate(failures):
        earlier = [other for other in failures[:place] if _within(scheme.window, other[1], start, compiled)]
        rung = len(earlier)
        stated = next(getattr(scheme, RUNGS[n]) for n in range(min(rung, last), -1, -1) if getattr(scheme, RUNGS[n]))
        totals[number] += price(stated if rung <= last else scheme.each_more, bases[number])
        names[number] = max(names[number], f"{min(rung, last + 1):02d}")
    return [(total, name) if total else None for total, name in zip(totals, names, strict=True)]


def _within(window: str, earlier: int, start: int, compiled: CompiledAgreement) -> bool:
    if window.startswith("rolling"):
        return local(compiled, earlier) > months_back(local(compiled, start), int(window.split()[1]))
    if window == "term":
        return True
    return not any(earlier < year.start <= start for year in compiled.years)


def _persistent(scheme: Any, periods: Periods, bases: Sequence[Fraction], compiled: CompiledAgreement) -> list[Owed]:
    failures = _seen(scheme, periods)
    left = [sum(number == one for one, _ in failures) for number in range(len(periods))]
    found = list[Owed]()
    for number, rows in enumerate(periods):
        inside = [n for n in range(number + 1) if _holds(scheme.window, n, number, compiled, rows)] if rows else []
        times = sum(left[n] for n in inside) // scheme.every.count
        found.append((times * price(scheme.credit, bases[number]), scheme.family) if times else None)
        paid = times * scheme.every.count if scheme.after_credit == "start again" else 0
        for n in inside:
            taken = min(paid, left[n])
            left[n], paid = left[n] - taken, paid - taken
    return found


def _holds(window: str, earlier: int, number: int, compiled: CompiledAgreement, rows: Sequence[Row]) -> bool:
    """Whether an earlier period lies wholly in the window that ends with a period."""
    place = [clause.key for clause in compiled.clauses].index(rows[0].clause.key)
    one, now = compiled.periods[place][earlier], compiled.periods[place][number]
    if window.startswith("rolling"):
        return local(compiled, one.start) >= months_back(local(compiled, now.end), int(window.split()[1]))
    return window == "term" or not any(one.start < year.start < now.end for year in compiled.years)
