"""A mapping: what a ticket log calls the things that slm-sim knows, in the shape of its file."""

from __future__ import annotations

import codecs
import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from slm_sim.errors import nearest_word
from slm_sim.model.block import Block, Name
from slm_sim.model.dateformat import DateFormat
from slm_sim.model.quantities import NotationError

MAPPING_SCHEMA = "slm-sim/mapping-v1"

NEW, IN_PROGRESS, RESOLVED, CLOSED, UNKNOWN, UNCHANGED = (
    "new",
    "in progress",
    "resolved",
    "closed",
    "unknown",
    "unchanged",
)
PENDING = "pending "
STATES = (NEW, IN_PROGRESS, RESOLVED, CLOSED, UNKNOWN, UNCHANGED)

_ENCODINGS = (
    "utf-8",
    "utf-16",
    "ascii",
    "latin-1",
    "windows-1252",
    "iso-8859-15",
    "windows-1250",
    "shift_jis",
    "gb18030",
)


def _encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise NotationError(
            f"{name!r} is not an encoding", "one such as utf-8, latin-1 or windows-1252", nearest_word(name, _ENCODINGS)
        ) from None


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        near = nearest_word(name, sorted(available_timezones()))
        raise NotationError(
            f"{name!r} is not a time zone", "an IANA zone such as Europe/Rome or Etc/UTC", near
        ) from None
    return name


def _state(word: str) -> str:
    if word in STATES or re.fullmatch(PENDING + r"[A-Za-z0-9][A-Za-z0-9-]*", word):
        return word
    near = nearest_word(word, (*STATES, "pending customer", "pending vendor"))
    raise NotationError(f"{word!r} is not a state", f"{', '.join(STATES)}, or 'pending' and a reason", near)


State = Annotated[
    str,
    AfterValidator(_state),
    WithJsonSchema({"type": "string", "pattern": rf"^({'|'.join(STATES)}|{PENDING}[A-Za-z0-9][A-Za-z0-9-]*)$"}),
]


class LogFile(Block):
    """How the file is written.

    one_row_per  incident: its moments stand in columns; update: a snapshot after each change; event: an activity and
                 its moment, where only some activities change the state
    time_zone    in which clock times stand that name no offset; a time that the clock skips is read as the end of the
                 gap, one that it shows twice as the first
    missing      what stands where nothing is known; an empty field always says so
    """

    format: Literal["csv", "xes"] = "csv"
    delimiter: Literal["comma", "semicolon", "tab", "pipe"] = "comma"
    encoding: Annotated[str, AfterValidator(_encoding)] = "utf-8"
    one_row_per: Literal["incident", "update", "event"]
    dates: DateFormat
    time_zone: Annotated[str, AfterValidator(_zone)]
    missing: list[str] = []


class Columns(Block):
    """The column that holds each fact, by its header; in XES by the key of its attribute, after ``case:`` if a trace's.

    updated       the moment at which the row was written or the event happened
    state         the state after an update; for an event, the activity
    first_touch   the moment at which a person first looked at the incident
    impact, urgency   of which an agreement's matrix makes the priority, where no column states it
    service, customer, channel   what an incident concerns, for whom, and how it was reported
    caller        who reported it, which no measure reads
    reopen_count  how often it came back: held against the rows, which alone say when
    """

    incident: str
    updated: str | None = None
    opened: str | None = None
    resolved: str | None = None
    closed: str | None = None
    first_touch: str | None = None
    state: str | None = None
    priority: str | None = None
    impact: str | None = None
    urgency: str | None = None
    category: str | None = None
    service: str | None = None
    customer: str | None = None
    channel: str | None = None
    team: str | None = None
    person: str | None = None
    caller: str | None = None
    reopen_count: str | None = None

    @property
    def stated(self) -> dict[str, str]:
        """The columns that the mapping names: ours to the log's."""
        return {ours: theirs for ours, theirs in self if theirs is not None}


ABOUT = ("category", "service", "customer", "channel")
"""The columns that say what an incident is about, in words that become names."""

