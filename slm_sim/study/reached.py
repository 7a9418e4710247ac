"""What all replications reached on one clause, as its statistics need it: a few bytes for each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.attainment import Period
from slm_sim.model.clause import Clause
from slm_sim.model.quantities import Length
from slm_sim.study.record import ClauseRecord

Verdicts = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Reached:
    """One clause over all replications.

    verdict    MET, MISSED or NO_DATA, int8[replications, periods]
    attained   before rounding, in the clause's unit, float64[replications, periods]; NaN without data
    counted    sum over replications of what decided the measure, int64[periods]
    undecided  sum over replications of the incidents that are not decided, int64[periods]
    """

    periods: tuple[Period, ...]
    verdict: Verdicts
    attained: Floats
    counted: Ints
    undecided: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def reached(clause: Clause, periods: tuple[Period, ...], record: ClauseRecord, axis: TimeAxis) -> Reached:
    """What the replications of a record reached; `periods` are the clause's own."""
    return Reached(
        periods=periods,
        verdict=record.verdict.astype(np.int8),
        attained=attained(clause, record, axis),
        counted=record.counted.sum(axis=0),
        undecided=record.undecided.sum(axis=0),
    )


def joined(parts: Sequence[Reached]) -> Reached:
    """One clause, its replications part after part."""
    return Reached(
        periods=parts[0].periods,
        verdict=np.concatenate([part.verdict for part in parts]),
        attained=np.concatenate([part.attained for part in parts]),
        counted=np.sum([part.counted for part in parts], axis=0),
        undecided=np.sum([part.undecided for part in parts], axis=0),
    )


def attained(clause: Clause, record: ClauseRecord, axis: TimeAxis) -> Floats:
    """What was reached before rounding, float64[replications, periods] in the clause's unit; NaN without data."""
    found = np.full(record.numerator.shape, np.nan)
    np.divide(record.numerator.astype(float), record.denominator, out=found, where=record.denominator > 0)
    return found * float(axis.seconds_in(1)) if isinstance(clause.level, Length) else found
