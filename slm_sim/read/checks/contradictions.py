"""Contradictions in an agreement: a signed one is refused for them, a draft is read and told of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slm_sim.errors import nearest_word
from slm_sim.model.agreement import Agreement
from slm_sim.model.currencies import CURRENCIES, WITHDRAWN, coins_of
from slm_sim.model.money import Money
from slm_sim.model.quantities import Length
from slm_sim.read.checks.contract_names import CHARGE_OF_THE_SERVICE
from slm_sim.read.checks.flaw import Flaw, Path, blocks_within
from slm_sim.read.checks.promises import promises_of


def a_zone_is_stated(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A day, a month and an opening hour begin when some clock on a wall says so."""
    if "time_zone" not in agreement.model_fields_set:
        found = "nothing says in which time zone the service periods lie"
        yield Flaw((*at, "time_zone"), found, f"'time_zone:'; a draft takes {agreement.time_zone}")


def currencies_exist(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every charge is in a currency of ISO 4217, one that has been withdrawn included."""
    known = CURRENCIES | WITHDRAWN
    for name, charge in agreement.charges.items():
        if charge.currency not in known:
            swapped = (code for code in CURRENCIES if sorted(code) == sorted(charge.currency))
            near = min(swapped, default=nearest_word(charge.currency, sorted(CURRENCIES)))
            yield Flaw((*at, "charges", name), f"there is no currency {charge.currency!r}", "an ISO 4217 code", near)


RATES = ("rate", "at_risk")
"""Words of amounts that are multiplied before they are due, and may be finer than a coin."""


def amounts_can_be_paid(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """An amount that is due as it stands, or limits what is, is no finer than the smallest coin of its currency."""
    for name, scheme in agreement.credits.items():
        for path, block in blocks_within(scheme, (*at, "credits", name)):
            stated = ((word, getattr(block, word)) for word in type(block).model_fields if word not in RATES)
            for where, amount in stated:
                for row, money in amount.items() if isinstance(amount, dict) else (("", amount),):
                    if isinstance(money, Money) and (money.amount * coins_of(money.currency)).denominator != 1:
                        coin = Money(Fraction(1, coins_of(money.currency)), money.currency)
                        found = f"'{money}' cannot be paid: the smallest coin is {coin}"
                        yield Flaw((*path, where, *filter(None, [str(row)])), found, f"a multiple of {coin}")


def percentages_are_of_something(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A scheme that a promise names takes its percentages of a charge above nothing."""
    for promise in promises_of(agreement, at):
        scheme = agreement.credits.get(promise.credit or "")
        if scheme is None:
            continue
        of = scheme.of
        if of == CHARGE_OF_THE_SERVICE:
            service = agreement.services.get(promise.service or "")
            of = service.charge or "" if service else ""
        charge = agreement.charges.get(of)
        if charge is not None and not charge.amount:
            found = f"the credits of {promise.credit!r} are taken of {of!r}, which is '{charge}'"
            yield Flaw((*at, "charges", of), found, "a charge above 0")


def clauses_can_be_reached(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Some incident can fall under every clause, and be handled in the time that it gives."""
    made = agreement.priorities.made
    for promise in promises_of(agreement, at):
        priority = promise.priority
        if made and priority in agreement.priorities.names and priority not in made:
            found = f"no incident can reach {promise.clause}: no impact and urgency make it a {priority}"
            yield Flaw(promise.path, found, f"a cell of the matrix that says {priority}")
        if isinstance(promise.within, Length) and not promise.within.amount:
            yield Flaw((*promise.path, "within"), f"nothing is ever done within '{promise.within}'", "a longer time")
