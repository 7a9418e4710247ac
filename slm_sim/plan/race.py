"""Ranking and selection: replications go to those candidates of which it is not yet known that another one is better.

All candidates are played side by side in stages of growing length, in each replication with the same chances. After
every stage each pair is compared; who is beyond doubt worse than another drops out, and what it would have cost goes to
the rest. The probability that any statement at any look is wrong is bounded: it is shared out over the looks
(`slm_sim.statistics.spent`), and over the pairs of a look by the distribution of the largest t.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.model.estimate import Estimate
from slm_sim.plan.timelimit import OutOfTime
from slm_sim.statistics import joint_means, spent

FIRST = 20
"""Replications before the first look."""
FAMILY = "all pairs, shared out over the looks"

Sample = Callable[[Sequence[int], range], Sequence[Floats]]
"""Plays replications of candidates: the value of each, the more the better, float64[replications]."""

Pair = tuple[int, int]
Stopped = Literal["one is left", "budget spent", "out of time", "interrupted"]


@dataclass(frozen=True)
class Look:
    """A look at the candidates.

    replications  that those still played had then
    playing       candidates, by number
    error         share of the probability of error that this look may spend
    dropped       who was found worse than another one, and than which
    """

    replications: int
    playing: tuple[int, ...]
    error: float
    dropped: Mapping[int, int]


@dataclass(frozen=True, eq=False)
class Race:
    """A race that is over.

    values  per candidate, the more the better, float64[replications]
    pairs   the last comparison of each pair: the first less the second
    worse   who dropped out, and which candidate is better beyond doubt
    """

    values: tuple[Floats, ...]
    pairs: Mapping[Pair, Estimate]
    worse: Mapping[int, int]
    looks: tuple[Look, ...]
    stopped: Stopped


def race(
    sample: Sample,
    candidates: int,
    each: int,
    error: float,
    uniforms: Floats,
    needs: Mapping[int, frozenset[int]] | None = None,
) -> Race:
    """Play candidates until one is left, or as many replications are spent as if each had been played `each` times.

    error     probability that any comparison at any look is wrong
    uniforms  as in `joint_means`, for all pairs
    needs     candidates that are played as long as another one is, by the number of this one

    An interruption by the keyboard, or `OutOfTime`, ends the race after the last whole look, which then spends what is
    left of the error: when it comes does not depend on what was found. Before the first look it is passed on.
    """
    budget, before, used, seen = each * candidates, 0, 0, 0
    values: list[Floats] = [np.empty(0)] * candidates
    pairs: dict[Pair, Estimate] = {}
    worse: dict[int, int] = {}
    looks: list[Look] = []
    stopped: Stopped = "budget spent"
    playing = tuple(range(candidates))
    while (end := _next_stage(seen, budget - used, len(playing))) > seen:
        try:
            found = sample(playing, range(seen, end))
        except (KeyboardInterrupt, OutOfTime) as cut_short:
            if not looks:
                raise
            stopped = "out of time" if isinstance(cut_short, OutOfTime) else "interrupted"
            final, allowed = looks.pop(), error - spent(before / budget, error)
            pairs |= _compared(values, final.playing, allowed, uniforms)
            dropped = _beaten([one for one in final.playing if one not in worse], pairs)
            worse |= dropped
            looks.append(Look(seen, final.playing, allowed, {**final.dropped, **dropped}))
            break
        for one, more in zip(playing, found, strict=True):
            values[one] = np.concatenate([values[one], more])
        before, used = used, used + (end - seen) * len(playing)
        seen = end
        last = budget - used < len(playing)
        allowed = spent(1.0 if last else used / budget, error) - spent(before / budget, error)
        pairs |= _compared(values, playing, allowed, uniforms)
        dropped = _beaten([one for one in playing if one not in worse], pairs if last else _varying(pairs))
        worse |= dropped
        looks.append(Look(seen, playing, allowed, dropped))
        left = [one for one in range(candidates) if one not in worse]
        if len(left) < 2:
            stopped = "one is left"
            break
        kept = set(left).union(*((needs or {}).get(one, frozenset()) for one in left))
        playing = tuple(one for one in playing if one in kept)
    return Race(tuple(values), pairs, worse, tuple(looks), stopped)


def _compared(
    values: Sequence[Floats], playing: Sequence[int], allowed: float, uniforms: Floats
) -> dict[Pair, Estimate]:
    """The differences of all pairs that play, with intervals that hold together but for the error that is allowed."""
    these = list(combinations(playing, 2))
    return dict(
        zip(these, joint_means([values[a] - values[b] for a, b in these], allowed, uniforms, FAMILY), strict=True)
    )


def difference(pairs: Mapping[Pair, Estimate], one: int, other: int) -> Estimate:
    """The comparison of two candidates: the first less the second, whichever way round it was made."""
    if (one, other) in pairs:
        return pairs[one, other]
    turned = pairs[other, one]
    low, high = (None if end is None else -end for end in (turned.high, turned.low))
    return Estimate(-turned.value, low, high, turned.confidence, turned.method)


def _next_stage(seen: int, left: int, playing: int) -> int:
    """How many replications the next look is at: twice as many, or all that are left if hardly more would be."""
    most = seen + left // playing
    wanted = FIRST if seen == 0 else 2 * seen
    return most if most < 1.5 * wanted else wanted


def _varying(pairs: Mapping[Pair, Estimate]) -> dict[Pair, Estimate]:
    """The comparisons in which not all replications agree.

    Before the last look the others are no ground to drop anybody: a rare event may not have happened.
    """
    return {pair: estimate for pair, estimate in pairs.items() if estimate.low != estimate.high}


def _beaten(open_ones: Sequence[int], pairs: Mapping[Pair, Estimate]) -> dict[int, int]:
    """Who is worse than another one beyond doubt, and than which: the one that is ahead by most."""
    found = {}
    for one in open_ones:
        ahead = {
            other: difference(pairs, other, one)
            for other in open_ones
            if other != one and tuple(sorted((one, other))) in pairs
        }
        better = {other: estimate.value for other, estimate in ahead.items() if estimate.beyond_doubt > 0}
        if better:
            found[one] = max(better, key=better.__getitem__)
    return found
