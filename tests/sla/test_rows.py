"""Rows of targets: which incidents each clause is about, one dimension inside another, and what it is called."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from slm_sim.sla import clauses
from tests.sla.build import Desk, Incident, Step, agreement, incident

REASSIGNED = 1
PROMISE = {"measure": "share in time", "clock": "resolution", "within": "1 h", "at_least": "90 %"}


def counted(target: dict[str, Any], *incidents: Incident, **sections: Any) -> dict[str, list[int]]:
    """Counted and missed in January, by clause."""
    d = Desk(agreement({"t": target}, **sections))
    ids = [clause.id for clause in clauses("sla", d.agreement)]
    return {
        name: [int(found.counted[0]), int(found.misses[0])]
        for name, found in zip(ids, d.attain(incidents), strict=True)
    }


def test_one_dimension_inside_another_makes_a_clause_of_each_pair() -> None:
    """The inner row says what it says, the outer one what it leaves open, the target the rest."""
    rows = {
        "tills": {"by_priority": {"P1": {"within": "30 min"}, "P2": {}}},
        "mail": {"within": "2 h", "by_priority": {"P1": {}}},
    }
    told = [
        incident(0, 40),
        incident(0, 40, priority=1),
        incident(0, 70, category=1),
        incident(0, 70, category=1, priority=1),
    ]
    assert counted({**PROMISE, "by_category": rows}, *told) == {
        "t.tills.P1": [1, 1],
        "t.tills.P2": [1, 0],
        "t.mail.P1": [1, 0],
    }


@pytest.mark.parametrize(
    ("dimension", "names"),
    [("customer", ("north", "south")), ("channel", ("phone", "mail")), ("service", ("shop", "office"))],
)
def test_incidents_count_where_they_belong_and_those_of_nobody_nowhere(dimension: str, names: tuple[str, str]) -> None:
    told = [incident(0, 9, **{dimension: number}) for number in (0, 1, 1)]
    told += [incident(0, 9, **{dimension: -1})]
    found = counted({**PROMISE, f"by_{dimension}": {name: {} for name in names}}, *told)
    assert found == {f"t.{names[0]}": [1, 0], f"t.{names[1]}": [2, 0]}


def test_where_no_channel_is_known_none_is_the_one_that_is_asked_for() -> None:
    assert counted({**PROMISE, "channel": "phone"}, incident(0, 9)) == {"t": [0, 0]}


def passed_on(opened: int, moved: int, resolved: int | None) -> Incident:
    return Incident(opened, [Step(opened, opened, moved, REASSIGNED), Step(moved, moved, resolved, team=1)])


def test_an_incident_belongs_to_the_team_that_it_was_last_given_to() -> None:
    """The last one is in the hands of the experts, though it is still open."""
    told = [incident(0, 9), passed_on(0, 20, 90), passed_on(0, 20, None)]
    assert counted({**PROMISE, "by_team": {"desk": {}, "experts": {}}}, *told) == {
        "t.desk": [1, 0],
        "t.experts": [2, 2],
    }


def test_a_clock_of_visits_times_those_to_the_team_of_its_row() -> None:
    """Twenty minutes with the desk and 70 with the experts: each visit in the row of its team, by priority."""
    visits = {"starts": "assigned to team", "stops": "reassigned or resolved"}
    rows = {"desk": {"by_priority": {"P1": {"within": "20 min"}}}, "experts": {"by_priority": {"P1": {}, "P2": {}}}}
    told = [passed_on(0, 20, 90), passed_on(0, 21, 81), incident(0, 5)]
    found = counted({**PROMISE, "clock": "visit", "by_team": rows}, *told, clocks={"visit": visits})
    assert found == {"t.desk.P1": [3, 1], "t.experts.P1": [2, 1], "t.experts.P2": [0, 0]}


@pytest.mark.parametrize(
    "more",
    [
        {"by_priority": {"P1": {}}, "by_team": {"desk": {}}},
        {"priority": "P1", "by_priority": {"P1": {}}},
        {"by_team": {"desk": {"by_priority": {"P1": {"by_team": {"desk": {}}}}}}},
    ],
)
def test_a_dimension_stands_once_and_alone_in_its_block(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"side by side|already about one"):
        agreement({"t": {**PROMISE, **more}})
