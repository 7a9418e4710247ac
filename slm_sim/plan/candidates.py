"""The candidates of a comparison: the scenario as stated, interventions alone and together, at points of their ranges.

An uncertain effect is no single scenario. Each range is cut into as many parts as there are points, and each part is
used by one of them (a Latin hypercube): replication r is played at point r mod K. A range is drawn by the names of its
intervention and path, so an intervention has the same effects alone and together with others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

from slm_sim.chance import latin_hypercube
from slm_sim.engine import Engine
from slm_sim.errors import Problem
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.intervention import Overlay
from slm_sim.model.scenario import Study
from slm_sim.pipeline import Prepared, prepare
from slm_sim.plan.cashflow import Parts
from slm_sim.read import Intervention, Stated, at_point, best_guess, collisions

AS_STATED = "as stated"
POINTS = 20
"""Points at which uncertain effects are played: as many as there are replications before the first look."""


@dataclass(frozen=True)
class Candidate:
    """What is held against others.

    name   of the intervention, of those of a combination joined by ``+``, or `AS_STATED`
    """

    name: str
    interventions: tuple[Intervention, ...]

    @property
    def parts(self) -> Parts:
        """The names of its interventions."""
        return frozenset(one.name for one in self.interventions)

    @property
    def overlays(self) -> dict[str, Overlay]:
        """Its interventions as they are written, by name."""
        return {one.name: one.overlay for one in self.interventions}

    @property
    def is_uncertain(self) -> bool:
        """Whether any of its effects is a range."""
        return any(one.uncertain for one in self.interventions)


def candidates(
    there: Stated, compared: Sequence[Intervention], together: Literal["none", "pairs", "all"]
) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """All candidates, the scenario as stated first, and why some interventions cannot be combined.

    Raises `InputError` if one of them makes no sense as best guessed.
    """
    found = [Candidate(AS_STATED, ()), *(Candidate(one.name, (one,)) for one in compared)]
    refused: list[Problem] = []
    for parts in _combined(compared, together):
        problems = collisions(there, parts)
        refused += problems if len(parts) == 2 else []
        if not problems:
            found.append(Candidate(" + ".join(one.name for one in parts), parts))
    for candidate in found[1:]:
        best_guess(there, candidate.interventions)
    return tuple(found), tuple(refused)


def _combined(
    compared: Sequence[Intervention], together: Literal["none", "pairs", "all"]
) -> Iterator[tuple[Intervention, ...]]:
    most = {"none": 1, "pairs": 2, "all": len(compared)}[together]
    for size in range(2, most + 1):
        yield from combinations(compared, size)


class Prepare:
    """Candidates ready to be played, each point when it is first asked for and then kept."""

    def __init__(
        self, there: Stated, compared: Sequence[Intervention], study: Study, log: IncidentLog | None, engine: Engine
    ) -> None:
        self._there, self._compared, self._study, self._log, self._engine = there, compared, study, log, engine
        self._kept: dict[tuple[str, int], Prepared] = {}

    @cached_property
    def _shares(self) -> list[dict[tuple[str, str], float]]:
        """How far through its range each effect is, point by point."""
        ranges = [(one.name, change.path) for one in self._compared for change in one.uncertain]
        if not ranges:
            return [{}] * POINTS
        points = latin_hypercube(self._study.seed, [f"effect {name} {path}" for name, path in ranges], POINTS)
        return [dict(zip(ranges, map(float, point), strict=True)) for point in points]

    def at(self, candidate: Candidate, replication: int) -> Prepared:
        """The candidate as a replication plays it."""
        point = replication % POINTS if candidate.is_uncertain else 0
        key = candidate.name, point
        if key not in self._kept:
            scenario = self._there.scenario
            if candidate.interventions:
                scenario = at_point(self._there, candidate.interventions, self._shares[point])
            scenario = scenario.model_copy(update={"study": self._study})
            self._kept[key] = prepare(scenario, self._log, self._engine)
        return self._kept[key]
