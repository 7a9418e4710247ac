"""An auditor of ledgers: from the numbers of each step alone it works out every step and every entry again.

It knows no agreement and none of the code that prices. What it finds it says in words; an empty list is a clean ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

from slm_sim.model.ledger import Credit, Ledger
from slm_sim.model.step import Step

COINS = {"EUR": 100, "GBP": 100, "JPY": 1, "KWD": 1000}
MEASURED = ("target reset", "left out", "attainment", "rounding", "minimum volume")
ORDER = (*MEASURED, "points", "rule", "repeat", "coin", "cap", "minimum payable", "claim", "earn-back")
Inputs = Mapping[str, Any]


def audit(ledger: Ledger) -> list[str]:
    """Everything in a ledger that does not follow from its own numbers."""
    wrong = [f"{one.clause} {one.period}: {said}" for one in ledger.credits for said in entry_problems(one)]
    return [*wrong, *_windows(ledger), *_minima(ledger), *_returns(ledger), *_totals(ledger)]


def half_up(amount: Fraction, currency: str) -> Fraction:
    """Rounded to whole coins, half of one away from zero."""
    coins = floor(abs(amount) * COINS[currency] + Fraction(1, 2))
    return Fraction(coins, COINS[currency]) * (1 if amount >= 0 else -1)


def entry_problems(credit: Credit) -> Iterator[str]:
    """What does not follow within one entry."""
    kinds = [ORDER.index(step.kind) for step in credit.steps if step.kind not in MEASURED]
    if kinds != sorted(kinds):
        yield "the steps are out of order"
    if any("{" in words or not words for words in credit.trace):
        yield "a step has no sentence"
    for step in credit.steps:
        if step.kind in ("attainment", "rounding", "minimum volume", "left out", "points"):
            yield from _differs(step, _FIGURES[step.kind](step, credit))
    if credit.kind == "earn-back":
        return
    amount, before_caps = Fraction(0), Fraction(0)
    for step in credit.steps:
        if step.kind == "rule":
            yield from _differs(step, _RULES[credit.family](step.inputs, credit))
            amount += step.result
        elif step.kind in _CHANGES:
            if step.inputs["before"] != amount:
                yield f"{step.kind} begins with {step.inputs['before']}, and {amount} came before"
            yield from _differs(step, _CHANGES[step.kind](step.inputs, credit.currency))
            amount = step.result
        if ORDER.index(step.kind) < ORDER.index("cap"):
            before_caps = amount
    if (amount, before_caps) != (credit.amount, credit.before_caps):
        yield f"the steps lead to {before_caps} and {amount}, not {credit.before_caps} and {credit.amount}"
    if half_up(credit.amount, credit.currency) != credit.amount:
        yield f"{credit.amount} is no whole number of coins"
    if credit.percent * credit.base != credit.before_caps or (credit.kind == "bonus") != (credit.before_caps < 0):
        yield "its percentage or its kind does not fit"
    if credit.cap_reached != any(s.kind == "cap" and s.result == s.inputs["left"] for s in credit.steps):
        yield "it is wrong about its cap"
    if credit.family in ("per unit of time", "ladder") and not credit.causes:
        yield "it has no causes"


def _differs(step: Step, expected: Fraction) -> Iterator[str]:
    if step.result != expected:
        yield f"'{step.words}' should come to {expected}"


def _attainment(step: Step, credit: Credit) -> Fraction:
    inputs: Inputs = step.inputs
    return Fraction(inputs["numerator"], inputs["denominator"]) * Fraction(inputs.get("tick", 1))


def _rounding(step: Step, credit: Credit) -> Fraction:
    inputs: Inputs = step.inputs
    position = credit.steps.index(step)
    exact = next(one.result for one in reversed(credit.steps[:position]) if one.kind == "attainment")
    scale = 100 * 10 ** inputs["decimals"]
    whole = floor(exact * scale)
    rest = exact * scale - whole
    match inputs["way"]:
        case "half up":
            whole += rest >= Fraction(1, 2)
        case "half even":
            whole += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    return Fraction(whole, scale)


def _points(step: Step, credit: Credit) -> Fraction:
    inputs: Inputs = step.inputs
    return Fraction(inputs["breaches"]) if "breaches" in inputs else inputs["points"] * inputs["factor"]


_FIGURES: dict[str, Callable[[Step, Credit], Fraction]] = {
    "attainment": _attainment,
    "rounding": _rounding,
    "minimum volume": lambda step, credit: Fraction(str(step.inputs["late"])),
    "left out": lambda step, credit: Fraction(str(step.inputs["left_out"])),
    "points": _points,
}


def _owed(inputs: Inputs, credit: Credit) -> Fraction:
    """A share of the charge, or an amount."""
    if "share" in inputs:
        assert inputs["base"] == credit.base
        return Fraction(inputs["share"] * inputs["base"])
    return Fraction(inputs["owed"])


def _units(away: Fraction, inputs: Inputs) -> Fraction:
    count = away / inputs["per"]
    whole = {"pro rata": count, "count in full": ceil(count), "do not count": floor(count)}
    return Fraction(whole[inputs["part_units"]])


def _pool(inputs: Inputs, credit: Credit) -> Fraction:
    return Fraction(inputs["at_risk"] * inputs["allocation"] * inputs["weight"] * inputs["base"])


def _stepped(inputs: Inputs, credit: Credit) -> Fraction:
    total = sum((step.result for step in credit.steps if step.kind == "points"), Fraction(0))
    assert inputs["total"] == total >= inputs["from"]
    return _owed(inputs, credit)


def _linear(inputs: Inputs, credit: Credit) -> Fraction:
    away = abs(inputs["value"] - inputs["begins"])
    assert (inputs["away"], inputs["units"]) == (away, _units(away, inputs))
    return Fraction(inputs["units"] * _owed(inputs, credit))


def _time_units(inputs: Inputs, credit: Credit) -> Fraction:
    """Each failure by its own units, of the causes themselves."""
    by_failure = defaultdict[tuple[str, int], Fraction](Fraction)
    before, one = None, ("", 0)
    for cause in credit.causes:
        touches = before is not None and before.clause == cause.clause and cause.start <= before.end
        one = one if touches and inputs["parts"] > 1 else (cause.clause, cause.subject)
        before = cause
        by_failure[one] += cause.over * Fraction(inputs["tick"]) / inputs["parts"]
    each = [_units(lasted, inputs) * inputs["rate"] for lasted in by_failure.values()]
    assert inputs["failures"] == len(each)
    return sum((min(price, inputs.get("most", price)) for price in each), Fraction(0))


def _ladder(inputs: Inputs, credit: Credit) -> Fraction:
    rungs = [step.inputs["failures"] for step in credit.steps if step.kind == "rule"]
    assert sum(map(int, map(str, rungs))) <= len({(cause.clause, cause.subject) for cause in credit.causes})
    return Fraction(inputs["failures"] * inputs["price"])


def _persistent(inputs: Inputs, credit: Credit) -> Fraction:
    assert inputs["times"] == inputs["failures"] // inputs["every"] > 0
    assert inputs["once"] == _owed(inputs, credit)
    return Fraction(inputs["times"] * inputs["once"])


def _both_sides(inputs: Inputs, credit: Credit) -> Fraction:
    away = abs(inputs["value"] - inputs["target"])
    assert away > inputs["dead_band"]
    away -= inputs["dead_band"] if inputs["counted_from"] == "dead band" else 0
    assert (inputs["away"], inputs["units"]) == (away, _units(away, inputs))
    due = inputs["units"] * _owed(inputs, credit)
    return Fraction(min(due, inputs.get("most", due))) * (1 if inputs["side"] == "malus" else -1)


def _service_points(inputs: Inputs, credit: Credit) -> Fraction:
    return Fraction(inputs["points"] * _owed(inputs, credit))


_RULES: dict[str, Callable[[Inputs, Credit], Fraction]] = {
    "bands": _owed,
    "outage time": _owed,
    "mean time": _owed,
    "at-risk pool": _pool,
    "service points": _service_points,
    "points table": _stepped,
    "breach count": _stepped,
    "linear": _linear,
    "per unit of time": _time_units,
    "ladder": _ladder,
    "persistent failure": _persistent,
    "bonus and malus": _both_sides,
}


def _cap(inputs: Inputs, currency: str) -> Fraction:
    assert inputs["left"] == inputs["limit"] - inputs["used"] >= 0
    return Fraction(min(inputs["before"], inputs["left"]))


def _claimed(inputs: Inputs, currency: str) -> Fraction:
    return Fraction(0 if inputs["claimed"] == "no" else inputs["before"])


_CHANGES: dict[str, Callable[[Inputs, str], Fraction]] = {
    "repeat": lambda inputs, currency: Fraction(inputs["before"] * inputs["factor"]),
    "coin": lambda inputs, currency: half_up(inputs["before"], currency),
    "cap": _cap,
    "minimum payable": lambda inputs, currency: Fraction(inputs["before"] * (inputs["total"] >= inputs["minimum"])),
    "claim": _claimed,
}


def _settled(ledger: Ledger) -> Iterator[tuple[int, Credit]]:
    return ((number, one) for number, one in enumerate(ledger.credits) if one.kind == "credit")


def _after_caps(credit: Credit) -> Fraction:
    caps = [step.result for step in credit.steps if step.kind == "cap"]
    return caps[-1] if caps else credit.before_caps


def _windows(ledger: Ledger) -> Iterator[str]:
    """What each cap says was used before: of earlier periods what was paid, of the same one what caps have left."""
    for number, credit in _settled(ledger):
        for step in (step for step in credit.steps if step.kind == "cap"):
            window = str(step.inputs["window"])
            inside = [one for place, one in _settled(ledger) if place < number and _lies_in(one, credit, step)]
            used = sum((_after_caps(o) if o.period == credit.period else o.amount for o in inside), Fraction(0))
            if used != step.inputs["used"]:
                yield f"{credit.clause} {credit.period}: {window} has used {used}, not {step.inputs['used']}"


def _lies_in(one: Credit, credit: Credit, step: Step) -> bool:
    """Whether an entry lies in the window of a step; of a rolling one by its month, of others as its own steps say."""
    if (one.scheme, one.charge) != (credit.scheme, credit.charge):
        return False
    name, window = str(step.inputs["cap"]), str(step.inputs["window"])
    if name.startswith("rolling"):
        return window[:7] <= one.month <= window[-7:]
    return any((s.inputs.get("cap"), s.inputs.get("window")) == (name, window) for s in one.steps if s.kind == "cap")


def _minima(ledger: Ledger) -> Iterator[str]:
    for _, credit in _settled(ledger):
        together = [
            _after_caps(one)
            for _, one in _settled(ledger)
            if (one.scheme, one.charge, one.period) == (credit.scheme, credit.charge, credit.period)
        ]
        for step in credit.steps:
            if step.kind == "minimum payable" and step.inputs["total"] != sum(together):
                yield f"{credit.clause} {credit.period}: the period comes to {sum(together)}"


def _returns(ledger: Ledger) -> Iterator[str]:
    """Each return is of one credit that was paid, and no period in between cost anything."""
    for credit in (one for one in ledger.credits if one.kind == "earn-back"):
        inputs: Inputs = credit.steps[0].inputs
        (paid,) = (o for _, o in _settled(ledger) if (o.clause, o.period) == (credit.clause, inputs["of"]))
        expected = -half_up(paid.amount * inputs["share"], credit.currency)
        if (inputs["credit"], credit.amount, credit.before_caps) != (paid.amount, expected, expected):
            yield f"{credit.clause} {credit.period}: {expected} is to be returned of {paid.amount}"
        cost = {one.month for _, one in _settled(ledger) if one.clause == credit.clause}
        if any(paid.month < month <= credit.month for month in cost):
            yield f"{credit.clause} {credit.period}: returned though the promise was not kept"


def _totals(ledger: Ledger) -> Iterator[str]:
    for total in ledger.totals:
        due = [one for one in ledger.credits if one.month == total.period]
        sums = sum(one.before_caps for one in due), sum(one.amount for one in due), any(one.cap_reached for one in due)
        if sums != (total.before_caps, total.amount, total.cap_reached):
            yield f"{total.period} does not add up"
    if not {one.month for one in ledger.credits} <= {total.period for total in ledger.totals}:
        yield "a credit falls due in no month"
