"""How a length of time varies: a distribution by the figures that people know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["lognormal", "gamma", "weibull", "exponential", "constant", "empirical"]


@dataclass(frozen=True)
class Spread:
    """A distribution of lengths in seconds.

    median, p90   of a lognormal, gamma or weibull; a constant has its median alone
    mean          of an exponential
    values, shares   of an empirical one: each length and its share, the shares adding up to one
    scale         stretches every length
    """

    shape: Shape
    median: float = 0.0
    p90: float = 0.0
    mean: float = 0.0
    values: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    scale: float = 1.0
