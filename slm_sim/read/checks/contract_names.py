"""Every name in an agreement stands for something that the agreement, or the scenario around it, defines."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import AROUND_THE_CLOCK, Flaw, Path, unknown

CHARGE_OF_THE_SERVICE = "charge of the service"
NONE = "none"


def agreements_of(scenario: Scenario) -> Iterator[tuple[Path, Agreement]]:
    """The agreements of a scenario, each with its path."""
    for name, agreement in scenario.agreements.items():
        yield ("agreements", name), agreement


def agreement_calendars_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every calendar of a clock or a service is defined in the agreement."""
    for at, agreement in agreements_of(scenario):
        known = (AROUND_THE_CLOCK, *agreement.calendars)
        for name, clock in agreement.clocks.items():
            path = (*at, "clocks", name)
            yield from unknown((*path, "calendar"), clock.calendar, known, "calendar")
            for priority, row in clock.by_priority.items():
                yield from unknown((*path, "by_priority", priority, "calendar"), row.calendar, known, "calendar")
        for name, service in agreement.services.items():
            path = (*at, "services", name, "agreed_service_time")
            yield from unknown(path, service.agreed_service_time, known, "calendar")


def agreement_calendars_have_no_site(scenario: Scenario) -> Iterator[Flaw]:
    """The calendars of an agreement have its zone and its holidays: it knows no sites."""
    for at, agreement in agreements_of(scenario):
        for name, calendar in agreement.calendars.items():
            if calendar.site:
                yield Flaw((*at, "calendars", name, "site"), "an agreement knows no sites", "'time_zone:' and 'holidays:'")


def targets_name_what_exists(scenario: Scenario) -> Iterator[Flaw]:
    """Every clock, service and credit scheme that a target names is defined in the agreement."""
    for at, agreement in agreements_of(scenario):
        for name, target in agreement.targets.items():
            path = (*at, "targets", name)
            if target.clock:
                yield from unknown((*path, "clock"), target.clock, agreement.clocks, "clock")
            if target.service:
                yield from unknown((*path, "service"), target.service, agreement.services, "service")
            for service in target.by_service:
                yield from unknown((*path, "by_service", service), service, agreement.services, "service")
            for row_path, row in ((path, target), *_rows(path, target.by_priority), *_rows(path, target.by_service, "by_service")):
                if row.credit and row.credit != NONE:
                    yield from unknown((*row_path, "credit"), row.credit, agreement.credits, "credit scheme")
