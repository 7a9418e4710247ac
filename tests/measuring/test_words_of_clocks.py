"""Every word of a clock, read from a file and held against two incidents, worked out with a pencil.

A  Monday 4 January, from the files of `tests.measuring.worked`: opened at 09:00 as P2 at the desk, touched at 09:30,
   pending from 10:00 to 12:00, passed on to the experts at 13:00, P1 from 14:00, resolved at 16:00; reopened on Tuesday
   at 09:00, resolved at 10:00, closed on Wednesday at 10:00.
B  opened on Friday 8 January at 17:00 as P1 at the desk, touched at 17:30, pending from 17:45 to Monday 09:00, resolved
   at 10:30. Office hours are 08:00 to 18:00, Monday to Friday.

Each clock promises a second, so that each incident is late and its minutes are told. Where runs or cycles are timed
each on its own, it is the longest.
"""

from __future__ import annotations

import pytest

from slm_sim.measuring import measure
from slm_sim.model.measured import Measured
from tests.measuring.worked import AGREEMENT, breaches_of, january, write

ROWS = """\
A,New,4 09:00,4 09:00,5 10:00,6 10:00,Low,Desk
A,Active,4 09:00,4 09:30,5 10:00,6 10:00,Low,Desk
A,Wait,4 09:00,4 10:00,5 10:00,6 10:00,Low,Desk
A,Active,4 09:00,4 12:00,5 10:00,6 10:00,Low,Desk
A,Active,4 09:00,4 13:00,5 10:00,6 10:00,Low,Experts
A,Active,4 09:00,4 14:00,5 10:00,6 10:00,High,Experts
A,Resolved,4 09:00,4 16:00,5 10:00,6 10:00,High,Experts
A,Active,4 09:00,5 09:00,5 10:00,6 10:00,High,Experts
A,Resolved,4 09:00,5 10:00,5 10:00,6 10:00,High,Experts
A,Closed,4 09:00,6 10:00,5 10:00,6 10:00,High,Experts
B,New,8 17:00,8 17:00,11 10:30,?,High,Desk
B,Active,8 17:00,8 17:30,11 10:30,?,High,Desk
B,Wait,8 17:00,8 17:45,11 10:30,?,High,Desk
B,Active,8 17:00,11 09:00,11 10:30,?,High,Desk
B,Resolved,8 17:00,11 10:30,11 10:30,?,High,Desk
"""

WAITS = "pauses_while_pending: [customer]"
WEEKEND = 3 * 24 * 60 - (17 * 60 - 10 * 60 - 30)
CLOCKS: dict[str, tuple[str, int | None, int | None]] = {
    # word by word: minutes of A, of B; None where the clock does not judge the incident
    "plain": ("stops: resolved", 420 + 60, WEEKEND),
    "touched": ("stops: first touch", 30, 30),
    "waits": (f"stops: resolved, {WAITS}", 480 - 120, 45 + 90),
    "open": (f"stops: resolved, {WAITS}, calendar: office", 480 - 120, 45 + 90),
    "open-all": ("stops: resolved, calendar: office", 480, 60 + 150),
    "first": (f"stops: resolved, {WAITS}, after_reopening: first cycle only", 420 - 120, 135),
    "anew": (f"stops: resolved, {WAITS}, after_reopening: restart from zero", 300, 135),
    "closed": ("stops: closed", 49 * 60, WEEKEND),
    "to-closed": ("stops: closed, pauses_while: resolved", 480, WEEKEND),
    "at-the-desk": ("stops: resolved, pauses_while: with experts", 4 * 60, WEEKEND),
    "in-work": ("stops: resolved, pauses_while: new or pending", 480 - 30 - 120, 15 + 90),
    "held": ("stops: resolved, pauses_from: pending, resumes: assigned to experts", 480 - 180, 45),
    "from-touch": ("starts: first touch, stops: resolved", 480 - 30, WEEKEND - 30),
    "visit": ("starts: assigned to experts, stops: reassigned or resolved", 180 + 60, None),
    "visits": (f"starts: assigned to team, stops: reassigned or resolved, {WAITS}", 240, 135),
    "second-visit": ("starts: reassigned, stops: resolved, after_reopening: first cycle only", 180, None),
    "urgent": ("starts: priority becomes P1, stops: resolved", 120 + 60, WEEKEND),
    "urgent-all": (f"starts: priority becomes P1, stops: resolved, counts_from: opened, {WAITS}", 480 - 120, 135),
    "urgent-dropped": (
        f"starts: priority becomes P1, stops: resolved, counts_from: opened, {WAITS}, earlier_pauses: dropped",
        480,
        135,
    ),
    "change": (f"stops: resolved, {WAITS}, after_priority_change: count from the change", 120 + 60, 135),
    "change-dropped": (f"stops: resolved, {WAITS}, pauses_before_change: dropped", 480, 135),
    "cancelled": ("stops: resolved, cancelled_by: priority becomes P1", None, WEEKEND),
    "cancelled-twice": ("stops: resolved, cancelled_by: pending", None, None),
    "reset": (f"stops: resolved, {WAITS}, resets_on: reassigned", 180 + 60, 135),
    "reset-reopened": ("stops: resolved, resets_on: reopened", 420, WEEKEND),
    "reset-waits": ("stops: resolved, resets_on: in progress", 4 * 60 + 60, 63 * 60 + 30),
}  # fmt: skip


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    head, _, rest = AGREEMENT.partition("clocks:\n")
    clocks = "".join(f"  {name}: {{{words}}}\n" for name, (words, _, _) in CLOCKS.items())
    targets = "".join(
        f"  {name}: {{measure: share in time, clock: {name}, within: 1 s, at_least: 90 %, credit: none}}\n"
        for name in CLOCKS
    )
    measurement = rest[rest.index("measurement:") : rest.index("targets:")]
    agreement = f"{head}clocks:\n{clocks}{measurement}targets:\n{targets}"
    return measure(*write(tmp_path_factory.mktemp("words"), ROWS, agreement=agreement))


@pytest.mark.parametrize("name", CLOCKS)
def test_minutes_of_a_clock(measured: Measured, name: str) -> None:
    _, of_a, of_b = CLOCKS[name]
    expected = {incident: minutes for incident, minutes in (("A", of_a), ("B", of_b)) if minutes is not None}
    found = {breach.incident: (breach.elapsed or 0) / 60 for breach in breaches_of(measured, name)}
    assert found == expected


@pytest.mark.parametrize(
    ("name", "counts"),
    [("plain", (2, 2, 0)), ("cancelled", (1, 1, 1)), ("cancelled-twice", (0, 0, 2)), ("visit", (1, 1, 0))],
)
def test_what_is_cancelled_is_excluded_and_what_never_started_is_not_counted(
    measured: Measured, name: str, counts: tuple[int, int, int]
) -> None:
    period = january(measured, name)
    assert (period.counted, period.misses, period.excluded) == counts
