"""Make servicenow-sample.csv, a small ticket log in the layout of a ServiceNow export with one row per update.

Every incident is drawn from the distributions stated below, none is taken from anywhere. A few rows are then spoilt
in the ways in which real logs are, so that reading the sample shows what a reading says. The same file comes out each
time:

    python scenarios/logs/synthesise.py
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from slm_sim.chance import Stream, quantile
from slm_sim.model.arrays import Floats
from slm_sim.model.spread import Spread

SEED = 20160229
INCIDENTS = 400
FIRST_DAY, DAYS = datetime(2016, 2, 29), 62
EXPORTED = datetime(2016, 5, 2, 8, 0)
CHANGE = datetime(2016, 4, 1)

WEEKDAYS = (24, 21, 19, 17, 14, 3, 2)
HOURS = (1, 1, 1, 1, 1, 2, 4, 8, 14, 14, 13, 9, 6, 8, 12, 12, 9, 5, 3, 2, 2, 1, 1, 1)
PRIORITIES = {"1 - Critical": 3, "2 - High": 5, "3 - Moderate": 86, "4 - Low": 6}
CATEGORIES = {f"Category {number}": share for number, share in ((26, 30), (42, 24), (53, 20), (9, 14), (61, 12))}
GROUPS = {f"Group {number}": share for number, share in ((70, 46), (24, 18), (33, 14), (56, 12), (12, 10))}
PENDING = {"Awaiting User Info": 88, "Awaiting Vendor": 6, "Awaiting Problem": 4, "Awaiting Evidence": 2}

REASSIGNED, PENDS, REOPENED, UNTOUCHED_VISIT = 0.32, 0.20, 0.02, 0.35
MOST_VISITS = 6
RECORDED = Spread("lognormal", median=120, p90=600)
FIRST_LOOK = Spread("lognormal", median=30 * 60, p90=8 * 3600)
HELD_BEFORE = Spread("lognormal", median=16 * 3600, p90=120 * 3600)
HELD_SINCE = Spread("lognormal", median=1.5 * 3600, p90=30 * 3600)
WAITED = Spread("lognormal", median=30 * 3600, p90=140 * 3600)
CAME_BACK = Spread("lognormal", median=20 * 3600, p90=70 * 3600)
CLOSED_AFTER = timedelta(hours=120)

HEADER = (
    "number", "incident_state", "reassignment_count", "reopen_count", "made_sla", "opened_at", "sys_created_at",
    "sys_updated_at", "category", "priority", "assignment_group", "assigned_to", "resolved_at", "closed_at",
)  # fmt: skip
STATE, OPENED, UPDATED, PRIORITY, GROUP, PERSON, RESOLVED, CLOSED = (
    HEADER.index(name) for name in ("incident_state", "opened_at", "sys_updated_at", "priority", "assignment_group",
                                    "assigned_to", "resolved_at", "closed_at")
)  # fmt: skip
MISSING = "?"


@dataclass
class Life:
    """An incident on its way: what happened to it so far, as (moment, state, group, reassigned, reopened)."""

    number: int
    now: datetime
    group: str
    moves: int = 0
    returns: int = 0

    def __post_init__(self) -> None:
        self.history: list[tuple[datetime, str, str, int, int]] = []

    def luck(self, attribute: str, draw: int = 0) -> float:
        """A uniform number for one question about this incident."""
        return float(Stream(SEED, 0, attribute).uniforms(np.array([self.number]), draw)[0])

    def one_of(self, shares: dict[str, int], attribute: str, draw: int = 0) -> str:
        """One of several words, by their shares."""
        parts = np.array(list(shares.values())) / sum(shares.values())
        return list(shares)[choice(parts, self.luck(attribute, draw))]

    def pass_time(self, spread: Spread, attribute: str, draw: int = 0) -> None:
        """Let a drawn length of time pass."""
        self.now += timedelta(seconds=float(quantile(spread, np.array([self.luck(attribute, draw)]))[0]))

    def note(self, state: str) -> None:
        """Write down the state and the group that the incident now has."""
        self.history.append((self.now, state, self.group, self.moves, self.returns))


def choice(shares: Floats, luck: float) -> int:
    """Which of several shares of one a uniform number falls into."""
    return int(np.searchsorted(np.cumsum(shares)[:-1], luck, side="right"))


def opening(number: int) -> datetime:
    """When an incident is opened: a day of the span by weekday, then an hour, then a minute."""
    luck = [float(Stream(SEED, 0, name).uniforms(np.array([number]))[0]) for name in ("day", "hour", "minute")]
    days = np.array([WEEKDAYS[(FIRST_DAY + timedelta(days=day)).weekday()] for day in range(DAYS)])
    day = choice(days / days.sum(), luck[0])
    hour = choice(np.array(HOURS) / sum(HOURS), luck[1])
    return FIRST_DAY + timedelta(days=day, hours=hour, minutes=int(luck[2] * 60))


def live(number: int, opened: datetime) -> Life:
    """The whole life of an incident, past the export if need be."""
    life = Life(number, opened, "")
    life.group = life.one_of(GROUPS, "group")
    life.pass_time(RECORDED, "recorded")
    life.note("New")
    held = HELD_BEFORE if opened < CHANGE else HELD_SINCE
    touched = False
    for visit in range(MOST_VISITS):
        if not touched and life.luck("untouched", visit) >= UNTOUCHED_VISIT:
            life.pass_time(FIRST_LOOK, "first look", visit)
            life.note("Active")
            touched = True
        if touched and life.luck("pends", visit) < PENDS:
            life.pass_time(held, "held before waiting", visit)
            life.note(life.one_of(PENDING, "reason", visit))
            life.pass_time(WAITED, "waited", visit)
            life.note("Active")
        life.pass_time(held, "held", visit)
        if visit == MOST_VISITS - 1 or life.luck("reassigned", visit) >= REASSIGNED:
            break
        others = {group: share for group, share in GROUPS.items() if group != life.group}
        life.group, life.moves = life.one_of(others, "next group", visit), life.moves + 1
        life.note("Active" if touched else "New")
    life.note("Resolved")
    if life.luck("reopened") < REOPENED:
        life.pass_time(CAME_BACK, "came back")
        life.returns += 1
        life.note("Active")
        life.pass_time(held, "held again")
        life.note("Resolved")
    life.now += CLOSED_AFTER
    life.note("Closed")
    return life


def written(moment: datetime) -> str:
    """A moment as the export writes it: day first, no padding, to the minute."""
    return f"{moment.day}/{moment.month}/{moment.year} {moment:%H:%M}"


def rows_of(life: Life, opened: datetime) -> list[list[str]]:
    """The rows that the export holds of a life; the final moments stand in each of them."""
    told = [event for event in life.history if event[0] <= EXPORTED]
    resolved = [at for at, state, *_ in told if state == "Resolved"]
    closed = [at for at, state, *_ in told if state == "Closed"]
    open_again = told[-1][1] not in ("Resolved", "Closed")
    last = MISSING if not resolved or open_again else written(resolved[-1])
    end = written(closed[-1]) if closed else MISSING
    category, priority = life.one_of(CATEGORIES, "category"), life.one_of(PRIORITIES, "priority")
    person = f"Resolver {1 + int(life.luck('person') * 30)}"
    return [
        [
            f"INC{1_000_000 + life.number}", state, str(moves), str(returns), "false" if state == "Closed" else "true",
            written(opened), written(told[0][0]), written(at), category, priority,
            group if life.luck("group recorded", place) >= 0.03 else MISSING,
            MISSING if state == "New" else person, last, end,
        ]
        for place, (at, state, group, moves, returns) in enumerate(told)
    ]  # fmt: skip


def spoil(incidents: list[list[list[str]]]) -> list[list[str]]:
    """All rows, after a few of them were spoilt: every defect that docs/logs.md names for this layout."""
    for place in range(11, INCIDENTS, 20):
        for row in incidents[place]:
            row[RESOLVED] = MISSING
    for place in (40, 150):
        for row in incidents[place]:
            row[RESOLVED] = "28/2/2016 23:10"
    for row in incidents[77]:
        row[GROUP] = MISSING
    incidents[90][1][UPDATED] = "31/4/2016 10:05"
    incidents[205][0][UPDATED] = "2016-04-02 09:40"
    incidents[120][1][STATE] = "-100"
    incidents[121][0][STATE] = "Neww"
    incidents[230][1][STATE] = "Actve"
    incidents[180][-1][PRIORITY] = "3 - Modrate"
    for place in (63, 260, 310):
        incidents[place].insert(1, list(incidents[place][0]))
    for place in (140, 333):
        incidents[place][0], incidents[place][1] = incidents[place][1], incidents[place][0]
    return [row for rows in incidents for row in rows]


def sample() -> list[list[str]]:
    """The rows of the sample, without the header."""
    openings = sorted(opening(number) for number in range(INCIDENTS))
    return spoil([rows_of(live(number, opened), opened) for number, opened in enumerate(openings)])


def write_sample(path: Path) -> None:
    """Write the sample as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(HEADER)
        lines.writerows(sample())


if __name__ == "__main__":
    write_sample(Path(__file__).with_name("servicenow-sample.csv"))
