"""What a log leaves unsaid makes a clock unknown: counted and told, never met."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.measuring import measure
from slm_sim.model.measured import Measured
from tests.measuring.worked import AGREEMENT, MAPPING, breaches_of, clause_of, january, lines_of, write

BY_INCIDENT = """\
schema: slm-sim/mapping-v1
title: One row per incident
file: {one_row_per: incident, dates: D/M/YYYY HH:MM, time_zone: Etc/UTC, missing: ["?"]}
columns: {incident: number, opened: opened, first_touch: updated, resolved: resolved, state: state, priority: priority}
states: {New: new, Resolved: resolved}
priorities: {High: P1, Low: P2}
"""

ONE_ROW_EACH = """\
A,Resolved,4 09:00,4 09:10,4 11:00,?,High,Desk
B,Resolved,4 09:00,?,4 11:00,?,High,Desk
C,Resolved,4 09:00,4 09:30,?,?,High,Desk
D,New,4 09:00,?,?,?,High,Desk
E,Resolved,4 09:00,4 09:31,4 13:01,?,High,Desk
"""


def of_rows(folder: Path, rows: str, mapping: str, agreement: str = AGREEMENT) -> Measured:
    return measure(*write(folder, rows, mapping, agreement))


def test_with_one_row_per_incident_a_missing_moment_is_unknown(tmp_path: Path) -> None:
    """The log ends at 13:01, when D is still open.

    Response within 30 minutes: A and C in time, D and E late, B unknown. Resolution within 4 hours: A and B in time,
    D and E late by a minute, C unknown.
    """
    measured = of_rows(tmp_path, ONE_ROW_EACH, BY_INCIDENT)
    response, resolution = january(measured, "response.P1"), january(measured, "resolution.P1")
    assert (response.exact, response.unknown) == ("2/4", 1)
    assert (resolution.exact, resolution.unknown) == ("2/4", 1)
    assert clause_of(measured, "reopened").not_in_the_log.startswith("the log has one row per incident")


def test_without_a_column_of_first_touches_responses_are_not_in_the_log(tmp_path: Path) -> None:
    mapping = BY_INCIDENT.replace("first_touch: updated, ", "")
    measured = of_rows(tmp_path, ONE_ROW_EACH, mapping)
    assert "does not show first touches" in clause_of(measured, "response.P1").not_in_the_log
    texts = [warned.text for warned in measured.agreements[0].warnings]
    assert any("no clock pauses" in text for text in texts)


COUNTED = """\
A,New,4 09:00,4 09:00,4 12:00,?,High,1
A,Active,4 09:00,4 09:10,4 12:00,?,High,1
A,Resolved,4 09:00,4 12:00,4 12:00,?,High,1
B,New,4 09:00,4 09:00,4 11:00,?,High,0
B,Active,4 09:00,4 09:10,4 11:00,?,High,0
B,Resolved,4 09:00,4 11:00,4 11:00,?,High,0
"""


def test_a_reopening_that_is_only_counted_makes_the_resolution_unknown_and_is_a_reopening(tmp_path: Path) -> None:
    mapping = MAPPING.replace("team: team", "reopen_count: team")
    measured = of_rows(tmp_path, COUNTED, mapping)
    resolution, reopened = january(measured, "resolution.P1"), january(measured, "reopened")
    assert (resolution.exact, resolution.unknown) == ("1/1", 1)
    assert (reopened.exact, reopened.verdict) == ("1/2", "missed")
    (breach,) = breaches_of(measured, "reopened")
    assert (breach.incident, breach.breached, breach.ended) == ("A", None, None)


@pytest.mark.parametrize(
    ("stops", "lines"),
    [
        ("closed", [("4T09:00", "started", "opened"), ("5T13:00", "target reached", "28 h used up"),
                    ("5T15:00", "stopped", "closed")]),
        ("priority becomes P1", [("4T09:00", "started", "opened"), ("5T13:00", "target reached", "28 h used up"),
                                 ("5T14:00", "stopped", "priority becomes P1")]),
    ],
)  # fmt: skip
def test_clocks_read_closings_and_changes_of_priority(
    stops: str, lines: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    rows = """\
A,New,4 09:00,4 09:00,5 12:00,5 15:00,Low,Desk
A,Resolved,4 09:00,5 12:00,5 12:00,5 15:00,Low,Desk
A,Resolved,4 09:00,5 14:00,5 12:00,5 15:00,High,Desk
A,Closed,4 09:00,5 15:00,5 12:00,5 15:00,High,Desk
"""
    clock = "rework: {stops: resolved, calendar: office, after_priority_change: count from the change}"
    changed = AGREEMENT.replace(clock, f"rework: {{stops: {stops}}}").replace("7 business hours", "28 h")
    (breach,) = breaches_of(of_rows(tmp_path, rows, MAPPING, changed), "rework")
    assert [(moment[9:16], what, why) for moment, what, why, _ in lines_of(breach)] == lines
