"""The facts of credit schemes: what a missed promise costs, and what all of them cost at most."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.quantities import Percent
from slm_sim.rules.vocabulary import SchemeFacts

UNCAPPED = ("none", None)


def scheme_facts(agreement: Agreement, clauses: Sequence[Clause]) -> dict[str, SchemeFacts]:
    """The facts of every credit scheme, by name."""
    return {name: _facts_of(name, scheme, clauses) for name, scheme in agreement.credits.items()}


def _facts_of(name: str, scheme: CreditScheme, clauses: Sequence[Clause]) -> SchemeFacts:
    users = sum(1 for clause in clauses if clause.credit == name)
    caps = scheme.caps
    period_cap, largest = _share(caps.service_period), _largest_credit(scheme)
    most = None if largest is None else largest * users
    return SchemeFacts(
        name=name,
        family=scheme.family,
        clauses=users,
        period_cap=period_cap,
        year_cap=_share(caps.contract_year),
        capped=any(cap not in UNCAPPED for cap in (caps.service_period, caps.contract_year)),
        caps_stated="caps" in scheme.model_fields_set,
        largest_credit=largest,
        most_per_period=most if period_cap is None or most is None else min(most, period_cap),
        remedy_stated=bool(scheme.remedy),
        claim_stated="claim" in scheme.model_fields_set and bool(scheme.claim),
    )


def _largest_credit(scheme: CreditScheme) -> Fraction | None:
    """The largest credit of a scheme by bands; None where a band owes an amount that is no share."""
    owed = [_share(band.credit) for band in scheme.bands.values()]
    known = [share for share in owed if share is not None]
    return max(known) if len(known) == len(owed) else None


def _share(owed: object) -> Fraction | None:
    return owed.fraction if isinstance(owed, Percent) else None
