"""Checks of what a plan of the staff is asked: for whom, within which limits, by which patterns of work."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.quantities import YEAR_SECONDS, Length
from slm_sim.model.scenario import Scenario
from slm_sim.model.staff import Pattern, Staff, limit_of
from slm_sim.model.week import HOLIDAYS, WEEKDAYS, spread_over_days
from slm_sim.read.checks.flaw import Flaw, Path, unknown
from slm_sim.read.checks.moments import day_after

HERE = ("study", "staff")


def staffs_are_possible(scenario: Scenario) -> Iterator[Flaw]:
    """A plan is for agreements and teams of the scenario, with a confidence that chance can give."""
    asked = scenario.study.staff
    if asked is None:
        return
    for name in asked.agreements or ():
        yield from unknown((*HERE, "agreements"), name, scenario.agreements, "agreement")
    if not scenario.agreements:
        yield Flaw(HERE, "a staff is to keep promises, and the scenario has no agreement", "'agreements:' with one")
    for name in asked.teams or ():
        yield from unknown((*HERE, "teams"), name, _rostered(scenario), "team with a roster")
    lead = asked.hiring_lead_time
    if lead is not None and day_after(scenario.time.starts, lead) is None:
        found = f"'{lead}' is no whole number of days or months"
        yield Flaw((*HERE, "hiring_lead_time"), found, "one such as 3 months or 10 weeks")
    if asked.confidence.fraction in (0, 1):
        found = f"a confidence of {asked.confidence} cannot be found by simulating, or says nothing"
        yield Flaw((*HERE, "confidence"), found, "one between them, such as 90 %")


def staff_limits_agree(scenario: Scenario) -> Iterator[Flaw]:
    """Limits are about teams and their shifts, and leave a number of people."""
    asked = scenario.study.staff
    if asked is None:
        return
    rostered = _rostered(scenario)
    names = [*rostered, *(f"{team}.{shift}" for team, shifts in rostered.items() for shift in shifts)]
    for word, limits in (("least", asked.headcount_at_least), ("most", asked.headcount_at_most)):
        for name in limits:
            yield from unknown((*HERE, f"headcount_at_{word}", name), name, names, "team or team.shift")
    for name, most in asked.headcount_at_most.items():
        least = max(1, asked.headcount_at_least.get(name, 0), *_least_within(asked, name, rostered))
        if most < least:
            people = "1 person" if most == 1 else f"{most} people"
            found = f"{name} may have {people} and needs {least}"
            yield Flaw((*HERE, "headcount_at_most", name), found, f"{least} or more")


def staff_patterns_can_be_worked(scenario: Scenario) -> Iterator[Flaw]:
    """Patterns name teams and their shifts, and with each other reach every hour that has people now."""
    asked = scenario.study.staff
    if asked is None:
        return
    rostered = _rostered(scenario)
    planned = asked.teams or list(rostered)
    for name, pattern in asked.patterns.items():
        path = (*HERE, "patterns", name)
        for team in pattern.teams:
            yield from unknown((*path, "teams"), team, planned, "planned team")
        for shift in pattern.shifts:
            known = dict.fromkeys(shift for team in pattern.teams for shift in rostered.get(team, ()))
            yield from unknown((*path, "shifts"), shift, known, "shift", " of its teams")
        yield from _numbers(path, pattern)
    for team in rostered if all(set(one.teams) <= set(planned) for one in asked.patterns.values()) else ():
        patterns = [pattern for pattern in asked.patterns.values() if team in pattern.teams]
        missing = [shift for shift in rostered[team] if not any(shift in pattern.shifts for pattern in patterns)]
        if patterns and missing:
            found = f"no pattern of {team} works the shift {missing[0]!r}, which has people now"
            yield Flaw((*HERE, "patterns"), found, f"{missing[0]} among the shifts of a pattern")
        for shift in rostered[team] if patterns else ():
            days = _weekend_days(scenario, team, shift)
            free = all(pattern.weekends and pattern.weekends.startswith("0 ") for pattern in patterns
                       if shift in pattern.shifts)  # fmt: skip
            if days and shift not in missing and free:
                found = f"the shift {shift!r} of {team} has people on {days[0]}, and no pattern works at weekends"
                yield Flaw((*HERE, "patterns"), found, "a pattern with weekends, such as 1 in 2")


def _numbers(path: Path, pattern: Pattern) -> Iterator[Flaw]:
    if pattern.people_at_most is not None and pattern.people_at_most < pattern.people_at_least:
        found = f"{pattern.people_at_most} people at most and {pattern.people_at_least} at least"
        yield Flaw((*path, "people_at_most"), found, f"{pattern.people_at_least} or more")
    if pattern.leave_a_year is not None:
        yield from _leave(path, pattern, pattern.leave_a_year)
    if pattern.weekends is not None:
        worked, of = map(int, pattern.weekends.split(" in "))
        if worked > of:
            yield Flaw((*path, "weekends"), f"{worked} weekends in {of} cannot be worked", f"{of} in {of}, or fewer")


def _leave(path: Path, pattern: Pattern, leave: Length) -> Iterator[Flaw]:
    if leave.seconds >= YEAR_SECONDS:
        yield Flaw((*path, "leave_a_year"), f"{leave} of leave a year leave no week to work", "such as 6 weeks")
    elif pattern.people_at_most == 1:
        found = "leave is taken in turn, and nobody stands in for the only one who works by this pattern"
        yield Flaw((*path, "leave_a_year"), found, "a pattern of more people, or leave in the shrinkage of its site")


def _rostered(scenario: Scenario) -> dict[str, list[str]]:
    """The shifts that have anybody, by team with a roster."""
    return {
        name: [shift for shift, row in team.headcount.items() if any(row.values())]
        for name, team in scenario.teams.items()
        if isinstance(team.headcount, dict)
    }


def _least_within(asked: Staff, name: str, rostered: dict[str, list[str]]) -> list[int]:
    """What the shifts need of which a limit is the most."""
    team, _, shift = name.partition(".")
    shifts = (
        [shift] if shift else [one for one in rostered.get(team, ()) if f"{team}.{one}" not in asked.headcount_at_most]
    )
    return [limit_of(asked.headcount_at_least, team, one) or 0 for one in shifts] or [0]


def _weekend_days(scenario: Scenario, team: str, shift: str) -> list[str]:
    headcount = scenario.teams[team].headcount
    rows = spread_over_days(headcount[shift]) if isinstance(headcount, dict) else {}
    return [(*WEEKDAYS, HOLIDAYS)[day] for day in (5, 6) if rows.get(day)]
