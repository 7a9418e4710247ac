"""Calendars that never open: no time counts on them, so every promise would be kept."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.read.checks.flaw import Flaw, Path


def never_opens(agreement: Agreement, calendar: str) -> bool:
    """Whether a calendar of an agreement is open at no time of any day; False for one that it does not define."""
    stated = agreement.calendars.get(calendar)
    if stated is None or any(stated.hours.week):
        return False
    return not stated.hours.holidays or (stated.holidays or agreement.holidays) == "none"


def time_counts(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every calendar by which a clock or a service goes opens at some time."""
    for name, clock in agreement.clocks.items():
        for calendar in dict.fromkeys((clock.calendar, *(row.calendar for row in clock.by_priority.values()))):
            if never_opens(agreement, calendar):
                yield _closed(f"the clock {name!r} never runs: its calendar {calendar!r} never opens", calendar, at)
    for name, service in agreement.services.items():
        calendar = service.agreed_service_time
        if never_opens(agreement, calendar):
            yield _closed(f"the service {name!r} is never owed: its calendar {calendar!r} never opens", calendar, at)


def _closed(found: str, calendar: str, at: Path) -> Flaw:
    return Flaw((*at, "calendars", calendar, "hours"), found, "open hours on some day")
