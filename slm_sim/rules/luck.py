"""Rights to terminate that luck alone gives: what a small number of incidents does to a service that is as promised."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.measurement import charged_months, rolling_steps
from slm_sim.model.quantities import Percent
from slm_sim.model.triggers import TerminationTrigger
from slm_sim.rules.agreementfacts import ClauseFacts
from slm_sim.theory import chance_of_misses, chance_of_target

LONGEST_MEMORY = 12
"""Periods of a trigger's window beyond which nothing is told; the states of the past double with each."""


def luckiest_right(agreement: Agreement, clauses: Mapping[Clause, ClauseFacts]) -> tuple[str, Fraction] | None:
    """The right that arises most often within a year in which each incident is in time with just the chance promised.

    Rights for missed shares of incidents alone; None where no such right, or no volume, is known. Rolling periods share
    their incidents and are left out.
    """
    chances = {
        name: chance
        for name, trigger in agreement.termination_triggers.items()
        for clause, facts in clauses.items()
        if clause.id == trigger.clause and (chance := _chance(trigger, clause, facts)) is not None
    }
    return max(chances.items(), key=lambda item: item[1]) if chances else None


def _chance(trigger: TerminationTrigger, clause: Clause, facts: ClauseFacts) -> Fraction | None:
    if trigger.kind != "missed" or trigger.periods is None or rolling_steps(clause.period)[0]:
        return None
    if facts.chance_at_level is None or facts.level is None or facts.expected_incidents is None:
        return None
    kept = float(facts.chance_at_level)
    if isinstance(trigger.below, Percent):
        kept = chance_of_target(int(facts.expected_incidents), float(facts.level), trigger.below.fraction)
    a_year = int(12 / charged_months(clause.period))
    window = min(trigger.periods.of, a_year)
    if window > LONGEST_MEMORY:
        return None
    return Fraction(chance_of_misses(1 - kept, trigger.periods.count, window, a_year))
