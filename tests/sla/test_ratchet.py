"""Target resets: after so many better months the target is what was reached, and verdicts and credits follow."""

from __future__ import annotations

from typing import Any

import pytest

from slm_sim.model.attainment import MET, MISSED
from tests.sla.build import Desk, agreement
from tests.sla.credits.build import MARCH, STARTS, in_time, month, months

APRIL = STARTS[2] + MARCH
FIVE = {"missed": {"below": "target", "credit": "5 %"}}


def desk(target: dict[str, Any] | None = None, **reset: Any) -> Desk:
    return Desk(agreement({"t": target or in_time("80 %")}, credits=resetting(**reset)))


def resetting(**reset: Any) -> dict[str, Any]:
    """The scheme of a missed target that is reset after two better months."""
    terms = {"after": "2 periods", "at_most": "none", **reset}
    return {"scheme": {"of": "fee", "bands": FIVE, "target_reset": terms}}


def test_two_better_months_raise_the_target_to_their_mean() -> None:
    """85 % and 90 % on a promise of 80 %: from March on 87.5 %, which 85 % does not reach."""
    d = desk()
    (found,) = d.attain(months(3, 2, 3))
    assert found.verdict.tolist() == [MET, MET, MISSED]
    ledger = d.charge(months(3, 2, 3))
    (reset,) = ledger.resets
    assert (reset.clause, reset.since, str(reset.before), str(reset.level)) == ("sla/t", "2027-03", "80 %", "87.5 %")
    (credit,) = ledger.credits
    assert credit.trace[-1] == "85 % is below 87.5 % (target): band missed, 5 % of 10 000 GBP = 500 GBP"


@pytest.mark.parametrize(
    ("late", "why"),
    [((4, 2, 4), "80 % is met and not better"), ((3, 5, 3), "75 % is missed")],
)
def test_months_that_are_not_better_begin_anew(late: tuple[int, ...], why: str) -> None:
    assert desk().charge(months(*late)).resets == (), why


def test_a_month_without_data_ends_the_run() -> None:
    assert desk().charge([*month(3), *month(2, start=STARTS[2])]).resets == ()


def test_months_of_the_bedding_in_do_not_count() -> None:
    """85 %, 90 %, 95 % and 85 % on 80 %: with January bedding-in the mean is that of February and March."""
    told = [*months(3, 2, 1), *month(3, start=APRIL)]
    since = {}
    for lasts in ("none", "1 month", "3 months"):
        term = {"starts": "2027-01-01", "lasts": "3 years", "bedding_in": lasts}
        d = Desk(agreement({"t": in_time("80 %")}, credits=resetting(), term=term), ends="2027-05-01")
        since[lasts] = [(reset.since, str(reset.level)) for reset in d.charge(told).resets]
    assert since == {"none": [("2027-03", "87.5 %")], "1 month": [("2027-04", "92.5 %")], "3 months": []}


def test_a_percentile_keeps_its_target() -> None:
    """Two months of 1 h on a promise of 4 h, then one of 3 h: nothing is known of who is late by 1 h."""
    target = {"measure": "90th percentile", "clock": "resolution", "at_most": "4 h", "credit": "scheme"}
    took = [one for start, by in zip(STARTS, (-180, -180, -60), strict=True) for one in month(20, start=start, by=by)]
    d = desk(target, at_most=None, at_least="none")
    (found,), ledger = d.attain(took), d.charge(took)
    assert found.verdict.tolist() == [MET, MET, MET]
    assert (ledger.resets, ledger.credits) == ((), ())


def test_the_target_rises_no_farther_than_its_limit() -> None:
    (reset,) = desk(at_most="86 %").charge(months(3, 2, 3)).resets
    assert str(reset.level) == "86 %"


def test_the_mean_is_rounded_down_as_the_clause_rounds() -> None:
    """100 % and 85 % are 92.5 on average; to whole percentages 92."""
    target = in_time("80 %", measurement={"rounding": "0 decimals, half up"})
    (reset,) = desk(target).charge(months(0, 3, 0)).resets
    assert str(reset.level) == "92 %"


def test_a_promised_time_falls_to_the_mean_reached() -> None:
    """Means of 1 h and 2 h on a promise of at most 4 h: 1.5 h, and no lower than 100 min where that is the limit."""
    target = {"measure": "mean time", "clock": "resolution", "at_most": "4 h", "credit": "scheme"}
    took = [*month(1, 1, by=-180), *month(1, 1, start=STARTS[1], by=-120)]
    (free,) = desk(target, at_most=None, at_least="none").charge(took).resets
    (held,) = desk(target, at_most=None, at_least="100 min").charge(took).resets
    assert (str(free.level), str(held.level)) == ("1.5 h", "100 min")


def test_a_month_that_the_minimum_volume_rule_kept_neither_counts_nor_ends_the_run() -> None:
    """85 %, then 60 % or 100 % of five, which the rule keeps, then 90 %: the mean is that of the two others."""
    told = {late: [*months(3), *month(late, in_all=5, start=STARTS[1]), *month(2, start=STARTS[2])] for late in (0, 2)}
    told = {late: [*found, *month(3, start=APRIL)] for late, found in told.items()}
    since = {}
    for late, found in told.items():
        for allows in (1, 2):
            few = {"placed_by": "opened", "minimum_volume": {"below": "10 incidents", "allows": f"{allows} misses"}}
            d = Desk(
                agreement({"t": in_time("80 %")}, credits=resetting(), measurement=few),
                ends="2027-05-01",
            )
            since[late, allows] = [(reset.since, str(reset.level)) for reset in d.charge(found).resets]
    kept = [("2027-04", "87.5 %")]
    assert since == {(0, 1): kept, (0, 2): kept, (2, 1): [], (2, 2): kept}
