"""What a scenario adds to the facts of its agreements: volumes, other agreements, people, history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from slm_sim.model.acceptance import Reached, StaffedPromise
from slm_sim.model.clause import Clause
from slm_sim.model.results import Results
from slm_sim.model.scenario import Scenario
from slm_sim.rules.capacity import teams_reached
from slm_sim.rules.demand import Stream, streams_of
from slm_sim.sla.clauses import clauses


@dataclass(frozen=True)
class Setting:
    """A scenario as the facts of its agreements see it; with results, where it was simulated."""

    scenario: Scenario
    results: Results | None = None

    @cached_property
    def streams(self) -> tuple[Stream, ...] | None:
        """What arrives; None where it cannot be told."""
        return streams_of(self.scenario)

    @cached_property
    def promised(self) -> dict[str, tuple[Clause, ...]]:
        """The clauses of every agreement, by its name."""
        return {name: clauses(name, agreement) for name, agreement in self.scenario.agreements.items()}

    @cached_property
    def reached(self) -> dict[str, set[str] | None]:
        """The teams that incidents pass through, by priority; None where that cannot be told."""
        names = self.scenario.priority_names
        return {priority: teams_reached(self.scenario, self.streams, priority) for priority in names}

    def passes(self, team: str, priority: str | None) -> bool:
        """Whether incidents of a priority, or of any, may pass through a team."""
        asked = [self.reached.get(priority)] if priority is not None else list(self.reached.values())
        return any(teams is None or team in teams for teams in asked)

    @cached_property
    def history(self) -> dict[str, Reached]:
        """What was reached before, by the key of the clause."""
        return {row.of: row for row in self.scenario.rules.history.values()}

    @cached_property
    def staffing(self) -> dict[str, StaffedPromise]:
        """What keeping a promise costs in staff, by the key of the clause."""
        return {row.of: row for row in self.scenario.rules.staffing.values()}
