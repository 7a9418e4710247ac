"""From the ledgers of replications to the chances of a right to terminate and of targets that are reset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Floats, Ints
from slm_sim.model.attainment import Period
from slm_sim.model.estimate import Estimate
from slm_sim.model.rights import FirstSeen, ResetResult, RightsResult, TriggerResult
from slm_sim.model.triggers import TerminationTrigger
from slm_sim.sla import CompiledAgreement
from slm_sim.sla.ratchet import reset_terms
from slm_sim.statistics import mean, proportion
from slm_sim.study.clauses import level, unit
from slm_sim.study.money import MoneyRecord
from slm_sim.study.words import right_in_words

NOT_ONCE = -1
"""The number of the period in which something happens first, where it does not happen."""


@dataclass(frozen=True, eq=False)
class Arisen:
    """What follows from one agreement besides money, in each replication.

    rights  number of the period in which each trigger gives its right first, int64[replications, triggers]
    resets  number of the period for which each target is reset first, int64[replications, resettable clauses]
    levels  the level after the last reset, in the clause's unit, float64 of the same shape; NaN without any

    Either number is `NOT_ONCE` where it does not happen.
    """

    rights: Ints
    resets: Ints
    levels: Floats


def arisen(compiled: CompiledAgreement, record: MoneyRecord) -> Arisen:
    """The rights and resets of the replications of a record."""
    count = len(record.replication)
    triggers, clauses = compiled.agreement.termination_triggers, resettable(compiled)
    rights = np.full((count, len(triggers)), NOT_ONCE, dtype=np.int64)
    for column, (name, terms) in enumerate(triggers.items()):
        these = record.rights.trigger == name
        row = np.searchsorted(record.replication, record.rights.replication[these])
        rights[row, column] = _numbers(periods_of(compiled, terms), record.rights.period[these].tolist())
    resets = np.full((count, len(clauses)), NOT_ONCE, dtype=np.int64)
    levels = np.full((count, len(clauses)), np.nan)
    for column, number in enumerate(clauses):
        these = record.resets.clause == compiled.clauses[number].key
        row = np.searchsorted(record.replication, record.resets.replication[these])
        since = _numbers(compiled.periods[number], record.resets.since[these].tolist())
        resets[row[::-1], column] = since[::-1]
        levels[row, column] = record.resets.level[these]
    return Arisen(rights, resets, levels)


def joined(parts: Sequence[Arisen]) -> Arisen:
    """One agreement, its replications part after part."""
    return Arisen(
        rights=np.concatenate([part.rights for part in parts]),
        resets=np.concatenate([part.resets for part in parts]),
        levels=np.concatenate([part.levels for part in parts]),
    )


def resettable(compiled: CompiledAgreement) -> tuple[int, ...]:
    """The numbers of the clauses whose target may be reset."""
    terms = (reset_terms(compiled, clause) for clause in compiled.clauses)
    return tuple(number for number, found in enumerate(terms) if found is not None)


def periods_of(compiled: CompiledAgreement, trigger: TerminationTrigger) -> tuple[Period, ...]:
    """The periods that a trigger looks at: those of its clause, or calendar months."""
    if trigger.clause is None:
        return compiled.months
    return compiled.periods[[clause.id for clause in compiled.clauses].index(trigger.clause)]


def rights_result(compiled: CompiledAgreement, arisen: Arisen, confidence: float) -> RightsResult | None:
    """The chance of each right to terminate one agreement; None where it gives none."""
    agreement = compiled.agreement
    if not agreement.termination_triggers:
        return None
    found = []
    for column, (name, trigger) in enumerate(agreement.termination_triggers.items()):
        periods, first = periods_of(compiled, trigger), arisen.rights[:, column]
        possible = len(periods) >= _periods_needed(trigger)
        found.append(
            TriggerResult(
                trigger=name,
                terms=right_in_words(trigger),
                notice=None if trigger.notice is None else str(trigger.notice),
                chance=_chance(first, confidence) if possible else None,
                first=_first_seen(periods, first),
            )
        )
    together = arisen.rights.max(axis=1)
    return RightsResult(
        agreement=compiled.name,
        type=agreement.type,
        any_right=_chance(together, confidence) if any(one.chance is not None for one in found) else None,
        triggers=tuple(found),
    )


def reset_results(compiled: CompiledAgreement, arisen: Arisen, confidence: float) -> tuple[ResetResult, ...]:
    """How far each target that may be reset is likely to move."""
    found = []
    for column, number in enumerate(resettable(compiled)):
        clause = compiled.clauses[number]
        first, levels = arisen.resets[:, column], arisen.levels[:, column]
        moved = levels[first != NOT_ONCE]
        found.append(
            ResetResult(
                agreement=compiled.name,
                clause=clause.id,
                unit=unit(clause),
                level=level(clause),
                chance=_chance(first, confidence),
                reset=mean(moved, confidence, 0) if len(moved) else None,
                first=_first_seen(compiled.periods[number], first),
            )
        )
    return tuple(found)


def _chance(first: Ints, confidence: float) -> Estimate:
    return proportion(int((first != NOT_ONCE).sum()), len(first), confidence)


def _numbers(periods: Sequence[Period], labels: Sequence[str]) -> Ints:
    number = {period.label: place for place, period in enumerate(periods)}
    return np.array([number[label] for label in labels], dtype=np.int64)


def _first_seen(periods: Sequence[Period], first: Ints) -> FirstSeen | None:
    seen = np.sort(first[first != NOT_ONCE])
    if not len(seen):
        return None
    earliest, median, latest = (periods[int(seen[place])].label for place in (0, (len(seen) - 1) // 2, -1))
    return FirstSeen(earliest=earliest, median=median, latest=latest)


def _periods_needed(trigger: TerminationTrigger) -> int:
    if trigger.periods is not None:
        return trigger.periods.count
    return 1 if trigger.over is None else trigger.over.count
