from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from slm_sim.model.results import JointPeriod, Question
from slm_sim.report.answer import cards, headline, most_at_risk, tone, usual_month
from slm_sim.report.leads import each_penalty, of_clauses, of_penalties, of_teams, of_times
from slm_sim.report.numbers import NBSP
from slm_sim.report.words import day, span_in_words, span_noun
from slm_sim.statistics import mean, proportion
from tests.report.example import example, question

RESULTS = example().results


def asked(**change: str) -> Question:
    return question("A desk", 10, False).model_copy(update=change)


def test_a_usual_month_weighs_every_month_alike() -> None:
    joint = tuple(JointPeriod(period="2027-04", chance=proportion(kept, 10, 0.95)) for kept in (2, 4, 9))
    assert usual_month(RESULTS.model_copy(update={"joint": joint})) == pytest.approx(0.5)


def test_the_clause_most_at_risk_is_the_least_likely_one() -> None:
    found = most_at_risk(RESULTS)
    assert found is not None
    assert found.clause == "resolution.P1"
    without = RESULTS.model_copy(
        update={"clauses": tuple(clause.model_copy(update={"chance": None}) for clause in RESULTS.clauses)}
    )
    assert most_at_risk(without) is None


def test_nothing_measured_is_said() -> None:
    gone: dict[str, object] = dict.fromkeys(("joint", "clauses", "penalties", "times", "teams", "rights"), ())
    nothing = RESULTS.model_copy(update=gone)
    assert headline(nothing) == "No clause could be measured month by month."
    assert [card.value for card in cards(nothing)] == ["none"]
    assert of_clauses(nothing).startswith("No clause")
    assert of_times(nothing).startswith("No incident")
    assert of_teams(nothing).startswith("No team")


def test_an_agreement_without_a_cap_is_told() -> None:
    (penalty,) = RESULTS.penalties
    open_ended = penalty.model_copy(update={"cap_reached": None, "cap_reached_month": None})
    told = [card.value for card in cards(RESULTS.model_copy(update={"penalties": (open_ended,)}))]
    assert told.count("no cap") == 1


@pytest.mark.parametrize(("credits", "said"), [(66_000, "138 %"), (-2_400, "−5 %"), (24_000, "50 %")])
def test_credits_are_the_share_of_the_charges_that_they_are(credits: int, said: str) -> None:
    (penalty,) = RESULTS.penalties
    mean = replace(penalty.mean, value=float(credits))
    much = penalty.model_copy(update={"mean": mean, "charges": 48_000.0})
    told = [line for card in cards(RESULTS.model_copy(update={"penalties": (much,)})) for line in card.details]
    assert any(line.replace(NBSP, " ").startswith(f"The mean is {said} of the charges") for line in told)


def test_all_clauses_together_are_those_of_the_slas() -> None:
    first, *others = RESULTS.clauses
    beside = RESULTS.model_copy(
        update={"clauses": (first, *(one.model_copy(update={"type": "OLA"}) for one in others))}
    )
    assert "the one monthly clause of the SLA holds" in headline(beside)
    assert "of the SLA" not in headline(RESULTS)
    assert "All monthly clauses of the SLA hold in a month" in [card.label for card in cards(beside)]


def test_the_credits_of_several_agreements_are_a_list() -> None:
    (penalty,) = RESULTS.penalties
    two = RESULTS.model_copy(update={"penalties": (penalty, penalty.model_copy(update={"agreement": "second-sla"}))})
    assert of_penalties(two) == "2 agreements carry service credits."
    first, second = each_penalty(two)
    assert of_penalties(RESULTS) == first
    assert first.startswith("Under pharmacy-sla a year costs ")
    assert second.startswith("Under second-sla a year costs ")


def test_agreements_are_told_apart() -> None:
    (penalty,) = RESULTS.penalties
    two = (penalty, penalty.model_copy(update={"agreement": "second-sla"}))
    labels = [card.label for card in cards(RESULTS.model_copy(update={"penalties": two}))]
    assert [label for label in labels if "second-sla" in label]
    assert len(labels) == len(set(labels)) == 7


@pytest.mark.parametrize(("value", "expected"), [(1.0, "good"), (0.95, "good"), (0.9, "fair"), (0.79, "bad")])
def test_tones(value: float, expected: str) -> None:
    assert tone(value) == expected


@pytest.mark.parametrize(
    ("ends", "noun", "words"),
    [
        ("2028-04-01T00:00:00+01:00", "year", "1 Apr 2027 to 31 Mar 2028"),
        ("2027-07-01T00:00:00+01:00", "span", "1 Apr 2027 to 30 Jun 2027"),
        ("2029-04-01T00:00:00+01:00", "span", "1 Apr 2027 to 31 Mar 2029"),
    ],
)
def test_a_span_is_called_what_people_call_it(ends: str, noun: str, words: str) -> None:
    assert span_noun(asked(ends=ends)) == noun
    assert span_in_words(asked(ends=ends)) == words


def test_a_day() -> None:
    assert day("2016-03-01T00:02:00+00:00") == "1 Mar 2016"


def test_what_is_set_off_and_what_must_be_claimed_stands_with_the_credits() -> None:
    (penalty,) = RESULTS.penalties
    part = {name: mean(np.full(4, amount), 0.95, 0) for name, amount in (("returned", 700.0), ("to_claim", 400.0))}
    changed = penalty.model_copy(update=part)
    told = [
        detail.replace(NBSP, " ") for detail in cards(RESULTS.model_copy(update={"penalties": (changed,)}))[2].details
    ]
    assert "Earned back, taken off already: 700 GBP" in told
    assert "Lost unless claimed in time: 400 GBP" in told
    assert not any("Bonuses" in one for one in told)
    changed = penalty.model_copy(update={"to_claim": penalty.mean})
    whole = cards(RESULTS.model_copy(update={"penalties": (changed,)}))[2].details
    assert "Lost unless claimed in time: all of it" in whole
