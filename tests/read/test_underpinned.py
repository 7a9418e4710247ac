"""What an OLA or an underpinning contract takes over from the agreement that it underpins."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.errors import InputError
from slm_sim.model.agreement import Agreement
from slm_sim.model.scenario import Scenario
from slm_sim.read import load_scenario, read_scenario
from slm_sim.read.show import values_of

DATA = Path(__file__).parent / "data"

OLA = """\
schema: slm-sim/agreement-v1
type: OLA
title: Between teams
underpins: sla.yaml
parties: {customer: Desk, provider: Experts}
calendars:
  experts-hours: {hours: {Mon-Fri: 09:00-16:00}}
measurement: {placed_by: resolved}
targets:
  reopened: {measure: reopen rate, at_most: 5 %, credit: none}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A scenario with an SLA and the OLA that underpins it; the SLA is read after the OLA."""
    (tmp_path / "agreements").mkdir()
    sla = (DATA / "agreements" / "sla.yaml").read_text(encoding="utf-8")
    (tmp_path / "agreements" / "sla.yaml").write_text(sla, encoding="utf-8")
    (tmp_path / "agreements" / "ola.yaml").write_text(OLA, encoding="utf-8")
    text = (DATA / "desk.yaml").read_text(encoding="utf-8")
    named = "agreements: {ola: agreements/ola.yaml, sla: agreements/sla.yaml}\npriorities: {defined_in: sla}"
    file = tmp_path / "desk.yaml"
    file.write_text(text.replace("agreements: {sla: agreements/sla.yaml}", named), encoding="utf-8")
    return file


def both(scenario: Scenario) -> tuple[Agreement, Agreement]:
    return scenario.agreements["sla"], scenario.agreements["ola"]


def test_definitions_that_are_not_stated_are_taken_over(desk: Path) -> None:
    sla, ola = both(load_scenario(desk))
    assert (ola.type, ola.underpins) == ("OLA", "sla.yaml")
    for word in ("term", "time_zone", "holidays", "priorities", "exclusions"):
        assert getattr(ola, word) == getattr(sla, word)
    assert ola.measurement.minimum_volume == sla.measurement.minimum_volume
    assert ola.calendars["support-hours"] == sla.calendars["support-hours"]


def test_promises_and_money_are_not_taken_over(desk: Path) -> None:
    _, ola = both(load_scenario(desk))
    assert (list(ola.targets), ola.credits, ola.charges, ola.clocks) == (["reopened"], {}, {}, {})


def test_own_words_win(desk: Path) -> None:
    _, ola = both(load_scenario(desk))
    assert ola.measurement.placed_by == "resolved"
    assert set(ola.calendars) == {"experts-hours", "support-hours"}


def test_a_change_of_the_agreement_reaches_what_underpins_it(desk: Path) -> None:
    changes = {
        "agreements.sla.calendars.support-hours.hours.Mon-Fri": "07:00-19:00",
        "agreements.sla.measurement.placed_by": "opened",
        "agreements.sla.time_zone": "Europe/Dublin",
    }
    sla, ola = both(load_scenario(desk, changes=changes))
    assert ola.calendars["support-hours"] == sla.calendars["support-hours"]
    assert str(sla.calendars["support-hours"].hours.week[0]) == str(((420, 1140),))
    assert (ola.measurement.placed_by, sla.measurement.placed_by) == ("resolved", "opened")
    assert ola.time_zone == "Europe/Dublin"


def test_a_value_that_was_taken_over_may_be_changed_alone(desk: Path) -> None:
    path = "agreements.ola.calendars.support-hours.hours.Mon-Fri"
    sla, ola = both(load_scenario(desk, changes={path: "10:00-11:00", "agreements.sla.time_zone": "Europe/Dublin"}))
    assert ola.calendars["support-hours"].hours.week[0] == ((600, 660),)
    assert sla.calendars["support-hours"].hours.week[0] == ((480, 1080),)
    assert ola.time_zone == "Europe/Dublin"


def test_what_was_taken_over_keeps_its_place_and_says_so(desk: Path) -> None:
    (zone,) = values_of(read_scenario(desk).tree, "agreements.ola.time_zone")
    assert zone.origin.startswith("as in the agreement it underpins, at ")
    assert zone.origin.endswith("sla.yaml:5:12")


def test_an_error_in_what_was_taken_over_is_told_where_it_stands(desk: Path) -> None:
    sla = desk.parent / "agreements" / "sla.yaml"
    sla.write_text(sla.read_text(encoding="utf-8").replace("Europe/London", "Europe/Londn"), encoding="utf-8")
    with pytest.raises(InputError, match=r"sla\.yaml:5:12: 'Europe/Londn' is not a time zone"):
        load_scenario(desk)


def test_the_agreement_need_not_be_part_of_the_scenario(desk: Path) -> None:
    text = desk.read_text(encoding="utf-8").replace(", sla: agreements/sla.yaml}", "}").replace("in: sla}", "in: ola}")
    desk.write_text(text.replace("affects: {workplace", "affects: {x"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(desk)
    assert not [problem for problem in caught.value.problems if "ola.yaml" in problem.place.file]
    assert not [problem for problem in caught.value.problems if "time_zone" in problem.found]


def test_every_file_is_read_once(desk: Path) -> None:
    names = [Path(file).name for file in read_scenario(desk).files]
    assert sorted(names) == ["desk.yaml", "ola.yaml", "sla.yaml"]
