"""What stands in one agreement of a scenario and must stand in another one, too."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.measurement import OF_DOWNTIME
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw


def windows_are_taken_over(scenario: Scenario) -> Iterator[tuple[str, Flaw]]:
    """A service level agreement that leaves planned work out of downtime knows every window of those below it.

    With the name of that agreement. Without this its customer sees work that was never agreed with him.
    """
    below = {name: one for name, one in scenario.agreements.items() if one.type != "SLA"}
    for name, agreement in scenario.agreements.items():
        leaves_out = [
            target
            for target in agreement.targets.values()
            if target.measure in OF_DOWNTIME and target.planned_maintenance == "excluded"
        ]
        for other, one in below.items() if agreement.type == "SLA" and leaves_out else ():
            for window in one.maintenance_windows:
                if window not in agreement.maintenance_windows:
                    found = f"{name!r} leaves work in the window {window!r} out of its downtime and has no such window"
                    expected = f"the window in {name!r}, or 'planned_maintenance: counts as downtime' there"
                    yield name, Flaw(("agreements", other, "maintenance_windows", window), found, expected)
