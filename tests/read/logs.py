"""Tiny logs, written as briefly as a test wants to read them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from slm_sim.model.incidentlog import IncidentLog, LogProblem
from slm_sim.model.mapping import Mapping
from slm_sim.read.log import read_log

HEADER = "number,state,opened,updated,resolved,closed,priority,team,category"
STATES = {"New": "new", "Active": "in progress", "Wait": "pending customer", "Resolved": "resolved", "Closed": "closed"}


def mapping(**changes: Any) -> Mapping:
    """A mapping for logs with the header above; a table that is changed keeps its other words."""
    words: dict[str, Any] = {
        "schema": "slm-sim/mapping-v1",
        "title": "a test",
        "file": {"one_row_per": "update", "dates": "D/M/YYYY HH:MM", "time_zone": "Etc/UTC", "missing": ["?"]},
        "columns": {
            "incident": "number", "updated": "updated", "opened": "opened", "resolved": "resolved", "closed": "closed",
            "state": "state", "priority": "priority", "team": "team", "category": "category",
        },
        "states": STATES,
        "priorities": {"High": "P1", "Low": "P2"},
        "back_filled": ["resolved", "closed"],
    }  # fmt: skip
    for word, value in changes.items():
        words[word] = {**words.get(word, {}), **value} if isinstance(value, dict) else value
    columns = {ours: theirs for ours, theirs in words["columns"].items() if theirs is not None}
    return Mapping.model_validate(words | {"columns": columns})


def row(
    number: str, state: str, at: str, *, opened: str = "08:00", resolved: str = "?", closed: str = "?",
    priority: str = "High", team: str = "Desk", category: str = "Mail",
) -> str:  # fmt: skip
    """A row of the first of March 2016; times are written as HH:MM, whatever is longer stands as it is."""
    moments = (f"1/3/2016 {text}" if len(text) == 5 else text for text in (opened, at, resolved, closed))
    return ",".join((number, state, *moments, priority, team, category))


def log_of(folder: Path, *rows: str, header: str = HEADER, **changes: Any) -> IncidentLog:
    """The log that some rows make."""
    path = folder / "log.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return read_log(path, mapping(**changes))


def at(text: str) -> int:
    """The moment of a clock time on the first of March 2016, in milliseconds of Unix time."""
    hours, minutes = text.split(":")
    return int(datetime(2016, 3, 1, int(hours), int(minutes), tzinfo=UTC).timestamp() * 1000)


def problem(log: IncidentLog, kind: str) -> LogProblem:
    """The one problem of a kind."""
    (found,) = (one for one in log.problems if one.kind == kind)
    return found


def spells(log: IncidentLog, incident: int = 0) -> list[tuple[str, int, str, str]]:
    """The spells of an incident: team, state, from and to as clock times."""
    rows = range(log.first_spell[incident], log.first_spell[incident + 1])
    return [
        (log.names.teams[log.spell_team[k]], int(log.spell_state[k]), clock(log.spell_from[k]), clock(log.spell_to[k]))
        for k in rows
    ]


def clock(moment: np.int64 | int) -> str:
    """A moment as a clock time in UTC, ``-`` where there is none."""
    return "-" if moment < 0 else f"{datetime.fromtimestamp(int(moment) / 1000, UTC):%H:%M}"
