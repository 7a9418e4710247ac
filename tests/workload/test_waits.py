"""The calendars of waits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from slm_sim.calendars import after
from slm_sim.model.workload import PENDING
from slm_sim.span import span
from slm_sim.workload import prepare_synthesis, synthesise
from tests.workload.scenarios import desk

SITES: dict[str, Any] = {
    "sites/austin": {"time_zone": "America/Chicago", "holidays": "US"},
    "workload/customers": {
        "north": {"share": "50 %", "site": "leeds"},
        "south": {"share": "30 %", "site": "austin"},
        "east": {"share": "20 %", "site": "leeds"},
    },
    "calendars/office/site": "site of the customer",
    **{f"teams/{team}/site": "leeds" for team in ("desk", "field", "expert")},
}


def test_the_first_calendar_is_around_the_clock_and_only_what_is_needed_follows() -> None:
    scenario = desk({"calendars/unused": {"hours": {"Mon": "09:00-10:00"}}})
    prepared = prepare_synthesis(scenario, span(scenario))
    assert [calendar.name for calendar in prepared.calendars] == ["24x7", "office"]
    assert prepared.calendars[1].local is not None
    assert prepared.calendars[1].local.zone == "Europe/London"


def test_a_calendar_at_the_site_of_the_customer_is_one_per_site() -> None:
    scenario = desk(SITES)
    prepared = prepare_synthesis(scenario, span(scenario))
    zones = [calendar.local.zone for calendar in prepared.calendars[1:3] if calendar.local]
    assert zones == ["Europe/London", "America/Chicago"]
    workload = synthesise(prepared, 0)
    customer = np.repeat(workload.customer, np.diff(workload.first_step))
    waiting = workload.step_then == PENDING
    used = set(zip(customer[waiting].tolist(), workload.step_calendar[waiting].tolist(), strict=True))
    assert used == {(0, 1), (1, 2), (2, 1)}


def test_a_calendar_states_its_own_zone_and_holidays() -> None:
    scenario = desk({"calendars/office/time_zone": "Asia/Tokyo", "calendars/office/holidays": "none"})
    (_, office) = prepare_synthesis(scenario, span(scenario)).calendars
    assert office.local is not None
    assert office.local.zone == "Asia/Tokyo"
    assert (office.closes - office.opens == 8 * 3600).all()


@pytest.mark.parametrize("calendar", ["24x7", "office"])
def test_a_wait_ends_within_the_compiled_calendars(calendar: str) -> None:
    long = {"shape": "constant", "median": "900 weeks"}
    changes = {"pending/customer/lasts": long, "pending/customer/calendar": calendar, "reopening/after": long}
    scenario = desk(changes)
    run = span(scenario)
    prepared = prepare_synthesis(scenario, run)
    workload = synthesise(prepared, 0)
    for number, compiled in enumerate(prepared.calendars):
        longest = int(workload.step_delay[workload.step_calendar == number].max())
        ends = int(after(compiled, run.horizon, longest))
        assert ends <= run.highest
        assert ends > run.horizon + 350 * 86_400
