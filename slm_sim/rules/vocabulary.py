"""The facts that rules read, by the names under which conditions know them.

`agreementfacts` and `otherfacts` list them. Each class is a kind of subject; a rule looks at the subjects of one kind,
one after the other, and reads their facts as ``clause.level``. A clause, a clock and a credit scheme also have the
facts of their agreement. A fact that may be None is not always known (there is no scenario, or the promise is of
another kind): a rule that reads it lists it under ``needs`` and is silent where it is absent.

Numbers are exact here; a condition sees each as the nearest floating-point number, and equal figures stay equal. Shares
are fractions of one, target times are hours, terms are months.

What a simulation has shown is None where nothing was simulated. Each chance of it comes with the ends of its interval,
and a rule reads the end that must pass the threshold, so that it does not fire on noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from slm_sim.rules.agreementfacts import AgreementFacts, ClauseFacts, ClockFacts
from slm_sim.rules.conditions import Kind
from slm_sim.rules.otherfacts import SchemeFacts, TeamFacts
from slm_sim.rules.told import Unit


@dataclass(frozen=True)
class FactWord:
    """A fact as a rule may name it.

    name      with its subject: ``clause.level``
    kind      truth, number, text or texts
    unit      of a number
    optional  whether it may be absent
    meaning   for people who write rules
    """

    name: str
    kind: Kind
    unit: Unit
    optional: bool
    meaning: str


Facts = AgreementFacts | ClauseFacts | ClockFacts | SchemeFacts | TeamFacts

SUBJECTS: dict[str, type[Facts]] = {
    "agreement": AgreementFacts,
    "clause": ClauseFacts,
    "clock": ClockFacts,
    "scheme": SchemeFacts,
    "team": TeamFacts,
}
"""What a rule may look at, by the word under ``over``."""

WITHIN_AGREEMENT = ("clause", "clock", "scheme")
"""The subjects that also have the facts of their agreement."""

STATED_FOR_EACH = {
    "clause.reached_before",
    "clause.demonstrated",
    "clause.staff_cost",
    "clause.credits_saved",
    "clause.staff_beyond_credits",
}
"""Facts that a scenario states of each promise by itself, under ``rules.history`` and ``rules.staffing``."""

_KINDS: dict[Any, Kind] = {bool: "truth", int: "number", Fraction: "number", str: "text", tuple[str, ...]: "texts"}


@cache
def words_of_subject(subject: str) -> dict[str, FactWord]:
    """The facts of one kind of subject alone, by their names."""
    found = {}
    for field_name, hint in get_type_hints(SUBJECTS[subject], include_extras=True).items():
        stated, told = get_args(hint)
        alternatives = [part for part in get_args(stated) if part is not NoneType]
        optional = NoneType in get_args(stated)
        name = f"{subject}.{field_name}"
        kind = _KINDS[alternatives[0] if optional else stated]
        found[name] = FactWord(name, kind, told.unit, optional, told.meaning)
    return found


def words_over(subject: str) -> dict[str, FactWord]:
    """All facts that a rule over this kind of subject may read, by their names."""
    outer = words_of_subject("agreement") if subject in WITHIN_AGREEMENT else {}
    return {**words_of_subject(subject), **outer}
