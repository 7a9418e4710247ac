"""What a simulation adds to the facts: the estimates of the study and the ends of their intervals, and nothing else."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slm_sim.checking.played import played
from slm_sim.library import rules_folder
from slm_sim.model.estimate import Estimate
from slm_sim.model.results import Results
from slm_sim.read import Reading, read_scenario
from slm_sim.rules import facts_of
from slm_sim.rules.risk import agreement_risk, backlog_grows, clause_risk
from slm_sim.rules.subjects import FactValue

TERMS = 8


@pytest.fixture(scope="module")
def study() -> tuple[Reading, Results]:
    changes = {
        "workload.incidents": "2 000 / month",
        "time.lasts": "3 months",
        "agreements.draft.termination_triggers": {"chronic": {"clause": "resolution.P3", "periods": "2 of 3"}},
    }
    reading = read_scenario(rules_folder() / "base" / "played.yaml", changes=changes)
    return reading, played(reading, TERMS).results


def values(study: tuple[Reading, Results], key: str) -> dict[str, FactValue]:
    return {subject.key: subject for subject in facts_of(*study)}[key].values()


def near(value: FactValue, wanted: float | None) -> bool:
    return isinstance(value, Fraction) and wanted is not None and float(value) == pytest.approx(wanted)


def test_a_clause_knows_its_chances_and_the_ends_of_their_intervals(study: tuple[Reading, Results]) -> None:
    found = values(study, "draft/resolution.P3")
    clause = next(one for one in study[1].clauses if one.clause == "resolution.P3")
    kept, every = clause.chance, clause.all_periods
    assert isinstance(kept, Estimate)
    assert isinstance(every, Estimate)
    assert found["clause.replications"] == TERMS
    assert near(found["clause.chance_kept"], kept.value)
    assert near(found["clause.chance_kept_at_least"], kept.low)
    assert near(found["clause.chance_kept_at_most"], kept.high)
    assert near(found["clause.chance_ever_missed"], 1 - every.value)
    assert near(found["clause.chance_ever_missed_at_least"], 1 - (every.high or 0))


def test_an_agreement_knows_its_credits_as_shares_of_its_charges(study: tuple[Reading, Results]) -> None:
    found = values(study, "draft")
    (paid,) = study[1].penalties
    assert near(found["agreement.credit_expected"], paid.mean.value / paid.charges)
    assert near(found["agreement.credit_expected_at_least"], (paid.mean.low or 0) / paid.charges)
    assert near(found["agreement.credit_in_a_bad_term"], paid.p95.value / paid.charges)
    assert near(found["agreement.chance_capped"], paid.cap_reached.value if paid.cap_reached else None)
    right = study[1].rights[0].any_right
    assert right is not None
    assert near(found["agreement.chance_right"], right.value)
    assert near(found["agreement.chance_right_at_least"], right.low)
    assert str(found["agreement.margin"]) == "3/25"


def test_a_team_knows_whether_its_backlog_grows(study: tuple[Reading, Results]) -> None:
    steady = {team.team: team.steady for team in study[1].teams}
    assert {name: values(study, name)["team.backlog_grows"] for name in steady} == {
        name: not is_steady for name, is_steady in steady.items()
    }


def test_nothing_is_known_of_what_was_not_simulated_or_pays_no_credits(study: tuple[Reading, Results]) -> None:
    assert set(vars(clause_risk(None, "draft", "resolution.P1")).values()) == {None}
    assert set(vars(clause_risk(study[1], "other", "resolution.P1")).values()) == {None}
    assert set(vars(agreement_risk(study[1], "other")).values()) == {None}
    received = study[1].model_copy(
        update={"penalties": tuple(one.model_copy(update={"flow": "received"}) for one in study[1].penalties)}
    )
    assert set(vars(agreement_risk(received, "draft")).values()) == {None}
    assert backlog_grows(None, "desk") is None
