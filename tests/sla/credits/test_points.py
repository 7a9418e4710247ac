"""At-risk pool, service points, points table and breach count, by hand. The fee is 10 000 GBP a month."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from slm_sim.sla.credits.points import points_table, pool, service_points
from tests.sla.build import Desk
from tests.sla.credits.build import amounts, desk, in_time, month, months, paid, reached, scheme

LEVELS = {"minor": {"below": "target", "points": 1}, "serious": {"below": "90 %", "points": 3}}
STEPS = {"few": {"from": 2, "credit": "2 %"}, "several": {"from": 4, "credit": "5 %"}}


def two(words: dict[str, Any], **row: Any) -> Desk:
    """A desk with a promise for each of two categories."""
    targets = {"a": in_time(category="tills", **row), "b": in_time(category="mail", **row)}
    return desk(words, targets)


def test_a_missed_clause_costs_its_weight_of_what_is_at_risk() -> None:
    """12 % of 10 000 is 1 200, of which weights take 30 % and 15 %. A clause without weight is free."""
    targets = {
        "a": in_time(weight="30 %"),
        "b": in_time("96 %", weight="15 %"),
        "c": in_time("97 %", weight="none"),
        "d": in_time("90 %", weight="20 %"),
    }
    ledger = desk({"family": "at-risk pool", "at_risk": "12 %"}, targets).charge(month(2))
    assert amounts(ledger) == [360, 180]
    assert ledger.credits[0].trace == (
        "attainment 18/20 = 90 %",
        "90 % is below 95 % (target): 12 % at risk x weight 30 % of 10 000 GBP = 360 GBP",
    )


def test_a_pool_may_allocate_more_than_it_has() -> None:
    """12 % x 250 % x 40 % is all of the 12 %."""
    of = reached("94")
    clause = replace(of.clause, weight=Fraction(40, 100))
    due = pool(scheme(family="at-risk pool", at_risk="12 %", pool_allocation="250 %"), replace(of, clause=clause))
    assert due is not None
    assert due.amount == 1200


@pytest.mark.parametrize(("value", "amount"), [("95", 0), ("94.9", 50), ("90", 50), ("89.9", 150)])
def test_service_points_by_level(value: str, amount: int) -> None:
    """At 0.5 % a point: one point below 95 %, three below 90 %."""
    due = service_points(scheme(family="service points", levels=LEVELS, rate="0.5 %"), reached(value))
    assert (0 if due is None else due.amount) == amount


@pytest.mark.parametrize(("value", "better", "worse"), [("90", 1, 3), ("90.0001", 1, 1), ("89.9999", 3, 3)])
def test_an_edge_of_points_belongs_to_the_side_that_the_scheme_names(value: str, better: int, worse: int) -> None:
    """On a promise of 95 %: below 90 % three points; with edges on the worse side exactly 90 % has three, too."""
    levels = {"minor": {"below": "target", "points": 1}, "serious": {"below": "90 %", "points": 3}}
    for side, points in (("the better side", better), ("the worse side", worse)):
        found = scheme(family="service points", levels=levels, edges_belong_to=side, rate="1 %")
        due = service_points(found, reached(value))
        assert due is not None
        assert due.amount == points * reached(value).base / 100
        table = scheme(
            family="points table",
            levels=levels,
            edges_belong_to=side,
            steps={"some": {"from": 1, "credit": "1 %"}, "many": {"from": 3, "credit": "9 %"}},
        )
        (stepped,) = points_table(table, [(reached(value),)])
        assert stepped is not None
        assert stepped.name == {1: "some", 3: "many"}[points]


def test_without_levels_the_row_says_how_many_points_a_miss_has() -> None:
    terms = {"family": "service points", "rate": "100 GBP"}
    ledger = desk(terms, {"a": in_time(points=4), "b": in_time()}).charge(month(2))
    assert amounts(ledger) == [400, 100]
    assert ledger.credits[0].trace[-1] == "90 % is below 95 % (target): missed, 4 service points at 100 GBP = 400 GBP"


@pytest.mark.parametrize(("a", "b", "owed"), [(2, 0, 0), (2, 2, 200), (3, 0, 200), (3, 2, 500), (3, 3, 500)])
def test_the_points_of_all_clauses_come_to_a_step(a: int, b: int, owed: int) -> None:
    """Two late of twenty are 90 %, one point; three are 85 %, three points. Two points cost 2 %, four 5 %."""
    ledger = two({"family": "points table", "levels": LEVELS, "steps": STEPS}).charge(
        [*month(a, category=0), *month(b, category=1)]
    )
    assert sum(amounts(ledger)) == owed
    assert [credit.clause for credit in ledger.credits] == ["sla/credits.scheme"] * bool(owed)


def test_a_repeat_multiplies_the_points_of_its_clause() -> None:
    """One point; doubled to two, the first step; trebled to three, and with three of the other clause six."""
    terms = {
        "family": "points table",
        "levels": LEVELS,
        "steps": STEPS,
        "repeat_multiplier": {"second": "200 %", "third_onwards": "300 %"},
    }
    ledger = two(terms).charge([*months(2, 2, 2, category=0), *months(0, 0, 3, category=1)])
    assert paid(ledger) == [("2027-02", 200), ("2027-03", 500)]
    assert ledger.credits[0].trace == (
        "attainment 18/20 = 90 %",
        "a: 90 % is below 95 % (target): minor, 1 service point, period 2 running: x 200 % = 2",
        "2 service points, 2 or more: step few, 2 % of 10 000 GBP = 200 GBP",
    )


def test_missed_targets_are_counted() -> None:
    """Two late of twenty are 90 %, a miss of 95 %: one miss in February costs 5 % of 10 000 GBP, two in March 9 %."""
    terms = {
        "family": "breach count",
        "steps": {"one": {"from": 1, "credit": "5 %"}, "two": {"from": 2, "credit": "9 %"}},
    }
    d = two(terms)
    assert paid(d.charge([*months(0, 2, 2, category=0), *months(0, 0, 2, category=1)])) == [
        ("2027-02", 500),
        ("2027-03", 900),
    ]


def test_failures_are_counted_where_the_target_was_kept() -> None:
    """One late of twenty keeps 95 %; with one each, two failures reach the step."""
    terms = {"family": "breach count", "counts": "failures", "steps": {"two": {"from": 2, "credit": "100 GBP"}}}
    ledger = two(terms).charge([*months(1, 1, category=0), *months(0, 1, category=1)])
    assert paid(ledger) == [("2027-02", 100)]
    assert [cause.clause for cause in ledger.credits[0].causes] == ["sla/a", "sla/b"]
    assert ledger.credits[0].trace[-1] == "2 failures, 2 or more: step two, 100 GBP"
