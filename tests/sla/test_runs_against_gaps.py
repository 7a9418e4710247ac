"""A clock that walks events shows what the fast one shows that reads gaps, wherever both know how to read it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.clockterms import Clock
from slm_sim.model.deadline import Deadline, Within
from slm_sim.model.quantities import Length
from slm_sim.sla.clockrules import clock_rules
from slm_sim.sla.clocks import clock_terms, read_clock
from slm_sim.sla.events import events_of
from slm_sim.sla.histories import histories
from slm_sim.sla.runclocks import read_runs, run_terms
from slm_sim.sla.runs import runs_of
from tests.sla.build import NAMES, Incident, given_up, played
from tests.sla.test_clocks_against_naive import AXIS, CALENDARS, DAY, HORIZON, told

gives_up = st.builds(lambda opened, wait: given_up(opened, opened + wait), st.integers(0, HORIZON), st.integers(0, DAY))


def plain(stops: str, after_reopening: str) -> Clock:
    pauses = ["customer"] if stops == "resolved" else []
    clock = Clock.model_validate({"stops": stops, "pauses_while_pending": pauses, "after_reopening": after_reopening})
    assert clock.is_plain
    return clock


TARGETS: dict[str, st.SearchStrategy[Within]] = {
    "min": st.builds(lambda amount: Length.parse(f"{amount * 15} min"), st.integers(0, 2 * DAY)),
    "business days": st.builds(lambda amount: Length.parse(f"{amount} business days"), st.integers(0, 4)),
    "business day": st.builds(Deadline, st.integers(1, 4), st.sampled_from([0, 555, 600, 750, 1440])),
}


@pytest.mark.parametrize(
    "clock",
    [
        plain("first touch", "resume"),
        plain("resolved", "resume"),
        plain("resolved", "restart from zero"),
        plain("resolved", "first cycle only"),
    ],
    ids=lambda clock: f"{clock.stops}, {clock.after_reopening}",
)
@pytest.mark.parametrize(
    ("calendar", "unit"),
    [("24x7", "min"), ("lunch", "min"), ("lunch", "business days"), ("lunch", "business day")],
)
@settings(max_examples=60, deadline=None)
@given(incidents=st.lists(st.one_of(told(), gives_up), min_size=1, max_size=6), data=st.data())
def test_both_show_the_same(
    clock: Clock, calendar: str, unit: str, incidents: list[Incident], data: st.DataObject
) -> None:
    target = data.draw(TARGETS[unit], label="target")
    workload, outcomes = played([replace(one, priority=1) for one in incidents], HORIZON, AXIS)
    terms = clock_terms(clock, target, AXIS, NAMES.pending)
    some = np.array(sorted(data.draw(st.sets(st.integers(0, len(incidents) - 1), min_size=1))))
    fast = read_clock(terms, CALENDARS[calendar], histories(workload, outcomes), some, HORIZON)
    rules = clock_rules(clock, NAMES)
    runs = runs_of(rules, events_of(workload, outcomes))
    general = read_runs(run_terms(terms, rules), CALENDARS[calendar], runs, workload.opened, some, HORIZON)
    for name in ("incident", "start", "stop", "elapsed", "due", "state"):
        assert np.array_equal(getattr(fast, name), getattr(general, name)), name
