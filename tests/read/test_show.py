from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from slm_sim.errors import InputError
from slm_sim.library import shipped_scenarios
from slm_sim.model.scenario import Scenario
from slm_sim.read import read_scenario
from slm_sim.read.paths import find
from slm_sim.read.show import Shown, as_yaml, one_line, values_of
from slm_sim.read.tree import Table, Text, plain

DATA = Path(__file__).parent / "data"


def shown(path: str = "", overlays: tuple[str, ...] = ()) -> dict[str, Shown]:
    values = values_of(read_scenario(DATA / "desk.yaml", overlays).tree, path)
    return {".".join(value.parts): value for value in values}


def texts_of(tree: Table, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], str]]:
    found = []
    for key, node in tree.nodes.items():
        if isinstance(node, Table):
            found += texts_of(node, (*path, key))
        elif isinstance(node, Text):
            found.append(((*path, key), node.text))
    return found


def test_a_stated_value_shows_where_it_stands() -> None:
    value = shown()["teams.desk.cost"]
    assert value.value == "20 GBP / h"
    assert value.origin.endswith("desk.yaml:48:11")


def test_what_holds_by_default_is_shown_as_such() -> None:
    values = shown()
    assert (values["time.tick"].value, values["time.tick"].origin) == ("1 s", "default")
    assert values["dispatch.order"].value == "priority"
    assert values["teams.experts.minimum_cover"].value == "0"


def test_what_stands_nowhere_and_has_no_default_is_not_shown() -> None:
    assert not {"story", "teams.experts.site", "backlog", "routing.by_team.experts.by_category"} & shown().keys()


def test_a_row_shows_only_what_it_states() -> None:
    row = [path for path in shown() if path.startswith("teams.desk.effort.by_priority")]
    assert row == ["teams.desk.effort.by_priority.P1.median", "teams.desk.effort.by_priority.P1.p90"]


def test_a_changed_value_shows_who_changed_it() -> None:
    value = shown(overlays=("more-people",))["teams.desk.headcount.early.Mon-Fri"]
    assert value.value == "5"
    assert value.origin.startswith("overlay more-people (up 2) at ")


def test_agreements_show_their_own_file() -> None:
    assert "sla.yaml:" in shown()["agreements.sla.targets.resolution.at_least"].origin


@pytest.mark.parametrize("path", ["teams", "teams.desk", "teams.desk.cost", "time", "workload.profile.week", "study"])
def test_a_path_shows_its_part_of_the_whole(path: str) -> None:
    whole = shown()
    part = {name: value for name, value in whole.items() if name == path or name.startswith(path + ".")}
    assert shown(path) == part != {}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("teams.dessk", "Did you mean 'desk'?"),
        ("teams.desk.cots", "Did you mean 'cost'?"),
        ("backlog", "backlog is not stated"),
        ("teams.experts.site", "teams.experts.site is not stated"),
    ],
)
def test_a_path_that_shows_nothing_is_a_problem(path: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        shown(path)
    assert said in str(caught.value)


@pytest.mark.parametrize("name", shipped_scenarios())
def test_everything_that_is_stated_is_shown_once_and_can_be_asked_for(name: str) -> None:
    tree = read_scenario(name).tree
    values = values_of(tree)
    assert len({value.parts for value in values}) == len(values)
    shown_texts = {value.parts: value.value for value in values}
    for path, text in texts_of(tree):
        assert shown_texts[path] == text
    for value in values:
        if value.origin != "default" and "overlays" not in value.parts:
            node = find(tree, Scenario, ".".join(value.parts)).node
            assert node is not None
            assert plain(node) == value.value


def test_the_yaml_form_reads_back_as_the_same_texts() -> None:
    values = values_of(read_scenario(DATA / "desk.yaml").tree)
    document = YAML(typ="safe", pure=True).load(as_yaml(values))
    for value in values:
        inner = document
        for part in value.parts:
            inner = inner[part]
        assert [str(item) for item in inner] == value.value if isinstance(inner, list) else str(inner) == value.value


def test_a_value_fits_on_one_line() -> None:
    assert one_line("a\nb  c") == "a b c"
    assert one_line(["P1", "P2"]) == "[P1, P2]"
    assert one_line({}) == "{}"
