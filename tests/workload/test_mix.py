"""What incidents are about, against the stated shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from scipy.stats import chisquare

from tests.workload.scenarios import called, desk, drawn, stories

ALMOST_NEVER = 1e-6
"""The chance that one assertion fails a right program."""

MANY: dict[str, Any] = {"workload/incidents": "40 000 / month", "pending": {}, "reopening": None}


def check(found: Counter[str], theory: Mapping[str, float]) -> None:
    assert found.keys() <= theory.keys()
    total = sum(found.values())
    expected = [share * total for share in theory.values()]
    assert chisquare([found[name] for name in theory], expected).pvalue > ALMOST_NEVER


def test_shares_are_those_of_the_file() -> None:
    told = list(stories(drawn(desk(MANY))).values())
    check(Counter(story[2] for story in told), {"P1": 0.03, "P2": 0.07 + 0.18, "P3": 0.72})
    check(Counter(story[3] for story in told), {"till": 0.40, "mail": 0.35, "other": 0.25})
    check(Counter(story[6] for story in told), {"duplicate": 0.03, "customer-caused": 0.05, "": 0.92})
    assert {(story[3], story[5]) for story in told} == {("till", "tills"), ("mail", "mail"), ("other", "")}
    assert {story[4] for story in told} == {""}


def test_marks_are_independent_of_each_other() -> None:
    told = list(stories(drawn(desk(MANY))).values())
    pairs = Counter(f"{story[2]} {story[3]}" for story in told)
    priorities, categories = {"P1": 0.03, "P2": 0.25, "P3": 0.72}, {"till": 0.40, "mail": 0.35, "other": 0.25}
    check(pairs, {f"{p} {c}": priorities[p] * categories[c] for p in priorities for c in categories})


def test_a_mix_of_priorities_stands_in_for_impact_and_urgency() -> None:
    mix = {"workload/impact": None, "workload/priority_mix": {"P3": "50 %", "P1": "10 %", "P2": "rest"}}
    told = stories(drawn(desk(MANY | mix))).values()
    check(Counter(story[2] for story in told), {"P1": 0.1, "P2": 0.4, "P3": 0.5})


def test_the_order_of_a_mix_is_that_of_the_file() -> None:
    """A share that grows at the end takes from its neighbour alone."""
    few = {"workload/impact": None, "workload/priority_mix": {"P3": "50 %", "P1": "10 %", "P2": "40 %"}}
    more = {"workload/impact": None, "workload/priority_mix": {"P3": "50 %", "P1": "5 %", "P2": "45 %"}}
    before, after = stories(drawn(desk(few))), stories(drawn(desk(more)))
    assert {(before[key][2], after[key][2]) for key in before if before[key][2] != after[key][2]} == {("P1", "P2")}


def test_customers_bring_their_shares() -> None:
    customers = {"a": {"share": "20 %", "site": "leeds"}, "b": {"share": "rest", "site": "leeds", "volume": "50 %"}}
    workload = drawn(desk(MANY | {"workload/customers": customers}))
    found = Counter(called(workload.names.customers, index) for index in workload.customer.tolist())
    check(found, {"a": 0.2 / 0.6, "b": 0.4 / 0.6})
