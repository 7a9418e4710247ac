"""Routes, efforts, waits and returns of incidents, and what a change of one leaves of the others."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom, chisquare, kstest, lognorm

from slm_sim.model.workload import PENDING, REASSIGNED, REOPENED, RESOLVED, Workload
from slm_sim.workload.rounds import MOST_REOPENINGS
from tests.workload.scenarios import Story, desk, drawn, stories

ALMOST_NEVER = 1e-6
"""The chance that one assertion fails a right program."""

MANY: dict[str, Any] = {"workload/incidents": "20 000 / month"}
PLAIN: dict[str, Any] = MANY | {"pending": {}, "reopening": None}
Z90 = 1.2815515655446004


def is_share(hits: int, of: int, chance: float) -> bool:
    return bool(binom.cdf(hits, of, chance) > ALMOST_NEVER and binom.sf(hits - 1, of, chance) > ALMOST_NEVER)


def first_visits(told: dict[int, Story]) -> dict[int, list[tuple[Any, ...]]]:
    """The steps of each incident up to the end of its first visit."""
    return {key: story[7][: 1 + [type(step[2]) is int for step in story[7]].index(True)] for key, story in told.items()}


def test_first_contact_resolution_and_the_way_onward() -> None:
    told = stories(drawn(desk(PLAIN)))
    assert {story[7][0][0] for story in told.values()} == {"desk"}
    assert is_share(sum(len(story[7]) == 1 for story in told.values()), len(told), 0.6)
    second = Counter(story[7][1][0] for story in told.values() if len(story[7]) > 1)
    assert is_share(second["field"], second.total(), 0.7)
    from_field = [
        then[0] if here[2] == REASSIGNED else "resolved"
        for story in told.values()
        for here, then in zip(story[7], [*story[7][1:], ("",)], strict=True)
        if here[0] == "field"
    ]
    counts = Counter(from_field)
    assert chisquare(
        [counts["resolved"], counts["expert"], counts["desk"]], np.array([0.8, 0.1, 0.1]) * counts.total()
    ).pvalue > ALMOST_NEVER  # fmt: skip


def test_rows_by_category_and_priority_are_routed_apart() -> None:
    rows = {
        "by_category": {"mail": {"resolves": "0 %", "by_priority": {"P1": {"resolves": "100 %"}}}},
        "by_priority": {"P1": {"resolves": "50 %"}, "P2": {"reassigns_to": {"expert": "100 %"}}},
    }
    told = stories(drawn(desk(PLAIN | {f"routing/by_team/desk/{key}": row for key, row in rows.items()}))).values()
    resolved: Counter[tuple[str, str]] = Counter((story[3], story[2]) for story in told if len(story[7]) == 1)
    total: Counter[tuple[str, str]] = Counter((story[3], story[2]) for story in told)
    for (category, priority), number in total.items():
        chance = (priority == "P1") * 1.0 if category == "mail" else 0.5 if priority == "P1" else 0.6
        assert is_share(resolved[category, priority], number, chance)
    assert {story[7][1][0] for story in told if story[2] == "P2" and len(story[7]) > 1} == {"expert"}


def test_after_so_many_reassignments_the_team_resolves() -> None:
    rows = {f"routing/by_team/{team}/resolves": "0 %" for team in ("desk", "field", "expert")}
    for most, text in enumerate(["0 reassignments", "1 reassignment", "2 reassignments"]):
        told = stories(drawn(desk(PLAIN | rows | {"workload/incidents": "100 / month", "routing/at_most": text})))
        assert {len(story[7]) for story in told.values()} == {most + 1}


def test_effort_is_drawn_from_the_teams_spread() -> None:
    told = stories(drawn(desk(PLAIN | {"time/tick": "1 ms"}))).values()
    for team, priority, median, p90 in [
        ("desk", "P3", 600, 1800),
        ("expert", "P3", 3600, 10_800),
        ("expert", "P1", 1200, 10_800),
    ]:
        seconds = [step[1] / 1000 for story in told if story[2] == priority for step in story[7] if step[0] == team]
        assert len(seconds) > 100
        assert kstest(seconds, lognorm(np.log(p90 / median) / Z90, scale=median).cdf).pvalue > ALMOST_NEVER


def test_a_wait_halves_the_effort_and_keeps_the_team() -> None:
    with_waits, without = stories(drawn(desk(MANY))), stories(drawn(desk(MANY | {"pending": {}})))
    assert with_waits.keys() == without.keys()
    for key, story in with_waits.items():
        visits = without[key][7]
        steps = iter(story[7])
        for team, effort, then, _, _ in visits:
            first = next(steps)
            parts = [first, next(steps)] if first[2] in ("customer", "vendor") else [first]
            assert {step[0] for step in parts} == {team}
            assert parts[-1][2] == then
            assert sum(step[1] for step in parts) == max(effort, len(parts))
            assert max(step[1] for step in parts) - min(step[1] for step in parts) <= 1
            assert all(step[3] >= 1 for step in parts[:-1])


def test_waits_are_as_frequent_as_the_team_and_the_category_say() -> None:
    changes = {"pending/vendor/by_category": {"till": {"share": "40 %"}}}
    told = stories(drawn(desk(MANY | changes))).values()
    visits: Counter[tuple[str, bool]] = Counter()
    waits: Counter[tuple[str, bool, str]] = Counter()
    for story in told:
        for team, _, then, _, _ in story[7]:
            visits[team, story[3] == "till"] += then in (RESOLVED, REASSIGNED, REOPENED)
            waits[team, story[3] == "till", then] += then in ("customer", "vendor")
    for (team, till), number in visits.items():
        assert is_share(waits[team, till, "customer"], number, 0.2)
        assert is_share(waits[team, till, "vendor"], number, 0.4 if till else 0.25 if team == "expert" else 0.05)


def test_waits_run_in_the_calendar_of_their_reason() -> None:
    workload = drawn(desk(MANY))
    for number, calendar in [(0, 1), (1, 0)]:
        assert set(workload.step_calendar[workload.step_then == PENDING + number].tolist()) == {calendar}
    hours = workload.step_delay[workload.step_then == PENDING] / 3600
    assert kstest(hours, lognorm(np.log(12 / 3) / Z90, scale=3).cdf).pvalue > ALMOST_NEVER
    assert not workload.step_calendar[workload.step_then < PENDING].any()


def cycles(workload: Workload) -> list[int]:
    ends: list[int] = np.add.reduceat((workload.step_then == REOPENED).astype(int), workload.first_step[:-1]).tolist()
    return ends


def test_incidents_come_back_and_may_come_back_again() -> None:
    counts = Counter(cycles(drawn(desk(MANY | {"reopening/share": "30 %"}))))
    for times in range(4):
        at_least = sum(number for found, number in counts.items() if found >= times)
        again = sum(number for found, number in counts.items() if found > times)
        assert is_share(again, at_least, 0.3)
    always = drawn(desk({"reopening/share": "100 %", "workload/incidents": "100 / month"}))
    assert set(cycles(always)) == {MOST_REOPENINGS}


@pytest.mark.parametrize("goes_to", ["resolving team", "expert", "desk of the customer"])
def test_who_gets_an_incident_that_comes_back(goes_to: str) -> None:
    changes: dict[str, Any] = {
        "reopening/goes_to": goes_to,
        "reopening/share": "50 %",
        "workload/customers": {
            "a": {"share": "50 %", "site": "leeds", "desk": "desk"},
            "b": {"share": "50 %", "site": "leeds", "desk": "field"},
        },
    }
    seen = set()
    for story in stories(drawn(desk(changes))).values():
        for here, after in zip(story[7], story[7][1:], strict=False):
            if here[2] == REOPENED:
                desks = {"a": "desk", "b": "field"}
                wanted = {"resolving team": here[0], "desk of the customer": desks[story[4]]}.get(goes_to, goes_to)
                assert after[0] == wanted
                seen.add((here[0], after[0]))
    assert len(seen) >= 3


def test_after_a_return_the_count_of_reassignments_begins_anew() -> None:
    rows = {f"routing/by_team/{team}/resolves": "0 %" for team in ("desk", "field", "expert")}
    changes = {"routing/at_most": "2 reassignments", "reopening/share": "50 %", "pending": {}}
    for story in stories(drawn(desk(rows | changes))).values():
        ends = [step[2] for step in story[7]]
        runs = groupby(ends, key=lambda end: end == REASSIGNED)
        assert {sum(1 for _ in run) for reassigned, run in runs if reassigned} == {2}


def test_a_stretched_effort_stretches_each_effort_and_nothing_else() -> None:
    before, after = stories(drawn(desk())), stories(drawn(desk({"teams/desk/effort/scale": "120 %"})))
    assert before.keys() == after.keys()
    for key, story in before.items():
        assert story[:7] == after[key][:7]
        for old, new in zip(story[7], after[key][7], strict=True):
            assert (old[0], *old[2:]) == (new[0], *new[2:])
            assert abs(new[1] - old[1] * (1.2 if old[0] == "desk" else 1)) <= (2 if old[0] == "desk" else 0)


def test_better_first_contact_resolution_shortens_some_lives_and_leaves_the_others() -> None:
    before = stories(drawn(desk({"reopening": None})))
    after = stories(drawn(desk({"reopening": None, "routing/by_team/desk/resolves": "65 %"})))
    changed = [key for key, story in before.items() if after[key] != story]
    assert 0.03 < len(changed) / len(before) < 0.08
    assert all(before[key][:7] == after[key][:7] for key in before)
    assert all(len(after[key][7]) < len(before[key][7]) for key in changed)
    assert {key: [step[:2] for step in steps] for key, steps in first_visits(before).items()} == {
        key: [step[:2] for step in steps] for key, steps in first_visits(after).items()
    }


def test_other_luck_in_the_first_cycle_leaves_the_second_one_its_own() -> None:
    """A first visit that now resolves makes the first cycle shorter, and the second cycle draws as before."""
    changes: dict[str, Any] = {
        "reopening/share": "100 %",
        "reopening/goes_to": "desk",
        "pending": {},
        "workload/incidents": "200 / month",
    }
    before = stories(drawn(desk(changes)))
    after = stories(drawn(desk(changes | {"routing/by_team/desk/resolves": "100 %"})))
    compared = 0
    for key, story in before.items():
        starts = [place + 1 for place, step in enumerate(story[7]) if step[2] == REOPENED]
        assert [story[7][start][1] for start in starts] == [step[1] for step in after[key][7][1:]]
        compared += len(starts)
    assert compared > 100


def test_the_call_out_is_drawn_for_teams_with_people_on_call() -> None:
    told = stories(drawn(desk(MANY | {"time/tick": "1 ms"}))).values()
    seconds = [step[4] / 1000 for story in told for step in story[7] if step[0] == "expert"]
    assert kstest(seconds, lognorm(np.log(2) / Z90, scale=900).cdf).pvalue > ALMOST_NEVER
