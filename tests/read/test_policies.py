"""The words for the order of work, escalation and patience: read, changed by path, shown, and known to editors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.handling import EscalationRule
from slm_sim.read import load_scenario, read_scenario
from slm_sim.read.schema import json_schema
from slm_sim.read.show import values_of
from tests.read.test_schema import loaded

DESK = Path(__file__).parent / "data" / "desk.yaml"
POLICIES: dict[str, object] = {
    "dispatch.order": "age",
    "dispatch.head_start": {"P1": "4 h", "P2": "1 h"},
    "escalation.soon-late": {"after": "75 %", "of": "resolution", "priorities": ["P3"], "raises_by": "1 priority"},
    "workload.channels": {
        "phone": {
            "share": "60 %",
            "patience": {"shape": "exponential", "mean": "4 min"},
            "calendar": "office-hours",
            "by_priority": {"P1": {"share": "90 %", "patience": {"mean": "10 min"}}},
        },
        "portal": {"share": "rest"},
    },
}


def test_policies_are_read() -> None:
    scenario = load_scenario(DESK, changes=POLICIES)
    assert scenario.dispatch.order == "age"
    assert {name: str(length) for name, length in scenario.dispatch.head_start.items()} == {"P1": "4 h", "P2": "1 h"}
    assert str(scenario.escalation["soon-late"].after) == "75 %"
    assert isinstance(scenario.workload, SynthesisedWorkload)
    phone, portal = scenario.workload.channels.values()
    assert phone.by_priority["P1"].patience is not None
    assert str(phone.by_priority["P1"].patience.mean) == "10 min"
    assert (portal.share, portal.patience, portal.calendar) == ("rest", None, "24x7")


@pytest.mark.parametrize(
    ("path", "phrase", "expected"),
    [
        ("dispatch.head_start.P2", "up 0.5 h", "1.5 h"),
        ("dispatch.head_start.P3", "30 min", "30 min"),
        ("escalation.soon-late.after", "up 5 points", "80 %"),
        ("escalation.soon-late.raises_by", "2 priorities", "2 priorities"),
        ("escalation.soon-late.hands_to", "experts", "experts"),
        ("workload.channels.phone.patience.mean", "down 50 %", "2 min"),
        ("workload.channels.phone.patience.scale", "up 20 %", "120 %"),
        ("workload.channels.phone.by_priority.P1.patience.mean", "down 5 min", "5 min"),
        ("workload.channels.phone.by_priority.P1.share", "up 5 points", "95 %"),
    ],
)
def test_each_figure_can_be_changed_alone(tmp_path: Path, path: str, phrase: str, expected: str) -> None:
    parent = tmp_path / "parent.yaml"
    lines = "".join(f"  {key}: {value!s}\n".replace("'", "") for key, value in POLICIES.items())
    parent.write_text(f"schema: slm-sim/scenario-v1\nextends: {DESK}\nchanges:\n{lines}", encoding="utf-8")
    (shown,) = values_of(read_scenario(parent, changes={path: phrase}).tree, path)
    assert shown.value == expected


def test_a_row_of_a_channel_shows_only_what_it_states() -> None:
    path = "workload.channels.phone.by_priority.P1"
    shown = values_of(read_scenario(DESK, changes=POLICIES).tree, path)
    assert {".".join(value.parts).removeprefix(f"{path}."): value.value for value in shown} == {
        "share": "90 %",
        "patience.mean": "10 min",
    }


def test_silence_about_policies_is_priority_then_first_come() -> None:
    scenario = load_scenario(DESK)
    assert (scenario.dispatch.order, scenario.dispatch.head_start, scenario.dispatch.clocks) == ("priority", {}, None)
    assert scenario.escalation == {}


@pytest.mark.parametrize(
    ("words", "priority", "expected"),
    [
        ({"raises_to": "P2"}, "P4", "P2"),
        ({"raises_to": "P2"}, "P1", "P1"),
        ({"raises_by": "1 priority"}, "P4", "P3"),
        ({"raises_by": "2 priorities"}, "P2", "P1"),
        ({"hands_to": "experts"}, "P3", "P3"),
    ],
)
def test_nobody_becomes_less_urgent_by_being_raised(words: dict[str, str], priority: str, expected: str) -> None:
    rule = EscalationRule.model_validate({"after": "50 %", "of": "resolution", **words})
    assert rule.raised(priority, ("P1", "P2", "P3", "P4")) == expected


@pytest.mark.parametrize(
    ("part", "value", "fits"),
    [
        ("dispatch", {"order": "deadline", "clocks": ["resolution"]}, True),
        ("dispatch", {"order": "deadline", "clocks": []}, False),
        ("dispatch", {"order": "by deadline"}, False),
        ("escalation", {"late": {"after": "100 %", "of": "resolution", "raises_to": "P1"}}, True),
        ("escalation", {"late": {"after": "100 %", "raises_to": "P1"}}, False),
        ("escalation", {"late": {"after": "100 %", "of": "resolution", "raises_by": "1"}}, False),
    ],
)
def test_editors_know_the_words(part: str, value: dict[str, Any], fits: bool) -> None:
    document = {**loaded(DESK), part: value}
    assert Draft202012Validator(json_schema("scenario")).is_valid(document) == fits
