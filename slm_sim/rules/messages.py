"""Messages with figures: ``{clause.id} expects {clause.expected_incidents} incidents`` and what it becomes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from slm_sim.model.quantities import Percent, write_number
from slm_sim.rules.scan import Fault, fault_at
from slm_sim.rules.subjects import FactValue
from slm_sim.rules.told import Unit
from slm_sim.rules.vocabulary import FactWord

_BRACED = re.compile(r"\{([^{}]*)\}|[{}]")


def placeholders(template: str) -> tuple[tuple[str, int], ...]:
    """The names in braces in a template, each with the position where it stands; an open brace counts as ''."""
    return tuple(
        (match[1] or "", match.start(1) if match[1] else match.start()) for match in _BRACED.finditer(template)
    )


def braces_left_open(template: str) -> list[Fault]:
    """The braces of a template that hold no name."""
    return [
        fault_at(template, position, "a brace stands here without a name in it", "'{clause.level}', or no brace")
        for name, position in placeholders(template)
        if not name
    ]


def filled(template: str, figures: Mapping[str, str]) -> str:
    """The message that a template becomes; its line breaks are spaces."""
    return _BRACED.sub(lambda match: figures[match[1]], " ".join(template.split()))


def written(value: FactValue, word: FactWord) -> str:
    """A fact as a message shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if isinstance(value, str):
        return value
    return _figure(Fraction(value), word.unit)


def _figure(value: Fraction, unit: Unit) -> str:
    if unit == "share":
        return str(Percent(_rounded(value * 100) / 100))
    noun = {"hours": " h", "months": " months"}.get(unit, "")
    return write_number(_rounded(value)) + noun


def _rounded(value: Fraction) -> Fraction:
    """A value that ends within two decimals as it is; any other to three digits."""
    if (value * 100).denominator == 1:
        return value
    return Fraction(f"{Decimal(value.numerator) / Decimal(value.denominator):.3g}")
