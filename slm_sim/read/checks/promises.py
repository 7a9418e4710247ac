"""The promises of an agreement, one per row of a target, as the checks look at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.deadline import Within
from slm_sim.model.quantities import Length, Percent
from slm_sim.model.scenario import Scenario
from slm_sim.model.target import Level, Target
from slm_sim.read.checks.flaw import Path

NONE = "none"

TIMED_ONE_BY_ONE = ("share in time", "number of misses")
"""Measures that promise a time to each incident."""


@dataclass(frozen=True)
class Promise:
    """A row of a target with what it takes over from the target.

    path      of the row; the target's own where it has no rows
    clause    the id of the clause, its target and its rows
    about     the name that each dimension (priority, service, team ...) is narrowed to
    credit    the credit scheme, None for none
    weight    its share of an at-risk pool, 0 for none
    points    what a miss counts in a scheme of points without levels
    credited  the path at which the credit scheme is named
    """

    path: Path
    clause: str
    target: Target
    about: Mapping[str, str]
    within: Within | None
    at_least: Level | None
    at_most: Level | None
    credit: str | None
    weight: Fraction
    points: int
    credited: Path

    @property
    def priority(self) -> str | None:
        """The priority that it is about, None for all."""
        return self.about.get("priority")

    @property
    def service(self) -> str | None:
        """The service that it is about, None for all."""
        return self.about.get("service")

    @property
    def level(self) -> Level | None:
        """The level that is promised, None if none is."""
        return self.at_least or self.at_most

    def service_period(self, agreement: Agreement) -> str:
        """The service period that it is measured by: its own, else the agreement's."""
        return self.target.measurement.service_period or agreement.measurement.service_period

    @property
    def allowed(self) -> Within | None:
        """The time that is promised to an incident, None where none is: of a mean or a share of all, say."""
        if "team" in self.about:
            return None
        if self.target.measure in TIMED_ONE_BY_ONE:
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
        for row in target.rows:
            credit = row.stated("credit")
            yield Promise(
                path=(*path, *row.path),
                clause=row.clause_of(name),
                target=target,
                about=row.about,
                within=row.stated("within"),
                at_least=row.stated("at_least"),
                at_most=row.stated("at_most"),
                credit=None if credit == NONE else credit,
                weight=weight.fraction if isinstance(weight := row.stated("weight"), Percent) else Fraction(0),
                points=1 if (points := row.stated("points")) is None else points,
                credited=(*path, *row.stated_in("credit"), "credit"),
            )


def named_by(target: Target, path: Path, dimension: str) -> dict[Path, str]:
    """The names of one dimension that a target and its rows are about, each with its path."""
    found = {(*path, dimension): own} if (own := getattr(target, dimension)) is not None else {}
    key = f"by_{dimension}"
    for row in target.rows:
        if key in row.path:
            end = row.path.index(key) + 2
            found[(*path, *row.path[:end])] = row.path[end - 1]
    return found
