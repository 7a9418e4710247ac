"""The outcomes of a scenario at other values: what is left of a month, and the figures behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf

import numpy as np

from slm_sim.engine import Engine
from slm_sim.model.arrays import Floats
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.scenario import Scenario, Study
from slm_sim.pipeline import prepare
from slm_sim.plan.figures import told
from slm_sim.plan.sample import played_rows
from slm_sim.plan.timelimit import expect_time
from slm_sim.plan.yearly import Figure, figures_of, surplus
from slm_sim.read import Stated, scenario_with

LEFT = Figure("left")
Outcomes = Mapping[Figure, Floats]
"""Figures by name, one value per replication."""


class Played:
    """A scenario that is played at any values of its paths, always in the same replications.

    ends   when time is over (`slm_sim.plan.timelimit`)
    count  replications that were played so far
    """

    def __init__(
        self,
        there: Stated,
        study: Study,
        replications: int,
        workers: int,
        log: IncidentLog | None,
        engine: Engine,
        progress: Callable[[int], None],
        ends: float = inf,
    ) -> None:
        self._there, self._study, self._log, self._engine = there, study, log, engine
        self._replications, self._workers, self._progress, self._ends = replications, workers, progress, ends
        self.count = 0
        self._staff: float | None = None
        self._known: dict[tuple[tuple[str, str], ...], Outcomes] = {}

    def at(self, values: Mapping[str, str]) -> Outcomes:
        """The outcomes with other values at some paths; none for the scenario as stated, which is played first.

        Raises `OutOfTime` if they are not known when time is over.
        """
        key = tuple(sorted(values.items()))
        if key not in self._known:
            expect_time(self._ends)
            scenario = scenario_with(self._there, values) if values else self._there.scenario
            prepared = prepare(scenario.model_copy(update={"study": self._study}), self._log, self._engine)
            wanted = [(prepared, number) for number in range(self._replications)]
            rows = np.stack(played_rows(wanted, self._workers, self._tell, self._ends))
            self.count += len(rows)
            figures = told(figures_of(prepared), rows)
            if self._staff is None:
                self._staff = float(figures[Figure("staff")].mean())
            self._known[key] = {LEFT: left(self._there.scenario, figures, surplus(rows), self._staff), **figures}
        return self._known[key]

    def known(self, values: Mapping[str, str]) -> Outcomes | None:
        """The outcomes with other values at some paths, if they have been played."""
        return self._known.get(tuple(sorted(values.items())))

    def _tell(self, done: int) -> None:
        self._progress(self.count + done)


def left(scenario: Scenario, figures: Outcomes, surplus: Floats, staff: float) -> Floats:
    """What is left of a month, replication by replication; `staff` is what the roster costs as stated."""
    margin = scenario.finance.margin
    if margin is None:
        return surplus
    dearer = figures[Figure("staff")] - staff
    return np.asarray(float(margin) * figures[Figure("charges")] - figures[Figure("credits")] - dearer)


def left_in_words(scenario: Scenario) -> str:
    """What `left` is of a scenario."""
    if scenario.finance.margin is None:
        return "charges less service credits less what the roster costs"
    return (
        f"our margin of {scenario.finance.margin} less service credits, less what the roster costs more than as stated"
    )
