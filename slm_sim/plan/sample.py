"""Replications of candidates, played by the threads of this machine; the rows do not depend on who played what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.pipeline import Prepared, play
from slm_sim.plan.candidates import Candidate, Prepare
from slm_sim.plan.timelimit import expect_time
from slm_sim.plan.yearly import row_of
from slm_sim.study.threads import Threads

Progress = Callable[[int, int], None]


class Sample:
    """Rows of figures per candidate, float64[replications, figures], that grow stage by stage.

    workers   threads that share the replications of a stage
    progress  told (replications of all candidates played, at most)
    ends      when time is over (`slm_sim.plan.timelimit`)
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        ready: Prepare,
        workers: int,
        most: int,
        progress: Progress,
        ends: float = inf,
    ) -> None:
        self._candidates, self._ready, self._workers = candidates, ready, workers
        self._most, self._progress, self._played, self._ends = most, progress, 0, ends
        self.rows: list[Floats] = [np.empty((0, 0))] * len(candidates)

    def play(self, playing: Sequence[int], replications: range) -> None:
        """Play replications of candidates, by number; all of them are kept, or none, as when time runs out."""
        wanted = [(one, number) for number in replications for one in playing]
        prepared = [(self._at(one, number), number) for one, number in wanted]
        found = played_rows(prepared, self._workers, self._tell, self._ends)
        self._played += len(found)
        for one in playing:
            more = np.stack([row for row, (of, _) in zip(found, wanted, strict=True) if of == one])
            self.rows[one] = np.concatenate([self.rows[one], more]) if self.rows[one].size else more

    def _at(self, one: int, replication: int) -> Prepared:
        expect_time(self._ends)
        return self._ready.at(self._candidates[one], replication)

    def _tell(self, done: int) -> None:
        self._progress(self._played + done, self._most)


def played_rows(
    wanted: Sequence[tuple[Prepared, int]], workers: int, done: Callable[[int], None], ends: float = inf
) -> list[Floats]:
    """The figures of replications, each of a candidate that is ready; `done` is told how many there are.

    Raises `OutOfTime` if they are not all there when time is over.
    """
    threads, found = Threads(workers), list[Floats]()
    try:
        for row in threads.map(lambda one: row_of(one[0], play(*one)), wanted):
            found.append(row)
            done(len(found))
            if len(found) < len(wanted):
                expect_time(ends)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
    return found
