"""What was reached, as credit families are told of it: one clause in one service period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from slm_sim.clock import TimeAxis
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.attainment import MISSED, Attainment, Period
from slm_sim.model.clause import SHARES_OF_INCIDENTS, Clause
from slm_sim.model.ledger import Ground
from slm_sim.model.level import Level
from slm_sim.model.money import Money
from slm_sim.model.quantities import Length, Percent
from slm_sim.model.step import Input, Step, StepKind
from slm_sim.sla.availability import ALL_USERS
from slm_sim.sla.verdicts import on_scale, rounded


@dataclass(frozen=True, eq=False)
class Standing:
    """A clause over its periods, as a credit scheme counts it.

    clauses     the clause per period, with the level in force
    kept        which failures count, bool[k]; None: all
    left_out    incidents per period that count in another clause of the scheme, int64[p]; None: none
    rows        failures of period p are those from ``rows[p]`` to before ``rows[p + 1]``
    """

    clauses: tuple[Clause, ...]
    attainment: Attainment
    rows: Sequence[int]
    kept: Bools | None = None
    left_out: Ints | None = None


def failure_rows(attainment: Attainment) -> Sequence[int]:
    """Where the failures of each period begin, and where the last ones end."""
    periods = np.arange(len(attainment.periods) + 1)
    found: list[int] = np.searchsorted(attainment.failures.period, periods).tolist()
    return found


@dataclass(frozen=True, eq=False)
class Reached:
    """What a credit family is told of one clause in one period.

    value              the attainment after rounding: a fraction of one, or ticks; above/below is it before
    missed             the promise was not kept, by the percentage or by the minimum-volume rule
    by_minimum_volume  the rule decided in place of the percentage
    base               what percentages are taken of, in `currency`
    """

    clause: Clause
    number: int
    period: Period
    standing: Standing
    above: int
    below: int
    value: Fraction
    missed: bool
    by_minimum_volume: bool
    base: Fraction
    currency: str
    axis: TimeAxis

    def priced(self, owed: Percent | Money) -> Fraction:
        """What a share or an amount comes to."""
        return owed.amount if isinstance(owed, Money) else owed.fraction * self.base


@dataclass(frozen=True, eq=False)
class Failing:
    """The incidents that were late in one period, or its stretches of downtime, each once, in the order of time.

    Int64[k] each.

    subject  the incident, or the number of the stretch
    start    the tick from which it counted
    over     ticks beyond the target; of a stretch the agreed ticks that it lasted, in as many parts as `parts_of_tick`
    """

    subject: Ints
    start: Ints
    over: Ints


def failing(reached: Reached) -> Failing:
    """The failures of a clause in one period; outages that touch or overlap are one."""
    failures, standing = reached.standing.attainment.failures, reached.standing
    rows = slice(standing.rows[reached.number], standing.rows[reached.number + 1])
    one = failures.subject if failures.stretch is None else failures.stretch
    columns = [one[rows], failures.start[rows], failures.over[rows]]
    if standing.kept is not None:
        columns = [column[standing.kept[rows]] for column in columns]
    subject, start, over = columns
    if failures.stretch is None:
        return Failing(subject, start, over)
    _, first, piece = np.unique(subject, return_index=True, return_inverse=True)
    order = np.argsort(first)
    whole = np.zeros(len(first), dtype=np.int64)
    np.add.at(whole, piece, over)
    return Failing(subject[first[order]], start[first[order]], whole[order])


def parts_of_tick(reached: Reached) -> int:
    """In how many parts of a tick failures are counted: by users, where services are down."""
    return ALL_USERS if reached.clause.outages is not None else 1


@dataclass(frozen=True, eq=False)
class Due:
    """What a credit family answers for one period.

    name     of the band, level, step or rung that applies
    amount   what is owed before any modifier, exact; negative: what the provider earns
    steps    how that came about, beyond what was reached
    reached  what it rests on in its own period
    earlier  what it rests on in periods before
    """

    name: str
    amount: Fraction
    steps: tuple[Step, ...]
    reached: tuple[Reached, ...]
    earlier: tuple[Reached, ...] = ()


Series = Sequence[tuple[Reached, ...]]
"""Per period what was reached on the clauses that are looked at together; nothing without data or credits."""


_PER_PERIOD = ("numerator", "denominator", "verdict", "by_minimum_volume")


def series(
    standings: Sequence[Standing],
    open_periods: Sequence[bool],
    bases: Sequence[Fraction],
    currency: str,
    axis: TimeAxis,
) -> list[tuple[Reached, ...]]:
    """What clauses with the same periods have reached, period by period.

    open_periods  whether a period may earn credits at all
    """
    columns = [tuple(getattr(one.attainment, name).tolist() for name in _PER_PERIOD) for one in standings]
    found = []
    for number, is_open in enumerate(open_periods):
        row = []
        for standing, (above, below, verdict, by_volume) in zip(standings, columns, strict=True):
            if not is_open or below[number] == 0:
                continue
            clause = standing.clauses[number]
            row.append(
                Reached(
                    clause=clause,
                    number=number,
                    period=standing.attainment.periods[number],
                    standing=standing,
                    above=above[number],
                    below=below[number],
                    value=Fraction(*rounded(clause, above[number], below[number])),
                    missed=verdict[number] == MISSED,
                    by_minimum_volume=bool(by_volume[number]),
                    base=bases[number],
                    currency=currency,
                    axis=axis,
                )
            )
        found.append(tuple(row))
    return found


def unit_of(level: Level, axis: TimeAxis) -> tuple[str, Fraction]:
    """How the figures of a level are written in a `Step`, and by what an attainment is multiplied to be one of them."""
    if isinstance(level, Length):
        return "time", Fraction(axis.tick_ms, 1000)
    return "%" if isinstance(level, Percent) else "incident", Fraction(1)


def measured(reached: Reached, named: bool) -> list[Step]:
    """The steps from what was counted to what is compared; `named` says of which clause they speak."""
    attainment, clause, standing = reached.standing.attainment, reached.clause, reached.standing
    of = "{clause}: " if named else ""
    unit, factor = unit_of(clause.level, reached.axis)

    def step(kind: StepKind, says: str, result: Fraction, **inputs: Input) -> Step:
        return Step(kind, {"clause": clause.id, **inputs}, result, reached.currency, of + says)

    found = []
    first = standing.clauses[0].level
    if clause.level != first:
        since = next(number for number, one in enumerate(standing.clauses) if one.level == clause.level)
        said = f"target since {{since}} {{result:{unit}}}, in place of {{stated}}"
        level = on_scale(clause.level, reached.axis) * factor
        found.append(step("target reset", said, level, since=attainment.periods[since].label, stated=first))
    if standing.left_out is not None and (left_out := int(standing.left_out[reached.number])):
        said = "{left_out:incident} late in another promise, too, and counted there alone"
        found.append(step("left out", said, Fraction(left_out), left_out=left_out))
    counts = "{numerator}/{denominator} = " if clause.measure in SHARES_OF_INCIDENTS else ""
    said = f"attainment {counts}{{result:{unit}}}"
    exact = Fraction(reached.above, reached.below) if clause.decimals is not None else reached.value
    tick: dict[str, Input] = {"tick": factor} if unit == "time" else {}
    found.append(
        step(
            "attainment",
            said,
            exact * factor if unit == "time" else exact,
            numerator=reached.above,
            denominator=reached.below,
            **tick,
        )
    )
    if clause.decimals is not None and unit == "%":
        places = "{decimals} decimal" + ("" if clause.decimals == 1 else "s")
        said = f"rounded to {places}, {{way}}: {{result:%}}"
        found.append(step("rounding", said, reached.value, decimals=clause.decimals, way=clause.rounding or ""))
    rule = clause.minimum_volume
    if reached.by_minimum_volume and rule is not None:
        counted, misses = int(attainment.counted[reached.number]), int(attainment.misses[reached.number])
        said = "{counted} incidents, fewer than {fewer}: {late} late, {allowed} allowed"
        inputs = {"counted": counted, "fewer": rule.below, "late": misses, "allowed": rule.allows}
        found.append(step("minimum volume", said, Fraction(misses), **inputs))
    return found


def ground(reached: Reached) -> Ground:
    """What a credit rests on in one clause and period."""
    standing = reached.standing
    return Ground(reached.clause.key, standing.attainment.failures, reached.number, standing.kept)
