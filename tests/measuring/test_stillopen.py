"""Incidents that are open within their targets when a log ends, worked out by hand.

P1 has 4 business hours and P2 one business day, 08:00 to 18:00. The log ends on Friday 8 January 2027 at 09:00.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from slm_sim.cli.measured import print_measured
from slm_sim.measuring import measure
from slm_sim.model.measured import Measured, OpenIncident
from slm_sim.report.measuredpage import measured_page
from slm_sim.report.measuredwords import summary
from tests.measuring.worked import AGREEMENT, MAPPING, write

ROWS = """\
A,New,7 16:00,7 16:00,?,?,High,Desk
A,Active,7 16:00,7 16:10,?,?,High,Desk
B,New,8 08:00,8 08:00,?,?,High,Desk
B,Active,8 08:00,8 08:10,?,?,High,Desk
B,Wait,8 08:00,8 08:30,?,?,High,Desk
C,New,8 09:00,8 09:00,?,?,Low,Desk
D,New,7 14:00,7 14:00,?,?,High,Desk
D,Active,7 14:00,7 14:10,?,?,High,Desk
E,New,7 15:00,7 15:00,?,?,High,Desk
E,Active,7 15:00,7 15:10,?,?,High,Desk
F,New,7 09:00,7 09:00,7 10:00,?,High,Desk
F,Active,7 09:00,7 09:10,7 10:00,?,High,Desk
F,Resolved,7 09:00,7 10:00,7 10:00,?,High,Desk
"""

WARNING = AGREEMENT.replace("after_reopening: resume}", "after_reopening: resume, warns_at: [75 %, 50 %]}")


def measured(folder: Path, first: date | None = None, last: date | None = None) -> Measured:
    return measure(*write(folder, ROWS, MAPPING, WARNING), first=first, last=last)


def of_resolution(found: Measured) -> list[OpenIncident]:
    return [one for one in found.agreements[0].open if one.clause.startswith("resolution")]


def test_open_incidents_stand_in_the_order_of_what_is_left(tmp_path: Path) -> None:
    """E has used up all of its 4 h, and not more; A three of them; B waits after 30 min; C has just begun.

    D, an hour beyond its target, is a breach, and F is resolved.
    """
    found = of_resolution(measured(tmp_path))
    shown = [(one.incident, one.clock, one.used, one.warned, one.left / 60, one.due) for one in found]
    assert shown == [
        ("E", "running", 1.0, "75 %", 0, "2027-01-08T09:00:00+00:00"),
        ("A", "running", 0.75, "75 %", 60, "2027-01-08T10:00:00+00:00"),
        ("B", "paused", 0.125, None, 210, "2027-01-08T12:30:00+00:00"),
        ("C", "running", 0.0, None, 600, "2027-01-11T09:00:00+00:00"),
    ]


@pytest.mark.parametrize(("first", "last", "shown"), [(8, None, ["B", "C"]), (None, 7, ["E", "A"])])
def test_what_no_measured_period_can_hold_is_left_out(
    first: int | None, last: int | None, shown: list[str], tmp_path: Path
) -> None:
    """The agreement places incidents by their opening."""
    days = (None if day is None else date(2027, 1, day) for day in (first, last))
    assert [one.incident for one in of_resolution(measured(tmp_path, *days))] == shown


def test_a_promise_about_all_incidents_together_has_no_open_ones(tmp_path: Path) -> None:
    mean = "{measure: mean time, clock: resolution, at_most: 30 business hours, credit: none}"
    files = write(tmp_path, ROWS, MAPPING, WARNING.replace("targets:\n", f"targets:\n  mean: {mean}\n"))
    assert "mean" not in {one.clause for one in measure(*files).agreements[0].open}


def test_open_incidents_are_told_in_page_terminal_and_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = measured(tmp_path)
    every = len(found.agreements[0].open)
    print_measured(found, 0, 2, None)
    told = " ".join(capsys.readouterr().out.split())
    assert f"Open within target, the least time left first (2 of {every})" in told
    assert "E (P1) resolution.P1 running 100 % 75 % 0 s Fri 8 Jan 2027 09:00" in told
    assert f"--open {every} shows them all, --out DIR writes them all." in told
    assert f"Open within target, the least time left first ({every})" in measured_page(found)
    assert len(summary(found).table("Open within target").rows) == every
