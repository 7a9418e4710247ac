"""What was reached, judged anew by docs/measures.md alone: targets in force, rounding, verdicts, incidents left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from slm_sim.model.attainment import Attainment
from slm_sim.model.clause import Clause
from slm_sim.model.level import Count
from slm_sim.model.quantities import Length, Percent
from slm_sim.sla.compiled import CompiledAgreement

MILLIONTHS = 1_000_000


@dataclass(frozen=True)
class Row:
    """One clause in one period; None stands for a period that earns no credit.

    value     after rounding, a fraction of one, a number, or ticks
    failures  subject, start and what it lasted in ticks, in the order of time
    agreed    agreed ticks of service time, for downtime
    """

    clause: Clause
    level: Any
    number: int
    above: int
    below: int
    counted: int
    misses: int
    failures: tuple[tuple[int, int, Fraction], ...]
    tick: Fraction

    @property
    def value(self) -> Fraction:
        """The attainment, rounded as agreed."""
        exact = Fraction(self.above, self.below)
        if self.clause.decimals is None or not isinstance(self.level, Percent):
            return exact
        scale = 100 * 10**self.clause.decimals
        down = Fraction(floor(exact * scale), scale)
        if self.clause.rounding == "down":
            return down
        rest = (exact - down) * scale
        up = rest > Fraction(1, 2) or (
            rest == Fraction(1, 2) and (self.clause.rounding == "half up" or down * scale % 2 == 1)
        )
        return down + Fraction(up, scale)

    @property
    def at(self) -> Fraction:
        """The target in force, as the attainment is measured."""
        return scaled(self.level, self.tick)

    @property
    def behind(self) -> Fraction:
        """How much worse than the target it is; negative where it is better."""
        return self.at - self.value if self.clause.direction == "at least" else self.value - self.at

    @property
    def by_rule(self) -> bool:
        """Whether the minimum-volume rule decides."""
        rule = self.clause.minimum_volume
        applies = self.clause.measure in ("share in time", "percentile", "backlog in time")
        return rule is not None and applies and self.counted < rule.below

    @property
    def missed(self) -> bool:
        """Whether the promise was broken."""
        rule = self.clause.minimum_volume
        if rule is not None and self.by_rule:
            return self.misses > rule.allows
        if self.clause.percentile is not None:
            return Fraction(self.counted - self.misses, self.counted) < self.clause.percentile
        return self.behind > 0


def scaled(level: Any, tick: Fraction) -> Fraction:
    """A level as attainments are measured: a fraction of one, a number of incidents, or ticks."""
    if isinstance(level, Percent):
        return level.fraction
    return Fraction(level.amount) if isinstance(level, Count) else level.seconds / tick


def rows_of(compiled: CompiledAgreement, attainment: Attainment, clause: Clause) -> list[Row | None]:
    """The clause in each of its periods, by the target in force; None without data."""
    tick = Fraction(compiled.span.axis.tick_ms, 1000)
    levels = levels_of(compiled, attainment, clause)
    return [_row(attainment, clause, level, number, tick) for number, level in enumerate(levels)]


def levels_of(compiled: CompiledAgreement, attainment: Attainment, clause: Clause) -> list[Any]:
    """The target in force in each period; a percentile keeps its own."""
    tick = Fraction(compiled.span.axis.tick_ms, 1000)
    terms = compiled.agreement.credits[clause.credit].target_reset if clause.credit else "none"
    if isinstance(terms, str) or clause.percentile is not None:
        return [clause.level] * len(attainment.periods)
    level, better, found = clause.level, list[Fraction](), []
    for number, period in enumerate(attainment.periods):
        if len(better) == terms.after.count:
            level, better = _reset(clause, level, sum(better) / Fraction(len(better)), terms, tick), []
        found.append(level)
        row = _row(attainment, clause, level, number, tick)
        if not period.credits or (row is not None and row.by_rule and not row.missed):
            continue
        above, below = int(attainment.numerator[number]), int(attainment.denominator[number])
        at = scaled(level, tick)
        is_better = below > 0 and (above > at * below if clause.direction == "at least" else above < at * below)
        is_better = is_better and row is not None and not row.by_rule
        better = [*better, Fraction(above, below)] if is_better else []
    return found


def _row(attainment: Attainment, clause: Clause, level: Any, number: int, tick: Fraction) -> Row | None:
    above, below, counted, misses = (
        int(getattr(attainment, name)[number]) for name in ("numerator", "denominator", "counted", "misses")
    )
    if not below:
        return None
    parts = MILLIONTHS if clause.outages is not None else 1
    columns = (getattr(attainment.failures, name).tolist() for name in ("period", "subject", "start", "end", "over"))
    found = [
        (subject, start, end, Fraction(over, parts))
        for period, subject, start, end, over in zip(*columns, strict=True)
        if period == number
    ]
    failures = tuple(_continuous(found) if clause.outages is not None else [(*one[:2], one[3]) for one in found])
    return Row(clause, level, number, above, below, counted, misses, failures, tick)


def _continuous(found: Sequence[tuple[int, int, int, Fraction]]) -> list[tuple[int, int, Fraction]]:
    """Outages around the clock, one that begins no later than another ends taken with it."""
    whole, until = list[tuple[int, int, Fraction]](), -1
    for subject, start, end, over in found:
        if whole and start <= until:
            first, began, so_far = whole.pop()
            whole.append((first, began, so_far + over))
        else:
            whole.append((subject, start, over))
        until = max(until, end)
    return whole


def _reset(clause: Clause, level: Any, mean: Fraction, terms: Any, tick: Fraction) -> Any:
    """The new target: the mean, to the easier side, no farther than the limit, and never easier than before."""
    at_least = clause.direction == "at least"
    worse = min if at_least else max
    stricter = max if at_least else min
    limit = terms.at_most if at_least else terms.at_least
    if isinstance(level, Percent):
        if clause.decimals is not None:
            scale = 100 * 10**clause.decimals
            mean = Fraction(floor(mean * scale) if at_least else ceil(mean * scale), scale)
        new = mean
    else:
        new = Fraction(ceil(mean)) if isinstance(level, Count) else mean
    if limit is not None and not isinstance(limit, str):
        new = worse(new, scaled(limit, tick))
    new = stricter(new, scaled(level, tick))
    if isinstance(level, Percent):
        return Percent(new)
    return Count(int(new)) if isinstance(level, Count) else Length(new * tick, "s")


SHARES = ("share in time", "first contact resolution", "reopen rate", "abandonment", "backlog in time")


def left_out(
    rows: Sequence[Row | None], alone: Sequence[Sequence[Fraction]], clauses: Sequence[int]
) -> list[Row | None]:
    """Clauses in one period: an incident that several missed stays in the one that costs most by itself.

    alone    what each clause would cost, by clause and period
    clauses  where each row stands in `alone`
    """
    able = [
        place
        for place, row in enumerate(rows)
        if row is not None and row.clause.measure in (*SHARES, "number of misses")
    ]
    found = list(rows)
    for subject in sorted({one[0] for place in able for one in _failures(rows[place])}):
        having = [place for place in able if any(one[0] == subject for one in _failures(rows[place]))]
        best = max(having, key=lambda place: (_price(rows[place], alone[clauses[place]]), -clauses[place]))
        for place in having:
            if place != best:
                found[place] = _without(found[place], subject)
    return found


def _failures(row: Row | None) -> tuple[tuple[int, int, Fraction], ...]:
    return row.failures if row is not None else ()


def _price(row: Row | None, alone: Sequence[Fraction]) -> Fraction:
    return alone[row.number] if row is not None else Fraction(0)


def _without(row: Row | None, subject: int) -> Row | None:
    if row is None:
        return None
    measure = row.clause.measure
    of_misses = measure in ("reopen rate", "abandonment", "number of misses")
    below = row.below - (measure != "number of misses")
    if not below:
        return None
    failures = tuple(one for one in row.failures if one[0] != subject)
    return replace(
        row,
        above=row.above - of_misses,
        below=below,
        counted=row.counted - 1,
        misses=row.misses - 1,
        failures=failures,
    )
