"""Sets of promises held against simulated terms, with everything that the agreement says: caps, rules, resets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from time import monotonic
from typing import TypeVar

import numpy as np

from slm_sim.model.arrays import Floats, Ints, freeze_arrays
from slm_sim.model.attainment import MET, NO_DATA
from slm_sim.model.proposal import Tried
from slm_sim.pipeline import Played, Prepared, play
from slm_sim.plan.programme import worst_mean
from slm_sim.plan.readings import failing_months
from slm_sim.sla import CompiledAgreement, attain, charge, moments_counted, prepare_dispatch
from slm_sim.statistics import pooled_proportion
from slm_sim.study.money import PARTS
from slm_sim.study.penalties import mean_credit
from slm_sim.study.threads import Threads

Result = TypeVar("Result")
Progress = Callable[[int], None]

ENOUGH = 2
"""Terms that say something; an interruption before so many are played ends the work."""


@dataclass(frozen=True, eq=False)
class Trial:
    """What a set of promises came to, term by term.

    kept      months that kept every promise, int64[terms]
    months    months, int64[terms]
    periods   service periods with data per clause, int64[terms, clauses]
    met       of them, those that were met
    credits   after caps, in ten-thousandths, int64[terms]
    """

    kept: Ints
    months: Ints
    periods: Ints
    met: Ints
    credits: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)


def reads_targets(prepared: Prepared, agreement: str) -> bool:
    """Whether the order of work, or an escalation, follows what this agreement promises."""
    scenario = prepared.scenario
    follows = scenario.dispatch.order == "deadline" or bool(scenario.escalation)
    return follows and scenario.governing_name == agreement


def keeping(prepared: Prepared, compiled: CompiledAgreement) -> Prepared:
    """The same organisation, working by the promises of a variant of one of its agreements."""
    agreements = tuple(compiled if one.name == compiled.name else one for one in prepared.agreements)
    names = prepared.demand.names
    dispatch = prepare_dispatch(prepared.scenario, prepared.span, names, agreements)
    return replace(prepared, agreements=agreements, dispatch=dispatch)


def term(prepared: Prepared, replication: int) -> Played:
    """One term as it happens, held against no agreement."""
    return play(replace(prepared, agreements=()), replication)


def trials(
    prepared: Prepared,
    promised: Sequence[CompiledAgreement],
    replications: Iterable[int],
    workers: int,
    progress: Progress = lambda done: None,
    ends: float = inf,
) -> list[Trial]:
    """Each set of promises over the same terms, each played once unless the order of work follows the promises.

    ends  as in `side_by_side`
    """
    follows = reads_targets(prepared, promised[0].name)
    working = [keeping(prepared, one) for one in promised] if follows else [prepared] * len(promised)

    def tried(replication: int) -> list[Trial]:
        found, played = [], None
        for one, by in zip(promised, working, strict=True):
            played = term(by, replication) if follows or played is None else played
            found.append(_held(one, played))
        return found

    rows = side_by_side(tried, replications, workers, progress, ends)
    return [_joined([row[place] for row in rows]) for place in range(len(promised))]


def side_by_side(
    work: Callable[[int], Result],
    numbers: Iterable[int],
    workers: int,
    progress: Progress = lambda done: None,
    ends: float = inf,
) -> list[Result]:
    """What comes of some work for each number, in their order, shared by threads.

    Interrupted, it answers with what there is of the first numbers, if that is enough to say something; and when time
    is over, by the clock of `time.monotonic`, as soon as that is enough.
    """
    threads, found = Threads(workers), list[Result]()
    try:
        for result in threads.map(work, numbers):
            found.append(result)
            progress(len(found))
            if len(found) >= ENOUGH and monotonic() >= ends:
                break
    except KeyboardInterrupt:
        if len(found) < ENOUGH:
            raise
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
    return found


def _held(compiled: CompiledAgreement, played: Played) -> Trial:
    reached = attain(compiled, played.workload, played.outcomes, played.history)
    ledger = charge(compiled, reached, moments_counted(compiled, played.workload))
    failed = np.zeros(len(compiled.months), dtype=np.bool_)
    for one in reached:
        failed |= failing_months(one, compiled.months)
    owed = sum(total.amount for total in ledger.totals)
    return Trial(
        kept=np.array([int((~failed).sum())]),
        months=np.array([len(failed)]),
        periods=np.array([[int((one.verdict != NO_DATA).sum()) for one in reached]]),
        met=np.array([[int((one.verdict == MET).sum()) for one in reached]]),
        credits=np.array([int(owed * PARTS)]),
    )


def _joined(rows: Sequence[Trial]) -> Trial:
    return Trial(*(np.concatenate([getattr(row, name) for row in rows]) for name in Trial.__dataclass_fields__))


def credits_of(trial: Trial) -> Floats:
    """The credits of each term in units of the currency."""
    return trial.credits / PARTS


def tried(trial: Trial, confidence: float, tail: float, charged: bool) -> Tried:
    """A trial in figures with their intervals.

    tail     the share of the terms that are the worst
    charged  whether the agreement has charges, without which it knows no credits
    """
    owed = credits_of(trial)
    return Tried(
        confidence=pooled_proportion(trial.kept, trial.months, confidence),
        credits=mean_credit(owed, confidence) if charged else None,
        worst=worst_mean(owed, tail) if charged else None,
        terms=len(owed),
    )
