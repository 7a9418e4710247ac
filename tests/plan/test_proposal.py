"""Proposals as a whole: the limits they keep, the figures they tell, and what they do when nothing can be promised."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

import numpy as np
import pytest
from scipy.special import stdtrit

from slm_sim.errors import InputError
from slm_sim.model.clause import Clause
from slm_sim.model.propose import Propose
from slm_sim.model.quantities import Length
from slm_sim.pipeline import play, prepare
from slm_sim.plan.options import RULES, choices, open_seconds
from slm_sim.plan.proposal import propose
from slm_sim.plan.readings import grid, promising, read
from slm_sim.plan.trial import term, trials
from slm_sim.report.proposalwords import offers
from slm_sim.study.money import PARTS
from tests.plan.desk import draft, negotiated


def test_each_option_is_read_as_if_it_stood_in_the_agreement() -> None:
    prepared = prepare(negotiated())
    (compiled,) = prepared.agreements
    asked = prepared.scenario.study.propose
    assert asked is not None
    could = choices(compiled, asked, [[100]] * 4)
    readings = read(grid(compiled, could), term(prepared, 0))
    for number in range(6):
        promised = promising(compiled, [choice.options[number] for choice in could])
        played = play(replace(prepared, agreements=(promised,)), 0)
        (reached,), (ledger,) = played.attainments, played.ledgers
        for place, clause in enumerate(promised.clauses):
            assert readings.fails[place][number].tolist() == (reached[place].verdict == 0).tolist()
            owed = sum(credit.before_caps for credit in ledger.credits if credit.clause == clause.key)
            assert readings.credits[place][number].tolist() == [int(owed * PARTS)]


def test_a_proposal_is_the_same_for_any_number_of_workers() -> None:
    alone, shared = (propose(negotiated(), workers=workers).proposal for workers in (1, 3))
    assert alone == shared
    assert [offer.name for offer in alone.offers] == ["safe", "balanced", "ambitious"]
    worths = [offer.worth or 0.0 for offer in alone.offers]
    assert worths == sorted(worths)


def test_the_confidence_that_is_told_comes_from_terms_that_nobody_had_looked_at() -> None:
    scenario = negotiated()
    proposed = propose(scenario, with_levers=False)
    prepared = prepare(scenario)
    for offer in proposed.proposal.offers:
        promised = promising(proposed.compiled, proposed.options[offer.name])
        (fresh,) = trials(prepared, [promised], range(24, 48), 1)
        (seen,) = trials(prepared, [promised], range(24), 1)
        assert offer.tried is not None
        assert offer.tried.confidence.value == fresh.kept.sum() / fresh.months.sum()
        assert offer.chosen_on == pytest.approx(seen.kept.sum() / seen.months.sum())
        assert (offer.chosen_on or 0) >= offer.wanted


def test_over_seeds_the_confidence_that_is_told_is_neither_better_nor_worse_than_the_truth() -> None:
    told, truth, chosen = [], [], []
    near = {
        "resolution.P1": {"within": ["4 h", "5 h", "6 h", "7 h"], "at_least": ["90 %", "93 %", "96 %"]},
        "resolution.P2": {"within": ["8 h", "10 h", "12 h", "14 h"], "at_least": ["93 %", "96 %", "98 %"]},
        "response.P1": {"within": ["30 min", "45 min", "1 h"], "at_least": ["85 %", "90 %", "93 %"]},
        "response.P2": {"within": ["2 h", "3 h", "4 h", "5 h"], "at_least": ["90 %", "93 %", "96 %"]},
    }
    for seed in range(50):
        scenario = negotiated({"study/seed": seed}, replications=8, fresh=16, options=near)
        proposed = propose(scenario, with_levers=False)
        offer = next(one for one in proposed.proposal.offers if one.name == "balanced")
        promised = promising(proposed.compiled, proposed.options["balanced"])
        (long,) = trials(prepare(scenario), [promised], range(1000, 1020), 2)
        assert offer.tried is not None
        assert offer.chosen_on is not None
        told.append(offer.tried.confidence.value)
        truth.append(long.kept.sum() / long.months.sum())
        chosen.append(offer.chosen_on)
    difference = np.array(told) - np.array(truth)
    error = difference.std(ddof=1) / len(difference) ** 0.5
    assert abs(difference.mean()) < stdtrit(len(difference) - 1, 0.995) * error
    assert np.mean(chosen) > np.mean(truth) + 3 * error, "what was chosen on is flattered, so it must not be told"


def test_limits_of_the_credits_are_kept_on_the_terms_on_which_it_was_chosen() -> None:
    free = propose(negotiated(confidence="50 %"), with_levers=False).proposal
    held = propose(negotiated(confidence="50 %", expected_credits="0.5 %"), with_levers=False).proposal
    assert free.charges is not None
    for offer in held.offers:
        assert offer.estimated_credits is not None
        assert offer.estimated_credits <= 0.005 * free.charges
    assert max(offer.estimated_credits or 0 for offer in free.offers) > 0.005 * free.charges


def pooled() -> dict[str, Any]:
    """The draft, whose credits are owed for the misses of a month together: no single promise owes them."""
    document = draft()
    document["credits"]["bands"] = {
        "family": "breach count",
        "of": "fee",
        "steps": {"any": {"from": 1, "credit": "2 %"}},
        "caps": {"contract_year": "none"},
    }
    document["targets"]["response"]["credit"] = "bands"
    return {"shops": document}


@pytest.mark.parametrize(("most", "affordable"), [(20, True), (0, False)])
def test_an_offer_whose_credits_may_break_a_limit_is_told_to(
    most: int, affordable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where choices are taken out until one keeps the limit, and where none may be."""
    monkeypatch.setattr("slm_sim.plan.choose.MOST_CUTS", most)
    scenario = negotiated({"agreements": pooled()}, confidence="60 %", expected_credits="0.3 %")
    proposed = propose(scenario, with_levers=False)
    over = [offer.name for offer in proposed.proposal.offers if not offer.affordable]
    assert (over == []) == affordable
    assert over == [one.about for one in proposed.proposal.warnings if "credits keep their limits" in one.text]


