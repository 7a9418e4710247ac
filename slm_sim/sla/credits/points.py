"""Families that weigh clauses: a share of an amount at risk, service points, steps of points or breaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from slm_sim.model.creditfamilies import (
    BreachCountScheme,
    CreditStep,
    EdgeSide,
    Pointed,
    PointsTableScheme,
    PoolScheme,
    ServicePointsScheme,
)
from slm_sim.model.creditnotation import TARGET
from slm_sim.model.step import Input, Step
from slm_sim.sla.credits.bands import Held, beyond, is_worse, owed_in_words, rate_in_words, worst
from slm_sim.sla.credits.reached import Due, Reached, Series, failing
from slm_sim.sla.credits.repeats import MISSED, repeats


def pool(scheme: PoolScheme, reached: Reached) -> Due | None:
    """A missed clause costs charge x share at risk x allocation of the pool x its weight."""
    weight = reached.clause.weight
    if not reached.missed or not weight:
        return None
    at_risk, allocation = scheme.at_risk.fraction, scheme.pool_allocation.fraction
    why, numbers = beyond(TARGET, _held(reached))
    amount = at_risk * allocation * weight * reached.base
    inputs = {**numbers, "at_risk": at_risk, "allocation": allocation, "weight": weight, "base": reached.base}
    said = "{at_risk:%} at risk x weight {weight:%} of {base:money} = {result:money}"
    if allocation != 1:
        said = said.replace(" x weight", " x allocation {allocation:%} x weight")
    step = Step("rule", inputs, amount, reached.currency, f"{why}: {said}")
    return Due(scheme.family, amount, (step,), (reached,))


def service_points(scheme: ServicePointsScheme, reached: Reached) -> Due | None:
    """The points of a clause, each at the rate."""
    given = _points(scheme, reached)
    if given is None or not given.points:
        return None
    rate, numbers = rate_in_words(scheme.rate, reached)
    amount = given.points * reached.priced(scheme.rate)
    inputs = {**given.numbers, "level": given.level, "points": given.points, **numbers}
    said = f"{given.why}: {{level}}, {{points:service point}} at {rate} = {{result:money}}"
    step = Step("rule", inputs, amount, reached.currency, said)
    return Due(given.level, amount, (step,), (reached,))


def points_table(scheme: PointsTableScheme, series: Series) -> list[Due | None]:
    """The step that the points of all clauses in a period come to; a repeat multiplies the points of its clause."""
    given = [{one.clause.id: _points(scheme, one) for one in together} for together in series]
    clauses = dict.fromkeys(clause for row in given for clause in row)
    chains = {
        clause: repeats(
            scheme.multiplier,
            [one.level if (one := row.get(clause)) is not None and one.points else None for row in given],
        )
        for clause in clauses
    }
    dues: list[Due | None] = []
    for number, together in enumerate(series):
        steps, total, by = list[Step](), Fraction(0), list[Reached]()
        for reached in together:
            one = given[number][reached.clause.id]
            if one is None or not one.points:
                continue
            repeat = chains[reached.clause.id][number]
            points = one.points * repeat.factor
            said = f"{{clause}}: {one.why}: {{level}}, {{points:service point}}"
            inputs: dict[str, Input] = {"clause": reached.clause.id, **one.numbers}
            inputs |= {"level": one.level, "points": one.points, "running": repeat.running, "factor": repeat.factor}
            if repeat.factor != 1:
                said += ", period {running} running: x {factor:%} = {result}"
            steps.append(Step("points", inputs, points, reached.currency, said))
            total, by = total + points, [*by, reached]
        dues.append(_stepped(scheme.steps, total, "service point", steps, by))
    return dues


def breach_count(scheme: BreachCountScheme, series: Series) -> list[Due | None]:
    """The step that the number of missed targets, or of failures, in a period comes to."""
    dues: list[Due | None] = []
    for together in series:
        steps, total, by = list[Step](), 0, list[Reached]()
        for reached in together:
            breaches = int(reached.missed) if scheme.counts == "missed targets" else len(failing(reached).start)
            if breaches:
                why, numbers = beyond(TARGET, _held(reached)) if reached.missed else ("target kept", {})
                inputs = {"clause": reached.clause.id, **numbers, "breaches": breaches}
                said = f"{{clause}}: {why}" + (": {breaches:failure}" if scheme.counts == "failures" else "")
                steps.append(Step("points", inputs, Fraction(breaches), reached.currency, said))
                total, by = total + breaches, [*by, reached]
        dues.append(_stepped(scheme.steps, Fraction(total), scheme.counts.removesuffix("s"), steps, by))
    return dues


@dataclass(frozen=True)
class _Given:
    """The points of a clause in a period, the level that gave them, and why."""

    level: str
    points: int
    why: str
    numbers: Mapping[str, Input]


def _points(scheme: Pointed, reached: Reached) -> _Given | None:
    if reached.by_minimum_volume and not reached.missed:
        return None
    if not scheme.levels:
        if not reached.missed:
            return None
        return _Given(MISSED, reached.clause.points, *beyond(TARGET, _held(reached)))
    held = _held(reached, scheme.edges_belong_to)
    found = worst(scheme.levels, held)
    if found is None:
        return None
    name, level, edge = found
    return _Given(name, level.points, *beyond(edge, held))


def _held(reached: Reached, edges_belong_to: EdgeSide = "the better side") -> Held:
    return Held(reached, reached.value, reached.clause.direction == "at least", is_worse(edges_belong_to))


def _stepped(
    steps: Mapping[str, CreditStep], total: Fraction, noun: str, before: Sequence[Step], by: Sequence[Reached]
) -> Due | None:
    """What a total of a period comes to: the credit of the last step that it has reached."""
    passed = [(step.from_, name, step) for name, step in steps.items() if step.from_ <= total]
    if not passed or not by:
        return None
    first, name, step = max(passed, key=lambda found: found[0])
    price, prices = owed_in_words(step.credit, by[0])
    amount = by[0].priced(step.credit)
    inputs: dict[str, Input] = {"total": total, "from": first, "step": name, **prices}
    said = f"{{total:{noun}}}, {{from}} or more: step {{step}}, {price}"
    return Due(name, amount, (*before, Step("rule", inputs, amount, by[0].currency, said)), tuple(by))
