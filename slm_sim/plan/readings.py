"""What every option of every clause would have reached and cost in simulated terms.

A term is played once. Each of its clauses is then counted at every time that an option promises, and judged at every
level; nothing is drawn or played again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.attainment import MISSED, Attainment, Period
from slm_sim.model.deadline import Within
from slm_sim.model.quantities import Length
from slm_sim.pipeline import Played
from slm_sim.plan.options import Choice, Option
from slm_sim.sla import CompiledAgreement, attain, charge, credit_lines, moments_counted
from slm_sim.sla.periods import place_in
from slm_sim.sla.ratchet import judged_by_resets
from slm_sim.sla.verdicts import verdicts
from slm_sim.study.money import PARTS

TALLIED = ("counted", "misses", "numerator", "denominator")


@dataclass(frozen=True, eq=False)
class Readings:
    """What each option of each clause comes to, clause by clause.

    fails    a month in which a service period ends that misses the option, bool[options, months of all terms]
    credits  of the term before caps, in ten-thousandths, int64[options, terms]; what a scheme credits for several
             clauses together is in none of them
    """

    fails: tuple[Bools, ...]
    credits: tuple[Ints, ...]

    def __post_init__(self) -> None:
        freeze_arrays(self)

    @property
    def terms(self) -> int:
        """How many terms were read."""
        return int(self.credits[0].shape[1])


@dataclass(frozen=True, eq=False)
class Grid:
    """The options of an agreement, ready to be read.

    timed     the agreement with each clause at its k-th distinct time; the last one where there are fewer
    at        for each clause, which of these an option is read at
    offers    the agreement with each clause at its j-th option, and every miss credited; the last one again
    """

    choices: tuple[Choice, ...]
    months: tuple[Period, ...]
    timed: tuple[CompiledAgreement, ...]
    at: tuple[tuple[int, ...], ...]
    offers: tuple[CompiledAgreement, ...]


def promising(compiled: CompiledAgreement, options: Sequence[Option]) -> CompiledAgreement:
    """The agreement with an option for each clause."""
    clauses = tuple(option.of(clause) for clause, option in zip(compiled.clauses, options, strict=True))
    return replace(compiled, clauses=clauses)


def grid(compiled: CompiledAgreement, choices: Sequence[Choice]) -> Grid:
    """The options of all clauses, ready to be read."""
    times = [list(dict.fromkeys(map(_timed_by, choice.options))) for choice in choices]
    first = [
        [next(option for option in choice.options if _timed_by(option) == time) for time in own]
        for choice, own in zip(choices, times, strict=True)
    ]
    schemes = {
        name: scheme.model_copy(update={"one_incident_several_misses": "all of them"})
        for name, scheme in compiled.agreement.credits.items()
    }
    each = replace(compiled, agreement=compiled.agreement.model_copy(update={"credits": schemes}))
    return Grid(
        choices=tuple(choices),
        months=compiled.months,
        timed=tuple(promising(compiled, row) for row in _rows(first)),
        at=tuple(
            tuple(own.index(_timed_by(option)) for option in choice.options)
            for choice, own in zip(choices, times, strict=True)
        ),
        offers=tuple(promising(each, row) for row in _rows([choice.options for choice in choices])),
    )


def read(grid: Grid, played: Played) -> Readings:
    """What each option comes to in one term."""
    reached = [attain(one, played.workload, played.outcomes, played.history) for one in grid.timed]
    opened = moments_counted(grid.offers[0], played.workload)
    fails = [np.zeros((len(choice.options), len(grid.months)), dtype=np.bool_) for choice in grid.choices]
    credits = [np.zeros((len(choice.options), 1), dtype=np.int64) for choice in grid.choices]
    for number, offer in enumerate(grid.offers):
        at = [own[min(number, len(own) - 1)] for own in grid.at]
        judged = judged_by_resets(offer, [_judged(offer, place, reached[time][place]) for place, time in enumerate(at)])
        for place, found in enumerate(judged):
            if number < len(fails[place]):
                fails[place][number] = failing_months(found, grid.months)
        if not credit_lines(offer):
            continue
        places = {clause.key: place for place, clause in enumerate(offer.clauses)}
        for entry in charge(offer, judged, opened).credits:
            owing = places.get(entry.clause)
            if owing is not None and entry.kind == "credit" and number < len(credits[owing]):
                credits[owing][number, 0] += int(entry.before_caps * PARTS)
    return Readings(tuple(fails), tuple(credits))


def together(readings: Sequence[Readings]) -> Readings:
    """The readings of several terms as one."""
    clauses = range(len(readings[0].fails))
    return Readings(
        fails=tuple(np.concatenate([one.fails[place] for one in readings], axis=1) for place in clauses),
        credits=tuple(np.concatenate([one.credits[place] for one in readings], axis=1) for place in clauses),
    )


def failing_months(reached: Attainment, months: Sequence[Period]) -> Bools:
    """In which months a period of a clause ends that was missed, bool[months]."""
    fails = np.zeros(len(months), dtype=np.bool_)
    for period, verdict in zip(reached.periods, reached.verdict.tolist(), strict=True):
        if verdict == MISSED:
            fails[place_in(months, period.end - 1)] = True
    return fails


def _judged(offer: CompiledAgreement, place: int, reached: Attainment) -> Attainment:
    tally = {name: getattr(reached, name) for name in TALLIED}
    verdict, by_volume = verdicts(offer.clauses[place], tally, offer.span.axis)
    return replace(reached, verdict=verdict, by_minimum_volume=by_volume)


def _timed_by(option: Option) -> Within | None:
    """By which time incidents are in time or late: what is promised to each, or the level of a measure of times."""
    return option.within or (option.level if isinstance(option.level, Length) else None)


def _rows(columns: Sequence[Sequence[Option]]) -> list[list[Option]]:
    most = max(map(len, columns))
    return [[column[min(number, len(column) - 1)] for column in columns] for number in range(most)]
