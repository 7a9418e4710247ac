"""A scenario to vary by paths, and what its workloads say in names instead of numbers."""

from __future__ import annotations

from typing import Any

from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import PENDING, Workload
from slm_sim.span import span
from slm_sim.workload import prepare_synthesis, synthesise
from tests.documents import changed

AGREEMENT: dict[str, Any] = {
    "schema": "slm-sim/agreement-v1",
    "title": "A draft",
    "parties": {"customer": "Shops", "provider": "Desk"},
    "term": {"starts": "2027-01-01", "lasts": "1 year"},
    "time_zone": "Europe/London",
    "holidays": "GB-ENG",
    "services": {"tills": {}, "mail": {}},
    "maintenance_windows": {"sunday-early": {"hours": {"Sun": "01:00-05:00"}}},
    "priorities": {
        "matrix": {
            "wide": {"high": "P1", "low": "P2"},
            "narrow": {"high": "P2", "low": "P3"},
        }
    },
    "targets": {"reopened": {"measure": "reopen rate", "at_most": "5 %"}},
}

Story = tuple[Any, ...]

DESK: dict[str, Any] = {
    "schema": "slm-sim/scenario-v1",
    "title": "Desk",
    "time": {"starts": "2027-03-01", "lasts": "1 month", "run_out": "1 week"},
    "sites": {"leeds": {"time_zone": "Europe/London", "holidays": "GB-ENG"}},
    "calendars": {"office": {"hours": {"Mon-Fri": "09:00-17:00", "holidays": "closed"}}},
    "workload": {
        "incidents": "2 000 / month",
        "categories": {
            "till": {"share": "40 %", "service": "tills"},
            "mail": {"share": "35 %", "service": "mail"},
            "other": {"share": "rest"},
        },
        "impact": {
            "wide": {"share": "10 %", "urgency": {"high": "30 %", "low": "rest"}},
            "narrow": {"share": "rest", "urgency": {"high": "20 %", "low": "rest"}},
        },
        "exclusions": {"duplicate": "3 %", "customer-caused": "5 %"},
    },
    "shifts": {"day": {"hours": "08:00-18:00"}},
    "on_call_terms": {
        "experts": {"people": 1, "priorities": ["P1"], "callout": {"median": "15 min", "p90": "30 min"}},
    },
    "teams": {
        "desk": {"headcount": {"day": {"Mon-Sun": 5}}, "effort": {"median": "10 min", "p90": "30 min"}},
        "field": {"tier": "L2", "headcount": {"day": {"Mon-Fri": 5}}, "effort": {"median": "30 min", "p90": "2 h"}},
        "expert": {
            "tier": "L3",
            "headcount": {"day": {"Mon-Fri": 2}},
            "on_call": "experts",
            "effort": {"median": "1 h", "p90": "3 h", "by_priority": {"P1": {"median": "20 min"}}},
        },
    },
    "routing": {
        "starts_at": "desk",
        "by_team": {
            "desk": {"resolves": "60 %", "reassigns_to": {"field": "70 %", "expert": "rest"}},
            "field": {"resolves": "80 %", "reassigns_to": {"expert": "50 %", "desk": "rest"}},
            "expert": {"resolves": "90 %", "reassigns_to": {"field": "100 %"}},
        },
    },
    "pending": {
        "customer": {
            "share": "20 %",
            "lasts": {"median": "3 business hours", "p90": "12 business hours"},
            "calendar": "office",
        },
        "vendor": {
            "share": "5 %",
            "by_team": {"expert": {"share": "25 %"}},
            "lasts": {"median": "1 day", "p90": "3 days"},
        },
    },
    "reopening": {"share": "6 %", "after": {"median": "20 h", "p90": "4 days"}},
    "agreements": {"draft": AGREEMENT},
    "study": {"seed": 7},
}

OUTAGES: dict[str, Any] = {
    "network": {
        "rate": "60 / year",
        "affects": {"tills": "30 %", "mail": "80 %"},
        "detected_after": {"median": "4 min", "p90": "12 min"},
        "restored_by": "expert",
        "effort": {"median": "45 min", "p90": "3 h"},
        "child_incidents": {
            "count": {"median": 12, "p90": 40},
            "spread_over": "90 min",
            "category": "till",
            "priority": "P3",
        },
    },
    "release": {
        "rate": "40 / year",
        "occurs_during": "office",
        "affects": {"tills": "100 %"},
        "restored_by": "field",
        "effort": {"median": "20 min", "p90": "1 h"},
    },
}


def desk(changes: dict[str, Any] | None = None) -> Scenario:
    """The desk with values changed by their paths; a value of None takes a key away."""
    return Scenario.model_validate(changed(DESK, changes or {}))


def drawn(scenario: Scenario, replication: int = 0) -> Workload:
    return synthesise(prepare_synthesis(scenario, span(scenario)), replication)


def many(scenario: Scenario, replications: int) -> list[Workload]:
    prepared = prepare_synthesis(scenario, span(scenario))
    return [synthesise(prepared, number) for number in range(replications)]


def stories(workload: Workload) -> dict[int, Story]:
    """What is said of each incident and of each of its steps, by its identity; moments are absolute."""
    names = workload.names
    found: dict[int, Story] = {}
    for row, identity in enumerate(workload.identity.tolist()):
        steps = range(int(workload.first_step[row]), int(workload.first_step[row + 1]))
        found[identity] = (
            workload.axis.moment_at(workload.arrival[row]),
            workload.axis.moment_at(workload.opened[row]),
            names.priorities[workload.priority[row]],
            called(names.categories, workload.category[row]),
            called(names.customers, workload.customer[row]),
            called(names.services, workload.service[row]),
            called(names.exclusions, workload.excluded[row]),
            tuple(
                (
                    names.teams[workload.step_team[step]],
                    int(workload.step_effort[step]),
                    called(names.pending, max(workload.step_then[step] - PENDING, -1)) or int(workload.step_then[step]),
                    int(workload.step_delay[step]),
                    int(workload.step_callout[step]),
                )
                for step in steps
            ),
        )
    return found


def called(names: tuple[str, ...], index: int) -> str:
    return names[index] if index >= 0 else ""
