"""The small desk of the studies with interventions, quick enough to be compared many times."""

from __future__ import annotations

from typing import Any

from slm_sim.model.scenario import Scenario
from tests.study.build import PROMISED, desk

WITHIN = "agreements.shops.targets.resolution.by_priority.P1.within"
OVERLAYS: dict[str, Any] = {
    "training": {
        "story": "Everybody is quicker.",
        "evidence": "A pilot.",
        "cost": {"once": "900 EUR", "running": "10 EUR / month"},
        "lead_time": "2 months",
        "changes": {"teams.desk.effort.scale": "down 20 % (5 to 30)"},
    },
    "fewer": {"cost": {"once": "100 EUR"}, "changes": {"workload.incidents": "down 30 % (10 to 50)"}},
    "softer": {"cost": "none", "changes": {WITHIN: "9 h"}},
    "idle": {"cost": "none", "changes": {WITHIN: "6 h"}},
    "louder": {"cost": "none", "changes": {"workload.incidents": "up 1 %"}},
}
SMALL = {**PROMISED, "time/lasts": "2 months", "workload/incidents": "1 100 / month", "time/warm_up": "1 week"}


def small(**changes: Any) -> Scenario:
    stated = {path.replace("__", "/"): value for path, value in changes.items()}
    return desk({**SMALL, "teams/desk/cost": "1 EUR / h", "overlays": OVERLAYS, **stated})
