"""A desk of two teams and a draft of four promises on it, small enough for every choice to be looked at."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from slm_sim.model.scenario import Scenario
from tests.study.build import AGREEMENT, desk

WITHIN = {
    "resolution.P1": ["2 h", "4 h", "8 h"],
    "resolution.P2": ["8 h", "16 h", "24 h"],
    "response.P1": ["15 min", "30 min", "1 h"],
    "response.P2": ["1 h", "2 h", "4 h"],
}


DECIDABLE: dict[str, Any] = {
    "confidence": "85 %",
    "options": {
        "resolution.P1": {"within": ["5 h", "6 h"], "at_least": ["93 %"]},
        "resolution.P2": {"within": ["5 h", "6 h"], "at_least": ["90 %"]},
        "response.P1": {"within": ["45 min", "90 min"], "at_least": ["90 %"]},
        "response.P2": {"within": ["3 h", "4 h"], "at_least": ["90 %"]},
    },
}
"""Six options for each promise, of which no choice is really kept within two points of the confidence."""


def draft() -> dict[str, Any]:
    """An agreement with a response and a resolution for two priorities."""
    document = deepcopy(AGREEMENT)
    document["clocks"] = {"resolution": {"stops": "resolved"}, "response": {"stops": "first touch"}}
    document["targets"] = {
        "resolution": {
            "measure": "share in time",
            "clock": "resolution",
            "at_least": "95 %",
            "by_priority": {"P1": {"within": "4 h"}, "P2": {"within": "8 h"}},
            "credit": "bands",
        },
        "response": {
            "measure": "share in time",
            "clock": "response",
            "at_least": "95 %",
            "by_priority": {"P1": {"within": "30 min"}, "P2": {"within": "2 h"}},
        },
    }
    return document


def negotiated(changes: dict[str, Any] | None = None, **propose: Any) -> Scenario:
    """Three months of some 700 incidents each, and what the customer values."""
    asked = {
        "weights": {"resolution.P1": 3, "resolution": 2, "response": 1},
        "confidence": "80 %",
        "minimum_volume": "as asked",
        "replications": 24,
        "fresh": 24,
        "options": {clause: {"within": times, "at_least": ["90 %", "95 %"]} for clause, times in WITHIN.items()},
        **propose,
    }
    return desk(
        {
            "agreements": {"shops": draft()},
            "priorities": {"defined_in": "shops"},
            "time/starts": "2027-01-01",
            "time/lasts": "3 months",
            "workload/incidents": "700 / month",
            "study/propose": asked,
            **(changes or {}),
        }
    )
