"""Counting by hand: who counts where, what is a miss, and when a promise is kept."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.attainment import MET, MISSED, NO_DATA, Attainment
from slm_sim.sla import clauses
from slm_sim.sla.verdicts import verdicts
from tests.sla.build import CUSTOMER, Desk, Incident, Step, agreement, given_up, incident, reopening, waiting

REASSIGNED = 1
JANUARY, FEBRUARY = 31 * 1440, 28 * 1440
H4 = 240


def desk(target: dict[str, Any], run_out_days: int = 28, **sections: Any) -> Desk:
    return Desk(agreement({"t": target}, **sections), run_out_days=run_out_days)


def in_time(at_least: str = "90 %", within: str = "4 h", **more: Any) -> dict[str, Any]:
    return {"measure": "share in time", "clock": "resolution", "within": within, "at_least": at_least, **more}


def of(found: tuple[Attainment, ...], *names: str) -> list[list[int]]:
    return [getattr(found[0], name).tolist() for name in names]


def many(late: int, in_all: int, start: int = 0) -> list[Incident]:
    return [incident(start + n, start + n + (H4 + 1 if n < late else H4)) for n in range(in_all)]


@pytest.mark.parametrize(("late", "verdict"), [(0, MET), (1, MET), (2, MISSED)])
def test_nine_in_ten(late: int, verdict: int) -> None:
    found = desk(in_time()).attain(many(late, 10))
    assert of(found, "counted", "misses", "verdict") == [[10, 0, 0], [late, 0, 0], [verdict, NO_DATA, NO_DATA]]
    assert found[0].value(0) == Fraction(10 - late, 10)
    assert found[0].value(1) is None


@pytest.mark.parametrize("placed_by", ["opened", "resolved", "due"])
def test_the_moment_that_places_an_incident(placed_by: str) -> None:
    """Opened two hours before February, due two hours into it, resolved an hour into it."""
    found = desk(in_time(measurement={"placed_by": placed_by})).attain([incident(JANUARY - 120, JANUARY + 60)])
    assert of(found, "counted") == [[1, 0, 0] if placed_by == "opened" else [0, 1, 0]]


@pytest.mark.parametrize(("placed_by", "counted"), [("opened", [1, 0, 0]), ("resolved", [0, 1, 0]), ("due", [0, 1, 0])])
def test_a_late_incident_is_a_miss_when_it_was_due_and_not_again_when_resolved(
    placed_by: str, counted: list[int]
) -> None:
    """Due two hours into February, resolved in March."""
    found = desk(in_time(measurement={"placed_by": placed_by})).attain(
        [incident(JANUARY - 120, JANUARY + FEBRUARY + 5)]
    )
    assert of(found, "counted", "misses") == [counted, counted]


@pytest.mark.parametrize(("placed_by", "counted"), [("opened", [1, 0, 0]), ("resolved", [0, 1, 0]), ("due", [0, 1, 0])])
def test_an_incident_that_is_never_resolved_is_a_miss_all_the_same(placed_by: str, counted: list[int]) -> None:
    found = desk(in_time(measurement={"placed_by": placed_by})).attain([incident(JANUARY - 120, None)])
    assert of(found, "counted", "misses") == [counted, counted]


def test_due_is_put_off_by_pauses_also_for_the_period() -> None:
    """Due two hours before February, had it not waited three of them."""
    one = waiting(JANUARY - 360, JANUARY - 340, JANUARY - 160, JANUARY + 10)
    found = desk(in_time(measurement={"placed_by": "due"})).attain([one])
    assert of(found, "counted", "misses") == [[0, 1, 0], [0, 0, 0]]


def test_a_clock_still_running_within_its_target_is_counted_apart() -> None:
    """The run ends with March, an hour after this incident was opened."""
    d = desk(in_time(), run_out_days=0)
    found = d.attain([incident(d.span.end - 60, None), incident(d.span.end - 60, d.span.end - 50)])
    assert of(found, "counted", "undecided", "misses") == [[0, 0, 1], [0, 0, 1], [0, 0, 0]]


def test_a_period_of_only_undecided_incidents_has_no_data() -> None:
    d = desk(in_time(), run_out_days=0)
    assert of(d.attain([incident(d.span.end - 60, None)]), "verdict") == [[NO_DATA] * 3]


def test_only_the_reasons_of_the_agreement_exclude() -> None:
    """A duplicate is out; bad weather is an exclusion elsewhere, not here."""
    found = desk(in_time()).attain([incident(0, 500, excluded=0), incident(0, 500, excluded=1), incident(0, 10)])
    assert of(found, "counted", "misses", "excluded") == [[2, 0, 0], [1, 0, 0], [1, 0, 0]]


def test_no_exclusions_were_agreed() -> None:
    found = desk(in_time(), exclusions="none").attain([incident(0, 500, excluded=0)])
    assert of(found, "counted", "excluded") == [[1, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("filter_", "counted"), [({"priority": "P2"}, 1), ({"category": "mail"}, 2), ({"service": "office"}, 1), ({}, 4)]
)
def test_a_clause_counts_the_incidents_that_it_is_about(filter_: dict[str, str], counted: int) -> None:
    incidents = [
        incident(0, 9),
        incident(1, 9, priority=1),
        incident(2, 9, category=1),
        incident(3, 9, category=1, service=1),
    ]
    assert of(desk(in_time(**filter_)).attain(incidents), "counted")[0][0] == counted


def test_response_is_placed_by_when_the_incident_was_resolved() -> None:
    """Touched at once in January and resolved in February; and one still open, which no month has resolved."""
    target = {"measure": "share in time", "clock": "response", "within": "15 min", "at_least": "90 %"}
    d = desk({**target, "measurement": {"placed_by": "resolved"}})
    assert of(d.attain([incident(JANUARY - 99, JANUARY + 9), incident(JANUARY - 99, None)]), "counted") == [[0, 1, 0]]


def response(abandoned: str | None = None, **more: Any) -> dict[str, Any]:
    terms = {} if abandoned is None else {"measurement": {"abandoned": abandoned}}
    return {"measure": "share in time", "clock": "response", "within": "15 min", "at_least": "90 %", **terms, **more}


@pytest.mark.parametrize(
    ("abandoned", "counted", "misses", "excluded"),
    [(None, 1, 0, 2), ("excluded", 1, 0, 2), ("counts as missed", 2, 1, 1)],
)
@pytest.mark.parametrize("clock", ["response", "resolution"])
def test_whose_customer_gave_up_is_excluded_or_missed(
    abandoned: str | None, counted: int, misses: int, excluded: int, clock: str
) -> None:
    """One answered, one given up in time, and one given up that is a copy and excluded in any case."""
    told = [incident(0, 12, 10), given_up(3, 5), given_up(3, 5, excluded=0)]
    found = desk(response(abandoned, clock=clock)).attain(told)
    assert of(found, "counted", "misses", "excluded", "undecided") == [
        [counted, 0, 0], [misses, 0, 0], [excluded, 0, 0], [0, 0, 0],
    ]  # fmt: skip


@pytest.mark.parametrize(("placed_by", "counted"), [("opened", [1, 0, 0]), ("resolved", [0, 1, 0]), ("due", [0, 1, 0])])
def test_a_missed_contact_counts_when_it_was_due(placed_by: str, counted: list[int]) -> None:
    """Opened ten minutes before February and given up two minutes later; due five minutes into February."""
    measurement = {"placed_by": placed_by, "abandoned": "counts as missed"}
    found = desk(response(measurement=measurement)).attain([given_up(JANUARY - 10, JANUARY - 8)])
    assert of(found, "counted", "misses") == [counted, counted]


def test_a_missed_contact_is_late_although_the_run_ends_before_it_is_due() -> None:
    measurement = {"placed_by": "opened", "abandoned": "counts as missed"}
    d = desk(response(within="4 h", measurement=measurement), run_out_days=0)
    assert of(d.attain([given_up(d.span.end - 60, d.span.end - 50)]), "counted", "misses") == [[0, 0, 1], [0, 0, 1]]


def test_a_missed_contact_is_longer_than_a_percentile_and_in_no_mean() -> None:
    """Two answered after 10 minutes and one given up at once: the 60th percentile is 10 minutes, the 90th beyond 15."""
    told = [incident(0, 30, 10), incident(5, 35, 15), given_up(7, 7)]
    missed = {"clock": "response", "measurement": {"placed_by": "due", "abandoned": "counts as missed"}}
    low, high, mean = (
        desk({"measure": measure, "at_most": "15 min", **missed}).attain(told)[0]
        for measure in ("60th percentile", "90th percentile", "mean time")
    )
    assert low.value(0) == 10
    assert (low.verdict[0], high.verdict[0]) == (MET, MISSED)
    assert high.numerator[0] > 15
    assert mean.value(0) == 10
    assert (mean.counted[0], mean.excluded[0]) == (2, 1)


@pytest.mark.parametrize(("abandoned", "excluded"), [("excluded", 1), ("counts as missed", 0)])
@pytest.mark.parametrize("measure", ["first contact resolution", "reopen rate"])
def test_a_contact_given_up_is_no_resolution(measure: str, abandoned: str, excluded: int) -> None:
    level = {"at_least": "62 %"} if measure.startswith("first") else {"at_most": "5 %"}
    found = desk({"measure": measure, **level, "measurement": {"abandoned": abandoned}}).attain(
        [incident(0, 30), given_up(7, 9)]
    )
    assert of(found, "counted", "misses", "excluded", "undecided") == [
        [1, 0, 0], [0, 0, 0], [excluded, 0, 0], [0, 0, 0],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "counted", "misses", "excluded"),
    [
        ({"measure": "abandonment", "at_most": "5 %"}, 2, 1, 2),
        ({"measure": "share in time", "clock": "response", "within": "15 min", "at_least": "90 %"}, 2, 1, 2),
        ({"measure": "share in time", "clock": "visit", "within": "15 min", "at_least": "90 %"}, 2, 1, 2),
        ({"measure": "mean time", "clock": "response", "at_most": "15 min"}, 1, 0, 3),
        ({"measure": "first contact resolution", "at_least": "50 %"}, 1, 0, 2),
    ],
)
@pytest.mark.parametrize("for_all", [True, False])
def test_who_gives_up_soon_counts_nowhere(
    target: dict[str, Any], counted: int, misses: int, excluded: int, for_all: bool
) -> None:
    """One answered, one given up after three minutes, one after two, one after two that is a copy: two are too soon."""
    told = [incident(0, 12, 10), given_up(3, 6), given_up(3, 5), given_up(3, 5, excluded=0)]
    terms = {"placed_by": "opened", "abandoned": "counts as missed", "short_abandons": "2 min"}
    clocks = {"response": {"stops": "first touch"}, "visit": {"starts": "assigned to desk", "stops": "resolved"}}
    more: dict[str, Any] = {"measurement": terms} if for_all else {}
    row = {} if for_all else {"measurement": terms}
    found = desk({**target, **row}, clocks=clocks, **more).attain(told)
    assert of(found, "counted", "misses", "excluded") == [[counted, 0, 0], [misses, 0, 0], [excluded, 0, 0]]


RULE = {"service_period": "calendar month", "placed_by": "opened"}


@pytest.mark.parametrize(
    ("in_all", "late", "verdict", "by_rule"),
    [
        (39, 2, MET, 1),  # 94.87 % would not do: the rule decides
        (39, 3, MISSED, 1),
        (40, 2, MET, 0),  # 95 % exactly
        (40, 3, MISSED, 0),
        (1, 1, MET, 1),
        (0, 0, NO_DATA, 0),
    ],
)
def test_minimum_volume(in_all: int, late: int, verdict: int, by_rule: int) -> None:
    measurement = {**RULE, "minimum_volume": {"below": "40 incidents", "allows": "2 misses"}}
    found = desk(in_time("95 %"), measurement=measurement).attain(many(late, in_all))
    assert (found[0].verdict[0], found[0].by_minimum_volume[0]) == (verdict, by_rule)


@pytest.mark.parametrize(
    ("rounding", "late", "in_all", "verdict"),
    [
        ("none", 1, 1001, MET),
        ("none", 1, 999, MISSED),  # 99.8998.. %
        ("1 decimal, half up", 3, 2000, MET),  # 99.85 % becomes 99.9 %
        ("1 decimal, half even", 3, 2000, MISSED),  # 99.85 % becomes 99.8 %
        ("1 decimal, down", 3, 2000, MISSED),
        ("1 decimal, half up", 151, 100_000, MISSED),  # 99.849 % becomes 99.8 %
        ("0 decimals, half up", 5, 1000, MET),  # 99.5 % becomes 100 %
    ],
)
def test_rounding_comes_before_comparing(rounding: str, late: int, in_all: int, verdict: int) -> None:
    """On the promise of 99.9 %; 1 in 1001 is 99.9000999 %."""
    d = desk(in_time("99.9 %"), measurement={**RULE, "rounding": rounding})
    (clause,) = clauses("sla", d.agreement)
    figures = {"counted": in_all, "misses": late, "numerator": in_all - late, "denominator": in_all}
    found, _ = verdicts(clause, {name: np.array([figure]) for name, figure in figures.items()}, d.axis)
    assert found.tolist() == [verdict]


@pytest.mark.parametrize(("times", "verdict"), [((100, 140), MET), ((100, 141), MISSED)])
def test_a_mean_at_its_level_keeps_it(times: tuple[int, int], verdict: int) -> None:
    """A mean of exactly two hours is no more than two hours. Its clause has no misses."""
    found = desk({"measure": "mean time", "clock": "resolution", "at_most": "2 h"}).attain(
        [incident(0, times[0]), incident(5, 5 + times[1])]
    )
    assert of(found, "counted", "undecided", "misses") == [[2, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert found[0].value(0) == Fraction(sum(times), 2)
    assert found[0].verdict[0] == verdict


def test_an_incident_that_is_open_beyond_the_level_enters_a_mean_with_what_has_elapsed() -> None:
    """Two in 100 minutes each, and one that is never resolved: a month is not kept because its worst never ended."""
    d = desk({"measure": "mean time", "clock": "resolution", "at_most": "2 h"})
    found = d.attain([incident(0, 100), incident(5, 105), incident(0, None)])
    assert of(found, "counted", "undecided") == [[3, 0, 0], [0, 0, 0]]
    assert found[0].value(0) == Fraction(200 + d.span.horizon, 3)
    assert found[0].verdict[0] == MISSED


def percentile(at_most: str = "100 min", share: str = "90th percentile", **more: Any) -> dict[str, Any]:
    return {"measure": share, "clock": "resolution", "at_most": at_most, **more}


@pytest.mark.parametrize(
    ("share", "value"),
    [("90th percentile", 90), ("50th percentile", 50), ("99th percentile", 100), ("5th percentile", 10)],
)
def test_a_percentile_is_the_smallest_time_that_so_many_did_not_exceed(share: str, value: int) -> None:
    """Ten incidents of 10, 20, ..., 100 minutes."""
    found = desk(percentile(share=share)).attain([incident(n, n + 10 * (n + 1)) for n in range(10)])
    assert found[0].value(0) == value
    assert found[0].verdict[0] == MET


def test_an_open_incident_counts_in_a_percentile_as_longer_than_its_time_so_far() -> None:
    """Nine of ten took 10 minutes and one is open: the 90th percentile is 10, the 91st is beyond all promise."""
    incidents = [*(incident(n, n + 10) for n in range(9)), incident(20, None)]
    met, missed = (desk(percentile(share=f"{share} percentile")).attain(incidents)[0] for share in ("90th", "91th"))
    assert met.value(0) == 10
    assert met.verdict[0] == MET
    assert missed.verdict[0] == MISSED
    assert missed.numerator[0] > 100  # at least so long


def test_a_percentile_in_business_days_counts_those_in_time() -> None:
    """Friday 11:00 to Monday 11:00 is one business day, a minute more is not."""
    d = desk({**percentile("1 business day"), "clock": "office"})
    opened, due = d.at("2027-01-08 11:00"), d.at("2027-01-11 11:00")
    assert d.attain([incident(opened, due)] * 10)[0].verdict[0] == MET
    assert d.attain([incident(opened, due)] * 8 + [incident(opened, due + 1)] * 2)[0].verdict[0] == MISSED


QUARTER = 90 * 1440
histories = st.tuples(st.integers(0, QUARTER - 1), st.one_of(st.none(), st.integers(1, 400)))


def seen_at_the_end(told: list[tuple[int, int | None]]) -> list[Incident]:
    """What could be seen at the end of March: what was resolved later is still open."""
    ends = [(opened, None if took is None or opened + took >= QUARTER else opened + took) for opened, took in told]
    return [incident(opened, end) for opened, end in ends]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(histories, max_size=30),
    st.integers(1, 99),
    st.integers(0, 300),
    st.sampled_from(["opened", "resolved", "due"]),
    st.sampled_from(["none", {"below": "4 incidents", "allows": "1 miss"}]),
)
def test_a_percentile_and_a_share_are_one_promise(
    told: list[tuple[int, int | None]], share: int, minutes: int, placed_by: str, volume: Any
) -> None:
    """``p-th percentile at most t`` is kept exactly where ``p % within t`` is, open incidents and all."""
    terms = {"measurement": {"placed_by": placed_by, "minimum_volume": volume}, "clock": "resolution"}
    targets = {
        "share": {"measure": "share in time", "within": f"{minutes} min", "at_least": f"{share} %", **terms},
        "percentile": {"measure": f"{share}th percentile", "at_most": f"{minutes} min", **terms},
    }
    as_share, as_percentile = Desk(agreement(targets), run_out_days=0).attain(seen_at_the_end(told))
    for name in ("counted", "misses", "undecided", "verdict", "by_minimum_volume"):
        assert getattr(as_share, name).tolist() == getattr(as_percentile, name).tolist()
    for period in range(3):
        value = as_percentile.value(period)
        if value is not None and not as_share.by_minimum_volume[period]:
            assert (value <= minutes) == (as_share.verdict[period] == MET)


@settings(max_examples=40, deadline=None)
@given(st.lists(histories, max_size=30), st.sampled_from(["opened", "due", "resolved"]), st.integers(0, 300))
def test_every_incident_counts_once_or_not_at_all(
    told: list[tuple[int, int | None]], placed_by: str, minutes: int
) -> None:
    target = in_time(within=f"{minutes} min", measurement={"placed_by": placed_by})
    (found,) = desk(target, run_out_days=0).attain(seen_at_the_end(told))
    assert found.counted.sum() + found.undecided.sum() <= len(told)
    assert ((found.misses >= 0) & (found.misses <= found.counted)).all()


def passed_on(opened: int, moved: int, resolved: int | None, **more: Any) -> Incident:
    return Incident(opened, [Step(opened, opened, moved, REASSIGNED), Step(moved, moved, resolved, team=1)], **more)


def test_first_contact_resolution() -> None:
    """Resolved by the first team, also after waiting for the customer: two of three; the open one is not known yet."""
    d = desk({"measure": "first contact resolution", "at_least": "66 %"})
    found = d.attain([incident(0, 10), waiting(0, 5, 90, 95, then=CUSTOMER), passed_on(0, 10, 50), incident(0, None)])
    assert of(found, "counted", "misses", "undecided") == [[3, 0, 0], [1, 0, 0], [1, 0, 0]]
    assert (found[0].value(0), found[0].verdict[0]) == (Fraction(2, 3), MET)


def test_what_was_passed_on_is_no_first_contact_resolution_however_long_it_stays_open() -> None:
    d = desk({"measure": "first contact resolution", "at_least": "66 %"})
    assert of(d.attain([passed_on(0, 10, None)]), "counted", "misses", "undecided") == [[1, 0, 0], [1, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize(("came_back", "verdict"), [(1, MET), (2, MISSED)])
def test_reopen_rate(came_back: int, verdict: int) -> None:
    """Of 20 resolved incidents one is 5 %, which is not above 5 %; coming back twice counts once."""
    d = desk({"measure": "reopen rate", "at_most": "5 %"})
    incidents = [reopening(n, n + 9, n + 50, n + 60, n + 99, n + 120) for n in range(came_back)]
    found = d.attain([*incidents, *(incident(n, n + 9) for n in range(20 - came_back)), incident(0, None)])
    assert of(found, "counted", "misses", "undecided") == [[20, 0, 0], [came_back, 0, 0], [1, 0, 0]]
    assert found[0].verdict[0] == verdict


@pytest.mark.parametrize(("placed_by", "counted"), [("opened", [1, 0, 0]), ("resolved", [0, 1, 0]), ("due", [0, 1, 0])])
def test_what_has_no_deadline_is_placed_by_its_first_resolution(placed_by: str, counted: list[int]) -> None:
    d = desk({"measure": "reopen rate", "at_most": "5 %", "measurement": {"placed_by": placed_by}})
    assert of(d.attain([reopening(JANUARY - 9, JANUARY + 9, 3 * JANUARY, None)]), "counted") == [counted]


def test_the_rule_for_few_incidents_is_about_late_ones_and_no_other_measure() -> None:
    """Ten incidents of which three were passed on: 70 % keeps a promise of 62 %, though the rule allows two misses."""
    measurement = {**RULE, "minimum_volume": {"below": "40 incidents", "allows": "2 misses"}}
    d = desk({"measure": "first contact resolution", "at_least": "62 %"}, measurement=measurement)
    found = d.attain([*(passed_on(n, n + 5, n + 9) for n in range(3)), *(incident(n, n + 9) for n in range(7))])
    assert (found[0].verdict[0], found[0].by_minimum_volume[0]) == (MET, 0)


def test_a_quarter_counts_what_its_months_hold() -> None:
    found = desk(in_time(measurement={"service_period": "calendar quarter"})).attain(
        [*many(1, 4), *many(0, 3, JANUARY), *many(2, 5, JANUARY + FEBRUARY)]
    )
    assert of(found, "counted", "misses") == [[12], [3]]
