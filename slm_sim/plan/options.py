"""What each clause of an agreement could promise instead, and what that is worth to the customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import log
from typing import TypeVar

from slm_sim.model.clause import Clause
from slm_sim.model.deadline import Within, read_within
from slm_sim.model.level import Count, Level
from slm_sim.model.measurement import OF_DOWNTIME, MinimumVolume
from slm_sim.model.opentime import OpenTime
from slm_sim.model.propose import Promises, Propose, Values, stated_for, weight_of
from slm_sim.model.quantities import Length, Percent
from slm_sim.model.worth import Worth, amount_of
from slm_sim.sla.compiled import CompiledAgreement, clock_calendars
from slm_sim.sla.verdicts import COUNTING_LATE

CLOCK_TIMES = ("15 min", "30 min", "1 h", "2 h", "4 h", "8 h", "12 h", "24 h", "48 h", "72 h", "120 h")
BUSINESS_TIMES = (
    *("15 min", "30 min", "1 business hour", "2 business hours", "4 business hours"),
    *("1 business day", "2 business days", "3 business days", "5 business days"),
)
LEVELS = ("80 %", "85 %", "90 %", "95 %", "97 %", "98 %", "99 %")
OF_SINGLE_TIMES = ("share in time", "number of misses", "backlog in time", "percentile")
"""Measures whose times may be in business days; the others are amounts of time."""

FEW_LEVELS = ("80 %", "90 %", "95 %")
AVAILABILITIES = ("98 %", "99 %", "99.5 %", "99.8 %", "99.9 %", "99.95 %", "99.99 %")
RATES = ("1 %", "2 %", "3 %", "5 %", "8 %", "10 %", "15 %", "20 %")
COUNTS = tuple(f"{number} incidents" for number in (0, 1, 2, 3, 5, 8, 12, 20))

AS_FAR_AS = 4
"""Times are proposed from a fourth of what was asked to four times as much."""

FEW = 40
"""Where a month may have fewer incidents, a percentage is a toss; a rule for such months may be proposed."""

RULES = (MinimumVolume(below=FEW, allows=1), MinimumVolume(below=FEW, allows=2))
"""In a month of 39 incidents or fewer one may be late, or two, as contracts usually put it."""

LEAST_SLACK = Fraction(1, 100_000)
"""A promise of 100 % leaves no slack, whose logarithm there would not be; it is valued as if it left so much."""

Value = TypeVar("Value")


@dataclass(frozen=True)
class Option:
    """A promise that a clause could make.

    rule   the minimum-volume rule; None: none
    worth  to the customer, beside what was asked for: as stated, or its weight each time that it is twice as tight
    """

    within: Within | None
    level: Level
    rule: MinimumVolume | None
    worth: float = 0.0

    def of(self, clause: Clause) -> Clause:
        """The clause with this promise."""
        return replace(clause, within=self.within, level=self.level, minimum_volume=self.rule)


@dataclass(frozen=True, eq=False)
class Choice:
    """A clause and what it could promise.

    options  as asked first
    weight   what a promise twice as tight is worth; 0 where the worth of each is stated
    target   the promise in whose file the clause is a row; its rows share one minimum-volume rule
    few      whether its months may have so few incidents that a minimum-volume rule matters
    """

    clause: Clause
    weight: float
    options: tuple[Option, ...]
    few: bool

    @property
    def target(self) -> str:
        """The target of which the clause is a row."""
        return self.clause.id.split(".")[0]


def choices(compiled: CompiledAgreement, asked: Propose, volumes: Sequence[Sequence[int]]) -> tuple[Choice, ...]:
    """What each clause could promise, in the order of the agreement.

    volumes  incidents per service period of each clause, in some terms
    """
    valued = [stated_for(asked.values, clause.id) for clause in compiled.clauses]
    few = [clause.measure in COUNTING_LATE and min(seen) < FEW for clause, seen in _both(compiled, volumes)]
    ruled = {
        clause.id.split(".")[0]
        for clause, small in zip(compiled.clauses, few, strict=True)
        if small and clause.minimum_volume is None and asked.minimum_volume == "may be proposed"
    } - {clause.id.split(".")[0] for clause, own in zip(compiled.clauses, valued, strict=True) if own is not None}
    found = []
    for (clause, seen), small, values in zip(_both(compiled, volumes), few, valued, strict=True):
        if values is not None:
            found.append(Choice(clause, 0.0, _as_valued(clause, values), small))
            continue
        weight = amount_of(weight_of(asked, clause.id))
        wanted = stated_for(asked.options, clause.id) or Promises()
        rules: list[MinimumVolume | None] = [clause.minimum_volume]
        if small and clause.id.split(".")[0] in ruled:
            rules += RULES
        usual = sum(seen) / len(seen) if seen else 0.0
        options = tuple(
            replace(option, worth=weight * _tightness(compiled, clause, option, usual) / log(2))
            for option in _options(compiled, clause, wanted, rules)
        )
        found.append(Choice(clause, weight, options, small))
    return tuple(found)


def _both(compiled: CompiledAgreement, volumes: Sequence[Sequence[int]]) -> Iterator[tuple[Clause, Sequence[int]]]:
    return zip(compiled.clauses, volumes, strict=True)


def _as_valued(clause: Clause, values: Values) -> tuple[Option, ...]:
    """Every time with every level that has a value, as asked first; a minimum-volume rule stays as it is."""
    stated = values.at_least if clause.direction == "at least" else values.at_most
    times: dict[Within | None, Worth] = dict(values.within.items()) if values.within else {clause.within: 0}
    levels = stated or {clause.level: 0}
    draft = amount_of(times[clause.within]) + amount_of(levels[clause.level])
    return tuple(
        Option(time, level, clause.minimum_volume, amount_of(times[time]) + amount_of(levels[level]) - draft)
        for time, level in product(_with(clause.within, list(times)), _with(clause.level, list(levels)))
    )


def _options(
    compiled: CompiledAgreement, clause: Clause, wanted: Promises, rules: Sequence[MinimumVolume | None]
) -> list[Option]:
    """Every time with every level and every rule, as asked first."""
    times: list[Within | None] = [None]
    if clause.within is not None:
        near = _near(compiled, clause, clause.within, len(rules) > 1)
        times = _with(clause.within, wanted.within or [read_within(text) for text in near])
    levels = _with(clause.level, _levels(compiled, clause, wanted, few=len(rules) > 1))
    return [Option(time, level, rule) for rule, time, level in product(rules, times, levels)]


def _with(asked: Value, others: Sequence[Value]) -> list[Value]:
    return list(dict.fromkeys((asked, *others)))


def _near(compiled: CompiledAgreement, clause: Clause, asked: Within, few: bool) -> list[str]:
    """The usual times not too far from the one that was asked; none where some incidents have opening hours only."""
    around = {calendar.local is None for calendar in _calendars(compiled, clause)}
    if len(around) > 1:
        return []
    at, tighter = open_seconds(compiled, clause, asked), AS_FAR_AS // 2 if few else AS_FAR_AS
    texts = BUSINESS_TIMES if around == {False} else CLOCK_TIMES
    return [
        text
        for text in texts
        if at / tighter <= open_seconds(compiled, clause, read_within(text)) <= at * AS_FAR_AS
        and (clause.measure in OF_SINGLE_TIMES or "day" not in text)
    ]


def _levels(compiled: CompiledAgreement, clause: Clause, wanted: Promises, few: bool) -> Sequence[Level]:
    stated = wanted.at_least if clause.direction == "at least" else wanted.at_most
    if stated is not None:
        return stated
    if isinstance(clause.level, Count):
        return [Count.parse(text) for text in COUNTS]
    if isinstance(clause.level, Length):
        found = [read_within(text) for text in _near(compiled, clause, clause.level, few=False)]
        return [length for length in found if isinstance(length, Length)]
    if clause.direction == "at most":
        return [Percent.parse(text) for text in RATES]
    if clause.measure in OF_DOWNTIME:
        return [Percent.parse(text) for text in AVAILABILITIES]
    return [Percent.parse(text) for text in (FEW_LEVELS if few else LEVELS)]


def _tightness(compiled: CompiledAgreement, clause: Clause, option: Option, usual: float) -> float:
    """How much tighter an option is than what was asked: the logarithm of the ratio of times and of the slack.

    The slack of a level is the share that may be late. A minimum-volume rule leaves what it allows of a usual period,
    if that is more.
    """
    tighter = 0.0
    if clause.within is not None and option.within is not None:
        tighter += log(open_seconds(compiled, clause, clause.within) / open_seconds(compiled, clause, option.within))
    asked, level = clause.level, option.level
    if isinstance(asked, Percent) and isinstance(level, Percent):
        before, after = (_slack(clause, one, rule, usual) for one, rule in (
            (asked, clause.minimum_volume), (level, option.rule)
        ))  # fmt: skip
        return tighter + log(before / after)
    if isinstance(asked, Count) and isinstance(level, Count):
        return tighter + log((asked.amount + 1) / (level.amount + 1))
    assert isinstance(asked, Length)
    assert isinstance(level, Length)
    return tighter + log(open_seconds(compiled, clause, asked) / open_seconds(compiled, clause, level))


def _slack(clause: Clause, level: Percent, rule: MinimumVolume | None, usual: float) -> float:
    share = level.fraction if clause.direction == "at most" else 1 - level.fraction
    allowed = rule.allows / usual if rule is not None and 0 < usual < rule.below else 0.0
    return max(float(share), float(LEAST_SLACK), min(allowed, 1.0))


def open_seconds(compiled: CompiledAgreement, clause: Clause, time: Within) -> float:
    """A target time in seconds of open time; a business day has those of a mean day of the clause's calendar."""
    if isinstance(time, Length) and time.business_days is None:
        return max(float(time.seconds), 1.0)
    days = [calendar for calendar in _calendars(compiled, clause) if len(calendar.days)]
    return float(time.business_days or 1) * _day(compiled, days)


def _day(compiled: CompiledAgreement, calendars: Sequence[OpenTime]) -> float:
    if not calendars:
        return 86_400.0
    ticks = sum(int((calendar.closes - calendar.opens).sum()) for calendar in calendars)
    return float(compiled.span.axis.seconds_in(ticks)) / sum(len(calendar.days) for calendar in calendars)


def _calendars(compiled: CompiledAgreement, clause: Clause) -> list[OpenTime]:
    """In whose open time a clause is timed: of its clock, or of the service that must be up."""
    if clause.clock is not None:
        return list(clock_calendars(compiled, clause).values())
    return [] if clause.calendar is None else [compiled.calendars[clause.calendar]]
