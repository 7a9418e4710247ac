"""What decision tables decide of incidents that are drawn, against tables that are read row by row."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.calendars import is_open
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import Workload
from slm_sim.span import span
from slm_sim.workload.sites import open_time
from tests.tables.build import decided, table_of
from tests.workload.scenarios import OUTAGES, called, desk, drawn

CUSTOMERS: dict[str, Any] = {
    "sites/austin": {"time_zone": "America/Chicago", "holidays": "US"},
    "workload/customers": {
        "north": {"share": "30 %", "site": "leeds", "desk": "desk"},
        "south": {"share": "rest", "site": "austin", "desk": "field"},
    },
    "calendars/office/site": "site of the customer",
    **{f"teams/{name}/site": "leeds" for name in ("desk", "field", "expert")},
}
CATEGORIES = ["till", "mail", "other"]

MATRIX: dict[str, Any] = {
    "reads": {"urgency": ["low", "high"], "impact": ["narrow", "wide", "none"]},
    "decides": {"priority": ["P3", "P2", "P1"]},
    "rows": {
        "alarm": {"impact": "wide", "urgency": "high", "then": "P1"},
        "usual": {"impact": "narrow", "urgency": "low", "then": "P3"},
    },
    "otherwise": "P2",
}

FIRST_TEAM: dict[str, Any] = {
    "reads": {
        "category": CATEGORIES,
        "customer": ["north", "south"],
        "opened_in": ["office", "other hours"],
        "priority": ["P1", "P2", "P3"],
    },
    "decides": {"team": ["desk", "field", "expert"]},
    "hit_policy": "first",
    "rows": {
        "urgent": {"priority": "P1", "then": "expert"},
        "tills-by-day": {"category": "till", "opened_in": "office", "then": "field"},
        "south": {"customer": "south", "category": "not other", "priority": ["P2", "P3"], "then": "field"},
    },
    "otherwise": "desk",
}


def with_tables(tables: dict[str, dict[str, Any]], changes: dict[str, Any]) -> Scenario:
    stated = {name: table_of(table).model_dump(by_alias=True, exclude_none=True) for name, table in tables.items()}
    return desk(changes | {"decision_tables": stated})


def expect_same(one: Workload, other: Workload) -> None:
    for field in fields(Workload):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(mine, np.ndarray):
            assert np.array_equal(mine, theirs), field.name


@given(st.integers(0, 2**40), st.booleans())
@settings(max_examples=10)
def test_a_table_that_says_what_the_matrix_says_draws_the_same(seed: int, outages: bool) -> None:
    changes: dict[str, Any] = {"study/seed": seed} | ({"outages": OUTAGES} if outages else {})
    tabled = with_tables({"urgent": MATRIX}, changes | {"priorities": {"decided_by": "urgent"}})
    expect_same(drawn(tabled), drawn(desk(changes)))


def test_a_table_that_says_what_the_desks_say_draws_the_same() -> None:
    desks = {"reads": {"customer": ["north", "south"]}, "decides": {"team": ["field", "desk"]}, "otherwise": "field"}
    desks["rows"] = {"north": {"customer": "north", "then": "desk"}}
    changes = CUSTOMERS | {"outages": OUTAGES, "outages/release/occurs_during": None}
    tabled = with_tables({"desks": desks}, changes | {"routing/starts_at": {"decided_by": "desks"}})
    expect_same(drawn(tabled), drawn(desk(changes | {"routing/starts_at": "desk of the customer"})))


def facts(scenario: Scenario, workload: Workload) -> list[dict[str, str]]:
    """What a table may read of each incident, with the hours asked of the calendar one by one."""
    names, run = workload.names, span(scenario)
    offices = [open_time(scenario, run, "office", site) for site in ("leeds", "austin")]
    return [
        {
            "category": called(names.categories, workload.category[row]),
            "customer": called(names.customers, workload.customer[row]),
            "service": called(names.services, workload.service[row]),
            "priority": names.priorities[workload.priority[row]],
            "opened_in": "office" if is_open(offices[customer], workload.opened[row]) else "other hours",
        }
        for row, customer in enumerate(workload.customer.tolist())
    ]


def test_first_teams_are_those_of_the_table() -> None:
    """Tickets of outages are routed likewise; the incident that ends an outage goes to who restores the service, and
    what is open at the start waits where it waits."""
    waiting = {"by_team": {"field": {"by_priority": {"P1": 5}, "age": {"median": "1 day", "p90": "2 days"}}}}
    changes = CUSTOMERS | {"outages": OUTAGES, "outages/release/occurs_during": None, "backlog": waiting}
    scenario = with_tables({"first": FIRST_TEAM}, changes | {"routing/starts_at": {"decided_by": "first"}})
    workload = drawn(scenario)
    first = [workload.names.teams[team] for team in workload.step_team[workload.first_step[:-1]].tolist()]
    table, routed = table_of(FIRST_TEAM), (workload.customer >= 0) & (workload.opened == workload.arrival)
    told = facts(scenario, workload)
    wanted = [decided(table, case) for case in told]
    assert [team for team, here in zip(first, routed, strict=True) if here] == [
        team for team, here in zip(wanted, routed, strict=True) if here
    ]
    assert {first[row] for row in np.flatnonzero(workload.opened != workload.arrival)} == {"field"}
    assert {(case["opened_in"], team) for case, team in zip(told, first, strict=True)} >= {
        ("office", "field"),
        ("other hours", "desk"),
        ("other hours", "expert"),
    }


def test_priorities_are_those_of_the_table() -> None:
    """By category, customer and hours, with and without an impact that tells them apart further."""
    table: dict[str, Any] = {
        "reads": {"service": ["tills", "mail"], "customer": ["south", "north"], "opened_in": ["office", "other hours"]},
        "decides": {"priority": ["P1", "P2", "P3"]},
        "hit_policy": "first",
        "rows": {
            "shops": {"service": "tills", "opened_in": "office", "then": "P1"},
            "south": {"customer": "south", "then": "P3"},
        },
        "otherwise": "P2",
    }
    changes = CUSTOMERS | {"priorities": {"decided_by": "urgent"}, "workload/categories/other/service": "mail"}
    for more in ({}, {"workload/impact": None}):
        scenario = with_tables({"urgent": table}, changes | more)
        workload = drawn(scenario)
        told = facts(scenario, workload)
        assert [case["priority"] for case in told] == [decided(table_of(table), case) for case in told]
        assert {case["priority"] for case in told} == {"P1", "P2", "P3"}


def test_a_table_names_the_priorities_where_nothing_else_does() -> None:
    table = MATRIX | {"decides": {"priority": ["P1", "P2", "P3"]}}
    without = {"agreements": {}, "workload/exclusions": {}, "priorities": {"decided_by": "urgent"}}
    scenario = with_tables({"urgent": table}, without)
    assert scenario.priority_names == ("P1", "P2", "P3")
    assert np.array_equal(drawn(scenario).priority, drawn(desk({"workload/exclusions": {}})).priority)
