"""Which things each resample of a bootstrap holds."""

from __future__ import annotations

import numpy as np

from slm_sim.chance.streams import Stream
from slm_sim.model.arrays import Ints


def resampled(stream: Stream, samples: int, things: int) -> Ints:
    """For each resample as many of so many things as there are, drawn with replacement: int64[samples, things].

    Draw j of resample i is that of cell `i * things + j` of the stream.
    """
    uniforms = stream.uniforms(np.arange(samples * things)).reshape(samples, things)
    return (uniforms * things).astype(np.int64)