def test_an_offer_that_nobody_can_keep_says_which_promise_is_the_hardest() -> None:
    options = {"resolution.P1": {"within": ["15 min"], "at_least": ["99 %"]}}
    changes = {"agreements": hopeless()}
    proposal = propose(negotiated(changes, options=options), with_levers=False).proposal
    assert {offer.status for offer in proposal.offers} == {"impossible"}
    assert "resolution.P1" in proposal.offers[0].why
    assert {offer.hardest for offer in proposal.offers} == {"resolution.P1"}
    assert all(offer.tried is None for offer in proposal.offers)


def hopeless() -> dict[str, Any]:
    document = draft()
    document["targets"]["resolution"]["by_priority"]["P1"] = {"within": "10 min", "at_least": "99 %"}
    return {"shops": document}


def test_nothing_is_proposed_where_nothing_says_what_the_customer_values() -> None:
    scenario = negotiated()
    study = scenario.study.model_copy(update={"propose": None})
    with pytest.raises(InputError, match="nothing says what the customer values"):
        propose(scenario.model_copy(update={"study": study}))


def test_promises_without_weights_count_alike_and_that_is_said() -> None:
    scenario = negotiated()
    asked = scenario.study.propose
    assert asked is not None
    study = scenario.study.model_copy(update={"propose": asked.model_copy(update={"weights": {}})})
    proposed = propose(scenario.model_copy(update={"study": study}), replications=2, fresh=2, with_levers=False)
    assert "weights" in {warned.about for warned in proposed.proposal.warnings}
    volumes = [[100]] * len(proposed.compiled.clauses)
    assert len({choice.weight for choice in choices(proposed.compiled, Propose(), volumes)}) == 1


