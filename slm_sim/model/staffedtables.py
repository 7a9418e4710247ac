"""The tables of a plan of the staff, stated once for code, files and documentation, as in `slm_sim.model.tables`."""

from __future__ import annotations

from slm_sim.model.tables import TEAM, Column, Table, interval

SHIFT = Column("shift", "text", "", "name of the shift")
PER_MONTH = "currency or hours per month"
INTERVAL = interval("as the figure")

ROSTER = Table(
    "roster",
    "one shift of one team on some days",
    (
        TEAM,
        SHIFT,
        Column("days", "text", "", "days of the week, or holidays"),
        Column("hours", "text", "", "of the shift, in local time of the team's site"),
        Column("before", "whole", "", "people in the scenario as stated"),
        Column("people", "whole", "", "people in the plan"),
        Column("needed", "whole", "", "fewest with whom the promises can be kept, whoever else is there"),
        Column("cost", "number", PER_MONTH, "of one person there"),
    ),
)

LINES = Table(
    "lines",
    "people who work the same week by a pattern",
    (
        TEAM,
        Column("pattern", "text", "", "name of the pattern"),
        Column("people", "whole", "", "who work so in any week"),
        *(Column(day, "text", "", "shift; empty for a day off") for day in ("mon", "tue", "wed", "thu", "fri")),
        *(Column(day, "text", "", "shift; empty for a day off") for day in ("sat", "sun")),
        Column("cost", "number", PER_MONTH, "of one person"),
    ),
)

ROTA = Table(
    "rota",
    "one person in one week of the circle, which then begins again",
    (
        TEAM,
        Column("pattern", "text", "", "name of the pattern"),
        Column("person", "text", "", "the pattern, and a number where it has several people"),
        Column("week", "whole", "", "from the one in which the span begins, 1"),
        *(Column(day, "text", "", "shift; empty for a day off") for day in ("mon", "tue", "wed", "thu", "fri")),
        *(Column(day, "text", "", "shift; empty for a day off") for day in ("sat", "sun")),
        Column("on_call", "yes or no", "", "whether on call in that week"),
        Column("leave", "yes or no", "", "whether the week is for leave"),
    ),
)

TEAMS = Table(
    "teams",
    "one team",
    (
        TEAM,
        Column("cost", "number", PER_MONTH, "of its people in the plan"),
        Column("cost_before", "number", PER_MONTH, "of its people in the scenario as stated"),
        Column("occupancy", "number", "fraction", "of the time of those at work, on fresh terms", optional=True),
        *INTERVAL,
    ),
)

ONE_MORE = Table(
    "one_more",
    "one person more or fewer in one shift of one team, on all its days",
    (
        TEAM,
        SHIFT,
        Column("change", "whole", "", "1 for one more, -1 for one fewer"),
        Column("cost", "number", PER_MONTH, "by which the plan costs more"),
        Column("kept", "number", "fraction", "difference of the chance that a month keeps every promise"),
        *INTERVAL,
        Column("credits", "number", "currency per month", "difference of the credits, paid less received"),
        *interval("as the figure", "credits_low", "credits_high"),
    ),
)

STAFFED_TABLES: tuple[Table, ...] = (ROSTER, LINES, ROTA, TEAMS, ONE_MORE)
"""Every table of a plan of the staff."""
