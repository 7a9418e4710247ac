"""Chance: random streams and what is drawn from them. The only generators of the project.

Every number is addressed by (seed, replication, attribute, identity, draw), so the order of drawing does not matter,
and adding one incident, one team or one option changes nobody else's life.
"""

from slm_sim.chance.busyness import daily_factor
from slm_sim.chance.distributions import (
    Lengths,
    average,
    fill_lengths,
    length_ticks,
    lengths_of,
    quantile,
)
from slm_sim.chance.hypercube import latin_hypercube
from slm_sim.chance.points import Intensities, Points, Slots, intensity_points, slots_of, stream_points
from slm_sim.chance.resampling import resampled
from slm_sim.chance.streams import Stream, draw_each, global_identity, name_keys, name_points, stream_keys

__all__ = [
    "Intensities",
    "Lengths",
    "Points",
    "Slots",
    "Stream",
    "average",
    "daily_factor",
    "draw_each",
    "fill_lengths",
    "global_identity",
    "intensity_points",
    "latin_hypercube",
    "length_ticks",
    "lengths_of",
    "name_keys",
    "name_points",
    "quantile",
    "resampled",
    "slots_of",
    "stream_keys",
    "stream_points",
]
