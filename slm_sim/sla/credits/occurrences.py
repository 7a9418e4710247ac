"""Families that count failures over a window: a price that rises with each, and a credit for each so many."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from slm_sim.calendars.monthsback import months_before
from slm_sim.model.arrays import Ints
from slm_sim.model.creditfamilies import RUNGS, LadderScheme, PersistentFailureScheme
from slm_sim.model.measurement import rolling_months
from slm_sim.model.money import Money
from slm_sim.model.quantities import Percent
from slm_sim.model.step import Input, Step
from slm_sim.sla.compiled import CompiledAgreement
from slm_sim.sla.credits.bands import owed_in_words
from slm_sim.sla.credits.reached import Due, Reached, Series, failing
from slm_sim.sla.credits.windows import window_at


def occurrences(series: Series, failures_of: str) -> tuple[Ints, Ints]:
    """The number of its period and the start of each failure, int64[k] each, in the order of periods.

    Each incident or outage of a clause occurs once, in the first period in which it counted.
    """
    clauses: dict[str, int] = {}
    found = [
        (number, clauses.setdefault(reached.clause.id, len(clauses)), failing(reached))
        for number, together in enumerate(series)
        for reached in together
        if failures_of == "every period" or reached.missed
    ]
    none, many = np.empty(0, dtype=np.int64), [len(failed.start) for *_, failed in found]
    number, of = (np.repeat(np.array([one[column] for one in found], dtype=np.int64), many) for column in (0, 1))
    start = np.concatenate([none, *(failed.start for *_, failed in found)])
    subject = np.concatenate([none, *(failed.subject for *_, failed in found)])
    one, row = of * (subject.max(initial=0) + 1) + subject, np.arange(len(subject))
    earliest = np.empty(one.max(initial=-1) + 1, dtype=np.int64)
    earliest[one[::-1]] = row[::-1]  # of several rows in one place the last stays, which is the first of all
    first = earliest[one] == row
    return number[first], start[first]


def ladder(scheme: LadderScheme, series: Series, compiled: CompiledAgreement) -> list[Due | None]:
    """The price of each failure by how many came before it in the window that ends with it."""
    number, start = occurrences(series, scheme.failures_of)
    order = np.argsort(start, kind="stable")
    number, start = number[order], start[order]
    begins, rungs = _window_starts(scheme.window, start, compiled), _rungs(scheme)
    rung = np.zeros(len(start), dtype=np.int64)
    # one rung up for each failure back that the window still holds
    for back in range(1, min(len(rungs), len(start))):
        rung[back:] += start[:-back] >= begins[back:]
    counts = np.bincount(number * len(rungs) + rung, minlength=len(series) * len(rungs)).reshape(-1, len(rungs))
    return [_climbed(scheme, rungs, row, together) for row, together in zip(counts.tolist(), series, strict=True)]


def persistent_failure(
    scheme: PersistentFailureScheme, series: Series, compiled: CompiledAgreement
) -> list[Due | None]:
    """A credit for each so many failures that the periods of a window hold together."""
    numbers, _ = occurrences(series, scheme.failures_of)
    counts: list[int] = np.bincount(numbers, minlength=len(series)).tolist()
    every, left = scheme.every.count, dict[int, int]()
    dues: list[Due | None] = []
    for number, together in enumerate(series):
        left[number] = counts[number]
        if not together:
            dues.append(None)
            continue
        first = _first_period(scheme.window, series, number, compiled)
        inside = {one: left[one] for one in range(first, number + 1) if left.get(one)}
        total = sum(inside.values())
        times = total // every
        if scheme.after_credit == "start again":
            _use_up(left, inside, times * every)
        earlier = tuple(one for before in inside if before != number for one in series[before])
        dues.append(_persisted(scheme, together, earlier, total, times) if times else None)
    return dues


Rung = tuple[str, Percent | Money | None]


def _rungs(scheme: LadderScheme) -> list[Rung]:
    """The price of the first failure, the second, and so on; the last one is of each that follows."""
    stated = [getattr(scheme, name) for name in RUNGS]
    last = max(number for number, owed in enumerate(stated) if owed is not None)
    rungs, before = list[Rung](), None
    for name, owed in zip(RUNGS[: last + 1], stated, strict=False):
        before = before if owed is None else None if isinstance(owed, str) else owed
        rungs.append((name, before))
    return [*rungs, ("each more", None if isinstance(scheme.each_more, str) else scheme.each_more)]


def _climbed(
    scheme: LadderScheme, rungs: Sequence[Rung], counts: Sequence[int], together: tuple[Reached, ...]
) -> Due | None:
    steps, total, last = list[Step](), Fraction(0), ""
    for (name, owed), count in zip(rungs, counts, strict=True):
        if count:
            price = Fraction(0) if owed is None else together[0].priced(owed)
            inputs: dict[str, Input] = {"rung": name, "failures": count, "price": price}
            said = "{rung} within " + scheme.window + ": {failures} x {price:money} = {result:money}"
            steps.append(Step("rule", inputs, count * price, together[0].currency, said))
            total, last = total + count * price, name
    return Due(last, total, tuple(steps), together) if total else None


def _persisted(
    scheme: PersistentFailureScheme,
    together: tuple[Reached, ...],
    earlier: tuple[Reached, ...],
    total: int,
    times: int,
) -> Due:
    reached = together[0]
    price, prices = owed_in_words(scheme.credit, reached)
    once = reached.priced(scheme.credit)
    inputs = {**prices, "failures": total, "every": scheme.every.count, "times": times, "once": once}
    price = price.replace("{result:money}", "{once:money}")
    said = f"{{failures}} failures within {scheme.window}: {{times}} x {{every}}, each {price}, in all {{result:money}}"
    step = Step("rule", inputs, times * once, reached.currency, said)
    return Due(scheme.family, times * once, (step,), together, earlier)


def _use_up(left: dict[int, int], inside: dict[int, int], used: int) -> None:
    """Take failures that were paid for out of the count, the oldest first."""
    for number, count in inside.items():
        taken = min(count, used)
        left[number] -= taken
        used -= taken


def _first_period(window: str, series: Series, number: int, compiled: CompiledAgreement) -> int:
    """The number of the first period that lies in the window of a period."""
    begins = window_at(compiled, window, series[number][0].period.end)[0].start
    known = (one for one, row in enumerate(series[: number + 1]) if row and row[0].period.start >= begins)
    return next(known, number)


def _window_starts(window: str, moments: Ints, compiled: CompiledAgreement) -> Ints:
    """The first moment of the window that ends with each moment; one that lies exactly a window back is outside."""
    if months := rolling_months(window):
        return months_before(moments, months, compiled.agreement.time_zone, compiled.span) + 1
    if window == "term":
        return np.full_like(moments, np.iinfo(np.int64).min)
    years = np.array([year.start for year in compiled.years], dtype=np.int64)
    found: Ints = years[np.maximum(np.searchsorted(years, moments, "right") - 1, 0)]
    return found
