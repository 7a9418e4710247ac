"""How a study is divided into chunks: by its size alone, so that every machine divides it alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.pipeline import Prepared
from slm_sim.workload import PreparedReplay

AT_ONCE = 400_000
"""Incidents in a chunk: about a fifth of a second of a processor, long enough not to feel how chunks are handed out."""
EACH = 4_000
"""Incidents that could be played in the time that a replication takes whatever its size."""
SIZES = (1, 2, 4, 5, 10, 20, 40, 100)
"""Replications in a chunk; each divides `BATCH` or is a multiple of it."""
BATCH = 20
"""Replications between two looks at the precision; fixed, so that the number of workers changes nothing."""


@dataclass(frozen=True, order=True)
class Chunk:
    """Work for one worker: some replications of some candidates, by their numbers."""

    first: int
    count: int
    first_candidate: int
    candidates: int

    @property
    def replications(self) -> range:
        """The numbers of the replications."""
        return range(self.first, self.first + self.count)

    @property
    def of(self) -> range:
        """The numbers of the candidates."""
        return range(self.first_candidate, self.first_candidate + self.candidates)


def chunks(candidates: Sequence[Prepared], most: int) -> Iterator[Chunk]:
    """The chunks of a study of so many replications at most: seeds outer, candidates inner."""
    together, size = division([incidents(prepared) for prepared in candidates])
    for first in range(0, most, size):
        for candidate in range(0, len(candidates), together):
            yield Chunk(first, min(size, most - first), candidate, min(together, len(candidates) - candidate))


def division(expected: Sequence[float]) -> tuple[int, int]:
    """How many candidates and how many replications of each make a chunk, by the incidents of each candidate."""
    each = [one + EACH for one in expected]
    together = len(each) if sum(each) <= AT_ONCE else max(1, min(len(each), int(AT_ONCE / max(each))))
    wanted = AT_ONCE / (sum(each) / len(each) * together)
    return together, max(size for size in SIZES if size == 1 or size <= wanted)


def incidents(prepared: Prepared) -> float:
    """About how many incidents a replication has."""
    if isinstance(prepared.demand, PreparedReplay):
        return prepared.demand.incidents
    assert isinstance(prepared.scenario.workload, SynthesisedWorkload)
    seconds = prepared.span.horizon * prepared.span.axis.seconds_in(1)
    return float(prepared.scenario.workload.incidents.per_second * seconds)
