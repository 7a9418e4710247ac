"""Variations as a study states them become scenarios; what is wrong with them is in tests/broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slm_sim.errors import InputError, Place
from slm_sim.library import shipped_scenarios
from slm_sim.model.quantities import Length, Percent, Rate
from slm_sim.model.scenario import Scenario
from slm_sim.model.variation import Variation
from slm_sim.read import load_scenario, read_scenario, variations_of
from slm_sim.read.tree import plain, planted

DESK = Path(__file__).parent / "data" / "desk.yaml"
PEOPLE = "teams.desk.headcount.early.Mon-Fri"
RATE = "outages.network.rate"


def varied(vary: dict[str, Any], **changes: Any) -> tuple[Variation, ...]:
    return read_scenario(DESK, changes={"study.vary": vary, **changes}).variations


def test_a_grid_holds_every_combination_the_last_path_changing_first() -> None:
    found = varied({"how": "grid", "values": {PEOPLE: ["up 1", "6"], RATE: ["2 / year", "down 50 %", "8 / year"]}})
    before = load_scenario(DESK).teams["desk"].headcount
    assert isinstance(before, dict)
    people = before["early"]["Mon-Fri"]
    assert [variation.name for variation in found] == ["1", "2", "3", "4", "5", "6"]
    assert [tuple(variation.values.values()) for variation in found[:4]] == [
        (str(people + 1), "2 / year"),
        (str(people + 1), "3 / year"),
        (str(people + 1), "8 / year"),
        ("6", "2 / year"),
    ]
    assert dict(found[0].stated) == {PEOPLE: str(people), RATE: "6 / year"}
    assert found[1].scenario.outages["network"].rate == Rate.parse("3 / year")


def test_what_holds_by_default_is_told_as_such() -> None:
    (stretched,) = varied({"how": "grid", "values": {"teams.experts.effort.scale": ["up 20 points"]}})
    assert dict(stretched.stated) == {"teams.experts.effort.scale": "100 % by default"}


def test_a_list_holds_cases_by_name_and_reaches_into_agreements() -> None:
    scenario = load_scenario("cloud-availability")
    path = "agreements.platform-sla.targets.availability.by_service.orders.at_least"
    cases = {"strict": {path: "99.99 %"}, "calm": {path: "99.9 %", "outages.faulty-release.rate": "down 1"}}
    changes = {"study.vary": {"how": "list", "cases": cases}}
    strict, calm = read_scenario("cloud-availability", changes=changes).variations
    assert (strict.name, calm.name) == ("strict", "calm")
    target = strict.scenario.agreements["platform-sla"].targets["availability"].by_service["orders"]
    assert target.at_least == Percent.parse("99.99 %")
    assert strict.scenario.outages == scenario.outages
    assert calm.scenario.outages["faulty-release"].rate == Rate.parse("3 / year")


def test_a_sample_covers_its_ranges_in_the_notation_of_their_ends() -> None:
    median = "teams.desk.effort.median"
    ranges = {PEOPLE: "3 to 6", RATE: "2 / year to 8 / year", median: "8 min to 12 min"}
    found = varied({"how": "latin hypercube", "samples": 12, "ranges": ranges})
    assert [variation.name for variation in found][:3] == ["01", "02", "03"]
    assert sorted(variation.values[PEOPLE] for variation in found) == sorted("3456" * 3)
    rates = sorted(float(Rate.parse(variation.values[RATE]).count) for variation in found)
    assert [int((rate - 2) * 2) for rate in rates] == list(range(12))
    assert all(8 <= Length.parse(variation.values[median]).amount <= 12 for variation in found)
    again = varied({"how": "latin hypercube", "samples": 12, "ranges": {RATE: ranges[RATE]}})
    assert [one.values[RATE] for one in again] == [one.values[RATE] for one in found]


def test_an_overlay_and_a_variation_may_not_change_the_same_value() -> None:
    with pytest.raises(InputError, match=r"in variation 1: changes and variation 1 both change"):
        varied({"how": "grid", "values": {PEOPLE: ["5"]}}, **{PEOPLE: "4"})


def test_a_study_without_variations_has_none() -> None:
    assert read_scenario(DESK).variations == ()
    assert variations_of(load_scenario(DESK)) == ()


@pytest.mark.parametrize("name", [*shipped_scenarios(), DESK])
def test_a_scenario_is_written_in_texts_as_it_is_read(name: str | Path) -> None:
    scenario = load_scenario(name)
    document = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    assert Scenario.model_validate(plain(planted(document, Place("here")))) == scenario


def test_a_scenario_knows_its_variations_as_its_file_does() -> None:
    vary = {"how": "grid", "values": {PEOPLE: ["up 1", "6"], "agreements.sla.title": ["Another"]}}
    reading = read_scenario(DESK, changes={"study.vary": vary})
    assert variations_of(reading.scenario) == reading.variations
    assert len(reading.variations) == 2


def test_what_a_caller_made_of_a_scenario_is_checked_too() -> None:
    scenario = load_scenario(DESK, changes={"study.vary": {"how": "grid", "values": {RATE: ["2 / year"]}}})
    without = scenario.model_copy(update={"outages": {}})
    with pytest.raises(InputError, match=r"scenario: the path 'outages.network.rate' leads nowhere"):
        variations_of(without)