def test_more_people_are_tried_where_the_draft_is_not_kept() -> None:
    proposal = propose(negotiated(confidence="95 %")).proposal
    assert proposal.as_asked.confidence.value < 0.95
    names = [lever.name for lever in proposal.levers]
    assert "two more at desk on every shift" in names
    assert proposal.levers[0].difference.value > 0


def test_promises_are_chosen_again_where_the_order_of_work_follows_them() -> None:
    scenario = negotiated({"dispatch/order": "deadline"}, confidence="70 %")
    proposed = propose(scenario, with_levers=False)
    prepared = prepare(scenario)
    for offer in proposed.proposal.offers:
        if offer.status != "impossible" and offer.settled:
            promised = promising(proposed.compiled, proposed.options[offer.name])
            assert offer.rounds > 1
            (seen,) = trials(prepared, [promised], range(24), 1)
            assert offer.chosen_on == pytest.approx(seen.kept.sum() / seen.months.sum())
            assert (offer.chosen_on or 0) >= offer.wanted
    assert any(offer.settled and offer.tried for offer in proposed.proposal.offers)


def test_other_rounds_play_no_more_terms_than_were_played_before_an_interruption() -> None:
    played: list[int] = []

    def interrupted(doing: str, done: int, most: int) -> None:
        if doing == "playing":
            played.append(done)
            if len(played) == 6:
                raise KeyboardInterrupt

    scenario = negotiated({"dispatch/order": "deadline"}, confidence="70 %")
    proposal = propose(scenario, fresh=2, with_levers=False, telling=interrupted).proposal
    assert max(offer.rounds for offer in proposal.offers) > 1
    assert max(played) == proposal.replications == 6


def test_no_other_round_begins_when_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    minutes = count(0.0, 60.0)
    monkeypatch.setattr("slm_sim.plan.choose.monotonic", lambda: next(minutes))
    scenario = negotiated({"dispatch/order": "deadline"}, confidence="70 %")
    proposal = propose(scenario, time_limit="60 s", fresh=2, with_levers=False).proposal
    assert {offer.rounds for offer in proposal.offers} == {1}
    assert not any(offer.settled for offer in proposal.offers if offer.tried is not None)
    assert any(offer.tried is not None for offer in proposal.offers)


