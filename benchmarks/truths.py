"""What is chosen on a few simulated terms beside the truth, which is every choice there is on thousands of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import isclose

import numpy as np
from scipy.special import stdtrit

from benchmarks.row import Goal, Row, row
from slm_sim.model.arrays import Floats
from slm_sim.pipeline import prepare
from slm_sim.plan import compare, propose
from slm_sim.plan.offers import Limits, programme_of
from slm_sim.plan.offers import promised as in_words
from slm_sim.plan.options import Choice, choices
from slm_sim.plan.programme import Picks, Programme, failing, worth_of
from slm_sim.plan.readings import grid, read, together
from slm_sim.plan.solve import GAP
from slm_sim.plan.staffing.cells import Headcount, cells_of, cost_of
from slm_sim.plan.staffing.months import promised
from slm_sim.plan.staffing.plan import planned, wanted_of
from slm_sim.plan.staffing.trial import Trial
from slm_sim.plan.trial import term
from tests.plan.bets import EACH, bet, gained
from tests.plan.desk import DECIDABLE, negotiated
from tests.plan.enumerated import best_worth
from tests.plan.staffs import two_teams

TRUTH_SEED = 20_270_101
"""Of the terms on which nothing is chosen."""
ENUMERATED = 20
"""Seeds whose regret is told, and whose offer must be the best of all choices on the terms on which it was chosen."""
CLOSE = 0.02
"""No choice may be so close to the confidence, or the truth could not be told."""


def rows(quick: bool) -> Iterator[Row]:
    """Offers of four promises and staffs of two teams, some 2,000 incidents a term; then comparisons."""
    yield from _offers(5 if quick else 50, 200 if quick else 6_000)
    yield from _staffs(3 if quick else 50, *((60, 60) if quick else (500, 30_000)))
    yield from _comparisons(10 if quick else 200)


def _offers(seeds: int, terms: int) -> Iterator[Row]:
    could, truth = _promises(TRUTH_SEED, terms)
    every = list(product(*(range(len(worth)) for worth in truth.worth)))
    kept = {picks: kept_in(truth, picks) for picks in every}
    needed = float(DECIDABLE["confidence"].removesuffix(" %")) / 100
    _expect_decidable(np.array(list(kept.values())), needed)
    best = max(worth_of(truth, picks) for picks in every if kept[picks] >= needed)
    spread = best - min(worth_of(truth, picks) for picks in every)
    told, chosen_on, really, worths = [], [], [], []
    for seed in range(seeds):
        proposed = propose(negotiated({"study/seed": seed}, **DECIDABLE), with_levers=False)
        offer = next(one for one in proposed.proposal.offers if one.name == "balanced")
        if offer.tried is None or offer.chosen_on is None:
            raise ArithmeticError(f"no offer was found with seed {seed}")
        if seed < ENUMERATED:
            _expect_best(offer.worth, _promises(seed, proposed.proposal.replications)[1])
        picks = picked(could, [str(one.offered) for one in offer.clauses])
        told.append(offer.tried.confidence.value)
        chosen_on.append(offer.chosen_on)
        really.append(kept[picks])
        worths.append(worth_of(truth, picks))
    yield _regret(
        "offers", really[:ENUMERATED], [(best - worth) / spread for worth in worths[:ENUMERATED]], needed, terms
    )
    yield _optimism("offers", told, chosen_on, really, truth.fails[0].shape[1])


def _promises(seed: int, terms: int) -> tuple[tuple[Choice, ...], Programme]:
    """All options of the promises, read on so many terms."""
    scenario = negotiated({"study/seed": seed}, **DECIDABLE)
    asked, prepared = scenario.study.propose, prepare(scenario)
    (compiled,) = prepared.agreements
    assert asked is not None
    could = choices(compiled, asked, [[100]] * len(compiled.clauses))
    ready = grid(compiled, could)
    readings = together([read(ready, term(prepared, number)) for number in range(terms)])
    return could, programme_of(could, readings, asked.confidence.fraction, Limits(None, None, 0.05))


def _expect_best(worth: float | None, programme: Programme) -> None:
    best = best_worth(programme)
    if worth is None or best is None or not isclose(worth, best, rel_tol=2 * GAP, abs_tol=1e-9):
        raise ArithmeticError(f"the offer is worth {worth}, and the best of all choices on the same terms {best}")


def kept_in(programme: Programme, picks: Picks) -> float:
    """The share of the months that keep a choice."""
    return float(1 - failing(programme, picks) / programme.fails[0].shape[1])


def picked(could: Sequence[Choice], offered: Sequence[str]) -> Picks:
    """The numbers of the options that are offered, in words, clause by clause."""
    words = [[in_words(option, choice) for option in choice.options] for choice in could]
    return tuple(own.index(text) for own, text in zip(words, offered, strict=True))


def _staffs(seeds: int, terms: int, terms_of_the_chosen: int) -> Iterator[Row]:
    """Every staff on some terms, which tells the cheapest; the few that are chosen on many, which tell no optimism."""
    wishes = {"confidence": "90 %", "replications": 10, "fresh": 20}
    prepared = prepare(two_teams(TRUTH_SEED, **wishes))
    wanted = wanted_of(prepared.scenario, None, None, None)
    cells, needed = cells_of(prepared.scenario, prepared.span, wanted), float(wanted.confidence)
    truth = Trial(prepared, cells, promised(prepared, wanted), wanted.confidence.fraction, terms, 2)
    kept: dict[Headcount, float] = {}
    for people in product(*(range(cell.least, cell.most + 1) for cell in cells)):
        fewer = [kept.get(one, 0.0) for one in ((people[0] - 1, people[1]), (people[0], people[1] - 1))]
        kept[people] = 1.0 if 1.0 in fewer else float(truth.months(people).share)
    _expect_decidable(np.array(list(kept.values())), needed)
    best = min(cost_of(cells, people) for people, share in kept.items() if share >= needed)
    told, chosen_on, chosen, regrets = [], [], [], []
    for seed in range(seeds):
        scenario = prepare(two_teams(seed, **wishes))
        found = planned(scenario, wanted_of(scenario.scenario, None, None, None), 2, lambda tried, most: None)
        if found.confidence is None or found.chosen is None:
            raise ArithmeticError(f"no staff was found with seed {seed}")
        people = tuple(one.people for one in found.rows)
        told.append(found.confidence.value)
        chosen_on.append(found.chosen)
        chosen.append(people)
        regrets.append(float(cost_of(cells, people) / best - 1))
    really = [kept[people] for people in chosen[:ENUMERATED]]
    yield _regret("staffs", really, regrets[:ENUMERATED], needed, terms)
    many = truth.of_the_first(terms_of_the_chosen)
    longer = {people: many.months(people) for people in dict.fromkeys(chosen)}
    truth.close()
    months = longer[chosen[0]].counted
    yield _optimism("staffs", told, chosen_on, [float(longer[people].share) for people in chosen], months)


def _comparisons(seeds: int) -> Iterator[Row]:
    """How often two candidates are told apart whose true difference is known."""
    mean, deviation = gained(3_000, TRUTH_SEED)
    for standard_errors, goal in ((4.1, Goal("at least", 179 / 200)), (0.0, Goal("at most", 21 / 200))):
        price = mean - standard_errors * deviation / EACH**0.5
        apart = sum(bool(compare(bet(price, seed)).pairs[0].verdict) for seed in range(seeds))
        name = f"comparisons that tell apart what differs by {standard_errors:g} standard errors"
        yield row(name, apart / seeds, goal, told_apart=apart, seeds=seeds, replications_of_each=EACH)


def _expect_decidable(kept: Floats, needed: float) -> None:
    nearest = float(np.abs(kept - needed).min())
    if nearest < CLOSE:
        raise ArithmeticError(f"a choice is kept within {nearest:.3f} of the confidence: the truth cannot be told")


def _regret(what: str, really: Sequence[float], regrets: Sequence[float], needed: float, terms: int) -> Row:
    """Regret is what is lost against the best choice in truth; below zero where more is promised than is kept."""
    keeping = [regret for regret, kept in zip(regrets, really, strict=True) if kept >= needed]
    return row(
        f"{what}: regret against the truth, mean of those that keep the confidence",
        float(np.mean(keeping)) if keeping else float("nan"),
        None,
        seeds=len(really),
        keep_the_confidence=len(keeping),
        are_the_best_there_is=sum(abs(regret) < 1e-9 for regret in keeping),
        confidence=needed,
        regret_by_seed=[round(one, 4) for one in regrets],
        true_confidence_by_seed=[round(one, 4) for one in really],
        terms_behind_the_truth=terms,
    )


def _optimism(
    what: str, told: Sequence[float], chosen_on: Sequence[float], really: Sequence[float], months: int
) -> Row:
    """The truth has an error of its own, of so many months, which all seeds share; it must be small beside the rest."""
    difference = np.array(told) - np.array(really)
    half = float(stdtrit(len(difference) - 1, 0.995) * difference.std(ddof=1)) / len(difference) ** 0.5
    return row(
        f"{what}: confidence told less the truth, against its 99 % half-width",
        abs(float(difference.mean())) / half,
        Goal("at most", 1),
        seeds=len(told),
        mean_points=100 * float(difference.mean()),
        half_width_points=100 * half,
        standard_error_of_the_truth_points=100 * (really[0] * (1 - really[0]) / months) ** 0.5,
        points_by_which_the_terms_of_the_choice_flatter=100 * float(np.mean(np.array(chosen_on) - np.array(really))),
    )
