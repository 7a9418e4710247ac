"""The facts of credit schemes: what a missed promise costs, and what all of them cost at most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import ceil

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.creditfamilies import Banded, PoolScheme
from slm_sim.model.creditmodifiers import EarnBack, TargetReset
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.quantities import Percent
from slm_sim.model.target import DIMENSIONS
from slm_sim.read.checks.bandedges import bands_do_not_overlap, bands_leave_no_gap, worse_bands_credit_more
from slm_sim.read.checks.flaw import AgreementCheck
from slm_sim.read.checks.idlecredits import has_edges
from slm_sim.rules.atrisk import most_per_period
from slm_sim.rules.otherfacts import SchemeFacts
from slm_sim.rules.promises import OF_INCIDENTS

_DAYS = re.compile(r"within (\d+) days")


def scheme_facts(agreement: Agreement, clauses: Sequence[Clause]) -> dict[str, SchemeFacts]:
    """The facts of every credit scheme, by name."""
    return {
        name: _facts_of(agreement, name, scheme, [clause for clause in clauses if clause.credit == name])
        for name, scheme in agreement.credits.items()
    }


def _facts_of(agreement: Agreement, name: str, scheme: CreditScheme, clauses: Sequence[Clause]) -> SchemeFacts:
    """Of a scheme, with the clauses that it credits."""
    caps, earn_back = scheme.caps, scheme.earn_back
    period_cap = _share(caps.service_period)
    owed = _credits(scheme, clauses)
    largest = max(owed) if owed else None
    pool = isinstance(scheme, PoolScheme)
    stated = scheme.model_fields_set
    per_period = most_per_period(agreement, scheme, clauses)
    claim = _DAYS.match(scheme.claim)
    reset = scheme.target_reset
    return SchemeFacts(
        name=name,
        family=scheme.family,
        clauses=len(clauses),
        period_cap=period_cap,
        year_cap=_share(caps.contract_year),
        capped=bool(caps.stated),
        year_capped=any(cap != "none" for cap in (caps.contract_year, caps.term, *caps.rolling.values())),
        caps_stated="caps" in scheme.model_fields_set,
        largest_credit=largest,
        largest_share=largest / per_period if largest is not None and per_period else None,
        misses_to_cap=ceil(period_cap / largest) if largest and period_cap is not None else None,
        most_per_period=per_period,
        weights=sum((clause.weight for clause in clauses), Fraction(0)) if pool else None,
        weights_total=scheme.weights_total.fraction if isinstance(scheme, PoolScheme) else None,
        repeats_multiplied=scheme.multiplier is not None,
        repeat_factor=_repeat_factor(scheme),
        counted_once=scheme.one_incident_several_misses == "largest only",
        double_promises=_double_promises(clauses),
        gaps=_flaws(bands_leave_no_gap, agreement, name),
        overlaps=_flaws(bands_do_not_overlap, agreement, name),
        falling=_flaws(worse_bands_credit_more, agreement, name),
        edges_stated="edges_belong_to" in stated if has_edges(scheme) else None,
        part_units_stated="part_units" in stated if "part_units" in type(scheme).model_fields else None,
        origin_stated="counted_from" in stated if "counted_from" in type(scheme).model_fields else None,
        claim_days=int(claim[1]) if claim else None,
        ratchet=isinstance(reset, TargetReset),
        ratchet_limited=isinstance(reset, TargetReset) and "none" not in (reset.at_most, reset.at_least),
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


def _repeat_factor(scheme: CreditScheme) -> Fraction | None:
    """The largest factor of a repeat; None where there is none."""
    repeats = scheme.multiplier
    if repeats is None:
        return None
    return max(factor.fraction for factor in (repeats.second, repeats.third, repeats.third_onwards) if factor)


def _double_promises(clauses: Sequence[Clause]) -> int:
    """Pairs of promises of different targets that may be about one incident."""
    counted = [clause for clause in clauses if clause.measure in OF_INCIDENTS]
    return sum(1 for one, other in combinations(counted, 2) if _target(one) != _target(other) and _meet(one, other))


def _target(clause: Clause) -> str:
    return clause.id.partition(".")[0]


def _meet(one: Clause, other: Clause) -> bool:
    about = ((getattr(one, word), getattr(other, word)) for word in DIMENSIONS)
    return all(mine is None or its is None or mine == its for mine, its in about)


def _flaws(check: AgreementCheck, agreement: Agreement, scheme: str) -> int:
    """How many flaws a check finds in the bands of a scheme, each once."""
    return len({flaw.path for flaw in check(agreement, ()) if flaw.path[:2] == ("credits", scheme)})
