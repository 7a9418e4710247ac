"""What holds of every ledger: worse never costs less, caps bound every window, and what is excluded changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.creditscheme import FAMILIES
from slm_sim.model.ledger import Credit
from tests.sla.audit.anyterms import terms, years
from tests.sla.audit.test_pairs import entries
from tests.sla.audit.trace import audit
from tests.sla.audit.world import WORDS, Told, incidents, tell
from tests.sla.build import Outage

MONOTONE = tuple(family for family in FAMILIES if family not in ("outage time", "mean time"))
"""Not a mean, which one more failure may lower; and no downtime, which no incident changes."""

Rows = list[tuple[int, int, int, int, int]]


@pytest.mark.parametrize("family", MONOTONE)
@settings(max_examples=8, deadline=None)
@given(rows=years, month=st.integers(0, 13), cap=st.sampled_from(["none", "7 %"]))
def test_one_more_late_incident_never_costs_less(family: str, rows: Rows, month: int, cap: str) -> None:
    """Month by month, where no failure of another month is looked at; and in all, whatever is.

    Of persistent failure only without modifiers: for one more failure a credit may fall due earlier, where it continues
    no chain of repeats, or where another credit has used up the cap.
    """
    both, response, resolution, copies, in_all = rows[month]
    rows[month] = (both, response, resolution, copies, max(in_all, 20))
    worse = list(rows)
    worse[month] = (both + 1, response, resolution, copies, max(in_all, 20))
    modifiers: dict[str, Any] = {"repeat_multiplier": {"second": "133 %"}, "caps": {"service_period": cap}}
    words = {**WORDS[family], **(modifiers if family != "persistent failure" else {})}
    before, after = (tell(words, told=incidents(one)).ledger.totals for one in (rows, worse))
    for name in ("before_caps", "amount"):
        costs, more = ([getattr(total, name) for total in totals] for totals in (before, after))
        assert sum(more) >= sum(costs)
        if family not in ("ladder", "persistent failure"):
            assert all(b >= a for a, b in zip(costs, more, strict=True))


minute = st.sampled_from([0, 5, 29, 30, 31, 60, 90, 120, 150])
outage = st.builds(lambda begins, lasts: Outage(begins, begins + lasts), minute, st.sampled_from([1, 30, 31, 61, 90]))
OF_TIME = [
    {**WORDS["outage time"], "time": "longest outage"},
    WORDS["outage time"],
    *({**WORDS["per unit of time"], "part_units": part, "at_most": "none"} for part in ("pro rata", "do not count")),
]
"""Not in full units, nor what counts outages: of two, one more may make one."""


@pytest.mark.parametrize("words", OF_TIME)
@settings(max_examples=12, deadline=None)
@given(down=st.lists(outage, max_size=4), more=outage)
def test_one_more_outage_never_costs_less(words: dict[str, Any], down: list[Outage], more: Outage) -> None:
    told = [
        tell(words, True, told=one) for one in ([*down, Outage(20_000, 20_001)], [*down, Outage(20_000, 20_001), more])
    ]
    costs, worse = (sum(total.amount for total in one.ledger.totals) for one in told)
    assert worse >= costs


@settings(max_examples=40, deadline=None)
@given(terms(without=("measurement", "charged_for")), years)
def test_no_sum_of_credits_exceeds_its_cap(stated: dict[str, Any], rows: Rows) -> None:
    told = tell(**stated, told=incidents(rows))
    caps = stated["words"].get("caps", {})
    paid = _by_month(told)
    lasts = int(told.compiled.agreement.term.lasts.months)
    assert sum(paid) <= _limit(caps.get("term", "none"), lasts)
    assert max(paid) <= _limit(caps.get("service_period", "none"), 1)
    years = [sum(year.start < month.end for year in told.compiled.years) for month in told.compiled.months]
    for year in set(years):
        of_year = sum(amount for amount, its in zip(paid, years, strict=True) if its == year)
        assert of_year <= _limit(caps.get("contract_year", "none"), min(lasts - 12 * (year - 1), 12))
    for length, cap in caps.get("rolling", {}).items():
        count = 12 if length == "1 year" else int(length.split()[0])
        assert all(sum(paid[first : first + count]) <= _limit(cap, count) for first in range(16))


def _by_month(told: Told) -> list[Fraction]:
    def of(label: str) -> Iterator[Credit]:
        return (one for one in told.ledger.credits if one.kind == "credit" and one.month == label)

    return [sum((one.amount for one in of(month.label)), Fraction(0)) for month in told.compiled.months]


def _limit(cap: str, months: int) -> Fraction:
    if cap == "none":
        return Fraction(10**9)
    amount = Fraction(cap.split()[0] if cap.endswith("%") else cap.removesuffix(" GBP").replace(" ", ""))
    return amount / 100 * 10_000 * months if cap.endswith("%") else amount


@settings(max_examples=40, deadline=None)
@given(terms(without=("exclusions",)), years, st.lists(st.integers(0, 5), min_size=16, max_size=16))
def test_an_excluded_incident_changes_nothing(stated: dict[str, Any], rows: Rows, copies: list[int]) -> None:
    """However late, and however many; they are no workload either."""
    other = [(*row[:3], extra, row[4]) for row, extra in zip(rows, copies, strict=False)]
    one, same = (tell(**stated, told=incidents(told)).ledger for told in (rows, other))
    assert entries(one) == entries(same)
    assert (one.totals, one.rights, one.resets) == (same.totals, same.rights, same.resets)


@pytest.mark.parametrize(("currency", "coins"), [("JPY", 1), ("GBP", 100), ("KWD", 1000)])
@pytest.mark.parametrize("family", [name for name in FAMILIES if name not in ("ladder", "per unit of time")])
def test_money_is_whole_coins(family: str, currency: str, coins: int) -> None:
    """A fee that no percentage divides evenly; a bonus and what is returned are coins, too."""
    fees = {"fee": f"10 007.77 {currency} / month", "office-fee": f"1 {currency} / month"}
    more = {"repeat_multiplier": {"second": "133.3 %"}, "earn_back": {"periods_met": 2, "returns": "33 %"}}
    capped = {"caps": {"service_period": "7.77 %", "rolling": {"3 months": "3.33 %"}}}
    ledger = tell({**WORDS[family], **more, **capped}, family == "outage time", charges=fees).ledger
    assert ledger.credits
    assert audit(ledger) == []
    for one in ledger.credits:
        assert (one.amount * coins).denominator == (one.before_caps * coins).denominator == 1
