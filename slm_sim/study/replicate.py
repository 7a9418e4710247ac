"""Many replications, in an order of numbers that does not depend on who plays them or when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from slm_sim.pipeline import Prepared
from slm_sim.study.chunks import Chunk, chunks
from slm_sim.study.crew import Crew, carry_out
from slm_sim.study.landing import Landing, covering
from slm_sim.study.precision import Lookout
from slm_sim.study.record import Record, first_replications

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Replicated:
    """The replications of a study, all of which have landed.

    count  replications that belong to it; more may have landed before it was known that they are enough
    """

    landing: Landing
    chunks: tuple[Chunk, ...]
    count: int

    def records(self, candidate: int) -> Iterator[Record]:
        """The records of a candidate in the order of the replications, read one at a time."""
        for chunk in covering(self.chunks, candidate):
            if chunk.first < self.count:
                yield first_replications(self.landing.record(chunk, candidate), self.count)


def replicate(
    candidates: Sequence[Prepared], most: int, landing: Landing, crew: Callable[[], Crew], progress: Progress
) -> Replicated:
    """Replications 0, 1, 2, ... of every candidate, at most so many, or until all candidates are precise enough.

    landing   what has landed there already is not played again
    crew      called if anything is left to play
    progress  called with (replications done, at most) at the beginning and whenever some more have landed
    """
    planned = tuple(chunks(candidates, most))
    landed = {chunk for chunk in planned if landing.has(chunk)}
    lookout = Lookout(candidates, planned, landing)

    def tell() -> None:
        progress(sum(one.count * one.candidates for one in landed) // len(candidates), most)

    tell()
    enough = lookout.enough(landed)

    def seen(chunk: Chunk) -> bool:
        nonlocal enough
        landed.add(chunk)
        tell()
        enough = lookout.enough(landed)
        return enough is not None

    missing = [chunk for chunk in planned if chunk not in landed]
    if missing and enough is None:
        hands = crew()
        try:
            carry_out(hands, missing, landing, seen)
        finally:
            hands.stop()
    return Replicated(landing, planned, enough or most)
