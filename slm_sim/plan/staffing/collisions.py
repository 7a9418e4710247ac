"""Wishes that cannot all be had: a smallest set of them, found by leaving out one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from slm_sim.model.attainment import MISSED
from slm_sim.model.staff import Staff
from slm_sim.model.week import write_days
from slm_sim.plan.staffing.cells import MORE, Cell, Headcount
from slm_sim.plan.staffing.programme import Rosters, is_possible
from slm_sim.plan.staffing.trial import Trial
from slm_sim.sla import attain

SECONDS = 5.0
"""For one question whether a roster exists."""


@dataclass(frozen=True)
class Wish:
    """A wish in words, and how a roster would be looked for without it."""

    words: str
    without: Callable[[Rosters], Rosters]


def colliding_limits(trial: Trial, wanted: Staff, cells: Sequence[Cell]) -> tuple[str, ...]:
    """Why the promises are not kept even with all the people there may be: the limits at fault, else the promises."""
    limits = list(wanted.headcount_at_most)
    if not limits or not trial.keeps(_without(limits, wanted, cells)):
        most = tuple(cell.most for cell in cells)
        kept = f"{100 * float(trial.months(most).share):.0f} % of the months with all the people there may be"
        return (f"confidence: {wanted.confidence} ({kept})", *_missed(trial, most))
    left = list(limits)
    for limit in limits:
        fewer = [one for one in left if one != limit]
        if not trial.keeps(_without([one for one in limits if one not in fewer], wanted, cells)):
            left = fewer
    return (
        f"confidence: {wanted.confidence}",
        *(f"headcount_at_most: {one}: {wanted.headcount_at_most[one]}" for one in left),
    )


def colliding_wishes(rosters: Rosters, least: Headcount, cuts: Sequence[Headcount]) -> tuple[str, ...]:
    """Which wishes leave no roster that fills every cell with as many people as it needs, and satisfies the cuts."""
    wishes = [*_pattern_wishes(rosters), *_cell_wishes(rosters, least)]
    left = list(wishes)
    for wish in wishes:
        fewer = [one for one in left if one is not wish]
        relaxed = rosters
        for gone in (one for one in wishes if one not in fewer):
            relaxed = gone.without(relaxed)
        if not is_possible(relaxed, _least_of(relaxed, least), cuts, SECONDS):
            left = fewer
    return tuple(wish.words for wish in left)


def _without(limits: Sequence[str], wanted: Staff, cells: Sequence[Cell]) -> Headcount:
    """All the people there may be if some limits were not; a row of a shift goes before that of its team."""
    found = []
    for cell in cells:
        row = f"{cell.team}.{cell.shift}"
        rule = row if row in wanted.headcount_at_most else cell.team
        found.append(max(cell.most, MORE * (cell.stated + cell.most) + MORE) if rule in limits else cell.most)
    return tuple(found)


def _missed(trial: Trial, most: Headcount) -> tuple[str, ...]:
    """The promises that are missed in most months with all people there may be, of one replication."""
    term = trial.term(trial.staff(most), 0)
    often = {
        clause.key: int((reached.verdict == MISSED).sum())
        for agreement in trial.agreements
        for clause, reached in zip(
            agreement.clauses, attain(agreement, term.workload, term.outcomes, term.history), strict=True
        )
    }
    worst = max(often.values(), default=0)
    return tuple(f"promise: {name}" for name, times in often.items() if times and times >= worst / 2)


def _pattern_wishes(rosters: Rosters) -> list[Wish]:
    found = []
    for name, pattern in {crew.name: crew.pattern for crew in rosters.crews}.items():
        for word, stated, free in (
            ("people_at_most", pattern.people_at_most, None),
            ("people_at_least", pattern.people_at_least or None, 0),
            ("weekends", pattern.weekends, None),
            ("leave_a_year", pattern.leave_a_year, None),
            ("hired_in_steps_of", pattern.hired_in_steps_of if pattern.hired_in_steps_of > 1 else None, 1),
        ):
            if stated is not None:
                found.append(Wish(f"patterns: {name}: {word}: {stated}", partial(_patterned, name, {word: free})))
    return found


def _cell_wishes(rosters: Rosters, least: Headcount) -> list[Wish]:
    """One for all days of a shift on which as many people are needed."""
    alike: dict[tuple[str, str, int], list[int]] = {}
    for number in sorted(set(range(len(rosters.cells))) - set(rosters.free)):
        cell = rosters.cells[number]
        alike.setdefault((cell.team, cell.shift, least[number]), []).append(number)
    return [
        Wish(f"{there} or more people in {team}, {shift} {write_days(days)}", partial(_emptied, own))
        for (team, shift, there), own in alike.items()
        for days in [[rosters.cells[number].key for number in own]]
    ]


def _patterned(name: str, update: dict[str, object], rosters: Rosters) -> Rosters:
    crews = tuple(
        replace(crew, pattern=crew.pattern.model_copy(update=update)) if crew.name == name else crew
        for crew in rosters.crews
    )
    return replace(rosters, crews=crews)


def _emptied(own: Sequence[int], rosters: Rosters) -> Rosters:
    cells = tuple(replace(cell, least=-1) if place in own else cell for place, cell in enumerate(rosters.cells))
    return replace(rosters, cells=cells)


def _least_of(rosters: Rosters, least: Headcount) -> Headcount:
    return tuple(0 if cell.least < 0 else there for cell, there in zip(rosters.cells, least, strict=True))
