"""Figures as a person in a hurry reads them: units always, and never more digits than the interval supports.

Spaces inside a figure are no-break spaces, so that no line ends between a number and its unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor, isfinite, log10

from slm_sim.model.estimate import Estimate

NBSP = "\u00a0"
NOTHING = "–"
"""Stands where there is no figure."""

MINUTE, HOUR, DAY = 60, 3600, 86_400


def share(value: float, half_width: float | None = None) -> str:
    """A fraction of one as a percentage: ``87 %``; 100 % and 0 % only for all and none."""
    return f"{_percent(value, _places(value, half_width))}{NBSP}%"


def ratio(value: float) -> str:
    """An amount as a percentage of another one, which may be more than all of it or below zero: ``137 %``, ``−5 %``."""
    if 0 <= value <= 1:
        return share(value)
    return f"{'−' if value < 0 else ''}{_beyond_one(abs(value))}{NBSP}%"


def chance(estimate: Estimate | None, asked: float | None = None) -> str:
    """A chance or share with its interval: ``87 % (84 to 90)``; says so if it has none.

    asked  a share that it is to reach: a chance below it never reads as much, ``89.5 %`` where ``90 %`` was asked for
    """
    if estimate is None:
        return NOTHING
    places = _places(estimate.value, estimate.half_width)
    if asked is not None and estimate.value < asked:
        places = next((more for more in range(places, 6) if _reads_below(estimate.value, asked, more)), 6)
    return f"{_percent(estimate.value, places)}{NBSP}% {_interval(estimate, lambda end: _percent(end, places))}"


def count(value: float, half_width: float | None = None) -> str:
    """How many: ``4 012``, ``3.4``; two digits at least, or as many as the half-width of an interval supports."""
    return _grouped(value, _step(value, half_width))


def counted(estimate: Estimate | None) -> str:
    """How many, with the interval: ``4 010 (3 980 to 4 040)``."""
    return NOTHING if estimate is None else _with_interval(estimate, "")


def money(value: float, currency: str, half_width: float | None = None) -> str:
    """An amount: ``12 400 GBP``; whole units at the finest."""
    return f"{_grouped(value, max(_step(value, half_width), 0))}{NBSP}{currency}"


def amount(estimate: Estimate | None, currency: str) -> str:
    """An amount with its interval: ``12 400 GBP (11 600 to 13 200)``."""
    return NOTHING if estimate is None else _with_interval(estimate, currency)


def difference(estimate: Estimate, currency: str) -> str:
    """A difference of amounts with its interval: ``−7 400 EUR (−8 800 to −6 100)``."""
    return _signed(estimate, amount(estimate, currency))


def points(estimate: Estimate) -> str:
    """A difference of chances in percentage points: ``+16 points (13 to 18)``."""
    low, high = (None if end is None else end * 100 for end in (estimate.low, estimate.high))
    text = _with_interval(replace(estimate, value=estimate.value * 100, low=low, high=high), "")
    return _signed(estimate, f"{figure_of(text)}{NBSP}points {interval_of(text)}")


def length(seconds: float | None) -> str:
    """A length of clock time in its two largest units: ``42 s``, ``3 h 42 min``, ``4 days 2 h``."""
    if seconds is None or not isfinite(seconds):
        return NOTHING
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole}{NBSP}s"
    if whole < 10 * MINUTE and whole % MINUTE:
        return f"{whole // MINUTE}{NBSP}min{NBSP}{whole % MINUTE}{NBSP}s"
    minutes = round(seconds / MINUTE)
    if minutes < 60:
        return f"{minutes}{NBSP}min"
    if minutes < 48 * 60:
        return _two(minutes // 60, "h", minutes % 60, "min")
    hours = round(seconds / HOUR)
    return _two(hours // 24, "days", hours % 24, "h")


def open_time(seconds: float | None) -> str:
    """A length of open time, which has no days: ``31 h 10 min``, ``1 054 h 26 min``."""
    if seconds is None or not isfinite(seconds) or seconds < 48 * HOUR:
        return length(seconds)
    hours, minutes = divmod(round(seconds / MINUTE), 60)
    return _two(_grouped(hours, 0), "h", minutes, "min")


def clock_time(seconds: float | Fraction) -> str:
    """Open time to the second: ``54 h 26 min 40 s``; cut and never rounded across an edge, an ellipsis says so."""
    whole = int(seconds)
    parts = ((whole // HOUR, "h"), (whole % HOUR // MINUTE, "min"), (whole % MINUTE, "s"))
    told = [f"{_grouped(number, 0)}{NBSP}{unit}" for number, unit in parts if number] or [f"0{NBSP}s"]
    return NBSP.join(told) + ("…" if seconds != whole else "")


def lasting(estimate: Estimate | None) -> str:
    """A length of clock time with its interval: ``3 h 42 min (3 h 30 min to 3 h 55 min)``."""
    if estimate is None:
        return NOTHING
    return f"{length(estimate.value)} {_interval(estimate, length)}"


def reached(estimate: Estimate | None, unit: str) -> str:
    """A mean attainment without its interval, in as many digits as that supports: ``94.2 %``, ``3 h 42 min``."""
    if estimate is None:
        return NOTHING
    if unit == "incidents":
        return incidents(estimate.value)
    return open_time(estimate.value) if unit == "seconds" else share(estimate.value, estimate.half_width)


def incidents(number: float) -> str:
    """A number of incidents, or the mean of several: ``2 incidents``, ``0.4 incidents``."""
    shown = f"{number:.1f}".removesuffix(".0")
    return f"{shown}{NBSP}incident{'' if shown == '1' else 's'}"


def promised(level: float, unit: str) -> str:
    """A promised level, exactly: ``99.95 %``, ``4 h`` or ``2 incidents``."""
    if unit == "incidents":
        return incidents(level)
    return open_time(level) if unit == "seconds" else f"{round(level * 100, 6):.10g}{NBSP}%"


def figure_of(text: str) -> str:
    """The figure of a text with an interval: ``87 %`` of ``87 % (84 to 90)``."""
    return text.partition(" (")[0]


def interval_of(text: str) -> str:
    """The interval of such a text, with its brackets; empty if there is none."""
    return text.removeprefix(figure_of(text)).strip()


def period(label: str) -> str:
    """A service period as people say it: ``2027-04`` is ``Apr 2027``, ``2027-Q2`` is ``Q2 2027``.

    ``2027-W05`` is ``week 5 of 2027``, ``2027-01 to 2027-03`` is ``Jan 2027 to Mar 2027``, ``2027-04-09`` is
    ``9 Apr 2027``.
    """
    first, to, last = label.partition(" to ")
    if to:
        return f"{period(first)}{NBSP}to{NBSP}{period(last)}"
    year, dash, part = label.partition("-")
    if not dash or not year.isdigit():
        return label
    if part.isdigit() and 1 <= int(part) <= 12:
        return f"{date(int(year), int(part), 1):%b}{NBSP}{year}"
    if part.startswith("W"):
        return f"week{NBSP}{int(part[1:])}{NBSP}of{NBSP}{year}"
    if "-" in part:
        month, _, day = part.partition("-")
        return f"{int(day)}{NBSP}{date(int(year), int(month), int(day)):%b}{NBSP}{year}"
    return f"{part}{NBSP}{year}"


def _places(value: float, half_width: float | None) -> int:
    """Decimals of a percentage: none from half a point, more where 100 % or 0 % would claim too much."""
    points = 0 if half_width is None else half_width * 100
    places = 0 if points <= 0 else min(max(-floor(log10(points * 2)), 0), 3)
    while places < 3 and 0 < value < 1 and round(value * 100, places) in (0, 100):
        places += 1
    return places


def _reads_below(value: float, asked: float, places: int) -> bool:
    return float(_percent(value, places)) < round(asked * 100, 6)


def _percent(value: float, places: int) -> str:
    return "0" if value <= 0 else "100" if value >= 1 else f"{value * 100:.{places}f}"


def _beyond_one(size: float) -> str:
    """A percentage without bounds: whole, save where that would read as 0 or as 100."""
    places = next((places for places in range(3) if round(size * 100, places) not in (0, 100)), 3)
    return _grouped(size * 100, -places)


def _step(value: float, half_width: float | None) -> int:
    """The power of ten to which a figure is rounded: the first digit that the interval leaves in doubt."""
    if half_width:
        return floor(log10(half_width))
    if not value or value == round(value):
        return 0
    return min(floor(log10(abs(value))) - 1, 0)


def _grouped(value: float, step: int) -> str:
    rounded = round(value / 10**step) * 10**step if step > 0 else value
    text = f"{abs(rounded):,.{max(-step, 0)}f}".replace(",", NBSP)
    negative = rounded < 0 and float(text.replace(NBSP, "")) > 0
    return f"−{text}" if negative else text


def _with_interval(estimate: Estimate, currency: str) -> str:
    ends = [abs(end - estimate.value) for end in (estimate.low, estimate.high) if end is not None]
    step = _step(estimate.value, sum(ends) / len(ends) if ends else None)
    step = max(step, 0) if currency else step
    unit = f"{NBSP}{currency}" if currency else ""
    return f"{_grouped(estimate.value, step)}{unit} {_interval(estimate, lambda end: _grouped(end, step))}"


def _signed(estimate: Estimate, text: str) -> str:
    return f"+{text}" if estimate.value > 0 else text


def _interval(estimate: Estimate, written: Callable[[float], str]) -> str:
    """The interval in brackets; an end that the sample cannot give is left open."""
    if estimate.low is not None and estimate.high is not None:
        return f"({written(estimate.low)}{NBSP}to{NBSP}{written(estimate.high)})"
    if estimate.low is not None:
        return f"(at{NBSP}least{NBSP}{written(estimate.low)})"
    return f"(no{NBSP}interval)" if estimate.high is None else f"(at{NBSP}most{NBSP}{written(estimate.high)})"


def _two(many: int | str, unit: str, few: int, smaller: str) -> str:
    text = f"{many}{NBSP}{unit}"
    return f"{text}{NBSP}{few}{NBSP}{smaller}" if few else text
