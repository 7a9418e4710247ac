"""Every name in a scenario stands for something that the scenario, or one of its agreements, defines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slm_sim.model.demand import ReplayedWorkload, SynthesisedWorkload
from slm_sim.model.handling import DESK_OF_THE_CUSTOMER, RESOLVING_TEAM, RoutingRow
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import AROUND_THE_CLOCK, Flaw, Path, blocks_within, unknown

SITE_OF_THE_CUSTOMER = "site of the customer"


def teams_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every team that is named is one; a replay may name teams that only its log knows."""
    if isinstance(scenario.workload, ReplayedWorkload):
        return
    for path, name in _named_teams(scenario):
        if name not in (DESK_OF_THE_CUSTOMER, RESOLVING_TEAM):
            yield from unknown(path, name, scenario.teams, "team")


def _named_teams(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    if scenario.routing and isinstance(scenario.routing.starts_at, str):
        yield ("routing", "starts_at"), scenario.routing.starts_at
    for path, block in blocks_within(scenario.routing, ("routing",)):
        if isinstance(block, RoutingRow):
            yield from (((*path, "reassigns_to", name), name) for name in block.reassigns_to or {})
        yield from (((*path, "by_team", name), name) for name in getattr(block, "by_team", {}))
    for name, outage in scenario.outages.items():
        yield ("outages", name, "restored_by"), outage.restored_by
    for name, reason in scenario.pending.items():
        yield from ((("pending", name, "by_team", team), team) for team in reason.by_team)
    if scenario.reopening:
        yield ("reopening", "goes_to"), scenario.reopening.goes_to
    if isinstance(scenario.workload, SynthesisedWorkload):
        for name, customer in scenario.workload.customers.items():
            if customer.desk:
                yield ("workload", "customers", name, "desk"), customer.desk
    for name, helper in scenario.overflow.by_team.items() if scenario.overflow else ():
        yield ("overflow", "by_team", name), name
        yield from ((("overflow", "by_team", name, "helps"), team) for team in helper.helps)
    for name, rule in scenario.escalation.items():
        yield from ((("escalation", name, "teams"), team) for team in rule.teams or ())
        if rule.hands_to:
            yield ("escalation", name, "hands_to"), rule.hands_to
    for name in scenario.backlog.by_team if scenario.backlog else ():
        yield ("backlog", "by_team", name), name


def tiers_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every tier in the routing is the tier of a team."""
    for tier in scenario.routing.by_tier if scenario.routing else ():
        known = (team.tier for team in scenario.teams.values())
        yield from unknown(("routing", "by_tier", tier), tier, known, "team of tier")


def staffing_names_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every shift, skill set and on-call term that a team names is defined."""
    for name, team in scenario.teams.items():
        at = ("teams", name)
        for shift in team.headcount if isinstance(team.headcount, dict) else ():
            yield from unknown((*at, "headcount", shift), shift, scenario.shifts, "shift")
        if team.skill_set:
            yield from unknown((*at, "skill_set"), team.skill_set, scenario.skill_sets, "skill set")
        if team.on_call:
            yield from unknown((*at, "on_call"), team.on_call, scenario.on_call_terms, "on-call term")


def sites_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every site that is named is defined, and a team at work names one where there are several."""
    several = len(scenario.sites) > 1
    for name, team in scenario.teams.items():
        if team.site:
            yield from unknown(("teams", name, "site"), team.site, scenario.sites, "site")
        elif several and team.headcount != "unlimited":
            yield Flaw(("teams", name), f"the team {name!r} has no site", f"'site:' with {' or '.join(scenario.sites)}")
    for name, calendar in scenario.calendars.items():
        if calendar.site and calendar.site != SITE_OF_THE_CUSTOMER:
            yield from unknown(("calendars", name, "site"), calendar.site, scenario.sites, "site")
        elif several and not calendar.site and not calendar.time_zone:
            found = f"the calendar {name!r} has no site, and there are {len(scenario.sites)}"
            yield Flaw(("calendars", name), found, f"'site:' with {' or '.join(scenario.sites)}")
    if isinstance(scenario.workload, SynthesisedWorkload):
        for name, customer in scenario.workload.customers.items():
            yield from unknown(("workload", "customers", name, "site"), customer.site, scenario.sites, "site")


def customers_have_desks(scenario: Scenario) -> Iterator[Flaw]:
    """Where incidents go to the desk of the customer, there are customers, and each has a desk."""
    ways = {
        ("routing", "starts_at"): scenario.routing.starts_at if scenario.routing else "",
        ("reopening", "goes_to"): scenario.reopening.goes_to if scenario.reopening else "",
    }
    if not isinstance(scenario.workload, SynthesisedWorkload):
        return
    for path, way in ways.items():
        if way == DESK_OF_THE_CUSTOMER and not scenario.workload.customers:
            yield Flaw(
                path, "incidents go to the desk of the customer, and there are no customers", "the name of a team"
            )
    if DESK_OF_THE_CUSTOMER in ways.values():
        for name, customer in scenario.workload.customers.items():
            if customer.desk is None:
                at = ("workload", "customers", name)
                yield Flaw(at, f"the customer {name!r} has no desk", "'desk:' with a team, for incidents go there")


def calendars_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every calendar that a wait, a channel or an outage names is defined in the scenario."""
    known = (AROUND_THE_CLOCK, *scenario.calendars)
    for name, reason in scenario.pending.items():
        yield from unknown(("pending", name, "calendar"), reason.calendar, known, "calendar")
    if isinstance(scenario.workload, SynthesisedWorkload):
        for name, channel in scenario.workload.channels.items():
            yield from unknown(("workload", "channels", name, "calendar"), channel.calendar, known, "calendar")
    for name, outage in scenario.outages.items():
        if outage.occurs_during:
            yield from unknown(("outages", name, "occurs_during"), outage.occurs_during, known, "calendar")


def categories_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every category that is named is one of the workload; those of a replay stand in its log."""
    if isinstance(scenario.workload, ReplayedWorkload):
        return
    for path, name in _named_categories(scenario):
        yield from unknown(path, name, scenario.workload.categories, "category")


def _named_categories(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    for part in ("routing", "pending"):
        for path, block in blocks_within(getattr(scenario, part), (part,)):
            yield from (((*path, "by_category", name), name) for name in getattr(block, "by_category", {}))
    for name, skills in scenario.skill_sets.items():
        yield from ((("skill_sets", name, category), category) for category in skills)
    for name, outage in scenario.outages.items():
        if outage.child_incidents:
            yield ("outages", name, "child_incidents", "category"), outage.child_incidents.category
    for name, waiting in scenario.backlog.by_team.items() if scenario.backlog else ():
        if waiting.category:
            yield ("backlog", "by_team", name, "category"), waiting.category


def services_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every service that is disturbed is one of an agreement, if there is an agreement."""
    if not scenario.agreements:
        return
    known = [name for agreement in scenario.agreements.values() for name in agreement.services]
    if isinstance(scenario.workload, SynthesisedWorkload):
        for name, category in scenario.workload.categories.items():
            if category.service:
                yield from unknown(("workload", "categories", name, "service"), category.service, known, "service")
    for part in ("outages", "maintenance"):
        for name, disruption in getattr(scenario, part).items():
            for service in disruption.affects:
                yield from unknown((part, name, "affects", service), service, known, "service")


def contract_words_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every maintenance window and every reason for exclusion is defined in an agreement."""
    agreements = scenario.agreements.values()
    windows = [name for agreement in agreements for name in agreement.maintenance_windows]
    for name, work in scenario.maintenance.items():
        yield from unknown(("maintenance", name, "window"), work.window, windows, "maintenance window")
    if isinstance(scenario.workload, SynthesisedWorkload) and scenario.agreements:
        reasons = [name for agreement in agreements for name in _reasons(agreement.exclusions)]
        for name in scenario.workload.exclusions:
            yield from unknown(("workload", "exclusions", name), name, reasons, "exclusion", " in an agreement")


def _reasons(exclusions: dict[str, str] | str) -> Iterable[str]:
    return exclusions if isinstance(exclusions, dict) else ()
