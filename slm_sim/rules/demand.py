"""Demand in closed form: how many incidents of each kind a usual month brings, by what the scenario states.

Growth and the shape of the year are left out: a usual month of the first year. Of a replayed log nothing is known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slm_sim.chance import average
from slm_sim.model.block import Part, shares
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.quantities import RATE_SECONDS, Percent
from slm_sim.model.scenario import Scenario
from slm_sim.model.spread import Spread
from slm_sim.tables import outcomes_for
from slm_sim.tables.uses import deciding_priorities


@dataclass(frozen=True)
class Stream:
    """Incidents that are alike.

    category, customer, service  None where not known
    priority   None for a priority that nothing states
    monthly    how many a usual month brings
    counted    how many of them no exclusion takes out
    parent     whether they are the incidents of outages themselves, which go straight to the team that restores
    """

    category: str | None
    customer: str | None
    service: str | None
    priority: str | None
    monthly: Fraction
    counted: Fraction
    parent: bool = False


def streams_of(scenario: Scenario) -> tuple[Stream, ...] | None:
    """What arrives; None where the scenario replays a log, or where a table makes priorities of hours."""
    workload, table = scenario.workload, deciding_priorities(scenario)
    if not isinstance(workload, SynthesisedWorkload) or (table is not None and table.reads.opened_in):
        return None
    usual = workload.incidents.per_second * RATE_SECONDS["month"]
    kept = 1 - sum((share.fraction for share in workload.exclusions.values()), Fraction(0))
    found = [
        _stream(workload, category, customer, priority, usual * of_category * of_customer * of_priority, kept)
        for category, of_category in _volumes(workload.categories)
        for customer, of_customer in _volumes(workload.customers)
        for priority, of_priority in _priority_shares(workload, scenario, category, customer).items()
    ]
    return (*found, *_of_outages(workload, scenario, kept))


def _priority_shares(
    workload: SynthesisedWorkload, scenario: Scenario, category: str | None, customer: str | None
) -> Mapping[str, Fraction]:
    """The share of each priority: of the stated mix, else of impact and urgency through a table or the matrix."""
    if table := deciding_priorities(scenario):
        row = workload.categories.get(category or "")
        known = {"category": category, "customer": customer, "service": row.service if row else None}
        return _made_of(workload, lambda made_of: outcomes_for(table, known | made_of)[0])
    if workload.priority_mix is not None:
        return shares(workload.priority_mix)
    if workload.impact is None or scenario.governing_agreement is None:
        return {scenario.priority_names[-1]: Fraction(1)}
    matrix = scenario.governing_agreement.priorities.matrix
    return _made_of(workload, lambda made_of: matrix[made_of["impact"]][made_of["urgency"]])


def _made_of(workload: SynthesisedWorkload, priority: Callable[[dict[str, str]], str]) -> Mapping[str, Fraction]:
    """The share of each priority that impacts and urgencies make; of a single one where there are none."""
    if not workload.impact:
        return {priority({}): Fraction(1)}
    found: dict[str, Fraction] = {}
    of_impact = shares({name: row.share for name, row in workload.impact.items()})
    for impact, row in workload.impact.items():
        for urgency, share in shares(row.urgency).items():
            made = priority({"impact": impact, "urgency": urgency})
            found[made] = found.get(made, Fraction(0)) + of_impact[impact] * share
    return found


def _stream(
    workload: SynthesisedWorkload,
    category: str | None,
    customer: str | None,
    priority: str | None,
    monthly: Fraction,
    kept: Fraction,
) -> Stream:
    row = workload.categories.get(category or "")
    return Stream(category, customer, row.service if row else None, priority, monthly, monthly * kept)


def _volumes(rows: dict[str, Any]) -> list[tuple[str | None, Fraction]]:
    """The volume of each row, its share times its own factor; one nameless row where there is none."""
    if not rows:
        return [(None, Fraction(1))]
    stated: dict[str, Part] = {name: row.share for name, row in rows.items()}
    factors: dict[str, Percent] = {name: row.volume for name, row in rows.items()}
    return [(name, share * factors[name].fraction) for name, share in shares(stated).items()]


def _of_outages(workload: SynthesisedWorkload, scenario: Scenario, kept: Fraction) -> list[Stream]:
    """The incidents of outages themselves, of the top priority, and the tickets that they bring."""
    found = []
    for outage in scenario.outages.values():
        children, monthly = outage.child_incidents, outage.rate.per_second * RATE_SECONDS["month"]
        service = max(outage.affects, key=lambda name: outage.affects[name].fraction)
        category, top = children.category if children else None, scenario.priority_names[0]
        found.append(Stream(category, None, service, top, monthly, monthly, parent=True))
        if children is not None:
            mean = average(Spread("lognormal", median=children.count.median, p90=children.count.p90))
            tickets = monthly * Fraction(mean)
            found.append(_stream(workload, children.category, None, children.priority, tickets, kept))
    return found
