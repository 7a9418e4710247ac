"""The ratchet: a target that was bettered for long enough becomes what was reached, for the periods that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.model.attainment import Attainment
from slm_sim.model.clause import Clause
from slm_sim.model.creditmodifiers import TargetReset
from slm_sim.model.ledger import Reset
from slm_sim.model.level import Count, Level
from slm_sim.model.quantities import Length, Percent
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.verdicts import is_beyond, on_scale, verdicts


@dataclass(frozen=True, eq=False)
class InForce:
    """A clause with its target as it stands in each period, and the attainment judged by it.

    clauses  the clause per period, each with the level in force
    resets   in the order of time
    """

    clauses: tuple[Clause, ...]
    attainment: Attainment
    resets: tuple[Reset, ...] = ()


def in_force(compiled: CompiledAgreement, attainments: Sequence[Attainment]) -> tuple[InForce, ...]:
    """Each clause with the targets that are in force; the same whether or not they are applied already.

    Periods that begin in the bedding-in neither count towards a reset nor end a run.
    """
    return tuple(
        _in_force(compiled, clause, attainment)
        for clause, attainment in zip(compiled.clauses, attainments, strict=True)
    )


def reset_terms(compiled: CompiledAgreement, clause: Clause) -> TargetReset | None:
    """How the target of a clause is reset; None where it never is.

    A percentile keeps its target: its misses are those by the time that was agreed first.
    """
    if clause.credit is None or clause.percentile is not None:
        return None
    terms = compiled.agreement.credits[clause.credit].target_reset
    return terms if isinstance(terms, TargetReset) else None


def judged_by_resets(compiled: CompiledAgreement, attainments: Sequence[Attainment]) -> tuple[Attainment, ...]:
    """The attainments, with verdicts by the targets that are in force in each period."""
    return tuple(found.attainment for found in in_force(compiled, attainments))


def _in_force(compiled: CompiledAgreement, clause: Clause, attainment: Attainment) -> InForce:
    terms = reset_terms(compiled, clause)
    if terms is None:
        return InForce((clause,) * len(attainment.periods), attainment)
    return _with_resets(clause, attainment, terms, compiled.span.axis)


def _with_resets(clause: Clause, attainment: Attainment, terms: TargetReset, axis: TimeAxis) -> InForce:
    now, run = clause, list[Fraction]()
    clauses, resets = [], []
    for number, period in enumerate(attainment.periods):
        if len(run) == terms.after.count:
            mean = sum(run, Fraction(0)) / len(run)
            level = _new_level(now, mean, terms, axis)
            if level != now.level:
                resets.append(Reset(clause.key, period.label, now.level, level, mean))
                now = replace(now, level=level)
            run = []
        clauses.append(now)
        if not period.credits or attainment.is_excused(number):
            continue
        value = attainment.value(number)
        was_missed = bool(attainment.by_minimum_volume[number])
        is_better = value is not None and not was_missed and _is_better(value, now.level, now, axis)
        run = [*run, value] if value is not None and is_better else []
    return InForce(tuple(clauses), judged(attainment, clauses, axis) if resets else attainment, tuple(resets))


def _is_better(value: Fraction, level: Level, clause: Clause, axis: TimeAxis) -> bool:
    return is_beyond(value, level, clause.direction == "at most", axis)


def _new_level(clause: Clause, mean: Fraction, terms: TargetReset, axis: TimeAxis) -> Level:
    """The mean, rounded to the easier side as the clause rounds, no farther than the limit; never easier than now."""
    easier = floor if clause.direction == "at least" else ceil
    level: Level
    if isinstance(clause.level, Percent):
        steps = 100 * 10**clause.decimals if clause.decimals is not None else None
        level = Percent(mean if steps is None else Fraction(easier(mean * steps), steps))
    elif isinstance(clause.level, Count):
        level = Count(ceil(mean))
    else:
        level = Length(mean * axis.tick_ms / 1000 / Length(Fraction(1), clause.level.unit).seconds, clause.level.unit)
    limit = terms.at_most if clause.direction == "at least" else terms.at_least
    if limit is not None and not isinstance(limit, str) and _is_better(on_scale(level, axis), limit, clause, axis):
        level = limit
    return level if _is_better(on_scale(level, axis), clause.level, clause, axis) else clause.level


def judged(attainment: Attainment, clauses: Sequence[Clause], axis: TimeAxis) -> Attainment:
    """An attainment with the verdict of each period by the clause that is in force in it."""
    tally = {name: getattr(attainment, name) for name in ("counted", "misses", "numerator", "denominator")}
    verdict = np.array(attainment.verdict)
    by_volume = np.array(attainment.by_minimum_volume)
    for clause in dict.fromkeys(clauses):
        found, few = verdicts(clause, tally, axis)
        these = np.array([one == clause for one in clauses])
        verdict[these], by_volume[these] = found[these], few[these]
    return replace(attainment, verdict=verdict, by_minimum_volume=by_volume)
