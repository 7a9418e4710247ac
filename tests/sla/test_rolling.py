"""Weeks, and periods of several months that overlap."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.agreement import Term
from slm_sim.sla import attain, compile_agreement, histories
from slm_sim.sla.periods import charged, service_periods
from tests.sla.build import Desk, Incident, agreement, incident, played

JANUARY, FEBRUARY, QUARTER = 31 * 1440, 28 * 1440, 90 * 1440
ROLLING = {"service_period": "rolling 2 months", "placed_by": "opened"}
YEAR = Term.model_validate({"starts": "2027-01-01", "lasts": "1 year"})
YEAR_BEFORE = Term.model_validate({"starts": "2026-12-01", "lasts": "1 year"})
SHARE = {"measure": "share in time", "clock": "resolution", "within": "4 h", "at_least": "90 %"}


def desk(target: dict[str, Any], **sections: Any) -> Desk:
    return Desk(agreement({"t": target}, **{"measurement": ROLLING, **sections}))


def test_a_rolling_period_ends_with_each_month_that_has_enough_before_it() -> None:
    d = desk(SHARE)
    term = Term.model_validate({"starts": "2027-01-01", "lasts": "1 year", "bedding_in": "1 month"})
    found = service_periods("rolling 2 months", term, "Etc/UTC", d.span)
    assert [(one.label, one.start, one.end, one.credits) for one in found] == [
        ("2027-01 to 2027-02", 0, JANUARY + FEBRUARY, False),
        ("2027-02 to 2027-03", JANUARY, QUARTER, True),
    ]
    assert service_periods("rolling 4 months", term, "Etc/UTC", d.span) == ()


def test_rolling_weeks_and_days_end_with_each_week_and_each_day_over_a_clock_change() -> None:
    """London goes to summer time on Sunday, 28 March 2027: what holds that day is an hour shorter."""
    d = Desk(agreement({"t": SHARE}, time_zone="Europe/London"), starts="2027-03-01", ends="2027-04-12")
    weeks = service_periods("rolling 2 weeks", YEAR, "Europe/London", d.span)
    assert [one.label for one in weeks] == [f"2027-W{n:02d} to 2027-W{n + 1:02d}" for n in range(9, 14)]
    assert [one.end - one.start for one in weeks] == [14 * 1440] * 2 + [14 * 1440 - 60] * 2 + [14 * 1440]
    days = service_periods("rolling 30 days", YEAR, "Europe/London", d.span)
    assert len(days) == 42 - 29
    assert (days[0].label, days[-1].label) == ("2027-03-01 to 2027-03-30", "2027-03-13 to 2027-04-11")
    assert {one.end - one.start for one in days} == {30 * 1440 - 60}
    assert [one.start for one in days] == [number * 1440 for number in range(13)]
    assert days[0].end == d.at("2027-03-31 00:00")
    autumn = Desk(agreement({"t": SHARE}, time_zone="Europe/London"), starts="2027-10-30", ends="2027-11-03")
    lengths = [one.end - one.start for one in service_periods("rolling 2 days", YEAR, "Europe/London", autumn.span)]
    assert lengths == [2 * 1440 + 60] * 2 + [2 * 1440]


def test_rolling_days_lie_in_the_term_and_only_those_that_begin_after_the_bedding_in_earn_credits() -> None:
    term = Term.model_validate({"starts": "2027-01-30", "lasts": "6 days", "bedding_in": "1 day"})
    found = service_periods("rolling 5 days", term, "Etc/UTC", desk(SHARE).span)
    assert [(one.label, one.start, one.credits) for one in found] == [
        ("2027-01-30 to 2027-02-03", 29 * 1440, False),
        ("2027-01-31 to 2027-02-04", 30 * 1440, True),
    ]


def test_a_credit_for_rolling_days_is_of_the_charge_of_its_last_day() -> None:
    """An incident due on 1 February is late in the thirty periods that hold that day, of 61 of January to March."""
    bands = {"bands": {"of": "fee", "bands": {"all": {"below": "target", "credit": "5 %"}}}}
    days = {"service_period": "rolling 30 days", "placed_by": "opened"}
    late = [incident(JANUARY + 9, JANUARY + 900)]
    found = desk({**SHARE, "credit": "bands"}, credits=bands, measurement=days).charge(late)
    of_a_day = Fraction(10_000) * 12 * 10_000 / 3_652_425
    assert [credit.base for credit in found.credits] == [of_a_day] * 30
    assert found.credits[0].period == "2027-01-03 to 2027-02-01"
    assert found.credits[-1].period == "2027-02-01 to 2027-03-02"


def test_weeks_begin_on_mondays_and_are_those_of_the_iso_calendar() -> None:
    """1 January 2027 is a Friday of week 53 of 2026; at the end of March London changes its clocks."""
    d = Desk(agreement({"t": SHARE}, time_zone="Europe/London"), ends="2027-04-10")
    found = service_periods("week", YEAR, "Europe/London", d.span)
    assert [one.label for one in found][:2] == ["2027-W01", "2027-W02"]
    assert found[-1].label == "2027-W13"
    assert found[0].start == d.at("2027-01-04 00:00")
    lengths = [one.end - one.start for one in found]
    assert lengths == [7 * 1440] * 11 + [7 * 1440 - 60, 7 * 1440]
    over = Desk(agreement({"t": SHARE}), starts="2026-12-01").span
    over_new_year = service_periods("week", YEAR_BEFORE, "Etc/UTC", over)
    assert "2026-W53" in [one.label for one in over_new_year]


def test_an_incident_counts_in_each_period_that_holds_it_and_so_does_its_failure() -> None:
    target = {**SHARE, "credit": "bands"}
    bands = {"bands": {"of": "fee", "bands": {"all": {"below": "target", "credit": "5 %"}}}}
    late = [incident(9, 400), incident(JANUARY + 9, JANUARY + 900), incident(JANUARY + FEBRUARY, QUARTER - 1)]
    (found,) = desk(target, credits=bands).attain(late)
    assert found.counted.tolist() == [2, 2]
    assert found.failures.period.tolist() == [0, 0, 1, 1]
    assert found.failures.subject.tolist() == [0, 1, 1, 2]


def test_a_credit_for_a_rolling_period_is_of_the_charges_of_its_last_month() -> None:
    """By the month 10 000 GBP; 5 % of them, twice, and not of 20 000."""
    bands = {"bands": {"of": "fee", "bands": {"all": {"below": "target", "credit": "5 %"}}}}
    found = desk({**SHARE, "credit": "bands"}, credits=bands).charge([incident(JANUARY + 9, JANUARY + 900)])
    assert [(credit.period, credit.base, credit.amount) for credit in found.credits] == [
        ("2027-01 to 2027-02", Fraction(10_000), Fraction(500)),
        ("2027-02 to 2027-03", Fraction(10_000), Fraction(500)),
    ]


def test_what_is_charged_for_a_period() -> None:
    months = service_periods("calendar month", YEAR, "Etc/UTC", desk(SHARE).span)
    quarter = replace(months[0], end=months[2].end)
    assert charged("rolling 3 months", quarter, months) == (months[2], Fraction(1))
    assert charged("calendar quarter", quarter, months) == (quarter, Fraction(3))
    days = (replace(months[0], end=1440), replace(months[0], start=1440, end=2880))
    assert charged("rolling 2 days", replace(months[0], end=2880), days) == (days[1], Fraction(12 * 10_000, 3_652_425))
    assert charged("week", months[0], months) == (months[0], Fraction(7 * 12 * 10_000, 3_652_425))


lives = st.tuples(st.integers(0, QUARTER - 1), st.one_of(st.none(), st.integers(1, 30_000)), st.integers(0, 1))
MEASURES: list[dict[str, Any]] = [
    SHARE,
    {"measure": "mean time", "clock": "resolution", "at_most": "4 h"},
    {"measure": "75th percentile", "clock": "resolution", "at_most": "4 h"},
    {"measure": "number of misses", "clock": "resolution", "within": "4 h", "at_most": "1 incident"},
    {"measure": "reopen rate", "at_most": "5 %"},
    {"measure": "backlog in time", "clock": "resolution", "within": "4 h", "at_least": "90 %"},
]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(lives, max_size=12),
    st.sampled_from(["opened", "due", "resolved"]),
    st.sampled_from(["2 months", "3 months", "4 weeks", "30 days"]),
)
@pytest.mark.parametrize("target", MEASURES, ids=[target["measure"] for target in MEASURES])
def test_overlapping_periods_are_counted_as_each_would_be_alone(
    target: dict[str, Any], told: list[tuple[int, int | None, int]], placed_by: str, rolls: str
) -> None:
    d = desk(target, measurement={"service_period": f"rolling {rolls}", "placed_by": placed_by})
    compiled = compile_agreement("sla", d.agreement, d.span)
    ends = [(opened, None if took is None or opened + took >= d.span.horizon else opened + took, priority)
            for opened, took, priority in told]  # fmt: skip
    incidents: list[Incident] = [incident(opened, end, priority=priority) for opened, end, priority in ends]
    seen = played(incidents, d.span.horizon, d.axis)
    (together,) = attain(compiled, *seen, histories(*seen))
    periods = list(enumerate(compiled.periods[0]))
    for number, period in periods[:: max(len(periods) // 3, 1)]:
        (alone,) = attain(replace(compiled, periods=((period,),)), *seen, histories(*seen))
        for name in ("counted", "misses", "undecided", "excluded", "numerator", "denominator", "verdict"):
            assert getattr(together, name)[number] == getattr(alone, name)[0]
