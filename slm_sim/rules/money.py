"""The facts of credit schemes: what a missed promise costs, and what all of them cost at most."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.quantities import Percent
from slm_sim.rules.vocabulary import SchemeFacts


def scheme_facts(agreement: Agreement, clauses: Sequence[Clause]) -> dict[str, SchemeFacts]:
    """The facts of every credit scheme, by name."""
    return {name: _facts_of(name, scheme, clauses) for name, scheme in agreement.credits.items()}


def _facts_of(name: str, scheme: CreditScheme, clauses: Sequence[Clause]) -> SchemeFacts:
    users = sum(1 for clause in clauses if clause.credit == name)
    period_cap, year_cap = _share(scheme.caps.service_period), _share(scheme.caps.contract_year)
    largest = max((band.credit.fraction for band in scheme.bands.values()), default=None)
    most = None if largest is None else largest * users
    return SchemeFacts(
        name=name,
        family=scheme.family,
        clauses=users,
        period_cap=period_cap,
        year_cap=year_cap,
        capped=period_cap is not None or year_cap is not None,
        caps_stated="caps" in scheme.model_fields_set,
        largest_credit=largest,
        most_per_period=most if period_cap is None or most is None else min(most, period_cap),
        remedy_stated=bool(scheme.remedy),
        claim_stated=bool(scheme.claim),
    )


def _share(cap: object) -> Fraction | None:
    return cap.fraction if isinstance(cap, Percent) else None
