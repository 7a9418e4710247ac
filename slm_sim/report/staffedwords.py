"""A plan of the staff in words: its answer, and its tables as text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from slm_sim.model.inwords import in_number
from slm_sim.model.staffed import Circle, CircleWeek, OneMore, Staffed
from slm_sim.model.week import write_days
from slm_sim.report.numbers import NOTHING, amount, chance, count, figure_of, money, points, promised
from slm_sim.report.summary import Summary, TextTable
from slm_sim.report.words import between, day


def headline(staffed: Staffed) -> str:
    """The answer in a sentence or two."""
    if staffed.cost is None:
        if staffed.collisions:
            return f"No staff within these wishes keeps the promises: {'; '.join(staffed.collisions)}."
        return "No staff that keeps the promises was found before the search ended."
    saved = staffed.cost_before - staffed.cost
    said = f"{cost(abs(saved), staffed)} {'less' if saved >= 0 else 'more'} than now"
    found = f"{cost(staffed.cost, staffed)} a month, {said}."
    if staffed.credits is None:
        return f"{found} It was not tried on fresh terms."
    return f"{found} On fresh terms, {chance(staffed.confidence, staffed.asked)} of the months keep every promise."


def staffed_title(staffed: Staffed) -> str:
    """What was planned, over which span, and how much was simulated for it."""
    staffs, played = in_number(staffed.tried, "staffs"), in_number(staffed.played, "replications")
    effort = f"{count(staffed.tried)} {staffs} in {count(staffed.played)} {played}"
    return f"{staffed.title}: {between(staffed.starts, staffed.ends)}, {effort}"


def grounds(staffed: Staffed) -> str:
    """How good the plan is on its own terms, and how far it can be from the cheapest."""
    asked = f"Asked for: {promised(staffed.asked, 'fraction')} of the months, by {', '.join(staffed.agreements)}."
    if staffed.cost is None:
        return asked
    proven = {
        "best": "No cheaper staff keeps them on the terms on which this one was chosen.",
        "out of time": f"Time ran out; none costs less than {cost(staffed.bound, staffed)}.",
        "interrupted": f"Interrupted; none costs less than {cost(staffed.bound, staffed)}.",
    }
    before = ""
    if staffed.credits_before is not None:
        before = f" As stated, {chance(staffed.confidence_before, staffed.asked)} of them are kept."
    return f"{asked} {proven.get(staffed.status, '')}{before} {hiring(staffed)}".rstrip()


def hiring(staffed: Staffed) -> str:
    """From when the roster holds, and what happens until then; empty where that is from the start."""
    wait = staffed.hiring
    if wait is None:
        return ""
    held = f"Whoever has to be hired comes after {wait.lead_time}: the roster holds from {day(wait.holds_from)}."
    until = f"Until then the staff as stated works on, and {chance(wait.before)} of the months keep every promise"
    return f"{held} {until}; {'of those from then on ' + chance(wait.after) if wait.after else 'the span ends before'}."


def cost(value: float, staffed: Staffed) -> str:
    """An amount of money, or of paid hours."""
    return money(value, staffed.currency or "h")


def roster(staffed: Staffed) -> TextTable:
    """People per shift and days, before and in the plan; without rows where there is no plan."""
    shown = staffed.rows if staffed.cost is not None else ()
    alike = groupby(shown, key=lambda row: (row.team, row.shift, row.hours, row.before, row.people, row.needed))
    rows = tuple(
        (team, f"{shift} {hours}", write_days([row.days for row in own]), count(before), count(people), count(needed))
        for (team, shift, hours, before, people, needed), own in alike
    )
    return TextTable("Roster: people at once", ("Team", "Shift", "Days", "Now", "Plan", "At least needed"), rows)


def rota(staffed: Staffed) -> TextTable:
    """Who works what in the first week; then everybody moves down a row, week by week."""
    rows = tuple(
        (
            circle.team,
            people[0] if len(people) == 1 else f"{people[0]} to {people[-1].rsplit(maxsplit=1)[-1]}",
            *(day or ("leave" if week.is_leave else NOTHING) for day in week.days),
            *(("yes" if week.on_call else "",) if _anybody_on_call(staffed) else ()),
        )
        for circle in staffed.circles
        for week, people in _alike(circle)
    )
    heads = ("Team", "First week", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    called = ("On call",) if _anybody_on_call(staffed) else ()
    return TextTable("Rota: each week everybody moves down a row, the last to the first", (*heads, *called), rows)


def _alike(circle: Circle) -> Iterator[tuple[CircleWeek, list[str]]]:
    """The weeks of a circle and who begins with them, those alike that follow each other as one."""
    for week, both in groupby(zip(circle.weeks, circle.people, strict=True), key=itemgetter(0)):
        yield week, [person for _, person in both]


def _anybody_on_call(staffed: Staffed) -> bool:
    return any(week.on_call for circle in staffed.circles for week in circle.weeks)


def teams(staffed: Staffed) -> TextTable:
    """What each team costs, and how busy it is."""
    rows = tuple(
        (team.team, cost(team.cost_before, staffed), cost(team.cost, staffed), chance(team.occupancy))
        for team in (staffed.teams if staffed.cost is not None else ())
    )
    return TextTable("Teams, a month", ("Team", "Cost now", "Cost", "Occupancy"), rows)


def one_more(staffed: Staffed) -> TextTable:
    """What one person more or fewer changes."""
    rows = tuple(_one_more(one, staffed) for one in staffed.one_more)
    heads = ("Team", "Shift", "People", "Cost a month", "Months kept", "Credits a month")
    return TextTable("What one person more or fewer changes", heads, rows)


def _one_more(one: OneMore, staffed: Staffed) -> tuple[str, ...]:
    change = "one more" if one.change > 0 else "one fewer"
    credits = figure_of(amount(one.credits, staffed.currency)) if staffed.currency else f"{one.credits.value:,.0f}"
    return one.team, one.shift, change, cost(one.cost, staffed), points(one.kept), credits


def tables(staffed: Staffed) -> tuple[TextTable, ...]:
    """The tables that have rows."""
    return tuple(table for made in (roster, rota, teams, one_more) if (table := made(staffed)).rows)


def summary(staffed: Staffed) -> Summary:
    """The answer in short."""
    return Summary(
        title=staffed_title(staffed),
        headline=headline(staffed),
        grounds=grounds(staffed),
        warnings=staffed.warnings,
        tables=tables(staffed),
    )
