"""Open time between two moments, a million times, beside business-time libraries."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.peers import business_time
from benchmarks.row import Goal, Row, row
from benchmarks.timing import least
from slm_sim.calendars import after, elapsed
from slm_sim.chance import Stream

INTERVALS = 1_000_000
DAY = 86_400


def rows(quick: bool) -> Iterator[Row]:
    """Elapsed open time against businesstimedelta, and the moment after some open time against pandas.

    The peers are timed on fewer intervals, the first of the million, and counted by the interval.
    """
    few, turns = (1_000, 3) if quick else (5_000, 5)
    which = np.arange(INTERVALS)
    start = (Stream(1, 0, "start").uniforms(which) * 365 * DAY).astype(np.int64)
    length = (Stream(1, 0, "length").uniforms(which) * 5 * DAY).astype(np.int64)
    hours = 1 + length // (DAY // 4)
    starts, ends = business_time.moments(start[:few]), business_time.moments((start + length)[:few])
    counts = hours[:few].tolist()
    calendar, rules, hour = business_time.calendar(), business_time.rules(), business_time.business_hour()
    if business_time.elapsed(rules, starts, ends) != elapsed(calendar, start[:few], (start + length)[:few]).tolist():
        raise ArithmeticError("businesstimedelta finds other open times than we do")
    seconds = least(
        {
            "elapsed": lambda: elapsed(calendar, start, start + length),
            "after": lambda: after(calendar, start, 3600 * hours),
            "businesstimedelta": lambda: business_time.elapsed(rules, starts, ends),
            "pandas": lambda: business_time.after(hour, starts, counts),
        },
        turns,
        rests={"businesstimedelta": 2, "pandas": 2},
    )
    for name, ours, peer, goal in (
        ("open time elapsed against businesstimedelta", "elapsed", "businesstimedelta", Goal("at least", 5000)),
        ("open time added against pandas", "after", "pandas", None),
    ):
        mine, theirs = seconds[ours] / INTERVALS, seconds[peer] / few
        timed = {"ours, ns per interval": mine * 1e9, f"{peer}, ns per interval": theirs * 1e9}
        yield row(name, theirs / mine, goal, **timed, intervals=INTERVALS, intervals_of_the_peer=few)
