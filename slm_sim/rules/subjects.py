"""Subjects: the facts of one part of an agreement or an organisation, ready to be judged."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction

from slm_sim.errors import Place
from slm_sim.rules.vocabulary import Facts

FactValue = bool | int | Fraction | str | tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """What a rule looks at.

    kind    the word under ``over`` of the rules that look at it
    key     how findings call it: ``retail-sla/resolution.P1``, the name of an agreement or a team
    place   where it stands
    facts   of itself
    within  the facts of the agreement that it belongs to, None for what belongs to none
    """

    kind: str
    key: str
    place: Place
    facts: Facts
    within: Facts | None = None

    def values(self) -> dict[str, FactValue]:
        """Every fact that is known, by its name."""
        outer = _values("agreement", self.within) if self.within is not None else {}
        return {**outer, **_values(self.kind, self.facts)}


def _values(kind: str, facts: Facts) -> dict[str, FactValue]:
    stated = ((f"{kind}.{part.name}", getattr(facts, part.name)) for part in fields(facts))
    return {name: value for name, value in stated if value is not None}
