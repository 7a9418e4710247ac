"""What a simulation has shown, as facts: each estimate beside the ends of its interval.

A rule reads the end that must pass its threshold: ``chance_kept_at_most`` below 90 % says that the chance is below it
with the confidence of the study. An estimate without an interval is no fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from slm_sim.model.estimate import Estimate
from slm_sim.model.results import ClauseResult, PenaltyResult, Results
from slm_sim.rules.agreementfacts import AgreementRisk, ClauseRisk


def clause_risk(results: Results | None, agreement: str, clause: str) -> ClauseRisk:
    """What was shown of a clause; nothing where there are no results."""
    found = _of(results.clauses if results else (), agreement, clause)
    if results is None or found is None:
        return ClauseRisk()
    kept, every = found.chance, found.all_periods
    return ClauseRisk(
        replications=results.question.replications,
        chance_kept=_value(kept),
        chance_kept_at_least=_low(kept),
        chance_kept_at_most=_high(kept),
        chance_ever_missed=_rest(_value(every)),
        chance_ever_missed_at_least=_rest(_high(every)),
    )


def agreement_risk(results: Results | None, agreement: str) -> AgreementRisk:
    """What was shown of what an agreement costs its provider; nothing where it pays no credits."""
    paid = next((one for one in (results.penalties if results else ()) if one.agreement == agreement), None)
    if results is None or paid is None or paid.flow != "paid" or not paid.charges:
        return AgreementRisk()
    right = next((one.any_right for one in results.rights if one.agreement == agreement), None)
    return AgreementRisk(
        replications=results.question.replications,
        margin=None if paid.margin is None else _exact(paid.margin),
        credit_expected=_share(_value(paid.mean), paid),
        credit_expected_at_least=_share(_low(paid.mean), paid),
        credit_in_a_bad_term=_share(_value(paid.p95), paid),
        credit_in_a_bad_term_at_least=_share(_low(paid.p95), paid),
        chance_capped=_value(paid.cap_reached),
        chance_capped_at_least=_low(paid.cap_reached),
        chance_right=_value(right),
        chance_right_at_least=_low(right),
    )


def backlog_grows(results: Results | None, team: str) -> bool | None:
    """Whether the backlog of a team was seen to grow through the span; None where nothing was simulated."""
    return next((not one.steady for one in (results.teams if results else ()) if one.team == team), None)


def _of(clauses: Iterable[ClauseResult], agreement: str, clause: str) -> ClauseResult | None:
    return next((one for one in clauses if (one.agreement, one.clause) == (agreement, clause)), None)


def _value(estimate: Estimate | None) -> Fraction | None:
    return None if estimate is None else _exact(estimate.value)


def _low(estimate: Estimate | None) -> Fraction | None:
    return None if estimate is None or estimate.low is None else _exact(estimate.low)


def _high(estimate: Estimate | None) -> Fraction | None:
    return None if estimate is None or estimate.high is None else _exact(estimate.high)


def _exact(number: float) -> Fraction:
    """The decimal that a number is written as: 0.15 is fifteen hundredths, as in the file that states it."""
    return Fraction(repr(float(number)))


def _rest(share: Fraction | None) -> Fraction | None:
    return None if share is None else 1 - share


def _share(amount: Fraction | None, paid: PenaltyResult) -> Fraction | None:
    return None if amount is None else amount / _exact(paid.charges)
