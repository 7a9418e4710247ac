"""A roster as a calendar that other programs read: iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from slm_sim.model.staffed import Circle, Staffed
from slm_sim.model.week import HOLIDAYS, days_of, parse_span

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST = 75
"""Bytes of a line, beyond which it is folded."""


def roster_calendar(staffed: Staffed) -> str:
    """One event a week for each shift with people, from the start of the span, or once people are hired, to its end.

    Times are local ones of the team's site, without a zone. Rows for holidays are left out: they repeat by no rule.
    """
    first, end = _first_and_end(staffed)
    events = []
    for number, row in enumerate(staffed.rows):
        if row.people and row.days != HOLIDAYS:
            days = days_of(row.days)
            begins = next(day for ahead in range(7) if (day := first + timedelta(days=ahead)).weekday() in days)
            people = "1 person" if row.people == 1 else f"{row.people} people"
            events.append(
                Event(f"{number}-{staffed.seed}", begins, row.hours, days, 1, f"{row.team} {row.shift}: {people}")
            )
    return _calendar(events, first, end)


def person_calendars(staffed: Staffed) -> dict[str, str]:
    """The calendar of everybody who has a place in a circle, as ``rota/TEAM PERSON.ics``.

    It begins on the Monday of the week in which the roster begins to hold, and repeats with the circle. A week on call,
    or for leave, is an event of whole days.
    """
    first, end = _first_and_end(staffed)
    hours = {(row.team, row.shift): row.hours for row in staffed.rows}
    monday = first - timedelta(days=first.weekday())
    found = {}
    for circle in staffed.circles:
        for place, person in enumerate(circle.people):
            events = list(_of_person(staffed.seed, circle, place, person, hours, monday))
            found[f"rota/{circle.team} {person}.ics"] = _calendar(events, first, end)
    return found


def _first_and_end(staffed: Staffed) -> tuple[date, date]:
    """The day from which the roster holds, and the first one after the span."""
    starts = staffed.hiring.holds_from if staffed.hiring else staffed.starts
    return datetime.fromisoformat(starts).date(), datetime.fromisoformat(staffed.ends).date()


@dataclass(frozen=True)
class Event:
    """What repeats on some days of every so many weeks.

    begins  its first day
    hours   of it, such as ``08:00-16:00``; empty for seven whole days
    days    of the week, Monday is 0
    """

    name: str
    begins: date
    hours: str
    days: Sequence[int]
    every: int
    summary: str


def _of_person(
    seed: int, circle: Circle, place: int, person: str, hours: Mapping[tuple[str, str], str], monday: date
) -> Iterator[Event]:
    every = len(circle.weeks)
    for ahead in range(every):
        week, begins = circle.weeks[(place + ahead) % every], monday + timedelta(weeks=ahead)
        name = f"{circle.team}-{person}-{ahead}-{seed}".replace(" ", "-")
        for shift in dict.fromkeys(filter(None, week.days)):
            days = [day for day, worked in enumerate(week.days) if worked == shift]
            on = begins + timedelta(days=days[0])
            yield Event(
                f"{name}-{shift}", on, hours[circle.team, shift], days, every, f"{circle.team} {shift}: {person}"
            )
        for told, word in ((week.on_call, "on call"), (week.is_leave, "leave or spare")):
            if told:
                mark = word.replace(" ", "-")
                yield Event(f"{name}-{mark}", begins, "", (0,), every, f"{circle.team} {word}: {person}")


def _calendar(events: Sequence[Event], first: date, end: date) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//slm-sim//staff//EN"]
    for event in events:
        lines += _written(event, first, end)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _written(event: Event, first: date, end: date) -> Iterator[str]:
    midnight, last = datetime.combine(event.begins, time()), datetime.combine(end, time()) - timedelta(seconds=1)
    until = f"{last:%Y%m%dT%H%M%S}" if event.hours else f"{last:%Y%m%d}"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.name}-{first:%Y%m%d}@slm-sim"
    yield f"DTSTAMP:{first:%Y%m%d}T000000Z"
    if event.hours:
        start, finish = (midnight + timedelta(minutes=minutes) for minutes in parse_span(event.hours))
        yield f"DTSTART:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND:{finish:%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.begins:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.begins + timedelta(weeks=1):%Y%m%d}"
    step = f";INTERVAL={event.every};WKST=MO" if event.every > 1 else ""
    yield f"RRULE:FREQ=WEEKLY{step};BYDAY={','.join(CODES[day] for day in event.days)};UNTIL={until}"
    yield f"SUMMARY:{event.summary}"
    yield "END:VEVENT"


def _folded(line: str) -> str:
    parts = [line[at : at + LONGEST - 1] for at in range(0, len(line), LONGEST - 1)]
    return "\r\n ".join(parts)
