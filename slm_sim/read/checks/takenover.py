"""What stands in one agreement of a scenario and must stand in another one, too."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.model.measurement import OF_DOWNTIME
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw, Path
from slm_sim.read.checks.promises import agreements_of


def windows_are_taken_over(agreement: Agreement, at: Path, scenario: Scenario) -> Iterator[Flaw]:
    """A service level agreement that leaves planned work out of downtime knows every window of those below it.

    Without this its customer sees work that was never agreed with him. The flaw stands where the window does.
    """
    leaves_out = any(
        target.measure in OF_DOWNTIME and target.planned_maintenance == "excluded"
        for target in agreement.targets.values()
    )
    if agreement.type != "SLA" or not leaves_out:
        return
    name = at[-1]
    for below, other in agreements_of(scenario):
        for window in other.maintenance_windows if other.type != "SLA" else ():
            if window not in agreement.maintenance_windows:
                found = f"{name!r} leaves work in the window {window!r} out of its downtime and has no such window"
                expected = f"the window in {name!r}, or 'planned_maintenance: counts as downtime' there"
                yield Flaw((*below, "maintenance_windows", window), found, expected)
