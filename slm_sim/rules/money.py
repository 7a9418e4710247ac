"""The facts of credit schemes: what a missed promise costs, and what all of them cost at most."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.creditfamilies import Banded, PoolScheme
from slm_sim.model.creditmodifiers import EarnBack
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.quantities import Percent
from slm_sim.rules.vocabulary import SchemeFacts


def scheme_facts(agreement: Agreement, clauses: Sequence[Clause]) -> dict[str, SchemeFacts]:
    """The facts of every credit scheme, by name."""
    return {name: _facts_of(name, scheme, clauses) for name, scheme in agreement.credits.items()}


def _facts_of(name: str, scheme: CreditScheme, clauses: Sequence[Clause]) -> SchemeFacts:
    users = sum(1 for clause in clauses if clause.credit == name)
    caps, earn_back = scheme.caps, scheme.earn_back
    period_cap = _share(caps.service_period)
    owed = _credits(scheme, [clause for clause in clauses if clause.credit == name])
    largest = max(owed) if owed else None
    pool = isinstance(scheme, PoolScheme)
    most = None if largest is None else sum(owed, Fraction(0)) if pool else largest * users
    return SchemeFacts(
        name=name,
        family=scheme.family,
        clauses=users,
        period_cap=period_cap,
        year_cap=_share(caps.contract_year),
        capped=bool(caps.stated),
        caps_stated="caps" in scheme.model_fields_set,
        largest_credit=largest,
        most_per_period=most if period_cap is None or most is None else min(most, period_cap),
        weights=sum((clause.weight for clause in clauses if clause.credit == name), Fraction(0)) if pool else None,
        weights_total=scheme.weights_total.fraction if isinstance(scheme, PoolScheme) else None,
        repeats_multiplied=scheme.multiplier is not None,
        earn_back=isinstance(earn_back, EarnBack),
        earn_back_forfeited=isinstance(earn_back, EarnBack)
        and any(level != "none" for level in (earn_back.forfeited_below, earn_back.forfeited_above)),
        remedy_stated=bool(scheme.remedy),
        claim_stated="claim" in scheme.model_fields_set,
    )


def _credits(scheme: CreditScheme, clauses: Sequence[Clause]) -> list[Fraction]:
    """The shares of the charge that a missed clause may cost: by band, or in a pool by clause.

    Empty for other families, and where a band owes an amount that is no share.
    """
    if isinstance(scheme, PoolScheme):
        return [scheme.at_risk.fraction * scheme.pool_allocation.fraction * clause.weight for clause in clauses]
    owed = [_share(band.credit) for band in scheme.bands.values()] if isinstance(scheme, Banded) else []
    known = [share for share in owed if share is not None]
    return known if len(known) == len(owed) else []


def _share(owed: object) -> Fraction | None:
    return owed.fraction if isinstance(owed, Percent) else None
