"""The time axis of a run."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from slm_sim.errors import InputError
from slm_sim.model.quantities import Length
from slm_sim.span import date_after, local_midnight, local_zone, span
from tests.workload.scenarios import AGREEMENT, desk


def test_the_span_lies_between_local_midnights_of_the_agreement() -> None:
    times = {"starts": "2027-03-01", "lasts": "2 months", "warm_up": "4 weeks", "run_out": "10 days"}
    run = span(desk({"time": times}))
    assert run.zone == "Europe/London"
    assert run.axis.moment_at(run.start) == datetime(2027, 3, 1, tzinfo=UTC)
    assert run.axis.moment_at(run.end) == datetime(2027, 4, 30, 23, tzinfo=UTC)  # summer time
    assert run.axis.moment_at(0) == datetime(2027, 2, 1, tzinfo=UTC)
    assert run.axis.moment_at(run.horizon) - run.axis.moment_at(run.end) == timedelta(days=10)
    assert run.lowest == -400 * 86_400
    assert run.highest == run.horizon + 400 * 86_400


def test_the_start_is_a_tick_even_if_the_warm_up_is_no_whole_number_of_them() -> None:
    run = span(desk({"time/tick": "15 min", "time/warm_up": "100 min"}))
    assert run.start == 7
    assert run.axis.moment_at(7) == datetime(2027, 3, 1, tzinfo=UTC)


BERLIN: dict[str, Any] = {**AGREEMENT, "time_zone": "Europe/Berlin"}
NO_AGREEMENT: dict[str, Any] = {"agreements": {}, "priorities": {"names": ["P1", "P2", "P3"]}}


@pytest.mark.parametrize(
    ("changes", "zone"),
    [
        ({"agreements/sla": BERLIN, "priorities": {"defined_in": "sla"}}, "Europe/Berlin"),
        ({"agreements": {"sla": BERLIN}}, "Europe/Berlin"),
        (NO_AGREEMENT | {"sites/leeds/time_zone": "Asia/Kolkata"}, "Asia/Kolkata"),
        (NO_AGREEMENT | {"sites/dublin": {"time_zone": "Europe/Dublin"}}, "UTC"),
        (NO_AGREEMENT | {"sites": {}}, "UTC"),
    ],
)
def test_whose_midnight(changes: dict[str, Any], zone: str) -> None:
    assert local_zone(desk(changes)) == zone


@pytest.mark.parametrize(
    ("day", "length", "after"),
    [
        ("2027-01-31", "1 month", "2027-02-28"),
        ("2027-11-30", "3 months", "2028-02-29"),
        ("2028-02-29", "1 year", "2029-02-28"),
        ("2027-12-01", "1.5 years", "2029-06-01"),
        ("2027-03-01", "2 weeks", "2027-03-15"),
        ("2027-12-31", "1 day", "2028-01-01"),
    ],
)
def test_a_calendar_length_after_a_date(day: str, length: str, after: str) -> None:
    assert date_after(date.fromisoformat(day), Length.parse(length)) == date.fromisoformat(after)


@pytest.mark.parametrize("length", ["1.5 months", "0.5 days"])
def test_a_length_that_ends_in_the_middle_of_a_day_is_refused(length: str) -> None:
    with pytest.raises(InputError, match="no whole number of months or days"):
        date_after(date(2027, 1, 1), Length.parse(length))


def test_where_a_clock_change_skips_midnight_the_day_begins_with_its_first_moment() -> None:
    assert local_midnight(date(2018, 11, 4), "America/Sao_Paulo") == datetime(2018, 11, 4, 3, tzinfo=UTC)
