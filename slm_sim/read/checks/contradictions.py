"""Contradictions in an agreement: a signed one is refused for them, a draft is read and told of them."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.errors import nearest_word
from slm_sim.model.agreement import Agreement
from slm_sim.model.currencies import CURRENCIES, WITHDRAWN
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.measurement import OF_DOWNTIME
from slm_sim.model.quantities import Length
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.contract_names import CHARGE_OF_THE_SERVICE
from slm_sim.read.checks.flaw import Flaw, Path
from slm_sim.read.checks.promises import promises_of


def a_zone_is_stated(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A day, a month and an opening hour begin when some clock on a wall says so."""
    if "time_zone" not in agreement.model_fields_set:
        found = "nothing says in which time zone the service periods lie"
        yield Flaw((*at, "time_zone"), found, f"'time_zone:'; a draft takes {agreement.time_zone}")


def currencies_exist(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every charge is in a currency of ISO 4217, one that has been withdrawn included."""
    known = CURRENCIES | WITHDRAWN
    for name, charge in agreement.charges.items():
        if charge.currency not in known:
            swapped = (code for code in CURRENCIES if sorted(code) == sorted(charge.currency))
            near = min(swapped, default=nearest_word(charge.currency, sorted(CURRENCIES)))
            yield Flaw((*at, "charges", name), f"there is no currency {charge.currency!r}", "an ISO 4217 code", near)


def percentages_are_of_something(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A scheme that a promise names takes its percentages of a charge above nothing."""
    for promise in promises_of(agreement, at):
        scheme = agreement.credits.get(promise.credit or "")
        if scheme is None:
            continue
        of = scheme.of
        if of == CHARGE_OF_THE_SERVICE:
            service = agreement.services.get(promise.service or "")
            of = service.charge or "" if service else ""
        charge = agreement.charges.get(of)
        if charge is not None and not charge.amount:
            found = f"the credits of {promise.credit!r} are taken of {of!r}, which is '{charge}'"
            yield Flaw((*at, "charges", of), found, "a charge above 0")


def clauses_can_be_reached(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Some incident can fall under every clause, and be handled in the time that it gives."""
    cells = {priority for row in agreement.priorities.matrix.values() for priority in row.values()}
    for promise in promises_of(agreement, at):
        priority = promise.priority
        if cells and priority in agreement.priorities.names and priority not in cells:
            found = f"no incident can reach {promise.clause}: no impact and urgency make it a {priority}"
            yield Flaw(promise.path, found, f"a cell of the matrix that says {priority}")
        if isinstance(promise.within, Length) and not promise.within.amount:
            yield Flaw((*promise.path, "within"), f"nothing is ever done within '{promise.within}'", "a longer time")


def clauses_can_be_reached_here(scenario: Scenario) -> Iterator[tuple[str, Flaw]]:
    """As `clauses_can_be_reached`, by the categories of the scenario; with the name of the agreement.

    An incident has the service of its category, or that of its outage.
    """
    workload = scenario.workload
    if not isinstance(workload, SynthesisedWorkload) or not workload.categories:
        return
    disturbed = {service for outage in scenario.outages.values() for service in outage.affects}
    for name, agreement in scenario.agreements.items():
        for promise in promises_of(agreement, ("agreements", name)):
            if promise.target.measure in OF_DOWNTIME or promise.service is None:
                continue
            category = workload.categories.get(promise.target.category or "")
            if category is not None and category.service != promise.service:
                other = f"are of {category.service!r}" if category.service else "are of no service"
                found = f"no incident can reach {promise.clause}: those of {promise.target.category!r} {other}"
                yield name, Flaw(promise.path, found, f"a category of {promise.service!r}, or no category")
            elif (
                category is None
                and promise.service not in disturbed
                and not any(one.service == promise.service for one in workload.categories.values())
            ):
                found = f"no incident can reach {promise.clause}: no category and no outage is of {promise.service!r}"
                yield name, Flaw(promise.path, found, "a service that incidents are about")
