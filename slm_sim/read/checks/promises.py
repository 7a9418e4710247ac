"""The promises of an agreement, one per row of a target, as the checks look at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from slm_sim.model.agreement import Agreement
from slm_sim.model.quantities import Length
from slm_sim.model.scenario import Scenario
from slm_sim.model.target import Level, Target
from slm_sim.read.checks.flaw import Path

NONE = "none"


@dataclass(frozen=True)
class Promise:
    """A row of a target with what it takes over from the target.

    path      of the row; the target's own where it has no rows
    clause    the id of the clause, its target and its row
    priority  the priority that it is about, None for all
    service   the service that it is about, None for all
    credit    the credit scheme, None for none
    credited  the path at which the credit scheme is named
    """

    path: Path
    clause: str
    target: Target
    priority: str | None
    service: str | None
    within: Length | None
    at_least: Level | None
    at_most: Level | None
    credit: str | None
    credited: Path

    @property
    def allowed(self) -> Length | None:
        """The time that is promised to an incident, None where none is: of a mean or a share of all, say."""
        if self.target.measure == "share in time":
            return self.within
        is_percentile = self.target.measure.endswith("percentile")
        return self.at_most if is_percentile and isinstance(self.at_most, Length) else None


def agreements_of(scenario: Scenario) -> Iterator[tuple[Path, Agreement]]:
    """The agreements of a scenario, each with its path."""
    for name, agreement in scenario.agreements.items():
        yield ("agreements", name), agreement


def promises_of(agreement: Agreement, at: Path) -> Iterator[Promise]:
    """The promises of an agreement, in the order of its file."""
    for name, target in agreement.targets.items():
        path = (*at, "targets", name)
        rows = target.by_priority or target.by_service
        kind = "by_priority" if target.by_priority else "by_service"
        for key, row in rows.items() or ((None, target),):
            credit = row.credit or target.credit
            own = (*path, kind, key) if key else path
            yield Promise(
                path=own,
                clause=f"{name}.{key}" if key else name,
                target=target,
                priority=key if key and target.by_priority else target.priority,
                service=key if key and target.by_service else target.service,
                within=row.within or target.within,
                at_least=row.at_least or target.at_least,
                at_most=row.at_most or target.at_most,
                credit=None if credit == NONE else credit,
                credited=(*(own if row.credit else path), "credit"),
            )
