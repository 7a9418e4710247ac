"""Months that keep every promise of the agreements for which a staff is sized."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import floor

import numpy as np

from slm_sim.model.arrays import Bools
from slm_sim.model.attainment import MISSED, NO_DATA, Attainment, Period
from slm_sim.model.balance import FLOWS
from slm_sim.model.staff import Staff
from slm_sim.pipeline import Prepared
from slm_sim.sla import CompiledAgreement
from slm_sim.sla.ratchet import reset_terms


@dataclass(frozen=True)
class Months:
    """Months of simulated terms that had anything to count, and those of them that kept every promise."""

    kept: int
    counted: int

    def __add__(self, more: Months) -> Months:
        return Months(self.kept + more.kept, self.counted + more.counted)

    @property
    def missed(self) -> int:
        """The months that missed a promise."""
        return self.counted - self.kept

    @property
    def share(self) -> Fraction:
        """The share that was kept; one without data."""
        return Fraction(self.kept, self.counted) if self.counted else Fraction(1)


NONE_YET = Months(0, 0)


def settled(so_far: Months, left: int, needed: Fraction) -> bool | None:
    """Whether months keep the share that is needed, whatever `left` more of them bring; None while that is open.

    At worst all that are left count and are missed, at best all count and are kept.
    """
    allowed = floor((1 - needed) * (so_far.counted + left))
    if so_far.missed > allowed:
        return False
    return True if so_far.missed + left <= allowed else None


def promised(prepared: Prepared, wanted: Staff) -> tuple[CompiledAgreement, ...]:
    """The agreements whose promises are to be kept: as named, else those with customers, else all; without credits."""
    every = prepared.agreements
    if wanted.agreements is not None:
        chosen = tuple(one for one in every if one.name in wanted.agreements)
    else:
        chosen = tuple(one for one in every if FLOWS[one.agreement.type] == "paid") or every
    return tuple(without_credits(one) for one in chosen)


def without_credits(compiled: CompiledAgreement) -> CompiledAgreement:
    """An agreement of which verdicts alone are asked: the same ones, and no failure is kept for a credit's sake.

    A clause whose credit scheme resets its target keeps the scheme, for its verdicts follow from that.
    """
    clauses = tuple(
        clause if reset_terms(compiled, clause) else replace(clause, credit=None) for clause in compiled.clauses
    )
    return replace(compiled, clauses=clauses)


def months_kept(months: tuple[Period, ...], attainments: Iterable[Attainment]) -> Months:
    """The months with data, and those in which no promise is missed in any service period that they are part of."""
    counted, missed = np.zeros((2, len(months)), dtype=np.bool_)
    for reached in attainments:
        within = _parts(months, reached.periods)
        counted |= (within & (reached.verdict != NO_DATA)).any(axis=1)
        missed |= (within & (reached.verdict == MISSED)).any(axis=1)
    return Months(int((counted & ~missed).sum()), int(counted.sum()))


@lru_cache(maxsize=64)
def _parts(months: tuple[Period, ...], periods: tuple[Period, ...]) -> Bools:
    """Whether each month and each service period have any time in common, bool[months, periods]."""
    begin, end = np.array([(month.start, month.end) for month in months], dtype=np.int64).reshape(-1, 2).T
    starts, ends = np.array([(one.start, one.end) for one in periods], dtype=np.int64).reshape(-1, 2).T
    return np.asarray((begin[:, None] < ends) & (starts < end[:, None]))
