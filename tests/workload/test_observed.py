"""What a log shows, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.workload.observed import observed
from tests.read.logs import log_of, row


def test_counts_shares_and_quantiles(tmp_path: Path) -> None:
    hours = (1, 2, 3, 4)
    done = [row(f"D{h}", "Resolved", f"{8 + h:02}:00", resolved=f"{8 + h:02}:00") for h in hours]
    log = log_of(
        tmp_path, *done,
        row("W", "Active", "08:10", priority="Low"), row("W", "Wait", "08:20", priority="Low"),
        row("B", "Resolved", "08:10", priority="Low"), row("B", "Active", "08:20", priority="Low", team="Net"),
        row("N", "New", "1/4/2016 00:30", opened="1/4/2016 00:30"),
    )  # fmt: skip
    found = observed(log)
    assert (found.incidents, found.reassigned, found.reopened, found.ever_pending) == (7, 1 / 7, 1 / 7, 1 / 7)
    rows = {(times.month, times.priority): times for times in found.times}
    assert rows["2016-03", "P1"].resolution == {"p50": 2 * 3600, "p90": 4 * 3600, "p95": 4 * 3600}
    assert (rows["2016-03", "all"].incidents, rows["2016-03", "all"].unresolved) == (6, 2)
    assert rows["2016-03", "all"].resolution == {"p50": 3 * 3600, "p90": None, "p95": None}
    assert rows["2016-04", "P2"].incidents == 0
    assert rows["2016-04", "P2"].resolution == {"p50": None, "p90": None, "p95": None}
    assert rows["all", "all"].incidents == 7


@pytest.mark.parametrize(
    ("zone", "month"), [("Etc/UTC", "2016-03"), ("America/Lima", "2016-03"), ("Asia/Tokyo", "2016-04")]
)
def test_months_are_those_of_the_zone(tmp_path: Path, zone: str, month: str) -> None:
    log = log_of(tmp_path, row("A", "New", "2016-03-31T20:00Z", opened="2016-03-31T20:00Z"),
                 file={"dates": "ISO 8601", "time_zone": zone})  # fmt: skip
    assert [times.month for times in observed(log).times if times.incidents] == [month] * 2 + ["all"] * 2
