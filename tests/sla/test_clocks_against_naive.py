"""The vectorised clocks answer as a pencil does that walks every history tick by tick."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.calendars import always_open, compile_hours, is_open
from slm_sim.clock import NEVER, TimeAxis
from slm_sim.model.clockterms import Clock
from slm_sim.model.quantities import Length
from slm_sim.model.week import week_hours
from slm_sim.sla.clocks import clock_terms, read_clock
from slm_sim.sla.histories import histories
from tests.sla import naive
from tests.sla.build import CUSTOMER, NAMES, VENDOR, Incident, Step, played

AXIS = TimeAxis(datetime(2027, 1, 4, tzinfo=UTC), tick_ms=900_000)  # a Monday, ticks of a quarter of an hour
DAY = 96
HORIZON = 12 * DAY
REACH = 60 * DAY
RESOLVED, REASSIGNED, REOPENED = 0, 1, 2

WITH_LUNCH = {"Mon-Thu": "08:00-12:00, 13:00-17:00", "Fri": "08:00-12:00", "Sat": "10:00-11:00"}
CALENDARS = {
    "24x7": always_open(-DAY, REACH),
    "lunch": compile_hours("lunch", week_hours(WITH_LUNCH), "Etc/UTC", frozenset(), AXIS, -DAY, REACH),
}
OPEN = {name: is_open(found, np.arange(REACH)).tolist() for name, found in CALENDARS.items()}

kinds = st.sampled_from([REASSIGNED, CUSTOMER, VENDOR, REOPENED])
lengths = st.one_of(st.integers(0, 6), st.integers(0, 3 * DAY), st.just(DAY))


@st.composite
def told(draw: st.DrawFn) -> Incident:
    """An incident of one to five steps, cut off at the horizon wherever it then is."""
    opened = draw(st.integers(0, HORIZON - 1))
    following = [*draw(st.lists(kinds, max_size=4)), RESOLVED]
    moment = opened
    steps = []
    for then in following:
        ready, start = moment, moment + draw(lengths)
        end = start + 1 + draw(lengths)
        moment = end if then == REASSIGNED else end + draw(lengths)
        steps.append(Step(seen(ready), seen(start), seen(end), then, team=draw(st.integers(0, 1))))
    return Incident(opened, steps)


def seen(tick: int) -> int | None:
    return tick if tick < HORIZON else None


def clock(after_reopening: str) -> Clock:
    return Clock.model_validate(
        {"stops": "resolved", "pauses_while_pending": ["customer"], "after_reopening": after_reopening}
    )


@pytest.mark.parametrize("after_reopening", ["resume", "restart from zero", "first cycle only"])
@pytest.mark.parametrize(("calendar", "in_days"), [("24x7", False), ("lunch", False), ("lunch", True)])
@settings(max_examples=60, deadline=None)
@given(incidents=st.lists(told(), min_size=1, max_size=6), data=st.data())
def test_every_reading(
    after_reopening: str, calendar: str, in_days: bool, incidents: list[Incident], data: st.DataObject
) -> None:
    amount = data.draw(st.integers(0, 4) if in_days else st.integers(0, 2 * DAY), label="target")
    target = Length.parse(f"{amount} business days" if in_days else f"{amount * 15} min")
    history = histories(*played(incidents, HORIZON, AXIS))
    terms = clock_terms(clock(after_reopening), target, AXIS, NAMES.pending)
    found = read_clock(terms, CALENDARS[calendar], history, np.arange(len(incidents)), HORIZON)
    for number, incident in enumerate(incidents):
        expected = naive.read(incident, after_reopening, OPEN[calendar], HORIZON, amount, DAY if in_days else 0)
        stop = NEVER if expected.stop is None else expected.stop
        shown = (found.elapsed[number], found.due[number], found.state[number], found.stop[number])
        assert shown == (expected.elapsed, expected.due, expected.state, stop), incident


@settings(max_examples=60, deadline=None)
@given(incidents=st.lists(told(), min_size=2, max_size=6), data=st.data())
def test_a_clock_of_some_incidents_shows_what_it_shows_of_all(incidents: list[Incident], data: st.DataObject) -> None:
    history = histories(*played(incidents, HORIZON, AXIS))
    some = np.array(sorted(data.draw(st.sets(st.integers(0, len(incidents) - 1), min_size=1))))
    target = Length.parse("6 h")
    for after_reopening in ("resume", "restart from zero", "first cycle only"):
        everything, part = (
            read_clock(
                clock_terms(clock(after_reopening), target, AXIS, NAMES.pending),
                CALENDARS["lunch"],
                history,
                which,
                HORIZON,
            )
            for which in (np.arange(len(incidents)), some)
        )
        for name in ("incident", "start", "stop", "elapsed", "due", "state"):
            assert np.array_equal(getattr(part, name), getattr(everything, name)[some])
