"""Figures in words, none of them rounded across an edge."""

from __future__ import annotations

import re
from fractions import Fraction

from slm_sim.model.quantities import write_number

SHOWN = 4
"""Decimals that are written out; what does not end there is cut off, and an ellipsis says so."""


def cut(value: Fraction, places: int = SHOWN) -> str:
    """A number such as ``91.6666…`` or ``77.5280…``: cut, never rounded, so that 94.99999 never reads as 95."""
    shown, rest = divmod(abs(value.numerator) * 10**places, value.denominator)
    if not rest:
        return write_number(value)
    whole, decimals = divmod(shown, 10**places)
    return f"{'-' if value < 0 else ''}{write_number(Fraction(whole))}.{decimals:0{places}d}…"


def count(number: int) -> str:
    """How many, in groups of three: ``4 595``."""
    return write_number(Fraction(number))


def in_number(number: int, things: str) -> str:
    """A phrase in the plural as said of so many: ``rows that name no team``; of one ``row that names no team``."""
    if number != 1:
        return things
    one = re.sub(r"(\w+?)(ies|s)\b", lambda found: found[1] + ("y" if found[2] == "ies" else ""), things, count=1)
    one = re.sub(r"(?<= that )\w+", lambda found: _VERBS.get(found[0], found[0]), one, count=1)
    return one.replace("they were", "it was").replace(" their ", " its ")


_VERBS = {
    "are": "is",
    "become": "becomes",
    "do": "does",
    "name": "names",
    "repeat": "repeats",
    "state": "states",
    "were": "was",
}


def percent(share: Fraction, places: int = SHOWN) -> str:
    """A share of one as a percentage."""
    return f"{cut(share * 100, places)} %"


def hours(seconds: Fraction) -> str:
    """A length of time in hours."""
    return f"{cut(seconds / 3600)} h"


def time(seconds: Fraction) -> str:
    """A length of time in hours, below an hour in minutes."""
    return hours(seconds) if seconds >= 3600 else f"{cut(seconds / 60)} min"


def money(amount: Fraction, currency: str) -> str:
    """An amount with its currency, exact: ``5 000.50 GBP``; of an amount that is not whole two decimals or more."""
    if amount.denominator == 1:
        return f"{write_number(amount)} {currency}"
    whole, _, decimals = write_number(abs(amount)).replace(" ", "").partition(".")
    return f"{'-' if amount < 0 else ''}{count(int(whole))}.{decimals:0<2} {currency}"


def duration(seconds: Fraction) -> str:
    """A length of time in the two largest units that it needs: ``2 h 30 min``, ``45 s``; the rest is cut off."""
    whole, parts = int(seconds), []
    for unit, length in (("h", 3600), ("min", 60), ("s", 1)):
        amount, whole = divmod(whole, length)
        if amount:
            parts.append(f"{write_number(Fraction(amount))} {unit}")
    return " ".join(parts[:2]) or "0 min"


def points(share: Fraction) -> str:
    """A distance between two percentages."""
    return f"{cut(share * 100)} point{'' if share == Fraction(1, 100) else 's'}"
