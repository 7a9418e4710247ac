"""Small desks whose staff is decided."""

from __future__ import annotations

from typing import Any

from slm_sim.model.scenario import Scenario
from tests.plan.build import small

WITHIN = "agreements/shops/targets/resolution/by_priority/{}/within"
TWO_TEAMS: dict[str, Any] = {
    WITHIN.format("P1"): "20 h",
    WITHIN.format("P2"): "40 h",
    "teams/back": {
        "cost": "2 EUR / h",
        "headcount": {"always": {"Mon-Sun": 2}},
        "at_shift_end": "finish",
        "effort": {"shape": "exponential", "mean": "4 h"},
    },
    "teams/desk/effort": {"shape": "exponential", "mean": "3 h"},
    "routing": {
        "starts_at": "desk",
        "at_most": "8 reassignments",
        "by_team": {
            "desk": {"resolves": "60 %", "reassigns_to": {"back": "100 %"}},
            "back": {"resolves": "100 %"},
        },
    },
}
SHIFTS: dict[str, Any] = {
    "shifts": {
        "early": {"hours": "06:00-14:00"},
        "late": {"hours": "14:00-22:00"},
        "night": {"hours": "22:00-06:00", "premium": "30 %"},
    },
    "teams/desk/headcount": {"early": {"Mon-Sun": 3}, "late": {"Mon-Sun": 3}, "night": {"Mon-Sun": 1}},
    "teams/desk/at_shift_end": "suspend",
}
FULL_TIME = {"teams": ["desk"], "shifts": ["early", "late", "night"], "weekends": "1 in 2"}


def two_teams(seed: int, **wishes: Any) -> Scenario:
    """About 2,000 incidents in two months, and two teams of up to 12 people."""
    limits = {"desk": 12, "back": 12}
    staff = {"confidence": "80 %", "replications": 10, "fresh": 4, "headcount_at_most": limits, **wishes}
    return small(**{**TWO_TEAMS, "study": {"seed": seed, "replications": 6, "staff": staff}})


def three_shifts(seed: int = 5, **wishes: Any) -> Scenario:
    """One desk around the clock whose people work by a pattern."""
    staff = {"confidence": "80 %", "replications": 8, "fresh": 4, "patterns": {"full-time": FULL_TIME}, **wishes}
    return small(**{**SHIFTS, "study": {"seed": seed, "replications": 6, "staff": staff}})
