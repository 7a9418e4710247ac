"""Claims: which credits of a measured log must be claimed, by when, and what is said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.inwords import money
from slm_sim.model.ledger import Ledger
from slm_sim.model.measuredmoney import MeasuredClaim
from slm_sim.model.results import Warned
from slm_sim.model.span import Span
from slm_sim.study.entries import coins, without_agreement
from slm_sim.study.moments import Moments

Named = frozenset[tuple[str, str]]
"""Credits as the ledger names them: agreement and clause, and the period."""

SHOWN = 3
"""Claims that a warning names; all of them stand in a table."""


@dataclass(frozen=True)
class Claims:
    """What is said of credits that must be claimed: ``resolution.P1:2027-02``, with ``sla/`` before it or without."""

    claimed: tuple[str, ...] = ()
    unclaimed: tuple[str, ...] = ()


def named_in(said: Collection[str], claimable: Named) -> Named:
    """Of the credits that must be claimed those that are named."""
    return frozenset(one for one in claimable if not _names(*one).isdisjoint(said))


def _names(key: str, period: str) -> set[str]:
    return {f"{key}:{period}", _short((key, period))}


def claimable(ledger: Ledger, schemes: Mapping[str, CreditScheme]) -> Named:
    """The credits of a ledger that must be claimed, by the schemes of its agreement."""
    earned = (credit for credit in ledger.credits if credit.kind == "credit")
    must = (credit for credit in earned if schemes[credit.scheme].claim != "automatic")
    return frozenset((credit.clause, credit.period) for credit in must)


def expect_claimable(said: Claims, every: Sequence[Named]) -> None:
    """Raise `InputError` if what is said names no credit that must be claimed, or contradicts itself.

    every  the credits that must be claimed, of each agreement
    """
    must = frozenset(one for named in every for one in named)
    names, known = {name for one in must for name in _names(*one)}, sorted(set(map(_short, must)))
    expected = f"one of {', '.join(known)}" if known else "none, for no credit of this log must be claimed"
    problems = [
        Problem(Place(option), f"{name!r} is no credit that must be claimed", expected, nearest_word(name, known))
        for option, named in (("--claimed", said.claimed), ("--unclaimed", said.unclaimed))
        for name in named
        if name not in names
    ]
    problems += [
        Problem(Place("--unclaimed"), f"{_short(one)!r} is said to be claimed as well", "one of both")
        for one in sorted(named_in(said.claimed, must) & named_in(said.unclaimed, must))
    ]
    if problems:
        raise InputError(problems)


def _short(credit: tuple[str, str]) -> str:
    return f"{without_agreement(credit[0])}:{credit[1]}"


def claims_of(ledger: Ledger) -> tuple[MeasuredClaim, ...]:
    """The credits that must be claimed, in the order of the ledger, with what is at stake and what is known."""
    return tuple(
        MeasuredClaim(
            clause=without_agreement(credit.clause),
            period=credit.period,
            until=str(step.inputs["deadline"]),
            claimed=_KNOWN[str(step.inputs["claimed"])],
            amount=coins(Fraction(str(step.inputs["before"]))),
            currency=credit.currency,
        )
        for credit in ledger.credits
        for step in credit.steps
        if step.kind == "claim"
    )


_KNOWN: dict[str, Literal["yes", "no", "not said"]] = {"yes": "yes", "no": "no", "assumed": "not said"}


def claim_warnings(claims: Sequence[MeasuredClaim], span: Span) -> Iterator[Warned]:
    """Credits of which nobody says whether they were claimed: those that still can be, and those that no longer can."""
    unsaid = sorted((one for one in claims if one.claimed == "not said"), key=lambda one: one.until)
    ends = Moments(span).text(span.horizon)[:10]
    late = [one for one in unsaid if one.until < ends]
    ahead = unsaid[len(late) :]
    if ahead:
        text = f"Still to be claimed when the log ends, or lost: {_listed(ahead)}. Counted as claimed."
        yield Warned(weight="caution", about="claims", text=text)
    if late:
        text = (
            f"No longer to be claimed when the log ends, and nobody says whether it was done: {_listed(late)}. "
            "Counted as claimed; --claimed and --unclaimed say what was."
        )
        yield Warned(weight="caution", about="claims", text=text)


def _listed(claims: Sequence[MeasuredClaim]) -> str:
    told = [
        f"{money(Fraction(one.amount), one.currency)} ({one.clause}, {one.period}) by {one.until}"
        for one in claims[:SHOWN]
    ]
    return ", ".join(told) + (f" and {len(claims) - SHOWN} more" if len(claims) > SHOWN else "")
