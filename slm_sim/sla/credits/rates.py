"""Families with a rate: by the distance from a level, by the unit of time, and to both sides of a target."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Ints
from slm_sim.model.creditfamilies import BonusMalusScheme, LinearScheme, PartUnits, TimeUnitScheme
from slm_sim.model.money import Money
from slm_sim.model.quantities import Length, Percent, Points
from slm_sim.model.step import Input, Step
from slm_sim.sla.credits.bands import rate_in_words
from slm_sim.sla.credits.reached import Due, Reached, failing, parts_of_tick
from slm_sim.sla.verdicts import on_scale

PART_UNITS_SAID: dict[PartUnits, str] = {
    "pro rata": "pro rata",
    "count in full": "part units in full",
    "do not count": "whole units only",
}


def units(distance: Fraction, part_units: PartUnits) -> Fraction:
    """A number of units, with what becomes of the last one that is not whole."""
    match part_units:
        case "count in full":
            return Fraction(ceil(distance))
        case "do not count":
            return Fraction(floor(distance))
        case _:
            return distance


def linear(scheme: LinearScheme, reached: Reached) -> Due | None:
    """The rate, times the units between what was reached and where counting begins, once the target was missed."""
    clause, axis = reached.clause, reached.axis
    begins = clause.level if isinstance(scheme.counted_from, str) else scheme.counted_from
    distance = _behind(reached, on_scale(begins, axis))
    if not reached.missed or distance <= 0:
        return None
    count = units(distance / _unit(scheme.per, axis), scheme.part_units)
    side = "below" if clause.direction == "at least" else "above"
    of_target = " (target)" if isinstance(scheme.counted_from, str) else ""
    inputs = {**_figures(reached, distance, scheme), "units": count}
    inputs["begins"] = _in_steps(on_scale(begins, axis), scheme.per, axis)
    why = f"{{value:{_spec(scheme.per)}}} is {{away:{_away_spec(scheme.per)}}} {side} {begins}{of_target}"
    return _at_rate(scheme.rate, reached, count, inputs, f"{why}: {_counted(scheme.per, scheme.part_units)}")


def per_unit_of_time(scheme: TimeUnitScheme, reached: Reached) -> Due | None:
    """The rate for each unit of time of each failure, at most so much for one failure.

    The numbers of a failure are those of its cause: ``over`` times ``tick`` divided by ``parts`` is its time in
    seconds, of which the units of ``per`` seconds are counted.
    """
    over, rate = failing(reached).over, reached.priced(scheme.rate)
    if not len(over) or not rate or (scheme.failures_of == "missed periods" and not reached.missed):
        return None
    parts = parts_of_tick(reached)
    most = None if isinstance(scheme.at_most, str) else reached.priced(scheme.at_most)
    unit = _unit(scheme.per, reached.axis) * parts
    at_most = None if most is None else most / rate
    count, cut = _units_of_each(over, unit, scheme.part_units, at_most)
    amount = count * rate + cut * (most or 0)
    inputs: dict[str, Input] = {"failures": len(over), "units": count, "rate": rate, "per": _size(scheme.per)}
    inputs |= {"part_units": scheme.part_units, "tick": Fraction(reached.axis.tick_ms, 1000), "parts": parts}
    said = f"{{failures:failure}}: {_counted(scheme.per, scheme.part_units)} at {{rate:money}}"
    if most is not None:
        inputs |= {"most": most, "cut": cut}
        said += ", and {cut} at most {most:money} each" if cut else ", none above {most:money}"
    step = Step("rule", inputs, amount, reached.currency, f"{said} = {{result:money}}")
    return Due(scheme.family, amount, (step,), (reached,)) if amount else None


def _units_of_each(over: Ints, unit: Fraction, part_units: PartUnits, at_most: Fraction | None) -> tuple[Fraction, int]:
    """The units of all failures that have no more than so many, and how many failures have more."""
    whole, part = unit.numerator, unit.denominator
    largest = max(int(over.max()), 1) * part * len(over) + whole
    exact: Any = over if largest <= np.iinfo(np.int64).max else over.astype(object)
    match part_units:
        case "count in full":
            counts, size = -(-exact * part // whole), Fraction(1)
        case "do not count":
            counts, size = exact * part // whole, Fraction(1)
        case _:
            counts, size = exact, 1 / unit
    if at_most is None:
        return int(counts.sum()) * size, 0
    kept = counts[counts <= floor(at_most / size)]
    return int(kept.sum()) * size, len(over) - len(kept)


def bonus_and_malus(scheme: BonusMalusScheme, reached: Reached) -> Due | None:
    """What lies beyond the dead band around the target, at the rate of its side; a bonus is negative."""
    axis, target = reached.axis, on_scale(reached.clause.level, reached.axis)
    behind = _behind(reached, target)
    if reached.by_minimum_volume and (not reached.missed or behind <= 0):
        return None
    dead = _unit(scheme.dead_band, axis)
    distance = abs(behind)
    if distance <= dead:
        return None
    if scheme.counted_from == "dead band":
        distance -= dead
    side, name = (scheme.malus, "malus") if behind > 0 else (scheme.bonus, "bonus")
    count = units(distance / _unit(scheme.per, axis), scheme.part_units)
    due = count * reached.priced(side.rate)
    most = None if isinstance(side.cap, str) else reached.priced(side.cap)
    amount = due if most is None else min(due, most)
    amount = amount if name == "malus" else -amount
    rate, numbers = rate_in_words(side.rate, reached)
    inputs = {**_figures(reached, distance, scheme), "units": count, "side": name, **numbers}
    inputs["target"] = _in_steps(target, scheme.per, axis)
    inputs |= {"dead_band": _size(scheme.dead_band), "counted_from": scheme.counted_from}
    where = "beyond the dead band around" if scheme.counted_from == "dead band" else "from"
    said = f"{{value:{_spec(scheme.per)}}} is {{away:{_away_spec(scheme.per)}}} {where} {reached.clause.level} (target)"
    said += f": {{side}}, {_counted(scheme.per, scheme.part_units)} at {rate}"
    if most is not None:
        inputs["most"] = most
        said += ", at most {most:money}"
    step = Step("rule", inputs, amount, reached.currency, f"{said} = {{result:money}}")
    return Due(name, amount, (step,), (reached,)) if amount else None


def _at_rate(
    rate: Percent | Money, reached: Reached, count: Fraction, inputs: dict[str, Input], said: str
) -> Due | None:
    price, numbers = rate_in_words(rate, reached)
    amount = count * reached.priced(rate)
    said = f"{said} at {price} = {{result:money}}"
    step = Step("rule", {**inputs, **numbers}, amount, reached.currency, said)
    return Due("linear", amount, (step,), (reached,)) if amount else None


def _behind(reached: Reached, level: Fraction) -> Fraction:
    """How far an attainment lies on the worse side of a level, negative on the better."""
    return level - reached.value if reached.clause.direction == "at least" else reached.value - level


def _unit(per: Points | Length, axis: TimeAxis) -> Fraction:
    """A distance on the scale of an attainment: a fraction of one, or ticks."""
    return per.fraction if isinstance(per, Points) else on_scale(per, axis)


def _size(per: Points | Length) -> Fraction:
    """A distance in the units of a step: a fraction of one, or seconds."""
    return per.fraction if isinstance(per, Points) else per.seconds


def _in_steps(figure: Fraction, per: Points | Length, axis: TimeAxis) -> Fraction:
    """A figure on the scale of an attainment in the units of a step."""
    return figure if isinstance(per, Points) else figure * Fraction(axis.tick_ms, 1000)


def _figures(reached: Reached, distance: Fraction, scheme: LinearScheme | BonusMalusScheme) -> dict[str, Input]:
    return {
        "value": _in_steps(reached.value, scheme.per, reached.axis),
        "away": _in_steps(distance, scheme.per, reached.axis),
        "per": _size(scheme.per),
        "part_units": scheme.part_units,
    }


def _spec(per: Points | Length) -> str:
    return "%" if isinstance(per, Points) else "time"


def _away_spec(per: Points | Length) -> str:
    return "points" if isinstance(per, Points) else "time"


def _counted(per: Points | Length, part_units: PartUnits) -> str:
    return f"{{units}} x {per} ({PART_UNITS_SAID[part_units]})"
