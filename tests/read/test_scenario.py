from __future__ import annotations

import os
from contextlib import suppress
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.errors import InputError
from slm_sim.library import shipped_scenarios
from slm_sim.model.demand import ReplayedWorkload
from slm_sim.read import load_scenario, read_scenario

DATA = Path(__file__).parent / "data"
DESK = DATA / "desk.yaml"

CHILD = """\
schema: slm-sim/scenario-v1
extends: {parent}
title: {title}
changes:
  {path}: {value}
"""


def child(folder: Path, name: str, parent: Path | str, path: str, value: str) -> Path:
    file = folder / name
    file.write_text(CHILD.format(parent=parent, title=name, path=path, value=value), encoding="utf-8")
    return file


def relative(path: Path, folder: Path) -> str:
    return os.path.relpath(path, folder)


def test_a_scenario_is_read_with_its_agreements() -> None:
    scenario = load_scenario(DESK)
    assert scenario.title == "A desk"
    assert scenario.agreements["sla"].targets["resolution"].by_priority["P1"].within is not None
    assert scenario.priority_names == ("P1", "P2", "P3")


@pytest.mark.parametrize("name", shipped_scenarios())
def test_every_shipped_scenario_is_read_by_its_name(name: str) -> None:
    scenario = load_scenario(name)
    for overlay in scenario.overlays:
        assert load_scenario(name, overlays=[overlay]) != scenario


def test_a_file_comes_before_a_shipped_scenario_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "service-desk").write_text("title: x\n", encoding="utf-8")
    with pytest.raises(InputError, match="service-desk:1:1: the file does not say what it is"):
        load_scenario("service-desk")


def test_overlays_may_be_named_in_any_order() -> None:
    names = ["more-people", "knowledge"]
    first, *others = (load_scenario(DESK, overlays=order) for order in permutations(names))
    assert all(other == first for other in others)
    assert first.teams["desk"].headcount == {"early": {"Mon-Fri": 5, "Sat-Sun": 1}, "late": {"Mon-Fri": 2}}
    assert first.routing is not None
    assert str(first.routing.by_tier["L1"].resolves) == "65 %"


def test_an_overlay_named_twice_is_applied_once() -> None:
    assert load_scenario(DESK, overlays=["more-people"] * 2) == load_scenario(DESK, overlays=["more-people"])


def test_changes_of_the_caller_are_as_those_of_an_overlay() -> None:
    changes = {"teams.desk.headcount.early.Mon-Fri": "up 2"}
    assert load_scenario(DESK, changes=changes) == load_scenario(DESK, overlays=["more-people"])
    with pytest.raises(InputError, match=r"^changes: overlay more-people and changes both change"):
        load_scenario(DESK, overlays=["more-people"], changes=changes)


