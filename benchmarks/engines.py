"""The compiled engine beside its peers, on the reference year and with queues in overload."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from benchmarks import year
from benchmarks.peers import ciw_network, heap, simmer, simpy_idiomatic
from benchmarks.peers.played import Played, mean_waits, played_by, served
from benchmarks.row import Goal, Row, row, skipped
from benchmarks.timing import least, once
from benchmarks.year import Knobs, Year
from slm_sim.engine import Engine, simulate

OVERLOAD = Knobs(utilisation=1.3, lasts="6 months")
NEAR = 0.1
"""How far a peer's mean waits may lie from ours, as a share of them."""


def rows(quick: bool) -> Iterator[Row]:
    """Kernel against the reference, SimPy, Ciw, a heap and simmer; then SimPy again, with queues that grow."""
    yield from comparisons(year.drawn(year.prepared()), year.drawn(year.prepared(OVERLOAD)), 1 if quick else 3)


def comparisons(drawn: Year, busy: Year, turns: int) -> Iterator[Row]:
    """The rows for a year and for one in overload.

    turns  how often each peer plays the year; the one in overload is played once
    """
    yield _against(drawn, "exact reference", Goal("at least", 60), lambda: answer(drawn, "reference"), turns)
    yield _against(drawn, "idiomatic SimPy", Goal("at least", 100), lambda: _simpy(drawn), turns)
    yield _ciw(drawn, min(turns, 2))
    yield _against(drawn, "heap in plain Python", None, lambda: _heap(drawn), turns)
    yield _simmer(drawn)
    overload = {"span": OVERLOAD.lasts, "utilisation": OVERLOAD.utilisation}
    goal = Goal("at least", 1000)
    yield _against(busy, "idiomatic SimPy in overload", goal, lambda: _simpy(busy), 1, **overload)


def answer(drawn: Year, engine: Engine) -> Played:
    """What one of our engines answers."""
    return played_by(simulate(drawn.workload, drawn.organisation, drawn.policy, engine=engine))


def expect_alike(drawn: Year, peer: Played, ours: Played, name: str) -> None:
    """Raise ArithmeticError unless a peer plays the same year: a ratio between different answers says nothing."""
    teams = len(drawn.organisation.teams)
    done = served(drawn.workload, peer), served(drawn.workload, ours)
    waits = mean_waits(drawn.workload, peer, teams), mean_waits(drawn.workload, ours, teams)
    if not np.allclose(*done, rtol=0.02) or not np.allclose(*waits, rtol=NEAR):
        raise ArithmeticError(f"{name} served {done[0]} incidents after {waits[0]}, we {done[1]} after {waits[1]}")


def _heap(drawn: Year) -> Played:
    return heap.simulate(drawn.workload, drawn.organisation)


def _simpy(drawn: Year) -> Played:
    return simpy_idiomatic.simulate(drawn.workload, drawn.organisation)


def _against(drawn: Year, peer: str, goal: Goal | None, play: Callable[[], Played], turns: int, **said: object) -> Row:
    ours = answer(drawn, "kernel")
    found: list[Played] = []
    seconds = least(
        {"kernel": lambda: answer(drawn, "kernel"), peer: lambda: found.append(play())}, 10 * turns, rests={peer: turns}
    )
    expect_alike(drawn, found[0], ours, peer)
    return _row(drawn, peer, goal, seconds["kernel"], seconds[peer], **said)


def _ciw(drawn: Year, turns: int) -> Row:
    kernel = ciw = float("inf")
    for _ in range(turns):
        kernel = min(kernel, least({"kernel": lambda: answer(drawn, "kernel")}, 10)["kernel"])
        network = ciw_network.simulation(drawn.workload, drawn.organisation)
        ciw = min(ciw, once(partial(ciw_network.run, network, drawn.workload.horizon)))
    found = ciw_network.answer(network, drawn.workload, len(drawn.organisation.teams))
    expect_alike(drawn, found, answer(drawn, "kernel"), "Ciw")
    return _row(drawn, "Ciw", Goal("at least", 400), kernel, ciw)


def _simmer(drawn: Year) -> Row:
    absent = simmer.why_absent()
    if absent:
        return skipped("kernel against simmer", absent)
    ours = answer(drawn, "kernel")
    kernel = least({"kernel": lambda: answer(drawn, "kernel")}, 10)["kernel"]
    seconds, found = simmer.play(drawn.workload, drawn.organisation, ours)
    expect_alike(drawn, found, ours, "simmer")
    return _row(drawn, "simmer", None, kernel, seconds)


def _row(drawn: Year, peer: str, goal: Goal | None, ours: float, theirs: float, **said: object) -> Row:
    timed = {"kernel_s": ours, f"{peer} s": theirs, "incidents": drawn.workload.incidents, **said}
    return row(f"kernel against {peer}", theirs / ours, goal, **timed)
