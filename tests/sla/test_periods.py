from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.model.agreement import Term
from slm_sim.model.attainment import Period
from slm_sim.model.measurement import ServicePeriod
from slm_sim.model.span import Span
from slm_sim.sla.periods import contract_years, months_of_year, service_periods
from slm_sim.sla.tallies import NOWHERE, cell_at
from tests.sla.build import Desk, agreement, incident

TARGET = {"t": {"measure": "share in time", "clock": "resolution", "within": "4 h", "at_least": "90 %"}}


def term(starts: str = "2027-01-01", lasts: str = "3 years", bedding_in: str = "none") -> Term:
    return Term.model_validate({"starts": starts, "lasts": lasts, "bedding_in": bedding_in})


def span(starts: str, ends: str, zone: str = "Etc/UTC") -> Span:
    return Desk(agreement(TARGET, time_zone=zone), starts, ends).span


def labels(kind: ServicePeriod, of: Term, over: Span, zone: str = "Etc/UTC") -> list[str]:
    return [period.label for period in service_periods(kind, of, zone, over)]


def test_months_quarters_and_contract_years_of_a_year() -> None:
    over = span("2027-04-01", "2028-04-01")
    of = term("2027-04-01")
    assert labels("calendar month", of, over) == [f"2027-{n:02d}" for n in range(4, 13)] + [
        "2028-01",
        "2028-02",
        "2028-03",
    ]
    assert labels("calendar quarter", of, over) == ["2027-Q2", "2027-Q3", "2027-Q4", "2028-Q1"]
    assert labels("contract year", of, over) == ["year 1"]


def test_only_whole_periods_count() -> None:
    over = span("2027-01-15", "2027-07-15")
    assert labels("calendar month", term(), over) == ["2027-02", "2027-03", "2027-04", "2027-05", "2027-06"]
    assert labels("calendar quarter", term(), over) == ["2027-Q2"]
    assert labels("contract year", term(), over) == []


def test_there_is_no_period_outside_the_term() -> None:
    over = span("2027-01-01", "2027-12-01")
    assert labels("calendar month", term("2027-03-10", "4 months"), over) == ["2027-04", "2027-05", "2027-06"]


def test_the_second_contract_year_of_a_term_that_began_before_the_span() -> None:
    over = span("2028-03-10", "2029-03-10")
    assert labels("contract year", term("2027-03-10"), over) == ["year 2"]


def test_a_term_that_begins_on_a_leap_day_has_years() -> None:
    (second,) = service_periods("contract year", term("2028-02-29"), "Etc/UTC", span("2029-02-28", "2030-02-28"))
    assert second.label == "year 2"


def test_months_across_both_clock_changes_in_london() -> None:
    """March 2027 has 31 days less an hour, October 31 days and an hour; the others 24 hours a day."""
    over = span("2027-01-01", "2028-01-01", "Europe/London")
    found = service_periods("calendar month", term(), "Europe/London", over)
    lengths = [(period.end - period.start) - 1440 * days for period, days in zip(found, DAYS, strict=True)]
    assert lengths == [0, 0, -60, 0, 0, 0, 0, 0, 0, 60, 0, 0]
    assert all(one.end == other.start for one, other in pairwise(found))


DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def test_an_agreement_in_another_zone_keeps_all_its_months() -> None:
    """The run is measured from midnight in London; this agreement's days begin an hour earlier."""
    over = span("2027-01-01", "2027-04-01", "Europe/London")
    found = service_periods("calendar month", term(), "Europe/Berlin", over)
    assert [period.label for period in found] == ["2027-01", "2027-02", "2027-03"]
    assert found[0].start == -60


@pytest.mark.parametrize(
    ("bedding_in", "credits"),
    [("none", [True, True, True]), ("2 months", [False, False, True]), ("6 weeks", [False, False, True])],
)
def test_a_period_that_begins_in_the_bedding_in_earns_no_credits(bedding_in: str, credits: list[bool]) -> None:
    found = service_periods("calendar month", term(bedding_in=bedding_in), "Etc/UTC", span("2027-01-01", "2027-04-01"))
    assert [period.credits for period in found] == credits


def test_contract_years_are_there_whether_simulated_or_not() -> None:
    years = contract_years(term("2027-01-01", "18 months"), "Etc/UTC", span("2027-01-01", "2027-04-01"))
    assert [(year.label, (year.end - year.start) // 1440) for year in years] == [("year 1", 365), ("year 2", 182)]
    assert [months_of_year(term("2027-01-01", "18 months"), number) for number in (0, 1)] == [12, 6]
    assert months_of_year(term("2027-01-01", "2 years"), 1) == 12


def test_an_incident_counts_in_the_period_that_its_moment_begins() -> None:
    """The last minute of January, the first of February, the last of March, the first of April (not measured)."""
    d = Desk(agreement(TARGET))
    edges = [d.at("2027-02-01 00:00") - 1, d.at("2027-02-01 00:00"), d.span.end - 1, d.span.end]
    (found,) = d.attain([incident(edge, edge + 10) for edge in edges])
    assert found.counted.tolist() == [1, 1, 1]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=6), st.integers(-20, 20), st.integers(-30, 400))
def test_every_moment_lies_in_the_one_period_that_holds_it(lengths: list[int], start: int, moment: int) -> None:
    edges = [start + sum(lengths[:number]) for number in range(len(lengths) + 1)]
    periods = tuple(Period(str(n), a, b) for n, (a, b) in enumerate(pairwise(edges)))
    holding = [n for n, period in enumerate(periods) if period.start <= moment < period.end]
    for near in range(-1, len(periods) + 1):  # wherever the last one was
        assert cell_at(np.array(edges), moment, near) == (holding or [NOWHERE])[0]


def test_no_period_holds_nothing() -> None:
    assert cell_at(np.empty(0, dtype=np.int64), 5, 0) == NOWHERE
