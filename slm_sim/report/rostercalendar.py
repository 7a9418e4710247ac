"""A roster as a calendar that other programs read: iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from slm_sim.model.staffed import Staffed, StaffedRow
from slm_sim.model.week import HOLIDAYS, days_of, parse_span

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST = 75
"""Bytes of a line, beyond which it is folded."""


def roster_calendar(staffed: Staffed) -> str:
    """One event a week for each shift with people, from the start of the span to its end.

    Times are local ones of the team's site, without a zone. Rows for holidays are left out: they repeat by no rule.
    """
    first, end = (datetime.fromisoformat(moment).date() for moment in (staffed.starts, staffed.ends))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//slm-sim//staff//EN"]
    for number, row in enumerate(staffed.rows):
        if row.people and row.days != HOLIDAYS:
            lines += _event(staffed, number, row, first, end)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(staffed: Staffed, number: int, row: StaffedRow, first: date, end: date) -> Iterator[str]:
    days = days_of(row.days)
    begins = next(day for ahead in range(7) if (day := first + timedelta(days=ahead)).weekday() in days)
    midnight = datetime.combine(begins, time())
    start, finish = (midnight + timedelta(minutes=minutes) for minutes in parse_span(row.hours))
    yield "BEGIN:VEVENT"
    yield f"UID:{number}-{staffed.seed}-{first:%Y%m%d}@slm-sim"
    yield f"DTSTAMP:{first:%Y%m%d}T000000Z"
    yield f"DTSTART:{start:%Y%m%dT%H%M%S}"
    yield f"DTEND:{finish:%Y%m%dT%H%M%S}"
    until = datetime.combine(end, time()) - timedelta(seconds=1)
    yield f"RRULE:FREQ=WEEKLY;BYDAY={','.join(CODES[day] for day in days)};UNTIL={until:%Y%m%dT%H%M%S}"
    people = "1 person" if row.people == 1 else f"{row.people} people"
    yield f"SUMMARY:{row.team} {row.shift}: {people}"
    yield "END:VEVENT"


def _folded(line: str) -> str:
    parts = [line[at : at + LONGEST - 1] for at in range(0, len(line), LONGEST - 1)]
    return "\r\n ".join(parts)
