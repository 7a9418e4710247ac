"""Families of bands: how far an attainment, an outage or a mean lies beyond an edge decides what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from slm_sim.model.creditfamilies import Band, Banded, BandsScheme, Beyond, EdgeSide, MeanTimeScheme, OutageTimeScheme
from slm_sim.model.creditnotation import TARGET
from slm_sim.model.level import Level
from slm_sim.model.money import Money
from slm_sim.model.quantities import Length, Percent
from slm_sim.model.step import Input, Step
from slm_sim.sla.credits.reached import Due, Reached, failing, parts_of_tick, unit_of
from slm_sim.sla.verdicts import is_beyond, on_scale

Edge = Level | str
AnyBeyond = TypeVar("AnyBeyond", bound=Beyond)


@dataclass(frozen=True, eq=False)
class Held:
    """A figure that is held against edges.

    value         a fraction of one, or ticks
    is_below      edges are passed downwards
    edge_is_worse an edge belongs to its worse side
    what          the figure in words, if it is not the attainment
    """

    reached: Reached
    value: Fraction
    is_below: bool
    edge_is_worse: bool = False
    what: str = ""


def bands(scheme: BandsScheme, reached: Reached) -> Due | None:
    """The band of the attainment."""
    if reached.by_minimum_volume and not reached.missed:
        return None
    held = Held(reached, reached.value, reached.clause.direction == "at least", is_worse(scheme.edges_belong_to))
    return _banded(scheme, held)


def outage_time(scheme: OutageTimeScheme, reached: Reached) -> Due | None:
    """The band of the longest outage of the period, or of all of them together."""
    over = failing(reached).over
    if scheme.time == "longest outage":
        value = Fraction(int(over.max(initial=0)), parts_of_tick(reached))
    else:
        value = _all_downtime(reached, int(over.sum()))
    return _banded(scheme, Held(reached, value, False, is_worse(scheme.edges_belong_to), scheme.time))


def mean_time(scheme: MeanTimeScheme, reached: Reached) -> Due | None:
    """The band of a mean time that is promised; of any other measure, of how long its failures lasted on average."""
    if reached.clause.measure in ("mean time", "mean backlog age"):
        return _banded(scheme, Held(reached, reached.value, False, is_worse(scheme.edges_belong_to), "mean time"))
    over = failing(reached).over
    if not len(over):
        return None
    mean = Fraction(int(over.sum()), len(over) * parts_of_tick(reached))
    return _banded(scheme, Held(reached, mean, False, is_worse(scheme.edges_belong_to), "mean time of failures"))


def is_worse(edges_belong_to: EdgeSide) -> bool:
    """Whether a figure on an edge is beyond it."""
    return edges_belong_to == "the worse side"


def worst(levels: Mapping[str, AnyBeyond], held: Held) -> tuple[str, AnyBeyond, Edge] | None:
    """The level that applies, its name and its edge; None if none does.

    A level applies strictly beyond its edge, so an edge belongs to the better side, unless it is said to belong to the
    worse. Of several, the one whose edge is nearest to the figure counts, whatever the order in the file; of two with
    the same edge, the dearer. The edge ``target`` is passed exactly if the promise was missed, so the minimum-volume
    rule decides it too.
    """
    passed = [
        (_severity(edge, held), _price(level, held.reached), name, level, edge)
        for name, level in levels.items()
        if (edge := _edge(level, held)) is not None and _is_beyond(edge, held) and _reaches(level, held)
    ]
    if not passed:
        return None
    *_, name, level, edge = max(passed, key=lambda found: found[:2])
    return name, level, edge


def beyond(edge: Edge, held: Held) -> tuple[str, dict[str, Input]]:
    """Why a level applies: a sentence for a `Step`, and its numbers."""
    clause, reached = held.reached.clause, held.reached
    level = clause.level if isinstance(edge, str) else edge
    if isinstance(edge, str) and (reached.by_minimum_volume or not _is_comparable(level, held)):
        return "the target of {stated} counts as missed", {"stated": level}
    unit, factor = unit_of(level, reached.axis)
    inputs: dict[str, Input] = {"value": held.value * factor, "edge": on_scale(level, reached.axis) * factor}
    inputs["stated"] = level
    of_target = " (target)" if isinstance(edge, str) else ""
    side = "not above" if held.is_below else "not below"
    if not held.edge_is_worse or isinstance(edge, str):
        side = "below" if held.is_below else "above"
    return f"{held.what}{' ' if held.what else ''}{{value:{unit}}} is {side} {{stated}}{of_target}", inputs


def owed_in_words(owed: Percent | Money, reached: Reached) -> tuple[str, dict[str, Input]]:
    """What a share or an amount comes to: the end of a sentence, and its numbers."""
    if isinstance(owed, Percent):
        return "{share:%} of {base:money} = {result:money}", {"share": owed.fraction, "base": reached.base}
    return "{result:money}", {"owed": reached.priced(owed)}


def rate_in_words(owed: Percent | Money, reached: Reached) -> tuple[str, dict[str, Input]]:
    """The rate of one unit, for a sentence that goes on; its numbers are those of `owed_in_words`."""
    _, inputs = owed_in_words(owed, reached)
    return "{share:%} of {base:money}" if "share" in inputs else "{owed:money}", inputs


def _banded(scheme: Banded, held: Held) -> Due | None:
    found = worst(scheme.bands, held)
    if found is None:
        return None
    name, band, edge = found
    reached = held.reached
    (why, numbers), (price, prices) = beyond(edge, held), owed_in_words(band.credit, reached)
    amount = reached.priced(band.credit)
    inputs = {"band": name, **numbers, **prices}
    step = Step("rule", inputs, amount, reached.currency, f"{why}: band {{band}}, {price}")
    return Due(name, amount, (step,), (reached,))


def _all_downtime(reached: Reached, over: int) -> Fraction:
    """The downtime of a service, in which outages at one time count once; else the sum of the failures."""
    clause, agreed = reached.clause, int(reached.standing.attainment.counted[reached.number])
    value = Fraction(reached.above, reached.below)
    if clause.outages is None or clause.outages.interval is not None:
        return Fraction(over, parts_of_tick(reached))
    match clause.measure:
        case "availability":
            return agreed * (1 - value)
        case "error rate":
            return agreed * value
        case "total outage":
            return value
        case _:
            return Fraction(over, parts_of_tick(reached))


def _edge(level: Beyond, held: Held) -> Edge | None:
    """The edge on the side where the promise is missed, None if the level has none there."""
    return level.below if held.is_below else level.above


def _is_beyond(edge: Edge, held: Held) -> bool:
    if isinstance(edge, str):
        return held.reached.missed
    return _passes(held.value, edge, held, held.edge_is_worse)


def _reaches(level: Beyond, held: Held) -> bool:
    """Whether the figure lies within the far edge of a band that has one."""
    far = (level.down_to if held.is_below else level.up_to) if isinstance(level, Band) else None
    if far is None:
        return True
    return not _passes(held.value, held.reached.clause.level if far == TARGET else far, held, held.edge_is_worse)


def _passes(value: Fraction, edge: Edge, held: Held, or_lies_on_it: bool) -> bool:
    if isinstance(edge, str):
        raise TypeError("an edge that is no figure cannot be passed by one")
    axis = held.reached.axis
    return is_beyond(value, edge, held.is_below, axis) or (or_lies_on_it and value == on_scale(edge, axis))


def _severity(edge: Edge, held: Held) -> tuple[int, Fraction]:
    """Larger for an edge that is worse to have passed; a target that is no such figure is milder than any edge."""
    level = held.reached.clause.level if isinstance(edge, str) else edge
    if not _is_comparable(level, held):
        return 0, Fraction(0)
    at = on_scale(level, held.reached.axis)
    return 1, -at if held.is_below else at


def _is_comparable(level: Level, held: Held) -> bool:
    """Whether a figure can be held against a level: not against business days, nor a length against a percentage."""
    if isinstance(level, Length):
        return level.unit != "business day"
    return not held.what


def _price(level: Beyond, reached: Reached) -> Fraction:
    return reached.priced(level.credit) if isinstance(level, Band) else Fraction(getattr(level, "points", 0))
