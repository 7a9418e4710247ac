"""The facts that rules read: the rule writer's reference.

Each class is a kind of subject; a rule looks at the subjects of one kind, one after the other, and reads their facts
as ``clause.level``. A clause, a clock and a credit scheme also have the facts of their agreement. A fact that may be
None is not always known (there is no scenario, or the promise is of another kind): a rule that reads it lists it under
``needs`` and is silent where it is absent.

Numbers are exact here; a condition sees each as the nearest floating-point number, and equal figures stay equal. Shares
are fractions of one, target times are hours, terms are months.

What is told of an agreement's chain (OLAs and underpinning contracts) will be a kind of subject of its own, and what a
simulation has shown will be further facts of clauses and schemes that may be None, with their intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_type_hints

from slm_sim.rules.conditions import Kind

Unit = Literal["", "share", "hours", "months"]


@dataclass(frozen=True)
class FactWord:
    """A fact as a rule may name it.

    name      with its subject: ``clause.level``
    kind      truth, number, text or texts
    unit      of a number
    optional  whether it may be absent
    meaning   for people who write rules
    """

    name: str
    kind: Kind
    unit: Unit
    optional: bool
    meaning: str


@dataclass(frozen=True)
class Told:
    """What a fact means and, of a number, its unit."""

    meaning: str
    unit: Unit = ""


@dataclass(frozen=True, kw_only=True)
class AgreementFacts:
    """An agreement, or a draft of one."""

    name: Annotated[str, Told("what the scenario calls it, or its file")]
    type: Annotated[str, Told("SLA, OLA or UC")]
    signed: Annotated[bool, Told("whether its version says that it is signed")]
    term_months: Annotated[Fraction | None, Told("how long it lasts", "months")]
    bedding_in_stated: Annotated[bool, Told("whether it says if there is a bedding-in; none is a decision, too")]
    data_source_stated: Annotated[bool, Told("whether it says from which data attainment is counted")]
    measured_by_stated: Annotated[bool, Told("whether it says who measures")]
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
    service_review_stated: Annotated[bool, Told("whether it says when the parties look at the service together")]
    target_review_stated: Annotated[bool, Told("whether it says when they look at the targets together")]
    change_control_stated: Annotated[bool, Told("whether it says how the agreement is changed")]
    priorities: Annotated[tuple[str, ...], Told("its priorities, the most urgent first")]
    escalation_stated: Annotated[bool, Told("whether it says who is told of an incident that takes long")]
    termination_triggers: Annotated[int, Told("how many rights to terminate it gives")]
    clauses: Annotated[int, Told("how many promises it makes")]
    credited_clauses: Annotated[int, Told("how many of them owe a credit when missed")]
    measures: Annotated[tuple[str, ...], Told("what its promises measure, each once")]
    timed_clauses: Annotated[int, Told("how many of its promises are about times")]


@dataclass(frozen=True, kw_only=True)
class ClauseFacts:
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


@dataclass(frozen=True, kw_only=True)
class SchemeFacts:
    """A credit scheme of an agreement."""

    name: Annotated[str, Told("its name")]
    family: Annotated[str, Told("bands, at-risk pool, ...")]
    clauses: Annotated[int, Told("how many promises owe their credit by it")]
    period_cap: Annotated[
        Fraction | None, Told("the most for a service period, of the charge that it is taken of", "share")
    ]
    year_cap: Annotated[Fraction | None, Told("the most for a contract year", "share")]
    capped: Annotated[bool, Told("whether it has a cap of any window")]
    caps_stated: Annotated[bool, Told("whether it says what its caps are; none is a decision, too")]
    largest_credit: Annotated[Fraction | None, Told("the most that one missed promise costs", "share")]
    most_per_period: Annotated[
        Fraction | None, Told("the most that all its promises cost in a service period, cap included", "share")
    ]
    weights: Annotated[Fraction | None, Told("of an at-risk pool: what the weights of its promises add up to", "share")]
    weights_total: Annotated[Fraction | None, Told("of an at-risk pool: what they should add up to", "share")]
    repeats_multiplied: Annotated[bool, Told("whether a repeated miss costs more than the first")]
    earn_back: Annotated[bool, Told("whether a credit is returned if the promise is kept afterwards")]
    earn_back_forfeited: Annotated[bool, Told("whether an attainment bad enough forfeits that")]
    remedy_stated: Annotated[bool, Told("whether it says if credits are the sole remedy")]
    claim_stated: Annotated[bool, Told("whether it says if credits must be claimed, and until when")]


@dataclass(frozen=True, kw_only=True)
class TeamFacts:
    """A team of the scenario."""

    name: Annotated[str, Told("its name")]
    tier: Annotated[str, Told("its tier")]
    most_people: Annotated[int | None, Told("the most people on one shift of its roster")]
    rostered_hours: Annotated[Fraction | None, Told("paid hours of a usual week", "hours")]
    shrinkage: Annotated[Fraction | None, Told("the share of them in which people are away", "share")]
    shrinkage_stated: Annotated[bool | None, Told("whether its site states a shrinkage")]
    work_hours: Annotated[
        Fraction | None, Told("hours of work that a usual week brings it, by volumes, routing and efforts", "hours")
    ]
    occupancy: Annotated[
        Fraction | None, Told("work_hours over the rostered hours in which people are present", "share")
    ]
    takes_top_priority: Annotated[
        bool | None, Told("whether incidents of the most urgent priority reach it on their way")
    ]
    on_call: Annotated[bool, Told("whether somebody is on call when nobody is on the roster")]


Facts = AgreementFacts | ClauseFacts | ClockFacts | SchemeFacts | TeamFacts

SUBJECTS: dict[str, type[Facts]] = {
    "agreement": AgreementFacts,
    "clause": ClauseFacts,
    "clock": ClockFacts,
    "scheme": SchemeFacts,
    "team": TeamFacts,
}
"""What a rule may look at, by the word under ``over``."""

WITHIN_AGREEMENT = ("clause", "clock", "scheme")
"""The subjects that also have the facts of their agreement."""

_KINDS: dict[Any, Kind] = {bool: "truth", int: "number", Fraction: "number", str: "text", tuple[str, ...]: "texts"}


@cache
def words_of_subject(subject: str) -> dict[str, FactWord]:
    """The facts of one kind of subject alone, by their names."""
    found = {}
    for field_name, hint in get_type_hints(SUBJECTS[subject], include_extras=True).items():
        stated, told = get_args(hint)
        alternatives = [part for part in get_args(stated) if part is not NoneType]
        optional = NoneType in get_args(stated)
        name = f"{subject}.{field_name}"
        kind = _KINDS[alternatives[0] if optional else stated]
        found[name] = FactWord(name, kind, told.unit, optional, told.meaning)
    return found


def words_over(subject: str) -> dict[str, FactWord]:
    """All facts that a rule over this kind of subject may read, by their names."""
    outer = words_of_subject("agreement") if subject in WITHIN_AGREEMENT else {}
    return {**words_of_subject(subject), **outer}
