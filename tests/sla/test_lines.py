"""What the lines of a clock say, each worked out with a pencil. Office hours are 08:00 to 18:00."""

from __future__ import annotations

from typing import Any

import pytest

from slm_sim.clock import NEVER
from slm_sim.sla import compile_agreement
from slm_sim.sla.lines import ClockLine, clock_lines
from tests.sla.build import NAMES, Desk, agreement
from tests.sla.timeline import Told, events

Row = tuple[int, str, str, int]


def lines(within: str, told: Told, horizon: int = 1000, office: bool = False, **clock: Any) -> list[Row]:
    """Moment, what, why, minutes; minute 0 of a clock in office hours is Monday, 4 January 2027, 08:00."""
    terms = {"stops": "resolved", "calendar": "office" if office else "24x7", **clock}
    target = {"measure": "share in time", "clock": "c", "within": within, "at_least": "90 %"}
    d = Desk(agreement({"t": target}, clocks={"c": terms}))
    base = d.at("2027-01-04 08:00") if office else 0
    compiled = compile_agreement("sla", d.agreement, d.span)
    moved = [(None if moment is None else moment + base, what) for moment, what in told]
    found = clock_lines(compiled, compiled.clauses[0], events(moved), NAMES, 0, base + horizon)
    return [row(line, base) for line in found]


def row(line: ClockLine, base: int) -> Row:
    return (line.moment - base if line.moment != NEVER else NEVER, line.what, line.why, line.elapsed)


PAUSES: dict[str, Any] = {"pauses_while_pending": ["customer"]}


def test_a_clock_that_was_late() -> None:
    """30 minutes, a wait, 60 more minutes make 90: the hour was up 30 minutes after the wait. Reopened, 10 more."""
    told = [
        (0, "opened P1"),
        (5, "touched"),
        (30, "pending customer"),
        (100, "in progress"),
        (160, "resolved"),
        (200, "reopened"),
        (210, "resolved"),
    ]
    assert lines("1 h", told, **PAUSES, warns_at=["50 %", "75 %"]) == [
        (0, "started", "opened", 0),
        (30, "warning", "50 % of 1 h used up", 30),
        (30, "paused", "pending customer", 30),
        (100, "resumed", "in progress", 30),
        (115, "warning", "75 % of 1 h used up", 45),
        (130, "target reached", "1 h used up", 60),
        (160, "stopped", "resolved", 90),
        (200, "resumed", "reopened", 90),
        (210, "stopped", "resolved", 100),
    ]


def test_exactly_the_target_is_not_reached_beyond() -> None:
    told = [(0, "opened P1"), (60, "resolved")]
    assert lines("1 h", told) == [(0, "started", "opened", 0), (60, "stopped", "resolved", 60)]


def test_time_left_of_what_runs_and_of_what_pauses() -> None:
    told = [(0, "opened P1"), (20, "pending customer")]
    assert lines("1 h", told, 50)[-1] == (50, "still running", "10 min left", 50)
    assert lines("1 h", told, 50, **PAUSES)[-1] == (50, "still paused", "40 min left", 20)
    assert lines("1 h", told, 150)[-2:] == [
        (60, "target reached", "1 h used up", 60),
        (150, "still running", "1 h 30 min over the target", 150),
    ]


def test_business_days_are_used_up_at_a_moment() -> None:
    """Monday 08:00 and one business day: Tuesday 08:00, 10 open hours later; half of them are up at 13:00."""
    told = [(0, "opened P1"), (1500, "resolved")]
    assert lines("1 business day", told, 5000, office=True, warns_at=["50 %"]) == [
        (0, "started", "opened", 0),
        (300, "warning", "50 % of 10 h used up", 300),
        (1440, "target reached", "10 h used up", 600),
        (1500, "stopped", "resolved", 660),
    ]


def test_a_start_that_counts_from_the_opening() -> None:
    """40 minutes have passed, 10 of them waiting: 30 have counted, or 40 if earlier pauses are dropped."""
    told = [
        (0, "opened P2"),
        (10, "pending customer"),
        (20, "in progress"),
        (40, "priority P1"),
        (50, "resolved"),
    ]
    clock: dict[str, Any] = {"starts": "priority becomes P1", "counts_from": "opened", **PAUSES}
    first, last = lines("1 h", told, **clock)
    assert first == (40, "started", "priority becomes P1, counted from the opening", 30)
    assert last == (50, "stopped", "resolved", 40)
    assert lines("1 h", told, **clock, earlier_pauses="dropped")[0][3] == 40


@pytest.mark.parametrize(
    ("clock", "line"),
    [
        ({"after_priority_change": "count from the change"}, "priority becomes P1, counted from the change"),
        ({"pauses_before_change": "dropped"}, "priority becomes P1, earlier pauses count"),
    ],
)
def test_what_a_change_of_priority_does(clock: dict[str, Any], line: str) -> None:
    told = [(0, "opened P2"), (10, "pending customer"), (20, "in progress"), (40, "priority P1"), (50, "resolved")]
    spent = 0 if "after_priority_change" in clock else 40
    assert lines("1 h", told, **PAUSES, **clock)[3:] == [
        (40, "reset", line, spent),
        (50, "stopped", "resolved", spent + 10),
    ]


def test_visits_resets_and_cancelled_runs() -> None:
    """The visit to the desk lasts 20 minutes, that to the experts 70: late, and the hour was up at 80."""
    told = [(0, "opened P1"), (0, "team desk"), (20, "team experts"), (90, "resolved"), (95, "closed")]
    visits: dict[str, Any] = {"starts": "assigned to team", "stops": "reassigned or resolved"}
    assert lines("1 h", told, **visits) == [
        (0, "started", "assigned to desk", 0),
        (20, "stopped", "assigned to experts", 20),
        (20, "started", "assigned to experts", 0),
        (80, "target reached", "1 h used up", 60),
        (90, "stopped", "resolved", 70),
    ]
    assert lines("1 h", told, cancelled_by="assigned to experts")[1:] == [(20, "cancelled", "assigned to experts", 20)]
    assert lines("1 h", told, resets_on="assigned to experts")[1] == (20, "reset", "assigned to experts", 0)


def test_what_nobody_knows_is_said() -> None:
    told = [(0, "opened P1"), (10, "team desk"), (None, "resolved")]
    assert lines("1 h", told)[1:] == [(NEVER, "unknown", "nobody knows when: resolved", 0)]
    assert lines("1 h", [(None, "opened P1"), (5, "resolved")]) == [(NEVER, "unknown", "nobody knows when: opened", 0)]


def test_a_clock_never_stops_for_a_customer_who_gave_up_and_never_starts_without_its_moment() -> None:
    told = [(0, "opened P1"), (7, "abandoned")]
    assert lines("1 h", told)[1:] == [(7, "still running", "abandoned: it never stops", 7)]
    assert lines("1 h", told, stops="resolved or abandoned")[1:] == [(7, "stopped", "abandoned", 7)]
    assert lines("1 h", told, starts="first touch") == []
