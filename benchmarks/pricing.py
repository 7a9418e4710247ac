"""Pricing a year in which much is late beside simulating it: ten clauses, twelve months, credits of every family."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle
from time import process_time

import numpy as np

from benchmarks import year
from benchmarks.row import Goal, Row, row
from benchmarks.schemes import SCHEMES, with_credits
from benchmarks.timing import Job, least
from benchmarks.year import Knobs, Year
from slm_sim.engine import simulate
from slm_sim.model.attainment import MISSED
from slm_sim.model.outcomes import Outcomes
from slm_sim.pipeline import Prepared
from slm_sim.sla import CompiledAgreement, attain, charge, compile_agreement, histories

BUSY = Knobs(utilisation=0.95)
"""So busy that most promises are broken in some month, and thousands of incidents are late."""


def rows(quick: bool) -> Iterator[Row]:
    """One row for each family of credits on one year, and one for many replications one after the other."""
    prepared = year.prepared(BUSY)
    plain = prepared.agreements[0].agreement
    priced = {
        name: compile_agreement("priced", with_credits(plain, words), prepared.span) for name, words in SCHEMES.items()
    }
    yield from _each(prepared, priced, 10 if quick else 30)
    yield _many(prepared, list(priced.values()), 100 if quick else 1000)


def _each(prepared: Prepared, priced: dict[str, CompiledAgreement], repeats: int) -> Iterator[Row]:
    drawn = year.drawn(prepared)
    outcomes = _played(drawn)
    history = histories(drawn.workload, outcomes)
    jobs: dict[str, Job] = {"kernel": partial(_played, drawn)}
    told: dict[str, dict[str, object]] = {}
    for name, compiled in priced.items():
        reached = attain(compiled, drawn.workload, outcomes, history)
        jobs[name] = partial(charge, compiled, reached)
        told[name] = {
            "clauses": len(reached),
            "months": len(reached[0].periods),
            "months missed": int(np.sum([one.verdict == MISSED for one in reached])),
            "late": sum(len(one.failures) for one in reached),
            "credits": len(charge(compiled, reached).credits),
        }
    seconds = least(jobs, repeats)
    for name in priced:
        figures = {"kernel s": seconds["kernel"], "pricing s": seconds[name], **told[name]}
        ratio = seconds[name] / seconds["kernel"]
        yield row(f"pricing {name} against the kernel alone", ratio, Goal("at most", 1), **figures)


def _many(prepared: Prepared, priced: Sequence[CompiledAgreement], replications: int) -> Row:
    """All pricing against all simulating of many replications, each under the next family; garbage is collected."""
    simulating = pricing = 0.0
    credits = late = 0
    for replication, compiled in zip(range(replications), cycle(priced), strict=False):
        drawn = year.drawn(prepared, replication)
        begun = process_time()
        outcomes = _played(drawn)
        simulating += process_time() - begun
        reached = attain(compiled, drawn.workload, outcomes, histories(drawn.workload, outcomes))
        begun = process_time()
        ledger = charge(compiled, reached)
        pricing += process_time() - begun
        credits, late = credits + len(ledger.credits), late + sum(len(one.failures) for one in reached)
    clauses, months = len(reached), len(reached[0].periods)
    return row(
        f"pricing {replications:,} replications x {months} months x {clauses} clauses against simulating them",
        pricing / simulating,
        Goal("at most", 1),
        simulating_s=simulating,
        pricing_s=pricing,
        families=len(priced),
        late_in_each=late // replications,
        credits=credits,
    )


def _played(drawn: Year) -> Outcomes:
    return simulate(drawn.workload, drawn.organisation, drawn.policy, engine="kernel")
