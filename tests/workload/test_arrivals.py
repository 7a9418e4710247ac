"""When incidents arrive: against the intensity that each test integrates for itself, hour by hour."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from scipy.stats import chi2, kstest, poisson

from slm_sim.model.workload import Workload
from slm_sim.span import span
from tests.workload.scenarios import desk, drawn, many

ALMOST_NEVER = 1e-6
"""The chance that one assertion fails a right program."""

HOURS_PER_MONTH = 365.2425 * 24 / 12
WEEK = {"Mon": "21 %", "Tue-Thu": "45 %", "Fri": "16 %", "Sat-Sun": "rest"}
DAY = {"00:00-07:00": "4 %", "07:00-12:00": "45 %", "12:00-17:30": "35 %", "17:30-24:00": "rest"}
PROFILE = {"week": WEEK, "day": DAY, "year": {"Mar": "150 %", "May": "80 %"}, "holidays": "40 %"}
BANK_HOLIDAYS = {date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31)}

BUSY: dict[str, Any] = {
    "time": {"starts": "2027-02-15", "lasts": "4 months", "run_out": "1 day"},
    "workload/profile": PROFILE,
    "workload/growth": "20 % / year",
    "pending": {},
    "reopening": None,
}


def level(moment: datetime) -> float:
    """What `PROFILE` and the growth make of a usual hour, at a moment of local time in quarters of an hour."""
    week = [0.21, 0.15, 0.15, 0.15, 0.16, 0.09, 0.09][moment.weekday()] * 7
    hour = moment.hour + moment.minute / 60
    day = 0.04 / 7 if hour < 7 else 0.45 / 5 if hour < 12 else 0.35 / 5.5 if hour < 17.5 else 0.16 / 6.5
    year = {3: 1.5, 5: 0.8}.get(moment.month, 1.0)
    holiday = 0.4 if moment.date() in BANK_HOLIDAYS else 1.0
    grown: float = 1.2 ** ((moment.date() - date(2027, 2, 15)).days / 365.2425)
    return week * day * 24 * year * holiday * grown


def expected(zone: str, per_hour: float, class_of: Callable[[datetime], Hashable]) -> dict[Hashable, float]:
    """Expected arrivals per class of local moments over the run of `BUSY`, by quarters of an hour in UTC."""
    moment, end = datetime(2027, 2, 15, tzinfo=UTC), datetime(2027, 6, 15, 23, tzinfo=UTC)
    total: defaultdict[Hashable, float] = defaultdict(float)
    while moment < end:
        local = moment.astimezone(ZoneInfo(zone))
        total[class_of(local)] += level(local) * per_hour / 4
        moment += timedelta(minutes=15)
    return total


def observed(
    workload: Workload, zone: str, class_of: Callable[[datetime], Hashable], customer: int = -1
) -> Counter[Hashable]:
    moments = workload.arrival[workload.customer == customer]
    return Counter(class_of(workload.axis.moment_at(tick).astimezone(ZoneInfo(zone))) for tick in moments.tolist())


def check(found: Counter[Hashable], theory: dict[Hashable, float]) -> None:
    assert found.keys() <= {key for key, mean in theory.items() if mean > 0}
    square = sum((found[key] - mean) ** 2 / mean for key, mean in theory.items())
    assert chi2.sf(square, len(theory)) > ALMOST_NEVER
    assert chi2.cdf(square, len(theory)) > ALMOST_NEVER


@pytest.mark.parametrize(
    "class_of",
    [
        lambda moment: (moment.weekday(), moment.hour),
        lambda moment: moment.month,
        lambda moment: moment.date() in BANK_HOLIDAYS,
        lambda moment: moment.date(),
    ],
    ids=["hour of week", "month", "holiday", "date"],
)
def test_volumes_follow_the_profile(class_of: Callable[[datetime], Hashable]) -> None:
    workload = drawn(desk(BUSY | {"workload/incidents": "12 000 / month"}))
    theory = expected("Europe/London", 12_000 / HOURS_PER_MONTH, class_of)
    assert min(theory.values()) > 5
    check(observed(workload, "Europe/London", class_of), theory)


def test_each_customer_lives_by_the_clock_of_its_site() -> None:
    changes = BUSY | {
        "sites/chicago": {"time_zone": "America/Chicago", "holidays": "GB-ENG"},
        "workload/customers": {
            "here": {"share": "75 %", "site": "leeds"},
            "there": {"share": "rest", "site": "chicago", "volume": "200 %"},
        },
        "workload/incidents": "8 000 / month",
        **{f"teams/{team}/site": "leeds" for team in ("desk", "field", "expert")},
    }
    workload = drawn(desk(changes))
    by_hour: Callable[[datetime], Hashable] = lambda moment: moment.hour  # noqa: E731 - one line beside its use
    check(observed(workload, "Europe/London", by_hour, 0), expected("Europe/London", 6_000 / HOURS_PER_MONTH, by_hour))
    chicago = expected("America/Chicago", 4_000 / HOURS_PER_MONTH, by_hour)
    check(observed(workload, "America/Chicago", by_hour, 1), chicago)


@pytest.mark.parametrize(
    ("day", "hours"), [("2027-03-28", [0, 2, 3]), ("2027-10-31", [0, 1, 1, 2, 3])], ids=["to summer", "to winter"]
)
def test_an_hour_that_the_clock_skips_brings_nothing_and_one_that_it_shows_twice_brings_twice(
    day: str, hours: list[int]
) -> None:
    hourly = {"00:00-01:00": "0 %", "01:00-02:00": "30 %", "02:00-03:00": "10 %", "03:00-04:00": "60 %"}
    night = {"day": {**hourly, "04:00-24:00": "0 %"}}
    changes = BUSY | {"time": {"starts": day, "lasts": "1 day", "run_out": "0 min"}, "workload/profile": night}
    changes |= {"workload/incidents": "20 000 / day", "workload/growth": "0 % / year"}
    workload = drawn(desk(changes))
    assert workload.horizon == (23 if "03-28" in day else 25) * 3600
    found = np.bincount(workload.arrival // 3600, minlength=len(hours))
    theory = [{0: 0, 1: 6_000, 2: 2_000, 3: 12_000}[hour] for hour in hours]
    for count, mean in zip(found.tolist(), [*theory, *([0] * 21)], strict=False):
        assert poisson.sf(count - 1, mean) > ALMOST_NEVER
        assert poisson.cdf(count, mean) > ALMOST_NEVER


def test_without_a_profile_arrivals_are_a_homogeneous_poisson_process() -> None:
    changes = {
        "workload/incidents": "30 / h",
        "workload/categories": {},
        "time": {"starts": "2027-03-15", "lasts": "4 weeks", "run_out": "0 min", "tick": "1 ms"},
        "pending": {},
        "reopening": None,
    }
    workload = drawn(desk(changes))
    hours = span(desk(changes)).horizon / 3_600_000
    assert hours == 28 * 24 - 1  # the clocks go forward, and the rate is by the hour
    assert poisson.sf(workload.incidents - 1, 30 * hours) > ALMOST_NEVER
    assert poisson.cdf(workload.incidents, 30 * hours) > ALMOST_NEVER
    gaps = np.diff(workload.arrival) / 3_600_000 * 30
    assert kstest(gaps, "expon").pvalue > ALMOST_NEVER
    assert kstest(workload.arrival / (hours * 3_600_000), "uniform").pvalue > ALMOST_NEVER


@pytest.mark.parametrize(
    ("rate", "per_hour"), [("2 / h", 2), ("4 000 / month", 48_000 / 8765.82), ("700 / week", 700 / 168)]
)
def test_a_rate_is_what_its_unit_says(rate: str, per_hour: float) -> None:
    changes = {"workload/incidents": rate, "time": {"starts": "2027-06-01", "lasts": "40 weeks", "run_out": "0 min"}}
    mean = per_hour * span(desk(changes)).horizon / 3600
    count = drawn(desk(changes)).incidents
    assert poisson.sf(count - 1, mean) > ALMOST_NEVER
    assert poisson.cdf(count, mean) > ALMOST_NEVER


def daily_counts(variation: dict[str, str] | None) -> np.ndarray[Any, np.dtype[np.int64]]:
    changes: dict[str, Any] = {
        "workload/incidents": "100 / day",
        "workload/daily_variation": variation,
        "time": {"starts": "2027-01-01", "lasts": "1 year", "run_out": "0 min"},
        "sites": {"there": {"time_zone": "Asia/Kolkata"}},
        "agreements": {},
        "priorities": {"names": ["P1", "P2", "P3"]},
        "workload/impact": None,
        "pending": {},
        "reopening": None,
    }
    if variation is None:
        del changes["workload/daily_variation"]
    return np.array([np.bincount(workload.arrival // 86_400) for workload in many(desk(changes), 8)])


def test_days_vary_as_much_as_is_said_beyond_chance_and_busy_ones_cluster() -> None:
    """Variance of a count with a mean of 100: 100 by chance, and (100 x 30 %)^2 by busyness.

    Standard errors over 8 x 365 days are about 3 % of the variance and 0.03 of the correlation, here five times that.
    """
    plain = daily_counts(None)
    assert abs(plain.var() / 100 - 1) < 0.15
    varied = daily_counts({"coefficient_of_variation": "30 %", "autocorrelation": "0 %"})
    assert abs(varied.mean() / 100 - 1) < 0.03
    assert abs(varied.var() / 1000 - 1) < 0.2
    assert abs(correlation(varied)) < 0.1
    clustered = daily_counts({"coefficient_of_variation": "30 %", "autocorrelation": "60 %"})
    assert abs(correlation(clustered) - 0.6 * 900 / 1000) < 0.15


def correlation(counts: np.ndarray[Any, np.dtype[np.int64]]) -> float:
    return float(np.corrcoef(counts[:, :-1].ravel(), counts[:, 1:].ravel())[0, 1])


def test_a_busy_day_is_busy_for_all_categories() -> None:
    changes = {
        "workload/incidents": "400 / day",
        "workload/daily_variation": {"coefficient_of_variation": "50 %"},
        "workload/categories": {"a": {"share": "50 %"}, "b": {"share": "50 %"}},
        "time": {"starts": "2027-04-01", "lasts": "6 months", "run_out": "0 min"},
        "pending": {},
    }
    workload = drawn(desk(changes))
    first, second = (np.bincount(workload.arrival[workload.category == category] // 86_400) for category in (0, 1))
    assert np.corrcoef(first, second)[0, 1] > 0.9
