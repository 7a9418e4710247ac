"""When a study knows enough: looked at after every so many replications, in their order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from slm_sim.model.scenario import Study
from slm_sim.pipeline import Prepared
from slm_sim.study import reached
from slm_sim.study.chunks import BATCH, Chunk
from slm_sim.study.clauses import kept_in_any_period
from slm_sim.study.gather import reached_of
from slm_sim.study.landing import Landing, covering
from slm_sim.study.reached import Reached


def precise_enough(study: Study, clauses: Sequence[Reached]) -> bool:
    """Whether the chance of every clause to be kept in a period is known as well as the study asks for.

    A clause that never has data is passed over; if none has any, there is no precision to reach.
    """
    if study.precision is None:
        return False
    chances = (kept_in_any_period(clause.verdict, float(study.confidence)) for clause in clauses if clause.periods)
    known = [chance.half_width for chance in chances if chance is not None]
    return bool(known) and all(half is not None and half <= float(study.precision) for half in known)


class Lookout:
    """Looks at the precision of every candidate after each `BATCH` of replications.

    It sees replications in the order of their numbers, however they come in, so that a study ends with the same one
    whoever plays it.
    """

    def __init__(self, candidates: Sequence[Prepared], chunks: Sequence[Chunk], landing: Landing) -> None:
        self._landing = landing
        self._candidates = candidates
        self._chunks = [covering(chunks, number) for number in range(len(candidates))]
        self._seen: list[list[Reached]] = [[] for _ in candidates]
        self._counts = [0] * len(candidates)
        self._next = BATCH

    def enough(self, landed: Collection[Chunk]) -> int | None:
        """The number of replications that are enough, None if those that have landed are not."""
        if self._candidates[0].scenario.study.precision is None:
            return None
        for number in range(len(self._candidates)):
            self._take(number, landed)
        while min(self._counts) >= self._next:
            if all(self._precise(number, self._next) for number in range(len(self._candidates))):
                return self._next
            self._next += BATCH
        return None

    def _take(self, number: int, landed: Collection[Chunk]) -> None:
        waiting = self._chunks[number]
        while waiting and waiting[0] in landed:
            chunk = waiting.pop(0)
            record = self._landing.record(chunk, number)
            found = list(reached_of(self._candidates[number], record))
            seen = self._seen[number]
            self._seen[number] = [reached.joined(parts) for parts in zip(seen, found, strict=True)] if seen else found
            self._counts[number] += chunk.count

    def _precise(self, number: int, count: int) -> bool:
        return precise_enough(self._candidates[number].scenario.study, list(_first(self._seen[number], count)))


def _first(clauses: Sequence[Reached], count: int) -> Iterator[Reached]:
    for clause in clauses:
        yield Reached(clause.periods, clause.verdict[:count], clause.attained[:count], clause.counted, clause.undecided)
