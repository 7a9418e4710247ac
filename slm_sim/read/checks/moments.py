"""Zones, holidays and the span that is simulated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from slm_sim.calendars import UnknownHolidays, holiday_dates
from slm_sim.errors import InputError, nearest_word
from slm_sim.model.agreement import Agreement
from slm_sim.model.block import Block
from slm_sim.model.demand import ReplayedWorkload
from slm_sim.model.quantities import Length
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw, Path, blocks_within
from slm_sim.span import date_after

TICK_LIMITS_MS = (1, 900_000)


def zones_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every time zone is in the IANA database."""
    yield from _zones(scenario, ())


def zones_of_an_agreement_exist(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """As `zones_exist`, of an agreement that is read alone."""
    yield from _zones(agreement, at)


def _zones(whole: Block, at: Path) -> Iterator[Flaw]:
    for path, block in blocks_within(whole, at):
        zone = getattr(block, "time_zone", None)
        if zone is not None and not _is_zone(zone):
            offset = zone.upper().startswith(("GMT", "UTC"))
            near = "" if offset else nearest_word(zone, available_timezones())
            expected = "the zone of a city, such as Europe/Paris" if offset else "an IANA zone such as Europe/London"
            yield Flaw((*path, "time_zone"), f"{zone!r} is not a time zone", expected, near)


@cache
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def holidays_are_known(scenario: Scenario) -> Iterator[Flaw]:
    """Every holiday code is a country or subdivision, and its holidays are known for the years that are simulated."""
    first = scenario.time.starts
    yield from _holidays(scenario, (), first, day_after(first, scenario.time.lasts) or first)


def holidays_of_an_agreement_are_known(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """As `holidays_are_known`, of an agreement that is read alone, for the years of its term."""
    first = agreement.term.starts
    yield from _holidays(agreement, at, first, day_after(first, agreement.term.lasts) or first)


def _holidays(whole: Block, at: Path, first: date, last: date) -> Iterator[Flaw]:
    for path, block in blocks_within(whole, at):
        code = getattr(block, "holidays", None)
        if isinstance(code, str) and (unknown := _unknown_holidays(code, first, last)):
            found, near = unknown
            yield Flaw((*path, "holidays"), found, "an ISO 3166 code such as IE or GB-ENG, or none", near)


@cache
def _unknown_holidays(code: str, first: date, last: date) -> tuple[str, str] | None:
    try:
        holiday_dates(code, first, last)
    except UnknownHolidays as error:
        return error.found, error.nearest
    return None


def day_after(day: date, length: Length) -> date | None:
    """The day a length of time later, None if it is no whole number of days or months, or no date any more."""
    try:
        return date_after(day, length)
    except (InputError, OverflowError, ValueError):
        return None


def the_span_is_possible(scenario: Scenario) -> Iterator[Flaw]:
    """The simulated span is a whole number of days or months, and longer than none."""
    starts, lasts = scenario.time.starts, scenario.time.lasts
    end = day_after(starts, lasts)
    if end is None:
        yield Flaw(
            ("time", "lasts"), f"'{lasts}' is no whole number of days or months", "one such as 12 months or 90 days"
        )
    elif end <= starts:
        yield Flaw(("time", "lasts"), f"'{lasts}' ends where it starts", "one such as 12 months")


def the_tick_is_possible(scenario: Scenario) -> Iterator[Flaw]:
    """A tick is a whole number of milliseconds, from 1 ms to 15 min."""
    milliseconds = scenario.time.tick.seconds * 1000
    shortest, longest = TICK_LIMITS_MS
    if milliseconds.denominator != 1 or not shortest <= milliseconds <= longest:
        yield Flaw(
            ("time", "tick"), f"a tick cannot last '{scenario.time.tick}'", "a whole number of ms, from 1 ms to 15 min"
        )


def terms_have_an_end(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """The term of an agreement ends after it starts."""
    term_end = day_after(agreement.term.starts, agreement.term.lasts)
    if term_end is None or term_end <= agreement.term.starts:
        found = f"the term '{agreement.term.lasts}' has no end after its start"
        yield Flaw((*at, "term", "lasts"), found, "one such as 12 months or 3 years")


def agreements_hold_then(scenario: Scenario) -> Iterator[Flaw]:
    """Every agreement holds in some part of the simulated span."""
    starts = scenario.time.starts
    end = day_after(starts, scenario.time.lasts)
    for agreement in scenario.agreements.values():
        term_end = day_after(agreement.term.starts, agreement.term.lasts)
        if term_end is None or term_end <= agreement.term.starts:
            continue
        if end and starts < end <= agreement.term.starts:
            found = f"the scenario ends on {end}, and the agreement starts on {agreement.term.starts}"
            yield Flaw(("time", "starts"), found, "a span in which the agreement holds")
        elif term_end <= starts:
            found = f"the scenario starts on {starts}, and the agreement ends on {term_end}"
            yield Flaw(("time", "starts"), found, "a span in which the agreement holds")


def a_backlog_replaces_the_warm_up(scenario: Scenario) -> Iterator[Flaw]:
    """What is open at the start is either played in a warm-up or stated, and stated where it can be known."""
    backlog = scenario.backlog
    if backlog is None:
        return
    if scenario.time.warm_up.amount:
        yield Flaw(
            ("time", "warm_up"), "a warm-up stands beside a backlog", "one of the two: a backlog is the start already"
        )
    if backlog.taken_from == "log" and not isinstance(scenario.workload, ReplayedWorkload):
        yield Flaw(("backlog", "taken_from"), "there is no log to take the backlog from", "'counts', or a replay")
    if backlog.taken_from == "log" and backlog.by_team:
        yield Flaw(("backlog", "by_team"), "counts stand beside a backlog that is taken from the log", "one of the two")
    if backlog.taken_from == "counts" and not backlog.by_team:
        yield Flaw(("backlog",), "the backlog counts nothing", "'by_team:' with counts by priority")
