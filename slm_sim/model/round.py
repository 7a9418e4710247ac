"""A round of a negotiation: what changed between two drafts, and what that does to findings, chances and credits."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.errors import Place
from slm_sim.model.estimate import Estimate
from slm_sim.model.finding import Finding
from slm_sim.model.review import Acceptance, Review


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
class Move:
    """A figure under the older draft and under the newer; None where it has none.

    difference  newer less older, of the same simulated terms; None where the terms are not the same
    """

    before: Estimate | None
    after: Estimate | None
    difference: Estimate | None


@dataclass(frozen=True)
class ClauseChanged:
    """A promise that is new, gone or another one, itself or through what it rests on.

    clause   its key, such as ``draft/resolution.P1``
    place    in the newer file, or in the older one where it stands there alone
    before   what was promised, in words; empty for a new clause
    after    what is promised, in words; empty for one that is gone
    values   that changed in the clause's own row
    through  the changed parts that it rests on, by `PartChanged.part`
    kept     the chance that it is kept in a service period; None where nothing was simulated
    """

    clause: str
    place: Place
    before: str
    after: str
    values: tuple[ValueChanged, ...]
    through: tuple[str, ...]
    kept: Move | None = None


@dataclass(frozen=True)
class PartChanged:
    """A part that is no clause's own: a credit scheme, a clock, the team of a scenario.

    part     its path, such as ``credits.bands``
    values   that changed in it
    clauses  the keys of the clauses that rest on it
    """

    part: str
    values: tuple[ValueChanged, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class ThresholdMoved:
    """A threshold of a rule that is another one under the newer draft.

    before, after  as they are written, whether a file states them or the rule
    reason         why, as the newer draft says; empty where it states no threshold and the rule's own holds again
    place          where it says so
    """

    parameter: str
    before: str
    after: str
    reason: str
    place: Place | None


@dataclass(frozen=True)
class Silenced:
    """A finding that the newer draft is not told of although nothing was mended, for one of three reasons.

    finding     as the newer draft would be told of it; as the older was told, where facts are missing
    acceptance  by which it stays, where the older draft did not accept it
    thresholds  of its rule that moved; those of the older draft would find it in the newer
    missing     the facts that its rule needs and that the newer draft no longer gives
    """

    finding: Finding
    acceptance: Acceptance | None = None
    thresholds: tuple[ThresholdMoved, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class CreditMove:
    """How the credits of an agreement in a simulated term move: the mean, and the 95th percentile."""

    agreement: str
    currency: str
    mean: Move
    p95: Move


@dataclass(frozen=True)
class Round:
    """Two drafts against each other.

    clauses      in the order of the newer file, then those that only the older one has
    parts        what else changed, in the order in which it stands
    appeared     findings of the newer draft that the older does not have
    gone         findings of the older draft whose condition no longer holds, by the same thresholds
    silenced     findings that the newer draft accepts, or is not told of although nothing was mended
    credits      of the agreements that both have; empty where nothing was simulated
    """

    older: Review
    newer: Review
    clauses: tuple[ClauseChanged, ...]
    parts: tuple[PartChanged, ...]
    appeared: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]
    credits: tuple[CreditMove, ...]
