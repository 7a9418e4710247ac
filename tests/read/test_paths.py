from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.errors import Place
from slm_sim.model.quantities import NotationError
from slm_sim.model.scenario import Scenario
from slm_sim.read.paths import changed, find, place_of
from slm_sim.read.tree import Table, Text, parse_tree, plain, read_tree

DESK = Path(__file__).parent / "data" / "desk.yaml"
NEW = Text("new", Place("f", 1, 1))


@pytest.fixture(scope="module")
def tree() -> Table:
    return read_tree(DESK)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("title", "A desk"),
        ("teams.desk.headcount.early.Mon-Fri", "3"),
        ("workload.profile.day.00:00-08:00", "10 %"),
        ("calendars.office-hours.hours.Mon-Fri", "09:00-17:00"),
        ("skill_sets.all-round.devices", "120 %"),
    ],
)
def test_a_path_leads_to_what_stands_there(tree: Table, path: str, value: str) -> None:
    spot = find(tree, Scenario, path)
    assert spot.node is not None
    assert plain(spot.node) == value
    assert ".".join(spot.parts) == path


def test_a_path_leads_to_what_holds_by_default(tree: Table) -> None:
    spot = find(tree, Scenario, "teams.experts.effort.scale")
    assert spot.node is None
    assert str(spot.slot.default) == "100 %"


def test_the_last_part_may_be_a_new_name(tree: Table) -> None:
    spot = find(tree, Scenario, "teams.third-line")
    assert (spot.node, spot.beside) == (None, ("desk", "experts"))


def test_a_key_that_holds_a_point_is_taken_whole() -> None:
    tree = parse_tree("teams: {desk: {effort: {values: {1.5 h: 50 %, 2 h: rest}}}}", "f")
    assert find(tree, Scenario, "teams.desk.effort.values.1.5 h").parts[-1] == "1.5 h"


@pytest.mark.parametrize(
    ("path", "nearest"),
    [("teems.desk", "teams"), ("teams.dessk.cost", "desk"), ("teams.desk.cots", "cost"), ("reopening.shar", "share")],
)
def test_a_path_that_leads_nowhere_names_the_nearest_word(tree: Table, path: str, nearest: str) -> None:
    with pytest.raises(NotationError) as caught:
        find(tree, Scenario, path)
    assert caught.value.nearest == nearest


@pytest.mark.parametrize("path", ["title.x", "dispatch.preemptive.0", "backlog.by_team", "", "teams..cost"])
def test_a_path_beyond_what_may_stand_there_leads_nowhere(tree: Table, path: str) -> None:
    with pytest.raises(NotationError, match="leads nowhere"):
        find(tree, Scenario, path)


def test_a_name_that_resembles_none_is_answered_with_those_that_there_are(tree: Table) -> None:
    with pytest.raises(NotationError) as told:
        find(tree, Scenario, "outages.P9.rate")
    assert told.value.expected == "one of network"


def test_a_changed_tree_is_another_tree(tree: Table) -> None:
    before = plain(tree)
    after = plain(changed(tree, ("teams", "desk", "tier"), NEW))
    assert plain(tree) == before
    assert isinstance(after, dict)
    assert isinstance(before, dict)
    teams = after["teams"]
    assert isinstance(teams, dict)
    desk = teams["desk"]
    assert isinstance(desk, dict)
    assert desk["tier"] == "new"
    assert {key: value for key, value in after.items() if key != "teams"} == {
        key: value for key, value in before.items() if key != "teams"
    }


def test_tables_on_the_way_to_a_new_value_are_made() -> None:
    tree = parse_tree("title: x", "f")
    assert plain(changed(tree, ("dispatch", "order"), NEW)) == {"title": "x", "dispatch": {"order": "new"}}


def test_the_place_of_a_value_that_is_not_stated_is_that_of_its_table(tree: Table) -> None:
    assert place_of(tree, ("teams", "desk", "minimum_cover")) == tree_key(tree, "teams", "desk")
    assert place_of(tree, ("dispatch", "preemptive")).column == 24


def tree_key(tree: Table, first: str, second: str) -> Place:
    inner = tree.nodes[first]
    assert isinstance(inner, Table)
    return inner.keys[second]