def test_a_change_may_replace_an_agreement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (DATA / "agreements" / "sla.yaml").read_text(encoding="utf-8").replace("title: Support", "title: Another")
    (tmp_path / "another.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_scenario(DESK, changes={"agreements.sla": "another.yaml"}).agreements["sla"].title == "Another"


def test_a_change_leads_into_an_agreement() -> None:
    path = "agreements.sla.targets.resolution.by_priority.P1.within"
    changed = load_scenario(DESK, changes={path: "up 2 h"}).agreements["sla"]
    assert str(changed.targets["resolution"].by_priority["P1"].within) == "6 h"


def test_a_child_changes_its_parent_and_a_grandchild_the_child(tmp_path: Path) -> None:
    parent = relative(DESK, tmp_path)
    middle = child(tmp_path, "middle.yaml", parent, "teams.desk.headcount.early.Mon-Fri", "up 4")
    youngest = child(tmp_path, "youngest.yaml", middle.name, "teams.desk.headcount.early.Mon-Fri", "down 1")
    scenario = load_scenario(youngest)
    assert scenario.title == "youngest.yaml"
    headcount = scenario.teams["desk"].headcount
    assert isinstance(headcount, dict)
    assert headcount["early"]["Mon-Fri"] == 6
    assert scenario.study == load_scenario(DESK).study


def test_a_child_adds_overlays(tmp_path: Path) -> None:
    file = child(tmp_path, "child.yaml", relative(DESK, tmp_path), "study.seed", "8")
    with file.open("a", encoding="utf-8") as text:
        text.write("overlays:\n  slow: {cost: none, changes: {teams.desk.effort.scale: up 50 %}}\n")
    assert set(load_scenario(file).overlays) == {"more-people", "knowledge", "same-people", "slow"}
    effort = load_scenario(file, overlays=["slow"]).teams["desk"].effort
    assert effort is not None
    assert str(effort.scale) == "150 %"


def test_a_circle_of_parents_is_told_whole(tmp_path: Path) -> None:
    for name, parent in (("a", "b"), ("b", "c"), ("c", "a")):
        child(tmp_path, f"{name}.yaml", f"{parent}.yaml", "study.seed", "8")
    with pytest.raises(InputError, match=r"a\.yaml -> .*b\.yaml -> .*c\.yaml -> .*a\.yaml"):
        load_scenario(tmp_path / "a.yaml")


def test_files_are_found_beside_the_file_that_names_them(tmp_path: Path) -> None:
    file = child(tmp_path, "child.yaml", relative(DATA / "replay.yaml", tmp_path), "workload.replay.log", "mine.csv")
    replay = load_scenario(file).workload
    assert isinstance(replay, ReplayedWorkload)
    assert Path(replay.replay.log) == tmp_path / "mine.csv"
    assert Path(replay.replay.mapping).resolve() == DATA / "mapping.yaml"


def test_files_that_the_caller_names_are_found_from_the_working_folder() -> None:
    replay = load_scenario(DATA / "replay.yaml", changes={"workload.replay.log": "mine.csv"}).workload
    assert isinstance(replay, ReplayedWorkload)
    assert replay.replay.log == "mine.csv"


def test_a_reading_names_every_file_that_was_read(tmp_path: Path) -> None:
    file = child(tmp_path, "child.yaml", relative(DESK, tmp_path), "study.seed", "8")
    files = [Path(name).resolve() for name in read_scenario(file).files]
    assert files == [DESK, DATA / "agreements" / "sla.yaml", file]


def test_a_reading_keeps_the_ranges_behind_its_changes() -> None:
    reading = read_scenario(DESK, overlays=["knowledge"])
    kept = {change.path: (change.best, change.low, change.high) for change in reading.changes}
    assert kept == {
        "routing.by_tier.L1.resolves": ("65 %", "63 %", "69 %"),
        "teams.desk.effort.scale": ("104 %", "100 %", "108 %"),
    }


def test_problems_of_several_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "sla.yaml").write_text("schema: slm-sim/agreement-v1\ntitel: x\n", encoding="utf-8")
    scenario = tmp_path / "desk.yaml"
    scenario.write_text(
        "schema: slm-sim/scenario-v1\ntime: {starts: soon}\nagreements: {a: sla.yaml, b: slb.yaml}\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        load_scenario(scenario)
    told = {(Path(problem.place.file).name, problem.found.split(";")[0]) for problem in caught.value.problems}
    assert ("desk.yaml", "'soon' is not a date") in told
    assert ("desk.yaml", "the file has no 'workload'") in told
    assert ("sla.yaml", "'titel' is no word of agreements.a") in told
    assert any(name == "desk.yaml" and "there is no file" in found for name, found in told)


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_stumble(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("any") / "any.yaml"
    file.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    with pytest.raises(InputError):
        load_scenario(file)


LINES = DESK.read_text(encoding="utf-8").splitlines()


@given(st.integers(1, len(LINES) - 1), st.sampled_from(["", "  odd: [1", "x: {y: 1}", "- z", "title: again", "\tq: 1"]))
def test_no_damage_to_a_scenario_makes_the_reader_stumble(
    tmp_path_factory: pytest.TempPathFactory, line: int, damage: str
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "agreements").mkdir()
    (folder / "agreements" / "sla.yaml").write_bytes((DATA / "agreements" / "sla.yaml").read_bytes())
    (folder / "desk.yaml").write_text("\n".join([*LINES[:line], damage, *LINES[line + 1 :]]), encoding="utf-8")
    with suppress(InputError):
        load_scenario(folder / "desk.yaml")
