"""Facts of demand and capacity where decision tables make priorities and choose first teams."""

from __future__ import annotations

from typing import Any

from slm_sim.model.scenario import Scenario
from slm_sim.rules.capacity import team_facts
from slm_sim.rules.demand import streams_of
from tests.tables.build import table_of
from tests.workload.scenarios import OUTAGES, desk
from tests.workload.test_rulings import CUSTOMERS, MATRIX

CHANGES: dict[str, Any] = CUSTOMERS | {
    "outages": {"network": OUTAGES["network"]},
    "routing/starts_at": "desk of the customer",
}
DESKS: dict[str, Any] = {
    "reads": {"customer": ["north", "south"]},
    "decides": {"team": ["desk", "field"]},
    "rows": {"north": {"customer": "north", "then": "desk"}},
    "otherwise": "field",
}
TABLED: dict[str, Any] = {"priorities": {"decided_by": "urgent"}, "routing/starts_at": {"decided_by": "desks"}}


def tabled(**tables: dict[str, Any]) -> Scenario:
    stated = {name: table_of(table).model_dump(by_alias=True, exclude_none=True) for name, table in tables.items()}
    return desk(CHANGES | TABLED | {"decision_tables": stated})


def test_tables_that_say_the_same_make_the_same_facts() -> None:
    """But for tickets of outages, whose customer is not known beforehand: the desk of the first was taken for it."""
    scenario, plain = tabled(urgent=MATRIX, desks=DESKS), desk(CHANGES)
    assert streams_of(scenario) == streams_of(plain)
    ordinary = tuple(stream for stream in streams_of(scenario) or () if stream.customer)
    assert team_facts(scenario, ordinary) == team_facts(plain, ordinary)


def test_tickets_of_an_unknown_customer_go_where_all_go() -> None:
    """Three tenths to the desk, which works ten minutes on each at the median, seven tenths to the field."""
    scenario = tabled(urgent=MATRIX, desks=DESKS)
    streams = streams_of(scenario) or ()
    tickets = tuple(stream for stream in streams if not stream.customer and not stream.parent)
    assert len(tickets) == 1
    work = {
        first: team_facts(desk(CHANGES | {"routing/starts_at": first}), tickets)["field"].work_hours
        for first in ("desk", "field")
    }
    found = team_facts(scenario, tickets)["field"].work_hours
    assert found is not None
    assert work["desk"] is not None
    assert work["field"] is not None
    assert abs(found - (3 * work["desk"] + 7 * work["field"]) / 10) < 1e-9


def test_what_hours_decide_is_not_known_in_closed_form() -> None:
    hours = {"reads": {"opened_in": ["office", "other hours"]}, "hit_policy": "first"}
    by_hours = hours | {"rows": {"day": {"opened_in": "office", "then": "P1"}}, "otherwise": "P2"}
    assert streams_of(tabled(urgent=by_hours, desks=DESKS)) is None
    teams = DESKS | hours | {"rows": {"day": {"opened_in": "office", "then": "desk"}}}
    scenario = tabled(urgent=MATRIX, desks=teams)
    unknown = team_facts(scenario, streams_of(scenario)).values()
    assert {(facts.work_hours, facts.takes_top_priority) for facts in unknown} == {(None, None)}
