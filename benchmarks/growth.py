"""How the cost of an event grows with the number of incidents and with how busy the teams are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from benchmarks import year
from benchmarks.row import Goal, Row, row
from benchmarks.timing import least
from benchmarks.year import Knobs, Year
from slm_sim.engine import simulate
from slm_sim.model.outcomes import Outcomes

CALM = 0.7
TIMES = 1, 2, 4, 10
"""The multiples of 50,000 incidents, each with as many more people."""
UTILISATIONS = 0.7, 1.0, 1.3, 1.8
GOAL = Goal("at most", 1.3)


def rows(quick: bool) -> Iterator[Row]:
    """The dearest event over that of the calm year, for more incidents and then for busier teams."""
    larger = {f"{times * year.INCIDENTS:,} incidents": Knobs(times, CALM) for times in TIMES}
    yield _grows("cost per event from 50,000 to 500,000 incidents", larger, quick)
    busier = {f"utilisation {busy}": Knobs(utilisation=busy) for busy in UTILISATIONS}
    yield _grows("cost per event from utilisation 0.7 to 1.8", busier, quick)


def events(outcomes: Outcomes) -> int:
    """How many times something happened to a step: it became ready, began, was suspended, went on, ended."""
    moments = outcomes.ready, outcomes.start, outcomes.end, outcomes.suspended_from, outcomes.suspended_to
    return sum(int(np.count_nonzero(moment != -1)) for moment in moments)


def _grows(name: str, by: dict[str, Knobs], quick: bool) -> Row:
    years = {label: year.drawn(year.prepared(knobs)) for label, knobs in by.items()}
    counted = {label: events(_play(drawn)) for label, drawn in years.items()}
    seconds = least({label: partial(_play, drawn) for label, drawn in years.items()}, 4 if quick else 12)
    nanoseconds = {f"{label}, ns per event": seconds[label] / counted[label] * 1e9 for label in years}
    first, *others = nanoseconds.values()
    return row(name, max(others) / first, GOAL, **nanoseconds)


def _play(drawn: Year) -> Outcomes:
    return simulate(drawn.workload, drawn.organisation, drawn.policy, engine="kernel")
