"""A round of a negotiation: what changed between two drafts, and what that does to findings and credits."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.errors import Place
from slm_sim.model.finding import Finding
from slm_sim.model.review import Review


@dataclass(frozen=True)
class ValueChanged:
    """A value that was added, taken out or changed; where it did not stand, its text is empty.

    path   in the file, such as ``targets.resolution.by_priority.P1.within``
    place  in the newer file, or in the older one where it stands there alone
    """

    path: str
    before: str
    after: str
    place: Place


@dataclass(frozen=True)
class CreditMove:
    """How the credits of an agreement in a simulated term move: mean and 95th percentile, before and after."""

    agreement: str
    currency: str
    mean_before: float
    mean_after: float
    p95_before: float
    p95_after: float


@dataclass(frozen=True)
class Round:
    """Two drafts against each other.

    changes      in the order of the newer file, then what only the older one has
    appeared     findings of the newer draft that the older does not have; `disappeared`: the other way round
    credits      of the agreements that both have; empty where nothing was simulated
    """

    older: Review
    newer: Review
    changes: tuple[ValueChanged, ...]
    appeared: tuple[Finding, ...]
    disappeared: tuple[Finding, ...]
    credits: tuple[CreditMove, ...]
