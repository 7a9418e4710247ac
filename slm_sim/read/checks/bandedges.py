"""Bands of a credit scheme: whether they leave a gap, overlap, or credit less for worse.

Seen from a promise, bands lie one after the other from its level towards the worse side. A scheme is looked at once for
each promise that names it, because ``target`` is another edge for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from slm_sim.model.agreement import Agreement
from slm_sim.model.creditfamilies import Band, Banded, BandsScheme
from slm_sim.model.creditnotation import Owed
from slm_sim.model.level import Count, Level
from slm_sim.model.quantities import Length, Percent
from slm_sim.read.checks.flaw import Flaw, Path
from slm_sim.read.checks.promises import Promise, promises_of

TARGET = "target"


@dataclass(frozen=True)
class _Stretch:
    """A band as a promise sees it: `begins` and `ends` grow towards the worse side; None where it has no far edge."""

    path: Path
    name: str
    band: Band
    begins: Fraction
    ends: Fraction | None
    edge: Level
    far: Level | None


def bands_leave_no_gap(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Whatever misses a promise lies in some band."""
    for promise, side, stretches in _schemes(agreement, at):
        level = _value(promise.level, side)
        first, last = stretches[0], stretches[-1]
        if level is not None and level < first.begins and _counts_attainment(agreement, promise):
            found = f"no band applies to {promise.clause} between its level {promise.level} and {first.edge}"
            yield Flaw((*first.path, side), found, f"'{side}: {TARGET}' in the first band")
        for one, next_one in pairwise(stretches):
            if one.ends is not None and one.ends < next_one.begins:
                word = FAR[side]
                found = f"no band applies between {one.far} and {next_one.edge}"
                yield Flaw((*one.path, word), found, f"'{word}: {next_one.edge}', or a band between")
        if last.ends is not None and last.ends != 0:
            yield Flaw(
                (*last.path, FAR[side]), f"no band applies {side} {last.far}", f"no '{FAR[side]}:' in the last band"
            )


def bands_do_not_overlap(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """No attainment lies in two bands, and none that keeps the promise in any."""
    for promise, side, stretches in _schemes(agreement, at):
        level = _value(promise.level, side)
        for one in stretches:
            if level is not None and one.begins < level and _counts_attainment(agreement, promise):
                found = f"the band {one.name!r} credits what is {side} {one.edge}, where {promise.clause} is kept"
                yield Flaw((*one.path, side), found, f"an edge of {promise.level} or worse, or a scheme of its own")
        for one, next_one in pairwise(stretches):
            if one.begins == next_one.begins:
                found = f"the bands {one.name!r} and {next_one.name!r} both begin at {one.edge}"
                found += _whose(promise, side, one, next_one)
                yield Flaw((*next_one.path, side), found, "an edge of its own for each band")
            elif one.ends is not None and one.ends > next_one.begins:
                found = (
                    f"the band {one.name!r} reaches {one.far}, and {next_one.name!r} begins at {next_one.edge}"
                    f"{_whose(promise, side, one, next_one)}"
                )
                yield Flaw((*one.path, FAR[side]), found, f"'{FAR[side]}: {next_one.edge}'")


def worse_bands_credit_more(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A worse attainment never earns a smaller credit."""
    for _, _, stretches in _schemes(agreement, at):
        for one, next_one in pairwise(stretches):
            better, worse = one.band.credit, next_one.band.credit
            if type(better) is type(worse) and _amount(worse) < _amount(better):
                found = (
                    f"the band {next_one.name!r} is worse than {one.name!r} and credits less: {worse} after {better}"
                )
                yield Flaw((*next_one.path, "credit"), found, f"{better} or more")


def _whose(promise: Promise, side: str, *bands: _Stretch) -> str:
    """The clause in words, where its level is an edge of one of the bands; empty where they are so for all clauses."""
    return f" in {promise.clause}" if any(getattr(one.band, side) == TARGET for one in bands) else ""


FAR = {"below": "down_to", "above": "up_to"}
"""The word for the far edge, by that for the near one."""


def _schemes(agreement: Agreement, at: Path) -> Iterator[tuple[Promise, str, list[_Stretch]]]:
    """Each promise whose scheme has bands on its side, that side, and the bands, from the best to the worst."""
    for promise in promises_of(agreement, at):
        scheme = agreement.credits.get(promise.credit or "")
        if not isinstance(scheme, Banded):
            continue
        side = "below" if promise.at_least is not None else "above"
        path = (*at, "credits", promise.credit or "", "bands")
        stretches = list(_stretches(scheme, promise, side, path))
        if stretches:
            yield promise, side, sorted(stretches, key=lambda stretch: stretch.begins)


def _stretches(scheme: Banded, promise: Promise, side: str, path: Path) -> Iterator[_Stretch]:
    for name, band in scheme.bands.items():
        stated, far = getattr(band, side), getattr(band, FAR[side])
        edge = promise.level if stated == TARGET else stated
        begins = _value(edge, side)
        if begins is not None and edge is not None:
            yield _Stretch((*path, name), name, band, begins, _value(far, side), edge, far)


def _counts_attainment(agreement: Agreement, promise: Promise) -> bool:
    """Whether bands are of the attainment itself, so that they can be held against the promised level."""
    return isinstance(agreement.credits[promise.credit or ""], BandsScheme)


def _value(level: object, side: str) -> Fraction | None:
    """A level as a number that grows towards the worse side; None for one that has no fixed length, or for none."""
    if isinstance(level, Percent):
        number = level.fraction
    elif isinstance(level, Length) and level.unit != "business day":
        number = level.seconds
    elif isinstance(level, Count):
        number = Fraction(level.amount)
    else:
        return None
    return -number if side == "below" else number


def _amount(owed: Owed) -> Fraction:
    return owed.fraction if isinstance(owed, Percent) else owed.amount
