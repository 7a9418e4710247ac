"""The order in which a scenario's names become the small integers of a workload and an organisation."""

from __future__ import annotations

from collections.abc import Iterable

from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import Names


def names_of(scenario: Scenario, more_teams: Iterable[str] = ()) -> Names:
    """All names in the order of the scenario; teams that only a log knows follow those of the scenario."""
    synthesis = scenario.workload if isinstance(scenario.workload, SynthesisedWorkload) else None
    categories = list(synthesis.categories) if synthesis else []
    for outage in scenario.outages.values():
        if outage.child_incidents:
            categories.append(outage.child_incidents.category)
    return Names(
        priorities=scenario.priority_names,
        teams=tuple(dict.fromkeys((*scenario.teams, *more_teams))),
        categories=tuple(dict.fromkeys(categories)),
        customers=tuple(synthesis.customers) if synthesis else (),
        services=services_of(scenario),
        pending=tuple(scenario.pending),
        exclusions=tuple(synthesis.exclusions) if synthesis else (),
        outages=tuple(scenario.outages),
        maintenance=tuple(scenario.maintenance),
        windows=tuple(work.window for work in scenario.maintenance.values()),
        channels=tuple(synthesis.channels) if synthesis else (),
    )


def services_of(scenario: Scenario) -> tuple[str, ...]:
    """The services of all agreements, then those that only categories, outages or maintenance name."""
    found = [name for agreement in scenario.agreements.values() for name in agreement.services]
    if isinstance(scenario.workload, SynthesisedWorkload):
        found += [category.service for category in scenario.workload.categories.values() if category.service]
    for outage in scenario.outages.values():
        found += outage.affects
    for work in scenario.maintenance.values():
        found += work.affects
    return tuple(dict.fromkeys(found))
