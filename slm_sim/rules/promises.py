"""The facts of clauses: what is promised, over how many incidents, and how it stands beside other promises."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.measurement import MinimumVolume, charged_months, rolling_steps
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import RATE_SECONDS, Percent
from slm_sim.rules.agreementfacts import ClauseFacts
from slm_sim.rules.chain import components, serial_links
from slm_sim.rules.coverage import uncovered_hours, unstaffed_hours
from slm_sim.rules.demand import Stream
from slm_sim.rules.risk import clause_risk
from slm_sim.rules.setting import Setting
from slm_sim.rules.targettimes import elapsed_hours, open_hours, stops_at, within_hours
from slm_sim.statistics import proportion
from slm_sim.theory import allowed_misses, chance_of_target, rate_for_chance

OFTEN, DOUBT = 0.9, 0.1

SUCCESSES = ("share in time", "first contact resolution")
"""Measures that are a share of incidents, of which more is better."""

OF_INCIDENTS = (*SUCCESSES, "mean time", "percentile", "number of misses", "reopen rate")
"""Measures that are counted over the incidents of a period."""


def clause_facts(agreement: Agreement, clauses: Sequence[Clause], setting: Setting | None) -> tuple[ClauseFacts, ...]:
    """The facts of all clauses of an agreement, in their order.

    setting  the scenario, None where there is none
    """
    return tuple(_facts_of(agreement, clause, clauses, setting) for clause in clauses)


def _facts_of(agreement: Agreement, clause: Clause, clauses: Sequence[Clause], setting: Setting | None) -> ClauseFacts:
    expected = _expected(clause, setting.streams if setting is not None else None)
    urgent, promised_to_urgent = _more_urgent(agreement, clause, clauses)
    clock = agreement.clocks.get(clause.clock or "")
    volume = clause.minimum_volume
    level = clause.level.fraction if isinstance(clause.level, Percent) else None
    counted = level if clause.direction == "at least" and clause.measure in SUCCESSES else None
    target = agreement.targets[clause.id.partition(".")[0]]
    down = clause.outages is not None
    chance, needed = _chances(expected, counted, volume)
    before, shown = _before(clause, setting)
    staffed = setting.staffing.get(clause.key) if setting is not None else None
    every = clauses if setting is None else [one for of_one in setting.promised.values() for one in of_one]
    serial = serial_links(setting, agreement, clause) if setting is not None else None
    parts = components(every, agreement, clause)
    return ClauseFacts(
        **vars(clause_risk(setting.results if setting is not None else None, clause.agreement, clause.id)),
        id=clause.id,
        measure=clause.measure,
        percentage=level is not None and clause.direction == "at least",
        level=level,
        within_hours=within_hours(agreement, clause),
        elapsed_hours=elapsed_hours(agreement, clause),
        priority=clause.priority,
        service=clause.service,
        clock=clause.clock,
        stops=str(clock.stops) if clock else None,
        open_hours_per_week=open_hours(agreement, clause.calendar),
        period=clause.period,
        period_months=_months(clause),
        credited=clause.credit is not None,
        has_minimum_volume=volume is not None,
        minimum_volume_below=volume.below if volume else None,
        minimum_volume_allows=volume.allows if volume else None,
        expected_incidents=expected,
        allowed_misses=allowed_misses(int(expected), counted, volume)
        if expected is not None and counted is not None
        else None,
        more_urgent_priority=urgent,
        more_urgent_elapsed_hours=promised_to_urgent,
        resolution_elapsed_hours=_resolution(agreement, clause, clauses),
        chance_at_level=chance,
        rate_needed=needed,
        reached_before=before,
        demonstrated=shown,
        staff_cost=str(staffed.costs) if staffed else None,
        credits_saved=str(staffed.saves) if staffed else None,
        staff_beyond_credits=_monthly(staffed.costs) - _monthly(staffed.saves) if staffed else None,
        maintenance_settled="planned_maintenance" in target.model_fields_set if down else None,
        partial_outage_settled="partial_outage" in target.model_fields_set if down else None,
        uncovered_hours=uncovered_hours(agreement, clause),
        unstaffed_hours=unstaffed_hours(agreement, clause, setting.scenario) if setting is not None else None,
        chain=serial.names if serial else None,
        chain_elapsed_hours=serial.worst.elapsed if serial else None,
        chain_opened=serial.worst.opened if serial else None,
        chain_share=serial.share if serial else None,
        components=parts.names if parts else None,
        components_availability=parts.value if parts else None,
    )


def _chances(
    expected: Fraction | None, level: Fraction | None, volume: MinimumVolume | None
) -> tuple[Fraction | None, Fraction | None]:
    """The chance to keep a share in a usual period at just that rate, and the rate that keeps it nine times in ten."""
    if expected is None or level is None or expected < 1:
        return None, None
    chance = chance_of_target(int(expected), float(level), level, volume)
    return Fraction(chance), Fraction(rate_for_chance(int(expected), level, OFTEN, volume))


def _before(clause: Clause, setting: Setting | None) -> tuple[Fraction | None, Fraction | None]:
    """What was reached before, and the lower end of what that shows: one-sided, so at twice the doubt."""
    row = setting.history.get(clause.key) if setting is not None else None
    if row is None:
        return None, None
    shown = proportion(int(row.reached.fraction * row.incidents), row.incidents, 1 - 2 * DOUBT)
    return row.reached.fraction, None if shown.low is None else Fraction(shown.low)


def _monthly(rate: MoneyRate) -> Fraction:
    return rate.amount * RATE_SECONDS["month"] / RATE_SECONDS[rate.per]


def _months(clause: Clause) -> Fraction:
    return max(rolling_steps(clause.period)[0], 1) * charged_months(clause.period)


def _expected(clause: Clause, streams: tuple[Stream, ...] | None) -> Fraction | None:
    """Incidents that count; None for a promise about a team or a channel, whose incidents no formula here tells."""
    if streams is None or clause.measure not in OF_INCIDENTS or clause.team or clause.channel:
        return None
    return _months(clause) * sum((stream.counted for stream in streams if _counts(clause, stream)), Fraction(0))


def _counts(clause: Clause, stream: Stream) -> bool:
    return all(
        wanted is None or wanted == found
        for wanted, found in (
            (clause.priority, stream.priority),
            (clause.service, stream.service),
            (clause.category, stream.category),
            (clause.customer, stream.customer),
        )
    )


def _siblings(clause: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses of the same target that differ in their priority alone."""
    return [
        other
        for other in clauses
        if other.id.partition(".")[0] == clause.id.partition(".")[0] and _about(other) == _about(clause)
    ]


def _about(clause: Clause) -> tuple[str | None, ...]:
    """What a clause is about, but for its priority."""
    return clause.service, clause.category, clause.customer, clause.team, clause.channel


def _more_urgent(agreement: Agreement, clause: Clause, clauses: Sequence[Clause]) -> tuple[str | None, Fraction | None]:
    order = agreement.priorities.names
    if clause.priority not in order:
        return None, None
    ahead = order[: order.index(clause.priority)]
    by_priority = {other.priority: other for other in _siblings(clause, clauses)}
    for priority in reversed(ahead):
        if priority in by_priority and (hours := elapsed_hours(agreement, by_priority[priority])) is not None:
            return priority, hours
    return None, None


def _resolution(agreement: Agreement, clause: Clause, clauses: Sequence[Clause]) -> Fraction | None:
    """For a response time: the time promised for the resolution of the same incidents."""
    if not stops_at(agreement, clause, "first touch"):
        return None
    same = [
        elapsed_hours(agreement, other)
        for other in clauses
        if stops_at(agreement, other, "resolved")
        and other.measure == clause.measure
        and (other.priority, *_about(other)) == (clause.priority, *_about(clause))
    ]
    return next((hours for hours in same if hours is not None), None)
