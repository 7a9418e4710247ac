"""A programme handed to HiGHS through Pyomo, and what came back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from slm_sim.errors import StudyError
from slm_sim.model.arrays import Ints
from slm_sim.plan.highs import asked
from slm_sim.plan.programme import Picks, Programme, Solution, greedy, undominated, worth_of

GAP = 0.0001
"""How far the best found may stay behind the bound before the search goes on, as a share of it."""


def solve(programme: Programme, seconds: float, without: Collection[Picks] = ()) -> Solution:
    """The choice that is worth most within the limits; the best so far if time runs out or somebody interrupts.

    without  choices that are known to break a limit which the programme cannot state

    Raises StudyError if the solver ends early and not even the safest choice keeps the limits.
    """
    options = [np.arange(len(worth)) for worth in programme.worth] if without else undominated(programme)
    start = greedy(programme, options)
    if start in without:
        start = None
    most = float(sum(worth[own].max() for worth, own in zip(programme.worth, options, strict=True)))
    try:
        model = _stated(programme, options, without)
        status, picks, bound = _asked(model, options, seconds)
    except KeyboardInterrupt:
        status, picks, bound = "interrupted", None, most
    bound = min(bound, most)
    if picks is None and status != "impossible":
        picks = start
    if picks is None and status == "interrupted":
        raise StudyError("the search for an offer ended before any was found that keeps the limits")
    if picks is None:
        return Solution(None, float("nan"), bound, status)
    return Solution(picks, worth_of(programme, picks), max(bound, worth_of(programme, picks)), status)


def _stated(programme: Programme, options: Sequence[Ints], without: Collection[Picks]) -> Any:
    import pyomo.environ as pyo  # loaded where a programme is solved

    model = pyo.ConcreteModel()
    keys = [(place, int(option)) for place, own in enumerate(options) for option in own]
    model.takes = pyo.Var(keys, domain=pyo.Binary)
    takes = model.takes
    model.one = pyo.ConstraintList()
    for place, own in enumerate(options):
        model.one.add(sum(takes[place, int(option)] for option in own) == 1)
    model.value = pyo.Objective(
        expr=sum(float(programme.worth[place][option]) * takes[place, option] for place, option in keys),
        sense=pyo.maximize,
    )
    _months(model, programme, options)
    _money(model, programme, options)
    _rules(model, programme, options)
    model.known = pyo.ConstraintList()
    for picks in without:
        here = [(place, pick) for place, pick in enumerate(picks)]
        if all(key in takes for key in here):
            model.known.add(sum(takes[key] for key in here) <= len(picks) - 1)
    return model


def _months(model: Any, programme: Programme, options: Sequence[Ints]) -> None:
    """A month fails with any of its clauses; months in which the same options fail count as one, so often."""
    import pyomo.environ as pyo

    rows = np.concatenate([fails[own] for fails, own in zip(programme.fails, options, strict=True)])
    patterns, times = np.unique(rows, axis=1, return_counts=True)
    keys = [(place, int(option)) for place, own in enumerate(options) for option in own]
    model.failed = pyo.Var(range(patterns.shape[1]), bounds=(0, 1))
    model.month = pyo.ConstraintList()
    model.few = pyo.Constraint(
        expr=sum(int(count) * model.failed[number] for number, count in enumerate(times)) <= programme.failing
    )
    for number in range(patterns.shape[1]):
        by_clause: dict[int, list[Any]] = {}
        for row in np.flatnonzero(patterns[:, number]):
            by_clause.setdefault(keys[row][0], []).append(model.takes[keys[row]])
        for taken in by_clause.values():
            model.month.add(sum(taken) <= model.failed[number])


def _money(model: Any, programme: Programme, options: Sequence[Ints]) -> None:
    """Credits before caps, in thousands of ten-thousandths so that the numbers stay small."""
    import pyomo.environ as pyo

    scale = 1e-7
    owed = [credits[own] * scale for credits, own in zip(programme.credits, options, strict=True)]
    terms = owed[0].shape[1]
    model.money = pyo.ConstraintList()

    def of_term(term: int | None) -> Any:
        return sum(
            float(amounts[row].mean() if term is None else amounts[row, term]) * model.takes[place, int(option)]
            for place, (own, amounts) in enumerate(zip(options, owed, strict=True))
            for row, option in enumerate(own)
            if amounts[row].any()
        )

    if not any(amounts.any() for amounts in owed):
        return
    if programme.expected is not None:
        model.money.add(of_term(None) <= programme.expected * scale)
    if programme.worst is not None:
        model.level = pyo.Var()
        model.beyond = pyo.Var(range(terms), domain=pyo.NonNegativeReals)
        for term in range(terms):
            model.money.add(model.beyond[term] >= of_term(term) - model.level)
        total = sum(model.beyond[term] for term in range(terms))
        model.money.add(model.level + total / (programme.tail * terms) <= programme.worst * scale)


def _rules(model: Any, programme: Programme, options: Sequence[Ints]) -> None:
    """Clauses of one group take the same rule."""
    import pyomo.environ as pyo

    model.rules = pyo.ConstraintList()
    first: dict[tuple[str, int], Any] = {}
    for place, own in enumerate(options):
        known = sorted({int(programme.rule[place][option]) for option in own} - {-1})
        for rule in known:
            taken = sum(model.takes[place, int(o)] for o in own if int(programme.rule[place][o]) == rule)
            key = (programme.group[place], rule)
            if key in first:
                model.rules.add(taken == first[key])
            else:
                first[key] = taken


def _asked(model: Any, options: Sequence[Ints], seconds: float) -> tuple[str, Picks | None, float]:
    """Status, picks and bound as HiGHS tells them."""
    takes = model.takes
    status, values, bound = asked(model, list(takes.values()), seconds, GAP)
    if status == "impossible":
        return status, None, float("-inf")
    picks = None
    if values:
        taken = dict(zip(takes, values, strict=True))
        picks = tuple(int(own[np.argmax([taken[place, int(o)] for o in own])]) for place, own in enumerate(options))
    return status, picks, float("inf") if bound is None else bound
