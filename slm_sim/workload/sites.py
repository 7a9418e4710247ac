"""Where people work and customers live: whose local time and whose holidays hold."""

from __future__ import annotations

from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.staffing import Calendar, Site

SITE_OF_THE_CUSTOMER = "site of the customer"
NO_SITE = ""


def site_name(scenario: Scenario, stated: str | None) -> str:
    """The stated site, else the only one; an empty name where the scenario leaves it open."""
    if stated is not None:
        return stated
    return next(iter(scenario.sites)) if len(scenario.sites) == 1 else NO_SITE


def site_called(scenario: Scenario, span: Span, name: str) -> Site:
    """The site of a name; for an empty name, local time and holidays of the governing agreement (else UTC, none)."""
    if name != NO_SITE:
        return scenario.sites[name]
    agreement = scenario.governing_agreement
    return Site(time_zone=span.zone, holidays=agreement.holidays if agreement else "none")


def customer_sites(scenario: Scenario) -> tuple[str, ...]:
    """The site of each customer, and last that of an incident whose customer is not known (index -1)."""
    customers = scenario.workload.customers if isinstance(scenario.workload, SynthesisedWorkload) else {}
    return (*(customer.site for customer in customers.values()), site_name(scenario, None))


def calendar_at(calendar: Calendar, site: Site) -> tuple[str, str]:
    """Zone and holidays of a calendar: its own where it states them, else those of the site."""
    return calendar.time_zone or site.time_zone, calendar.holidays or site.holidays
