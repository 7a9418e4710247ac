"""The time that a choice may take: what is asked for, and its end."""

from __future__ import annotations

from math import inf
from time import monotonic
from typing import Literal

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.quantities import CLOCK_UNITS, Length, NotationError

Limit = Length | Literal["none"]
PLACE = Place("time_limit")
EXPECTED = "some time, such as 90 s or 5 min"


class OutOfTime(Exception):  # noqa: N818 - nothing went wrong
    """The time limit has come."""


def time_asked(time_limit: str | None) -> Length | None:
    """The time limit that a caller states, None where he states none; raises InputError for what is no time."""
    if time_limit is None:
        return None
    try:
        limit = Length.parse(time_limit)
    except NotationError as error:
        raise InputError(Problem(PLACE, error.found, error.expected, error.nearest)) from None
    if limit.unit not in CLOCK_UNITS or not limit.amount:
        raise InputError(Problem(PLACE, f"nothing is found within {time_limit!r}", EXPECTED))
    return limit


def end_of(limit: Limit) -> float:
    """When a time that begins now is over, by the clock of `time.monotonic`; never without a limit."""
    return inf if limit == "none" else monotonic() + float(limit.seconds)


def expect_time(ends: float) -> None:
    """Raise `OutOfTime` if a time is over."""
    if monotonic() >= ends:
        raise OutOfTime
