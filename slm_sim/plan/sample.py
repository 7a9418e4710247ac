"""Replications of candidates, played by the threads of this machine; the rows do not depend on who played what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.pipeline import Prepared, play
from slm_sim.plan.candidates import Candidate, Prepare
from slm_sim.plan.yearly import row_of, stacked
from slm_sim.study.threads import Threads

Progress = Callable[[int, int], None]


class Sample:
    """Rows of figures per candidate, float64[replications, figures], that grow stage by stage.

    workers   threads that share the replications of a stage
    progress  told (replications of all candidates played, at most)
    """

    def __init__(
        self, candidates: Sequence[Candidate], ready: Prepare, workers: int, most: int, progress: Progress
    ) -> None:
        self._candidates, self._ready, self._workers = candidates, ready, workers
        self._most, self._progress, self._played = most, progress, 0
        self.rows: list[Floats] = [np.empty((0, 0))] * len(candidates)

    def play(self, playing: Sequence[int], replications: range) -> None:
        """Play replications of candidates, by number; all of them are kept, or none."""
        wanted = [(one, number) for number in replications for one in playing]
        prepared = [self._ready.at(self._candidates[one], number) for one, number in wanted]
        stopped, threads = Event(), Threads(self._workers)
        try:
            futures = [
                threads.submit(_played, ready, number, stopped)
                for ready, (_, number) in zip(prepared, wanted, strict=True)
            ]
            found = []
            for future in futures:
                found.append(future.result())
                self._progress(self._played + len(found), self._most)
        finally:
            stopped.set()
            threads.shutdown(wait=False, cancel_futures=True)
        self._played += len(found)
        for one in playing:
            more = stacked(row for row, (of, _) in zip(found, wanted, strict=True) if of == one)
            self.rows[one] = np.concatenate([self.rows[one], more]) if self.rows[one].size else more


def _played(prepared: Prepared, replication: int, stopped: Event) -> Floats:
    if stopped.is_set():
        return np.empty(0)
    return row_of(prepared, play(prepared, replication))