@pytest.mark.parametrize("what", ["playing", "trying", "levers"])
def test_an_interruption_leaves_what_is_known(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chosen on the terms that were played, tried on those, with the levers that were tried.

    After an interruption no time is left: as few terms as say something are played.
    """
    monkeypatch.setattr("slm_sim.plan.proposal.SOON", 0.0)
    stops = {"playing": 6, "trying": 3, "levers": 1}

    def interrupted(doing: str, done: int, most: int) -> None:
        if doing == what and done == stops[what]:
            raise KeyboardInterrupt

    proposal = propose(negotiated(confidence="90 %"), telling=interrupted).proposal
    tried = [offer.tried.terms for offer in proposal.offers if offer.tried is not None]
    assert set(tried) == {{"playing": 2, "trying": 3, "levers": 24}[what]}
    assert proposal.replications == (6 if what == "playing" else 24)
    assert len(proposal.levers) == (1 if what == "levers" else 0)
    told = {one.text.removeprefix("Interrupted: ") for one in proposal.warnings if one.about in ("terms", "levers")}
    chosen = "offers were chosen on 6 terms, in place of the 24 that were asked for."
    tried_on = "offers were tried on {} terms, in place of the 24 that were asked for."
    not_looked_for = "what would make the draft easier to keep was not looked for."
    assert (
        told
        == {
            "playing": {chosen, tried_on.format(2), not_looked_for},
            "trying": {tried_on.format(3), not_looked_for},
            "levers": set(),
        }[what]
    )


def test_small_volumes_are_offered_a_rule_for_all_rows_of_a_target() -> None:
    document = draft()
    document["targets"]["resolution"]["by_priority"]["P1"] = {"within": "2 h"}
    changes = {"workload/incidents": "60 / month", "agreements": {"shops": document}}
    scenario = negotiated(changes, minimum_volume="may be proposed", options={}, confidence="80 %")
    proposed = propose(scenario, with_levers=False)
    for options in proposed.options.values():
        rules = [option.rule for option in options]
        assert rules[0] == rules[1]
        assert rules[2] == rules[3]
    assert any(option.rule in RULES for options in proposed.options.values() for option in options)


def test_twice_as_tight_is_worth_the_same_in_time_and_in_slack() -> None:
    prepared = prepare(negotiated(options={"resolution.P1": {"within": ["2 h"], "at_least": ["97.5 %"]}}))
    (compiled,) = prepared.agreements
    asked = prepared.scenario.study.propose
    assert asked is not None
    first: Clause = compiled.clauses[0]
    worth = {(str(one.within), str(one.level)): one.worth for one in choices(compiled, asked, [[100]] * 4)[0].options}
    assert first.id == "resolution.P1"
    assert worth["4 h", "95 %"] == 0
    assert worth["2 h", "95 %"] == pytest.approx(worth["4 h", "97.5 %"])
    assert worth["2 h", "97.5 %"] == pytest.approx(2 * worth["2 h", "95 %"])
    assert isinstance(first.within, Length)
    assert open_seconds(compiled, first, first.within) == 4 * 3600
    assert worth["2 h", "95 %"] == asked.weights["resolution.P1"]


VALUED: dict[str, Any] = {
    "weights": {"response": "200 EUR / month"},
    "values": {
        "resolution.P1": {"within": {"4 h": "100 EUR / month", "2 h": "1 000 EUR / month"}},
        "resolution": {
            "within": {"8 h": "0 EUR / month", "16 h": "50 EUR / month"},
            "at_least": {"80 %": "0 EUR / month", "95 %": "700 EUR / month", "99 %": "900 EUR / month"},
        },
    },
    "options": {},
    "minimum_volume": "may be proposed",
}


def test_a_promise_is_worth_what_the_customer_says_beside_the_draft() -> None:
    prepared = prepare(negotiated(**VALUED))
    (compiled,) = prepared.agreements
    asked = prepared.scenario.study.propose
    assert asked is not None
    first, second, third, _ = choices(compiled, asked, [[10]] * 4)
    assert [(str(one.within), str(one.level), one.worth) for one in first.options] == [
        ("4 h", "95 %", 0),
        ("2 h", "95 %", 900),
    ]
    assert {(str(one.within), str(one.level)): one.worth for one in second.options} == {
        ("8 h", "95 %"): 0,
        ("8 h", "80 %"): -700,
        ("8 h", "99 %"): 200,
        ("16 h", "95 %"): 50,
        ("16 h", "80 %"): -650,
        ("16 h", "99 %"): 250,
    }
    assert (first.weight, third.weight) == (0, 200)
    assert {one.rule for choice in (first, second) for one in choice.options} == {None}
    assert any(one.rule in RULES for one in third.options)


def test_an_offer_tells_its_worth_in_the_money_of_the_customer() -> None:
    """Where 16 h are worth more to the customer than 8 h, which is odd but was said, they are what is offered."""
    proposal = propose(negotiated(**VALUED), replications=8, fresh=4, with_levers=False).proposal
    assert proposal.worth_in == "EUR / month"
    for offer in proposal.offers:
        if offer.worth is not None:
            assert offer.worth == pytest.approx(sum(clause.worth for clause in offer.clauses))
            assert offer.clauses[1].offered.startswith("16 h")
    told = {cell.replace("\N{NO-BREAK SPACE}", " ") for row in offers(proposal).rows for cell in row}
    assert any(cell.startswith(("+", "−")) and cell.endswith(" EUR / month") for cell in told)
