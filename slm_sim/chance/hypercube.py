"""Latin hypercube sampling: a small sample that covers the range of every quantity evenly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slm_sim.chance.streams import Stream
from slm_sim.model.arrays import Floats


def latin_hypercube(seed: int, quantities: Sequence[str], samples: int) -> Floats:
    """Points in the unit cube, float64[samples, quantities]: each of `samples` equal strata of each axis holds one.

    Each quantity has a stream of its own, by its name, so that one more changes nothing for the others. Source: McKay,
    Beckman, Conover, "A comparison of three methods for selecting values of input variables", 1979.
    """
    columns = []
    for quantity in quantities:
        stream = Stream(seed, 0, f"latin hypercube {quantity}")
        number = np.arange(samples)
        stratum = np.argsort(np.argsort(stream.uniforms(number, 0), kind="stable"), kind="stable")
        columns.append((stratum + stream.uniforms(number, 1)) / samples)
    return np.column_stack(columns)
