"""Facts of agreements, their clauses and their clocks: the first half of the rule writer's reference."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from slm_sim.rules.told import Told


@dataclass(frozen=True, kw_only=True)
class AgreementRisk:
    """What a simulation has shown of an agreement that pays credits; all of it is None where nothing was simulated."""

    replications: Annotated[int | None, Told("how many terms were simulated")] = None
    margin: Annotated[Fraction | None, Told("our share of the charges, as the scenario states it", "share")] = None
    credit_expected: Annotated[Fraction | None, Told("the mean credits of the term, of its charges", "share")] = None
    credit_expected_at_least: Annotated[Fraction | None, Told("the lower end of its interval", "share")] = None
    credit_in_a_bad_term: Annotated[
        Fraction | None, Told("what one term in twenty exceeds, of its charges", "share")
    ] = None
    credit_in_a_bad_term_at_least: Annotated[Fraction | None, Told("the lower end of its interval", "share")] = None
    chance_capped: Annotated[Fraction | None, Told("the chance that a cap is reached in the term", "share")] = None
    chance_capped_at_least: Annotated[Fraction | None, Told("the lower end of its interval", "share")] = None
    chance_right: Annotated[
        Fraction | None, Told("the chance that a right to terminate arises in the term", "share")
    ] = None
    chance_right_at_least: Annotated[Fraction | None, Told("the lower end of its interval", "share")] = None


@dataclass(frozen=True, kw_only=True)
class ClauseRisk:
    """What a simulation has shown of a promise; all of it is None where nothing was simulated."""

    replications: Annotated[int | None, Told("how many terms were simulated")] = None
    chance_kept: Annotated[Fraction | None, Told("the chance that it is kept in a service period", "share")] = None
    chance_kept_at_least: Annotated[Fraction | None, Told("the lower end of its interval", "share")] = None
    chance_kept_at_most: Annotated[Fraction | None, Told("the upper end of its interval", "share")] = None
    chance_ever_missed: Annotated[
        Fraction | None, Told("the chance that it is missed in some period of the term", "share")
    ] = None
    chance_ever_missed_at_least: Annotated[Fraction | None, Told("the lower end of its interval", "share")] = None


@dataclass(frozen=True, kw_only=True)
class AgreementFacts(AgreementRisk):
    """An agreement, or a draft of one."""

    name: Annotated[str, Told("what the scenario calls it, or its file")]
    type: Annotated[str, Told("SLA, OLA or UC")]
    signed: Annotated[bool, Told("whether its version says that it is signed")]
    term_months: Annotated[Fraction | None, Told("how long it lasts", "months")]
    bedding_in_months: Annotated[Fraction | None, Told("how long targets are reported without credits", "months")]
    bedding_in_stated: Annotated[bool, Told("whether it says if there is a bedding-in; none is a decision, too")]
    time_zone_stated: Annotated[bool, Told("whether it says in which time zone its hours and periods are")]
    scope_stated: Annotated[bool, Told("whether it says what it covers")]
    data_source_stated: Annotated[bool, Told("whether it says from which data attainment is counted")]
    measured_by_stated: Annotated[bool, Told("whether it says who measures")]
    measurement_point_stated: Annotated[bool, Told("whether it says at which point it is measured")]
    calculation_stated: Annotated[bool, Told("whether it says how a figure is made of the data")]
    report_stated: Annotated[bool, Told("whether it says when attainment is reported")]
    service_period_stated: Annotated[bool, Told("whether it says over which period attainment is counted")]
    rounding_stated: Annotated[bool, Told("whether it says how attainment is rounded; none is a decision, too")]
    minimum_volume_stated: Annotated[
        bool, Told("whether it has, or rules out, a minimum-volume rule for all its targets")
    ]
    exclusions_stated: Annotated[bool, Told("whether it says what is left out of the count; none is a decision, too")]
    exclusions: Annotated[tuple[str, ...], Told("the names of what is left out")]
    customer_duties: Annotated[int, Told("how many duties of the customer it lists")]
    maintenance_windows: Annotated[int, Told("how many windows for planned work it has")]
    windows_without_notice: Annotated[int, Told("how many of them ask for no notice")]
    window_share: Annotated[
        Fraction, Told("the share of a usual week that maintenance windows take, of the service with the most", "share")
    ]
    service_review_stated: Annotated[bool, Told("whether it says when the parties look at the service together")]
    target_review_stated: Annotated[bool, Told("whether it says when they look at the targets together")]
    change_control_stated: Annotated[bool, Told("whether it says how the agreement is changed")]
    priorities: Annotated[tuple[str, ...], Told("its priorities, the most urgent first")]
    vague_priorities: Annotated[tuple[str, ...], Told("those of which it does not say what they mean")]
    workaround_stated: Annotated[bool, Told("whether it speaks of workarounds: in its glossary or its handling")]
    disputes_stated: Annotated[bool, Told("whether it says who decides where the parties disagree")]
    escalation_stated: Annotated[bool, Told("whether it says who is told of an incident that takes long")]
    termination_triggers: Annotated[int, Told("how many rights to terminate it gives")]
    luckiest_right: Annotated[
        str | None, Told("of its rights for missed shares of incidents, the one that chance alone gives most often")
    ]
    chance_right_by_luck: Annotated[
        Fraction | None,
        Told(
            "the chance of that right in a year in which each incident is in time with just the chance promised",
            "share",
        ),
    ]
    clauses: Annotated[int, Told("how many promises it makes")]
    credited_clauses: Annotated[int, Told("how many of them owe a credit when missed")]
    measures: Annotated[tuple[str, ...], Told("what its promises measure, each once")]
    timed_clauses: Annotated[int, Told("how many of its promises are about times")]
    history_stated: Annotated[
        bool | None, Told("whether the scenario says what was reached before on any of its promises, or replays a log")
    ]
    teams_without_promise: Annotated[
        tuple[str, ...] | None,
        Told("teams on the way of incidents that promise nothing, where others do in an OLA or underpinning contract"),
    ]


@dataclass(frozen=True, kw_only=True)
class ClauseFacts(ClauseRisk):
    """One promise of an agreement."""

    id: Annotated[str, Told("target and row, such as resolution.P1")]
    measure: Annotated[str, Told("share in time, mean time, percentile, availability, ...")]
    percentage: Annotated[
        bool, Told("whether its level is a percentage to reach, as for a share in time or an availability")
    ]
    level: Annotated[Fraction | None, Told("the percentage promised", "share")]
    within_hours: Annotated[
        Fraction | None, Told("the target time on the clock of its calendar, business days as they are open", "hours")
    ]
    elapsed_hours: Annotated[
        Fraction | None,
        Told(
            "the target time on a clock on the wall: open time stretched by the share of a usual week that is open",
            "hours",
        ),
    ]
    priority: Annotated[str | None, Told("of which priority, where it is about one")]
    service: Annotated[str | None, Told("of which service, where it is about one")]
    clock: Annotated[str | None, Told("by which clock")]
    stops: Annotated[str | None, Told("at what its clock stops: first touch, resolved, ...")]
    open_hours_per_week: Annotated[
        Fraction | None, Told("open hours of a usual week in the calendar of its clock or of its service", "hours")
    ]
    period: Annotated[str, Told("its service period, such as calendar month")]
    period_months: Annotated[Fraction | None, Told("the length of its service period", "months")]
    credited: Annotated[bool, Told("whether a credit is owed when it is missed")]
    has_minimum_volume: Annotated[bool, Told("whether a small number of incidents is judged by misses instead")]
    minimum_volume_below: Annotated[int | None, Told("below how many incidents that is")]
    minimum_volume_allows: Annotated[int | None, Told("how many misses are then allowed")]
    expected_incidents: Annotated[
        Fraction | None, Told("incidents that count in a usual service period, by the scenario's volumes")
    ]
    allowed_misses: Annotated[int | None, Told("how many of them, rounded down, may miss before the promise is broken")]
    more_urgent_priority: Annotated[str | None, Told("the next more urgent priority in the same target")]
    more_urgent_elapsed_hours: Annotated[Fraction | None, Told("elapsed_hours of that priority", "hours")]
    resolution_elapsed_hours: Annotated[
        Fraction | None,
        Told("of a response time: elapsed_hours of the resolution promised to the same incidents", "hours"),
    ]
    chance_at_level: Annotated[
        Fraction | None,
        Told("the chance to keep it in a period if each incident is in time with just the chance promised", "share"),
    ]
    rate_needed: Annotated[Fraction | None, Told("the share in time with which nine periods in ten keep it", "share")]
    reached_before: Annotated[Fraction | None, Told("what was reached before, as the scenario states it", "share")]
    demonstrated: Annotated[
        Fraction | None,
        Told("what that shows at least, with 90 % confidence, by the number of incidents", "share"),
    ]
    staff_cost: Annotated[
        str | None,
        Told(
            "what the cheapest staff that keeps it costs more than the cheapest without it, as the scenario states it"
        ),
    ]
    credits_saved: Annotated[
        str | None, Told("what is owed less in credits with that staff, as the scenario states it")
    ]
    staff_beyond_credits: Annotated[
        Fraction | None, Told("the first less the second, a month, in the currency of the scenario")
    ]
    maintenance_settled: Annotated[bool | None, Told("of downtime: whether it says what planned maintenance counts as")]
    partial_outage_settled: Annotated[bool | None, Told("of downtime: whether it says how partial outages count")]
    uncovered_hours: Annotated[
        Fraction | None, Told("hours of a usual week in which its clock runs outside the support hours", "hours")
    ]
    unstaffed_hours: Annotated[
        Fraction | None,
        Told("hours of a usual week in which its clock runs and nobody is on the roster or on call", "hours"),
    ]
    chain: Annotated[
        tuple[str, ...] | None, Told("what OLAs and underpinning contracts promise on the way of its incidents")
    ]
    chain_opened: Annotated[
        str | None,
        Told("the opening of a usual week from which these use up most of the promise, one after the other: Fri 16:00"),
    ]
    chain_elapsed_hours: Annotated[Fraction | None, Told("how long they then take on a clock on the wall", "hours")]
    chain_share: Annotated[Fraction | None, Told("the share of the promised time that passes meanwhile", "share")]
    components: Annotated[
        tuple[str, ...] | None, Told("of an availability: what its service depends on that promises one, too")
    ]
    components_availability: Annotated[Fraction | None, Told("the product of what the components promise", "share")]


@dataclass(frozen=True, kw_only=True)
class ClockFacts:
    """A clock of an agreement."""

    name: Annotated[str, Told("its name")]
    stops: Annotated[str, Told("at what it stops")]
    calendar: Annotated[str, Told("the calendar in whose open time it runs, where no priority has its own")]
    open_hours_per_week: Annotated[Fraction | None, Told("open hours of a usual week in that calendar", "hours")]
    pauses_stated: Annotated[bool, Told("whether it says when it stands still; an empty list is a decision, too")]
    pauses_while: Annotated[tuple[str, ...], Told("for what it stands still")]
    after_reopening_stated: Annotated[bool, Told("whether it says how time counts after an incident has been reopened")]
    after_priority_change_stated: Annotated[bool, Told("whether it says how time counts after a change of priority")]
    waits_without_promise: Annotated[
        tuple[str, ...] | None,
        Told("pending reasons of the scenario that it runs on through and that no OLA or underpinning contract bounds"),
    ]
