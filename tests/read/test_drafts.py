"""What is told of drafts: each contradiction by itself, and all that one leaves out together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.doubt import Doubt
from slm_sim.read import read_scenario
from slm_sim.read.checks.reach import moments_come
from slm_sim.read.drafts import of_drafts

SIGNED = {"agreements.sla.version": "signed 2026-12-01"}
DESK = Path(__file__).parent / "data" / "desk.yaml"


def doubt(name: str, found: str, line: int, agreement: str = "sla") -> Doubt:
    return Doubt(name, agreement, Problem(Place("sla.yaml", line, 3), found, "another"))


def test_a_contradiction_is_a_caution_with_its_place_and_its_name() -> None:
    (told,) = of_drafts([doubt("unknown-currency", "there is no currency 'GPB'", 7)])
    assert told.weight == "caution"
    assert told.text == (
        "The draft sla cannot be signed as it stands: "
        "sla.yaml:7:3: there is no currency 'GPB'; expected another [unknown-currency]."
    )


def test_what_a_draft_leaves_out_is_one_note() -> None:
    silent = [doubt("not-stated", f"{word!r} is not stated", line) for word, line in (("claim", 4), ("caps", 5))]
    other = doubt("not-stated", "'claim' is not stated", 9, "ola")
    first, second = of_drafts([*silent, other])
    assert (first.weight, first.about, second.about) == ("note", "sla", "ola")
    assert first.text.endswith("'claim' is not stated (sla.yaml:4:3), 'caps' is not stated (sla.yaml:5:3).")


def test_nothing_is_told_of_what_nobody_doubts() -> None:
    assert list(of_drafts([])) == []


@pytest.mark.parametrize(("cap", "contradictions"), [("200 GBP", []), ("100 GBP", ["cap-below-a-credit"])])
def test_the_cap_of_a_week_is_held_against_a_credit_of_a_week(cap: str, contradictions: list[str]) -> None:
    """5 % of a week's share of 10 000 GBP a month: 7 / (365.2425 / 12) of it, so 114.99 GBP."""
    changes: dict[str, Any] = {
        "agreements.sla.measurement.service_period": "week",
        "agreements.sla.credits.bands.caps": {"service_period": cap, "contract_year": "none"},
    }
    doubts = read_scenario(DESK, changes=changes).doubts
    assert list(dict.fromkeys(told.name for told in doubts if told.name.startswith("cap"))) == contradictions


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"agreements.sla.clocks.resolution.stops": "closed"}, "never stops: simulated incidents are never closed"),
        ({"agreements.sla.clocks.resolution.pauses_while_pending": ["vendor"]}, "there is no pending reason 'vendor'"),
        ({"workload.impact.single.urgency": {"high": "100 %"}}, "the workload brings none of P3"),
    ],
)
def test_what_a_draft_is_told_of_in_its_scenario_refuses_a_signed_agreement(change: dict[str, Any], told: str) -> None:
    assert any(told in str(doubt) for doubt in read_scenario(DESK, changes=change).doubts)
    with pytest.raises(InputError, match=told):
        read_scenario(DESK, changes={**change, **SIGNED})


@pytest.mark.parametrize("moment", ["resolved or closed", "abandoned or resolved", "first touch"])
def test_a_clock_may_wait_for_moments_of_which_one_comes(moment: str) -> None:
    doubts = read_scenario(DESK, changes={"agreements.sla.clocks.resolution.stops": moment}).doubts
    assert not any(told.name == "moment-never-comes" for told in doubts)


@pytest.mark.parametrize(("moment", "without"), [("pending", "pending"), ("reopened", "reopening")])
def test_a_moment_comes_only_where_the_scenario_has_what_leads_to_it(moment: str, without: str) -> None:
    scenario = read_scenario(DESK, changes={"agreements.sla.clocks.resolution.starts": moment}).scenario
    agreement, at = scenario.agreements["sla"], ("agreements", "sla")
    assert not list(moments_come(agreement, at, scenario))
    (flaw,) = moments_come(agreement, at, scenario.model_copy(update={without: {}}))
    assert flaw.found == f"the clock 'resolution' never starts: the scenario has no '{without}:'"
