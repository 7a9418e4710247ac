"""Facts from models: the one place where rules meet scenarios and agreements.

What a rule may read is listed in `vocabulary`. A new fact is a field there and a line here, in `promises`, `money` or
`capacity`; no rule knows a model.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slm_sim.model.agreement import Agreement, MaintenanceWindow, PriorityScheme
from slm_sim.model.clause import Clause
from slm_sim.model.clockterms import Clock
from slm_sim.model.demand import ReplayedWorkload
from slm_sim.model.quantities import Length
from slm_sim.model.results import Results
from slm_sim.model.scenario import Scenario
from slm_sim.read import Reading
from slm_sim.read.checks.flaw import Path
from slm_sim.read.checks.promises import promises_of
from slm_sim.read.paths import place_of
from slm_sim.read.tree import Table
from slm_sim.rules.agreementfacts import AgreementFacts, ClockFacts
from slm_sim.rules.capacity import team_facts
from slm_sim.rules.chain import teams_without_promise, waits_without_promise
from slm_sim.rules.luck import luckiest_right
from slm_sim.rules.money import scheme_facts
from slm_sim.rules.promises import clause_facts
from slm_sim.rules.risk import agreement_risk
from slm_sim.rules.setting import Setting
from slm_sim.rules.subjects import Subject
from slm_sim.rules.targettimes import WEEK_HOURS, open_hours
from slm_sim.sla.clauses import clauses


def facts_of(reading: Reading, results: Results | None = None) -> tuple[Subject, ...]:
    """All that is known of a scenario: its agreements with their clocks, clauses and schemes, and its teams.

    results  what a study of it found, None where nothing was simulated
    """
    return facts_of_scenario(reading.scenario, reading.tree, results)


def facts_of_scenario(scenario: Scenario, tree: Table, results: Results | None = None) -> tuple[Subject, ...]:
    """All that is known of a scenario whose values stand in a tree."""
    setting = Setting(scenario, results)
    found = [
        subject
        for name, agreement in scenario.agreements.items()
        for subject in facts_of_agreement(name, agreement, tree, ("agreements", name), setting)
    ]
    for name, facts in team_facts(scenario, setting.streams, results).items():
        found.append(Subject("team", name, place_of(tree, ("teams", name)), facts))
    return tuple(found)


def facts_of_agreement(
    name: str, agreement: Agreement, tree: Table, at: Path = (), setting: Setting | None = None
) -> Iterator[Subject]:
    """What is known of an agreement: itself, its clocks, its clauses and its credit schemes, each in their order.

    name     what findings call it
    tree     where its values stand, below the path `at`
    setting  the scenario; None for an agreement by itself
    """
    promised = clauses(name, agreement)
    of_clauses = clause_facts(agreement, promised, setting)
    lucky = luckiest_right(agreement, dict(zip(promised, of_clauses, strict=True)))
    whole = _agreement_facts(name, agreement, promised, setting, lucky)
    yield Subject("agreement", name, place_of(tree, at), whole)
    for clock_name, clock in agreement.clocks.items():
        place = place_of(tree, (*at, "clocks", clock_name))
        yield Subject(
            "clock", f"{name}/{clock_name}", place, _clock_facts(clock_name, clock, agreement, setting), whole
        )
    for clause, facts, row in zip(promised, of_clauses, promises_of(agreement, at), strict=True):
        yield Subject("clause", clause.key, place_of(tree, row.path), facts, whole)
    for scheme, of_scheme in scheme_facts(agreement, promised).items():
        yield Subject("scheme", f"{name}/{scheme}", place_of(tree, (*at, "credits", scheme)), of_scheme, whole)


def _agreement_facts(
    name: str,
    agreement: Agreement,
    promised: tuple[Clause, ...],
    setting: Setting | None,
    lucky: tuple[str, Fraction] | None,
) -> AgreementFacts:
    measurement, review = agreement.measurement, agreement.review
    bedding_in = agreement.term.bedding_in
    measures = dict.fromkeys(clause.measure for clause in promised)
    windows = agreement.maintenance_windows.values()
    return AgreementFacts(
        **vars(agreement_risk(setting.results if setting is not None else None, name)),
        name=name,
        type=agreement.type,
        signed=agreement.is_signed,
        term_months=_months(agreement.term.lasts),
        bedding_in_months=_months(bedding_in) if isinstance(bedding_in, Length) else Fraction(0),
        bedding_in_stated="bedding_in" in agreement.term.model_fields_set,
        time_zone_stated="time_zone" in agreement.model_fields_set,
        scope_stated=agreement.scope is not None,
        data_source_stated=_says_of_all(agreement, "data_source"),
        measured_by_stated=_says_of_all(agreement, "measured_by"),
        measurement_point_stated=_says_of_all(agreement, "point_of_measurement"),
        calculation_stated=_says_of_all(agreement, "calculation"),
        report_stated=bool(measurement.report),
        service_period_stated="service_period" in measurement.model_fields_set,
        rounding_stated="rounding" in measurement.model_fields_set,
        minimum_volume_stated="minimum_volume" in measurement.model_fields_set,
        exclusions_stated=bool(agreement.exclusions),
        exclusions=tuple(agreement.exclusions) if isinstance(agreement.exclusions, dict) else (),
        customer_duties=len(agreement.customer_duties),
        maintenance_windows=len(agreement.maintenance_windows),
        windows_without_notice=sum(1 for window in windows if window.notice is None),
        window_share=_window_share(agreement),
        service_review_stated=bool(review.service_review),
        target_review_stated=bool(review.target_review),
        change_control_stated=bool(review.change_control),
        priorities=agreement.priorities.names,
        vague_priorities=_vague(agreement.priorities),
        workaround_stated=_speaks_of_workarounds(agreement),
        disputes_stated=bool(agreement.escalation.disputes),
        escalation_stated=bool(agreement.escalation.by_priority),
        termination_triggers=len(agreement.termination_triggers),
        luckiest_right=lucky[0] if lucky else None,
        chance_right_by_luck=lucky[1] if lucky else None,
        clauses=len(promised),
        credited_clauses=sum(1 for clause in promised if clause.credit is not None),
        measures=tuple(measures),
        timed_clauses=sum(1 for clause in promised if clause.clock is not None),
        history_stated=_history_stated(promised, setting) if setting is not None else None,
        teams_without_promise=teams_without_promise(setting)
        if setting is not None and agreement.type == "SLA"
        else None,
    )


def _history_stated(promised: tuple[Clause, ...], setting: Setting) -> bool:
    """Whether it is known what was reached before: a log that is replayed tells it."""
    if isinstance(setting.scenario.workload, ReplayedWorkload):
        return True
    return any(clause.key in setting.history for clause in promised)


def _says_of_all(agreement: Agreement, word: str) -> bool:
    """Whether a word of the measurement is said for the whole agreement, or by each of its targets."""
    return bool(
        getattr(agreement.measurement, word)
        or all(getattr(target.measurement, word) for target in agreement.targets.values())
    )


def _window_share(agreement: Agreement) -> Fraction:
    """The share of a usual week in windows for the service that has the most of them."""
    windows = agreement.maintenance_windows.values()
    services = {"": None, **dict.fromkeys(name for window in windows for name in window.services)}
    hours = (sum((_weekly(window) for window in windows if window.is_for(name)), Fraction(0)) for name in services)
    return max(hours) / WEEK_HOURS


def _weekly(window: MaintenanceWindow) -> Fraction:
    """The hours of a usual week in a maintenance window."""
    return Fraction(sum(end - start for day in window.hours.week for start, end in day), 60)


def _vague(priorities: PriorityScheme) -> tuple[str, ...]:
    """The priorities of which nothing says what they mean: neither themselves nor impact and urgency."""
    if priorities.meaning:
        return tuple(name for name, meaning in priorities.meaning.items() if not meaning.strip())
    described = priorities.impact and priorities.urgency
    texts = (*priorities.impact.values(), *priorities.urgency.values())
    return () if described and all(text.strip() for text in texts) else priorities.names


def _speaks_of_workarounds(agreement: Agreement) -> bool:
    texts = (*agreement.glossary, *agreement.glossary.values(), agreement.support.handling)
    return any("workaround" in text.lower() for text in texts)


def _months(length: Length) -> Fraction | None:
    return {"month": length.amount, "year": 12 * length.amount}.get(length.unit)


def _clock_facts(name: str, clock: Clock, agreement: Agreement, setting: Setting | None) -> ClockFacts:
    stated = clock.model_fields_set
    return ClockFacts(
        name=name,
        stops=str(clock.stops),
        calendar=clock.calendar,
        open_hours_per_week=open_hours(agreement, clock.calendar),
        pauses_stated=bool(stated & {"pauses_while_pending", "pauses_while", "pauses_from"}),
        pauses_while=tuple(clock.pauses_while_pending),
        after_reopening_stated="after_reopening" in stated,
        after_priority_change_stated="after_priority_change" in stated,
        waits_without_promise=waits_without_promise(setting, agreement, clock) if setting is not None else None,
    )
