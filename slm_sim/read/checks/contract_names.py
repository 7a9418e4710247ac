"""Every name in an agreement stands for something that the agreement, or the scenario around it, defines."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import AROUND_THE_CLOCK, Flaw, Path, unknown
from slm_sim.read.checks.promises import NONE, agreements_of, named_by, promises_of

CHARGE_OF_THE_SERVICE = "charge of the service"


def agreement_calendars_exist(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every calendar of a clock or a service is defined in the agreement, without a site, which it cannot know."""
    known = (AROUND_THE_CLOCK, *agreement.calendars)
    for path, name in _named_calendars(agreement, at):
        yield from unknown(path, name, known, "calendar")
    for name, calendar in agreement.calendars.items():
        if calendar.site:
            path = (*at, "calendars", name, "site")
            yield Flaw(path, "a calendar of an agreement has no site", "'time_zone:' or 'holidays:' where they differ")


def _named_calendars(agreement: Agreement, at: Path) -> Iterator[tuple[Path, str]]:
    for name, clock in agreement.clocks.items():
        yield (*at, "clocks", name, "calendar"), clock.calendar
        for priority, row in clock.by_priority.items():
            yield (*at, "clocks", name, "by_priority", priority, "calendar"), row.calendar
    for name, service in agreement.services.items():
        yield (*at, "services", name, "agreed_service_time"), service.agreed_service_time
    yield (*at, "support", "hours"), agreement.support.hours
    for priority, hours in agreement.support.by_priority.items():
        yield (*at, "support", "by_priority", priority, "hours"), hours.hours


def targets_name_what_exists(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every clock and service that a target names, and every service of a window, is defined in the agreement."""
    for name, window in agreement.maintenance_windows.items():
        for service in window.services:
            where = (*at, "maintenance_windows", name, "services")
            yield from unknown(where, service, agreement.services, "service", " in the agreement")
    for name, target in agreement.targets.items():
        path = (*at, "targets", name)
        if target.clock:
            yield from unknown((*path, "clock"), target.clock, agreement.clocks, "clock")
        for where, service in named_by(target, path, "service").items():
            yield from unknown(where, service, agreement.services, "service")


def services_rest_on_services(scenario: Scenario) -> Iterator[Flaw]:
    """Every service that another depends on is one of an agreement of the scenario."""
    known = [name for agreement in scenario.agreements.values() for name in agreement.services]
    for at, agreement in agreements_of(scenario):
        for name, service in agreement.services.items():
            for needed in service.depends_on:
                yield from unknown((*at, "services", name, "depends_on"), needed, known, "service")


def targets_name_what_arrives(agreement: Agreement, at: Path, scenario: Scenario) -> Iterator[Flaw]:
    """Every category, customer, channel and team that a target names is one of the scenario.

    Those of a replay stand in its log.
    """
    workload = scenario.workload
    if not isinstance(workload, SynthesisedWorkload):
        return
    arriving: dict[str, Collection[str]] = {
        "category": workload.categories,
        "customer": workload.customers,
        "channel": workload.channels,
        "team": scenario.teams,
    }
    for name, target in agreement.targets.items():
        path = (*at, "targets", name)
        for dimension, known in arriving.items():
            for where, named in named_by(target, path, dimension).items():
                yield from unknown(where, named, known, dimension)


def charges_and_credits_exist(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every credit scheme that a target names, and every charge that a scheme or a service names, is defined."""
    for promise in promises_of(agreement, at):
        if promise.credit:
            yield from unknown(promise.credited, promise.credit, (*agreement.credits, NONE), "credit scheme")
    for name, scheme in agreement.credits.items():
        known = (*agreement.charges, CHARGE_OF_THE_SERVICE)
        yield from unknown((*at, "credits", name, "of"), scheme.of, known, "charge")
    for name, service in agreement.services.items():
        if service.charge:
            yield from unknown((*at, "services", name, "charge"), service.charge, agreement.charges, "charge")


def agreement_priorities_exist(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every priority that a clock or a target names is one of the agreement's."""
    known = agreement.priorities.names
    if not known:
        return
    for part in ("support", "escalation"):
        for priority in getattr(agreement, part).by_priority:
            yield from unknown((*at, part, "by_priority", priority), priority, known, "priority")
    for name, clock in agreement.clocks.items():
        for priority in clock.by_priority:
            yield from unknown((*at, "clocks", name, "by_priority", priority), priority, known, "priority")
    for name, target in agreement.targets.items():
        for where, priority in named_by(target, (*at, "targets", name), "priority").items():
            yield from unknown(where, priority, known, "priority")


def the_matrix_is_complete(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A priority scheme has priorities; its matrix has a cell for every impact and urgency that it defines."""
    scheme, path = agreement.priorities, (*at, "priorities")
    if not scheme.names:
        yield Flaw(path, "the agreement defines no priority", "'matrix:' of impact and urgency, or 'meaning:' of each")
    for impact, row in scheme.matrix.items():
        if scheme.impact:
            yield from unknown((*path, "matrix", impact), impact, scheme.impact, "impact")
        for urgency, priority in row.items():
            cell = (*path, "matrix", impact, urgency)
            if scheme.urgency:
                yield from unknown(cell, urgency, scheme.urgency, "urgency")
            if scheme.meaning:
                yield from unknown(cell, priority, scheme.meaning, "priority")
    if scheme.matrix:
        yield from _empty_cells(scheme.matrix, (*scheme.impact,), (*scheme.urgency,), (*path, "matrix"))


def _empty_cells(
    matrix: dict[str, dict[str, str]], impacts: tuple[str, ...], urgencies: tuple[str, ...], path: Path
) -> Iterator[Flaw]:
    wanted = urgencies or tuple(dict.fromkeys(urgency for row in matrix.values() for urgency in row))
    for impact in impacts or matrix:
        missing = [urgency for urgency in wanted if urgency not in matrix.get(impact, {})]
        if missing:
            found = f"the matrix has no priority for impact {impact!r} with urgency {' and '.join(map(repr, missing))}"
            yield Flaw((*path, impact), found, "a priority in every cell")


def pauses_are_pending_reasons(agreement: Agreement, at: Path, scenario: Scenario) -> Iterator[Flaw]:
    """Every reason for which a clock pauses is a reason of the scenario; those of a replay stand in its log."""
    if not scenario.pending or not isinstance(scenario.workload, SynthesisedWorkload):
        return
    for name, clock in agreement.clocks.items():
        for reason in clock.pauses_while_pending:
            path = (*at, "clocks", name, "pauses_while_pending")
            yield from unknown(path, reason, scenario.pending, "pending reason")
