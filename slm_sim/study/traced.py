"""Whole ledgers of a few named replications, which are played once more for them: so none has to be kept of any other.

A replication is a function of the scenario, its seed and its number, so what is played again is what was played.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import numpy as np

from slm_sim.clock import NEVER
from slm_sim.engine.spells import incident_of_step
from slm_sim.model.arrays import Ints
from slm_sim.model.chosen import ChosenTerm, Which
from slm_sim.model.inwords import count
from slm_sim.model.ledger import Cause
from slm_sim.model.measuredmoney import CreditCause
from slm_sim.model.traced import Traced, TracedTerm
from slm_sim.pipeline import Played, Prepared, play
from slm_sim.sla.availability import ALL_USERS
from slm_sim.study.entries import entries, months_of_ledger, plain, rights_of_ledger, without_agreement
from slm_sim.study.incidents import labels
from slm_sim.study.moments import Moments
from slm_sim.study.money import PARTS
from slm_sim.study.owed import Owed


def chosen_terms(prepared: Prepared, owed: Sequence[Owed | None]) -> tuple[ChosenTerm, ...]:
    """Of each agreement with charges the replications with the median and with the highest credits of the span.

    Of an even number the lower one in the middle is the median, as in the figures; of several alike the first is taken.
    """
    return tuple(
        term
        for compiled, of_agreement in zip(prepared.agreements, owed, strict=True)
        if of_agreement is not None and any(clause.credit is not None for clause in compiled.clauses)
        for term in _chosen(compiled.name, of_agreement)
    )


def _chosen(agreement: str, owed: Owed) -> Iterator[ChosenTerm]:
    parts: Ints = np.rint(owed.amount * PARTS).astype(np.int64).sum(axis=1)
    order = np.sort(parts)
    median, highest = int(order[(len(order) - 1) // 2]), int(order[-1])
    many = f"{count(len(parts))} replications"
    whys: dict[int, tuple[Which, str]] = {
        median: ("median", f"half of the {many} come to this or less"),
        highest: ("highest", f"none of the {many} comes to more"),
    }
    if median == highest:
        alone = "it is the only replication" if len(parts) == 1 else f"half of the {many} come to this, none to more"
        whys = {median: ("median and highest", alone)}
    for amount, (which, why) in whys.items():
        alike = np.flatnonzero(parts == amount)
        yield ChosenTerm(
            agreement=agreement,
            which=which,
            replication=int(alike[0]),
            because=f"{why}; of {count(len(alike))} alike the first" if len(alike) > 1 else why,
            amount=plain(Decimal(amount) / PARTS),
            currency=owed.currency,
        )


def traced(prepared: Prepared, terms: tuple[ChosenTerm, ...]) -> Traced:
    """The ledgers of chosen replications, each of which is played again."""
    names = [compiled.name for compiled in prepared.agreements]
    played = {number: play(prepared, number) for number in sorted({term.replication for term in terms})}
    return Traced(
        ledgers=tuple(_term(prepared, played[term.replication], names.index(term.agreement), term) for term in terms)
    )


def _term(prepared: Prepared, played: Played, number: int, term: ChosenTerm) -> TracedTerm:
    ledger = played.ledgers[number]
    return TracedTerm(
        agreement=term.agreement,
        which=term.which,
        replication=term.replication,
        credits=entries(ledger, _cause_of(prepared, played, number)),
        months=months_of_ledger(ledger),
        rights=rights_of_ledger(ledger),
    )


def _cause_of(prepared: Prepared, played: Played, number: int) -> Callable[[Cause], CreditCause]:
    """Names what a credit of an agreement rests on: an incident, an outage, or planned work that counts as one."""
    workload, at = played.workload, Moments(prepared.span)
    broken, incidents = workload.disruptions, labels(prepared, played)
    parents = incident_of_step(workload)[broken.restored_by_step]
    outages = [
        *((workload.names.outages[kind], incidents[one]) for kind, one in zip(broken.kind, parents, strict=True)),
        *((workload.names.maintenance[kind], "") for kind in broken.planned_kind),
    ]
    of_downtime = {clause.key for clause in prepared.agreements[number].clauses if clause.outages is not None}

    def told(cause: Cause) -> CreditCause:
        down = cause.clause in of_downtime
        outage, incident = outages[cause.subject] if down else ("", incidents[cause.subject])
        return CreditCause(
            clause=without_agreement(cause.clause),
            incident=incident,
            outage=outage,
            breached=at.text(cause.start),
            ended=None if cause.end == NEVER else at.text(cause.end),
            over=at.seconds(cause.over) / (ALL_USERS if down else 1),
        )

    return told
