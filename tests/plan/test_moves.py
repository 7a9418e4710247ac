"""Integer search over weeks of work: rules by hand, and a roster that only becomes cheaper."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import inf

import numpy as np
import pytest

from slm_sim.pipeline import prepare
from slm_sim.plan.staffing.cells import cells_of
from slm_sim.plan.staffing.descent import Search
from slm_sim.plan.staffing.lines import Crew, crews_of, filled
from slm_sim.plan.staffing.months import promised
from slm_sim.plan.staffing.moves import allowed, broken, move
from slm_sim.plan.staffing.plan import wanted_of
from slm_sim.plan.staffing.programme import Roster, Rosters, is_possible
from slm_sim.plan.staffing.trial import Trial
from tests.plan.staffs import FULL_TIME, three_shifts

WEEKS = ("EEEEE--", "LLLLL--", "EEELL--", "--EEEEE", "-------")
"""Few weeks, so that people who are put on them at random can often take turns."""


def searching(**wishes: object) -> Search:
    scenario = three_shifts(replications=2, patterns={"full-time": {**FULL_TIME, **wishes}})
    prepared, wanted = prepare(scenario), wanted_of(scenario, None, None, None)
    cells = cells_of(scenario, prepared.span, wanted)
    rosters = Rosters(cells, crews_of(scenario, wanted, cells))
    trial = Trial(prepared, cells, promised(prepared, wanted), wanted.confidence.fraction, wanted.replications, 1)
    return Search(trial, rosters, inf)


def on(crew: Crew, *weeks: str) -> tuple[int, ...]:
    """One person on each of these weeks, each day an initial of its shift."""
    names = {"E": "early", "L": "late", "N": "night", "-": ""}
    days = [tuple(names[letter] for letter in week) for week in weeks]
    return tuple(days.count(line.days) for line in crew.lines)


@pytest.mark.parametrize(
    ("weeks", "by"),
    [
        (["EEEEE--", "--EEEEE"], 0),
        (["--EEEEE"], 1),
        (["EEEEE--", "EEEEE--", "--NNNNN"], 0),
        (["EEEEE--", "E--NNNN"], 1),
        (["EEEEE--", "EEEEE--", "E--NNNN", "-EEEEE-"], 0),
        (["EEEEE--", "NNNNN--", "--NNNNN"], 0),
        (["-LLLLL-", "EEEEE--", "--LLLLL", "EEEEE--"], 0),
        (["EEEEE--", "EEEEE--", "--LLLLL", "--LLLLL"], 0),
    ],
)
def test_rest_and_weekends_by_hand(weeks: list[str], by: int) -> None:
    """Every second weekend at most, and 11 hours from a Sunday to the Monday of whoever comes next."""
    (crew,) = searching().rosters.crews
    assert broken(crew, on(crew, *weeks)) == by


@pytest.mark.parametrize(("people_on_leave", "by"), [(0, 1), (1, 0)])
def test_leave_by_hand(people_on_leave: int, by: int) -> None:
    """Six weeks a year are more than a tenth of one of five people: one of them is away in any week."""
    (crew,) = searching(leave_a_year="6 weeks").rosters.crews
    assert broken(crew, on(crew, *["EEEEE--"] * (5 - people_on_leave), *["-------"] * people_on_leave)) == by


@pytest.mark.parametrize(
    ("wishes", "people", "may"),
    [
        ({"people_at_most": 0}, 1, False),
        ({"people_at_most": 0}, 0, True),
        ({"people_at_most": 2}, 2, True),
        ({"people_at_most": 2}, 3, False),
        ({"people_at_least": 1}, 0, False),
        ({"people_at_least": 1, "hired_in_steps_of": 2}, 3, True),
        ({"people_at_least": 1, "hired_in_steps_of": 2}, 4, False),
    ],
)
def test_how_many_are_employed_by_hand(wishes: dict[str, int], people: int, may: bool) -> None:
    rosters = searching(**wishes).rosters
    (crew,) = rosters.crews
    assert allowed(rosters, on(crew, *["EEEEE--"] * people)) == may


@pytest.mark.parametrize(
    "wishes",
    [
        {"people_at_least": 2, "hired_in_steps_of": 2, "people_at_most": 6},
        {"people_at_most": 0},
        {"leave_a_year": "6 weeks"},
    ],
)
def test_moves_are_allowed_what_the_programme_allows(wishes: dict[str, object]) -> None:
    """Two teams with one pattern; each line fills a cell of its own, of which the programme is told the people."""
    found = searching(**wishes)
    (crew,) = found.rosters.crews
    some = {line.days for week in WEEKS for line, people in zip(crew.lines, on(crew, week), strict=True) if people}
    few = replace(crew, lines=tuple(line for line in crew.lines if line.days in some))
    cell, count, draw = found.rosters.cells[0], len(few.lines), np.random.default_rng(0)
    crews = tuple(
        replace(
            few,
            team=team,
            lines=tuple(replace(line, fills=(first + place,)) for place, line in enumerate(few.lines)),
        )
        for team, first in (("desk", 0), ("back", count))
    )
    answers = set()
    for most in np.tile([0, 2, 4], 8):
        lines = tuple(np.bincount(draw.integers(0, 2 * count, most), minlength=2 * count).tolist())
        cells = tuple(
            replace(cell, team="desk" if place < count else "back", least=people, most=people)
            for place, people in enumerate(lines)
        )
        rosters = Rosters(cells, crews)
        answers.add(allowed(rosters, lines))
        assert allowed(rosters, lines) == is_possible(rosters, lines, (), inf), lines
    assert answers == {True, False}


def test_people_leave_as_long_as_the_promises_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slm_sim.plan.staffing.moves.MOVES", 3)
    found = searching()
    (crew,) = found.rosters.crews
    lines = on(crew, *(week.replace("E", shift) for week in ("EEEEE--", "--EEEEE") * 3 for shift in "ELN"))
    cost = sum((line.cost * people for line, people in zip(crew.lines, lines, strict=True)), Fraction(0))
    before = Roster(filled(crew.lines, lines, len(found.rosters.cells)), lines, cost)
    found.best = before
    move(found, 0.0)
    assert sum(found.best.lines) < sum(before.lines)
    assert found.trial.keeps(found.best.people)
    assert broken(crew, before.lines) == broken(crew, found.best.lines) == 0
    found.trial.close()