_PLURAL = {"priority": "priorities", "impact": "impacts", "urgency": "urgencies"}

MOMENTS = ("updated", "opened", "resolved", "closed", "first_touch")
"""The columns that hold moments."""


class Events(Block):
    """Moments that no column holds, and how they show in the rows."""

    first_touch: Literal["first row in a state other than new", "first row in progress", "first row with a person"] = (
        "first row in a state other than new"
    )
    assigned_to_team: Literal["first row with another team than the row before"] = (
        "first row with another team than the row before"
    )


class Defects(Block):
    """What happens with each kind of defect after it has been counted and listed.

    A row, an incident or only the value is left out, as docs/logs.md tells.
    """

    resolved_missing: Literal["take the first row in state resolved", "still open", "leave out"] = (
        "take the first row in state resolved"
    )
    closed_unresolved: Literal["resolved when closed", "still open", "leave out"] = "resolved when closed"
    resolved_before_opened: Literal["leave out", "resolved when opened"] = "leave out"
    opened_missing: Literal["leave out", "take the first row"] = "leave out"
    team_missing: Literal["stays with the team before", "a team of its own", "leave out"] = "stays with the team before"
    state_unknown: Literal["keeps the state before", "leave out"] = "keeps the state before"
    priority_unknown: Literal["keeps the priority before", "leave out"] = "keeps the priority before"
    duplicate_row: Literal["leave out", "keep"] = "leave out"
    unreadable_date: Literal["leave out"] = "leave out"
    rows_out_of_order: Literal["put in order"] = "put in order"


class Mapping(Block):
    """How to read a ticket log.

    states, priorities, impacts, urgencies   the log's words on the left, for each of them means exactly one thing
    back_filled          columns with final values in every row: read for the moment they name, never as what was known
    ignored              columns that look useful and are not, each with the reason
    not_in_the_log       what no reader of the results may forget
    """

    schema_: Literal["slm-sim/mapping-v1"] = Field(alias="schema")
    title: str
    story: str = ""
    file: LogFile
    columns: Columns
    states: dict[str, State] = {}
    priorities: dict[str, Name] = Field(default={}, min_length=1)
    impacts: dict[str, Name] = Field(default={}, min_length=1)
    urgencies: dict[str, Name] = Field(default={}, min_length=1)
    events: Events = Events()
    back_filled: list[Literal["opened", "resolved", "closed", "first_touch"]] = []
    defects: Defects = Defects()
    ignored: dict[str, str] = {}
    not_in_the_log: dict[str, str] = {}

    @model_validator(mode="after")
    def _columns_suit_the_rows(self) -> Mapping:
        stated, kind = self.columns.stated, self.file.one_row_per
        needed = ("opened",) if kind == "incident" else ("updated", "state")
        lacking = [name for name in needed if name not in stated]
        if lacking:
            raise ValueError(f"a log with one row per {kind} needs columns.{' and columns.'.join(lacking)}")
        if "state" in stated and not self.states:
            raise ValueError("columns.state is named, but no words of it are translated under 'states'")
        ranked_by = {"priority": self.priorities}
        if "priority" not in stated:
            ranked_by = {"impact": self.impacts, "urgency": self.urgencies}
        for word, words in ranked_by.items():
            if word not in stated:
                raise ValueError("no column holds the priority: name it as columns.priority, or impact and urgency")
            if not words:
                raise ValueError(f"columns.{word} is named, but no words of it are translated under '{_PLURAL[word]}'")
        if kind == "update" and "opened" not in stated and self.defects.opened_missing == "leave out":
            raise ValueError(
                "no column holds the opening: name it as columns.opened, or say 'opened_missing: take the first row'"
            )
        if self.events.first_touch == "first row with a person" and "person" not in stated and kind != "incident":
            raise ValueError("events.first_touch looks for a person, but columns.person is not named")
        for word in self.back_filled:
            if word not in stated:
                raise ValueError(f"back_filled names {word!r}, but columns.{word} is not named")
        return self
