"""What one clause reached in one period, stated; and desks whose credits are worked out from incidents.

The fee is 10 000 GBP a month; the clock of ``resolution`` runs around the clock, and a tick is a minute.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from slm_sim.model.attainment import MET, MISSED, Attainment, Period
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.ledger import Ledger
from slm_sim.sla.clauses import clauses
from slm_sim.sla.credits.reached import Reached, Standing
from tests.sla.build import Desk, Incident, agreement, incident

JANUARY, FEBRUARY, MARCH = 31 * 1440, 28 * 1440, 31 * 1440
STARTS = (0, JANUARY, JANUARY + FEBRUARY)
SCHEME = TypeAdapter[Any](CreditScheme)
AXIS = Desk(agreement({"t": {"measure": "reopen rate", "at_most": "5 %"}})).axis


def scheme(**words: Any) -> Any:
    """A credit scheme on the fee."""
    return SCHEME.validate_python({"of": "fee", **words})


def reached(value: str, direction: str = "at_least", level: str = "95 %", **more: Any) -> Reached:
    """A clause with this attainment in percent, in a period whose charge is 10 000."""
    measure = "first contact resolution" if direction == "at_least" else "reopen rate"
    (clause,) = clauses("sla", agreement({"t": {"measure": measure, direction: level}}))
    share, edge = Fraction(value) / 100, Fraction(level.split()[0]) / 100
    missed = share < edge if direction == "at_least" else share > edge
    one, period = np.ones(1, dtype=np.int64), Period("2027-01", 0, JANUARY)
    attainment = Attainment(
        clause=clause.key,
        periods=(period,),
        counted=one,
        misses=one * missed,
        undecided=one * 0,
        unknown=one * 0,
        excluded=one * 0,
        numerator=one * share.numerator,
        denominator=one * share.denominator,
        verdict=one * (MISSED if missed else MET),
        by_minimum_volume=one * 0,
    )
    found = Reached(
        clause=clause,
        number=0,
        period=period,
        standing=Standing((clause,), attainment, (0, 0)),
        above=share.numerator,
        below=share.denominator,
        value=share,
        missed=missed,
        by_minimum_volume=False,
        base=Fraction(10_000),
        currency="GBP",
        axis=AXIS,
    )
    return replace(found, **more)


def in_time(at_least: str = "95 %", **more: Any) -> dict[str, Any]:
    """A target of four hours in so many cases, with credits of the only scheme."""
    target = {"measure": "share in time", "clock": "resolution", "within": "4 h", "at_least": at_least}
    return {**target, "credit": "scheme", **more}


def desk(words: dict[str, Any], targets: dict[str, Any] | None = None, **sections: Any) -> Desk:
    """A desk with one credit scheme."""
    return Desk(agreement(targets or {"t": in_time()}, credits={"scheme": {"of": "fee", **words}}, **sections))


def month(late: int, in_all: int = 20, start: int = 0, by: int = 1, **more: Any) -> list[Incident]:
    """Incidents of which some take so many minutes longer than four hours."""
    return [incident(start + n, start + n + 240 + (by if n < late else 0), **more) for n in range(in_all)]


def months(*late: int, **more: Any) -> list[Incident]:
    """Twenty incidents a month from January on, so many of them late."""
    return [one for start, misses in zip(STARTS, late, strict=False) for one in month(misses, start=start, **more)]


def amounts(ledger: Ledger) -> list[Fraction]:
    """What is owed, entry by entry."""
    return [credit.amount for credit in ledger.credits]


def paid(ledger: Ledger) -> list[tuple[str, int]]:
    """Period and amount of each entry, in whole units."""
    return [(credit.period, int(credit.amount)) for credit in ledger.credits]
