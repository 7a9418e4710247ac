"""The backlog at the end of each month, by hand and against a walk from minute to minute. Ticks are minutes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.calendars import is_open
from slm_sim.model.attainment import MET, MISSED, NO_DATA, Attainment
from slm_sim.sla import compile_agreement
from tests.sla.build import Desk, Incident, agreement, given_up, incident, reopening, waiting
from tests.sla.naive import business_days, hours, stretches

JANUARY, FEBRUARY = 31 * 1440, 28 * 1440
END = JANUARY


def in_time(within: str = "4 h", at_least: str = "75 %", clock: str = "resolution", **more: Any) -> dict[str, Any]:
    return {"measure": "backlog in time", "clock": clock, "within": within, "at_least": at_least, **more}


def january(target: dict[str, Any], *incidents: Incident, **sections: Any) -> Attainment:
    (found,) = Desk(agreement({"t": target}, **sections)).attain(incidents)
    return found


def figures(found: Attainment, period: int = 0) -> tuple[int, ...]:
    columns = (found.counted, found.misses, found.excluded, found.verdict)
    return tuple(int(values[period]) for values in columns)


def test_what_is_open_at_the_end_is_counted_with_its_age_then() -> None:
    """Open for 4 h, for 4 h and a minute, closed at the very end, closed before; one opens only with February."""
    told = [
        incident(END - 240, None),
        incident(END - 241, END + 500),
        incident(END - 10, END),
        incident(END - 900, END - 1),
        incident(END, None),
    ]
    assert figures(january(in_time("4 h", "66 %"), *told)) == (3, 1, 0, MET)
    assert figures(january(in_time("4 h", "67 %"), *told)) == (3, 1, 0, MISSED)
    assert figures(january(in_time("4 h", "67 %"), *told), 1) == (2, 2, 0, MISSED)


def test_a_mean_and_the_oldest_age() -> None:
    told = [incident(END - 60, None), incident(END - 121, None)]
    assert (
        january({"measure": "mean backlog age", "clock": "resolution", "at_most": "1.5 h"}, *told).value(0) == 181 / 2
    )
    oldest = january({"measure": "oldest backlog age", "clock": "resolution", "at_most": "2 h"}, *told)
    assert oldest.value(0) == 121
    assert oldest.verdict[0] == MISSED


def test_an_empty_backlog_is_no_data() -> None:
    assert january(in_time(), incident(0, 9)).verdict.tolist() == [NO_DATA] * 3


def test_pauses_do_not_age_and_one_that_lasts_is_seen_as_far_as_it_has_come() -> None:
    """Waited from 60 to 100 and since 60 before the end: 300 min less 40 less 60. What comes later changes nothing."""
    start = END - 300
    for back in (None, END + 5000):
        one = waiting(start, start + 60, start + 100, END - 60, back, None)
        found = january({"measure": "oldest backlog age", "clock": "resolution", "at_most": "4 h"}, one)
        assert found.value(0) == 200
        assert found.verdict[0] == MET


@pytest.mark.parametrize(
    ("after_reopening", "age"), [("resume", 160), ("restart from zero", 60), ("first cycle only", None)]
)
def test_what_came_back_is_as_old_as_its_clock_says(after_reopening: str, age: int | None) -> None:
    """Open for 100 min, resolved for an hour, open again for 60 min at the end of January."""
    clock = {"stops": "resolved", "after_reopening": after_reopening}
    target = {"measure": "oldest backlog age", "clock": "c", "at_most": "4 h"}
    one = reopening(END - 220, END - 120, END - 60, END + 70)
    assert january(target, one, clocks={"c": clock}).value(0) == age


def test_what_is_resolved_at_the_end_of_the_month_and_comes_back_later_is_not_in_the_backlog() -> None:
    assert figures(january(in_time(), reopening(END - 220, END - 120, END + 60, None)))[0] == 0


def test_unanswered_is_a_backlog_of_its_own_which_who_gave_up_has_left() -> None:
    told = [incident(END - 50, None, END + 3), incident(END - 50, None, END - 3), given_up(END - 50, END - 20)]
    assert figures(january(in_time(clock="response"), *told))[:2] == (1, 0)


def test_excluded_ones_are_counted_apart() -> None:
    assert figures(january(in_time(), incident(0, None, excluded=0), incident(0, None, excluded=1)))[:3] == (1, 1, 1)


def test_the_rule_for_few_and_what_failed() -> None:
    rule = {"placed_by": "opened", "minimum_volume": {"below": "4 incidents", "allows": "1 miss"}}
    bands = {"bands": {"of": "fee", "bands": {"all": {"below": "target", "credit": "5 %"}}}}
    target = in_time(credit="bands")
    found = january(target, incident(END - 300, None), incident(END - 9, None), measurement=rule, credits=bands)
    assert (found.verdict[0], found.by_minimum_volume[0]) == (MET, 1)
    failures = found.failures
    first = [getattr(failures, name)[0] for name in ("period", "subject", "start", "end", "over")]
    assert first == [0, 0, END - 60, END, 60]


def test_what_failed_in_business_days_is_beyond_by_open_time() -> None:
    """Due on Thursday 28 January 09:00, a business day after Wednesday's; the month ends on a Sunday: 9 h and 10 h."""
    bands = {"bands": {"of": "fee", "bands": {"all": {"below": "target", "credit": "5 %"}}}}
    d = Desk(agreement({"t": in_time("1 business day", clock="office", credit="bands")}, credits=bands))
    opened, due = d.at("2027-01-27 09:00"), d.at("2027-01-28 09:00")
    wait = waiting(opened, due + 60, due + 120, None)
    failures = d.attain([incident(opened, None), wait])[0].failures
    assert failures.over[:2].tolist() == [19 * 60, 18 * 60]
    assert failures.start[:2].tolist() == [due, due]


moments = st.lists(st.integers(1, 3000), min_size=0, max_size=4)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 20_000), moments), max_size=5),
    st.sampled_from(["resume", "restart from zero", "first cycle only"]),
    st.sampled_from(["3 business hours", "2 business days"]),
)
def test_minute_by_minute(told: list[tuple[int, list[int]]], after_reopening: str, within: str) -> None:
    """Each incident waits in turn, opened before the end of January; what is open then is read with a pencil."""
    clock = {
        "stops": "resolved", "pauses_while_pending": ["customer"], "calendar": "office",
        "after_reopening": after_reopening,
    }  # fmt: skip
    d = Desk(agreement({"t": in_time(within, clock="c")}, clocks={"c": clock}))
    calendar = compile_agreement("sla", d.agreement, d.span).calendars["office"]
    open_minutes = is_open(calendar, np.arange(d.span.horizon)).tolist()
    incidents = []
    for before, lengths in told:
        ends = np.cumsum([END - before, *lengths]).tolist()[1:]
        last = [] if len(ends) % 2 else [None]
        incidents.append(waiting(END - before, *ends, *last))
    open_then, late = 0, 0
    for one in incidents:
        turn = stretches(one, after_reopening)[-1]
        if turn.stop is not None and turn.stop < END:
            continue
        open_then += 1
        turn.stop = None
        turn.still = [(a, b if b is not None and b < END else None) for a, b in turn.still if a < END]
        unit = (180, 0) if "hours" in within else (2, 1440)
        read = business_days(turn, open_minutes, END, *unit) if unit[1] else hours(turn, open_minutes, END, unit[0])
        late += read.state == 0
    (found,) = d.attain(incidents)
    assert figures(found)[:2] == (open_then, late)
