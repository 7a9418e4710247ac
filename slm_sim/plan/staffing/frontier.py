"""What each notch of a promise costs: the cheapest staff for each of its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from slm_sim.engine import Engine
from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.frontier import Frontier, Notch
from slm_sim.model.scenario import Scenario
from slm_sim.model.staffed import Staffed
from slm_sim.pipeline import prepare
from slm_sim.plan.staffing.plan import HERE, Progress, planned, wanted_of
from slm_sim.read import Stated, scenario_with, stated
from slm_sim.study.asked import asked, expect_counts, log_of


def frontier(
    scenario: Scenario | Stated | str | Path,
    path: str,
    values: Sequence[str],
    *,
    replications: int | None = None,
    fresh: int | None = None,
    seed: int | None = None,
    time_limit: str | None = None,
    workers: int = 1,
    engine: Engine = "auto",
    progress: Progress = lambda done, most: None,
    where: Place = HERE,
) -> Frontier:
    """Find the cheapest staff for each value of a promise, all with the same chances.

    path, values  what is changed, such as ``agreements.sla.targets.resolution.by_priority.P1.within``, and what stands
                  there in turn, from loose to tight
    time_limit    for all of them together, shared evenly
    progress      called with (values done, values)
    where         the study of the staff stands

    Otherwise as `slm_sim.staff`. An interruption by the keyboard gives the notches found so far.
    """
    expect_counts(replications=replications, fresh=fresh, workers=workers)
    if not values:
        raise InputError(Problem(Place("values"), "no value to promise", "two or more, from loose to tight"))
    there = scenario if isinstance(scenario, Stated) else stated(scenario)
    varied = [asked(scenario_with(there, {path: value}), None, None, seed) for value in values]
    wanted = wanted_of(there.scenario, replications, fresh, time_limit)
    limit = wanted.time_limit
    share = type(limit)(limit.amount * Fraction(1, len(varied)), limit.unit)
    each = wanted.model_copy(update={"time_limit": share})
    found: list[Staffed] = []
    for number, changed in enumerate(varied):
        progress(number, len(varied))
        prepared = prepare(changed, log_of(changed, None), engine)
        found.append(planned(prepared, each, workers, lambda tried, most: None, where=where, alone=True))
        if _was_interrupted(found[-1]):
            break
    first = found[0]
    return Frontier(
        title=first.title,
        story=first.story,
        starts=first.starts,
        ends=first.ends,
        currency=first.currency,
        seed=first.seed,
        path=path,
        asked=first.asked,
        notches=tuple(_notches(values, found)),
    )


def _was_interrupted(plan: Staffed) -> bool:
    """Whether its search was, or what came after that: then fresh terms are missing."""
    untold = plan.credits_before is None or (plan.cost is not None and plan.chosen is None)
    return plan.status == "interrupted" or untold


def _notches(values: Sequence[str], found: Sequence[Staffed]) -> Iterator[Notch]:
    for value, plan in zip(values, found, strict=False):
        people: dict[str, int] = {}
        for row in plan.rows:
            people[row.team] = people.get(row.team, 0) + row.people
        yield Notch(
            value=value,
            status=plan.status,
            cost=plan.cost,
            bound=plan.bound,
            confidence=plan.confidence,
            credits=plan.credits,
            people=people,
            collisions=plan.collisions,
        )
