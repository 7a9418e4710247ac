"""How waiting work is put in order: what the engine needs to know of decisions, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.model.arrays import Bools, freeze_arrays


@dataclass(frozen=True, eq=False)
class Policy:
    """Dispatch by priority, then first come.

    preempts   bool[priorities]: a waiting incident of this priority suspends running work of a lower one
    """

    preempts: Bools

    def __post_init__(self) -> None:
        freeze_arrays(self)
