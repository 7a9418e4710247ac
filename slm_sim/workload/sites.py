"""Where people work and customers live: whose local time and whose holidays hold."""

from __future__ import annotations

from slm_sim.calendars import always_open, compile_hours, holiday_dates
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.opentime import OpenTime
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.staffing import Site

AROUND_THE_CLOCK = "24x7"
NO_SITE = ""
SITE_OF_THE_CUSTOMER = "site of the customer"


def site_name(scenario: Scenario, stated: str | None) -> str:
    """The stated site, else the only one; an empty name where the scenario leaves it open."""
    if stated is not None:
        return stated
    return next(iter(scenario.sites)) if len(scenario.sites) == 1 else NO_SITE


def site_called(scenario: Scenario, span: Span, name: str) -> Site:
    """The site of a name; for an empty name local time and holidays of the governing agreement, else UTC and none."""
    if name != NO_SITE:
        return scenario.sites[name]
    agreement = scenario.governing_agreement
    return Site(time_zone=span.zone, holidays=agreement.holidays if agreement else "none")


def customer_sites(scenario: Scenario) -> tuple[str, ...]:
    """The site of each customer, and last that of an incident whose customer is not known (index -1)."""
    customers = scenario.workload.customers if isinstance(scenario.workload, SynthesisedWorkload) else {}
    return (*(customer.site for customer in customers.values()), site_name(scenario, None))


def open_time(scenario: Scenario, span: Span, name: str, site: str) -> OpenTime:
    """A calendar of the scenario, or ``24x7``, compiled for the run; its zone and its holidays are the site's unless
    it states its own.
    """  # fmt: skip
    if name == AROUND_THE_CLOCK:
        return always_open(span.lowest, span.highest)
    calendar, place = scenario.calendars[name], site_called(scenario, span, site)
    first, last = (span.axis.moment_at(tick).date() for tick in (span.lowest, span.highest))
    return compile_hours(
        name if site in (NO_SITE, site_name(scenario, None)) else f"{name} in {site}",
        calendar.hours,
        calendar.time_zone or place.time_zone,
        holiday_dates(calendar.holidays or place.holidays, first, last),
        span.axis,
        span.lowest,
        span.highest,
    )


def calendar_sites(scenario: Scenario, name: str) -> list[tuple[str, str]]:
    """The calendar of a name and the site whose time it has, for each customer, and last for an unknown one."""
    sites = customer_sites(scenario)
    if name == AROUND_THE_CLOCK:
        return [(AROUND_THE_CLOCK, NO_SITE)] * len(sites)
    stated = scenario.calendars[name].site
    if stated == SITE_OF_THE_CUSTOMER:
        return [(name, site) for site in sites]
    return [(name, site_name(scenario, stated))] * len(sites)
