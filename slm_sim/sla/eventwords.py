"""Events in the words in which agreements speak of moments."""

from __future__ import annotations

from slm_sim.model import events as kinds
from slm_sim.model.events import Events
from slm_sim.model.workload import Names

WORDS = {
    kinds.OPENED: "opened",
    kinds.TEAM: "assigned to",
    kinds.TOUCHED: "first touch",
    kinds.IN_PROGRESS: "in progress",
    kinds.PENDING: "pending",
    kinds.PRIORITY: "priority becomes",
    kinds.RESOLVED: "resolved",
    kinds.REOPENED: "reopened",
    kinds.CLOSED: "closed",
    kinds.ABANDONED: "abandoned",
}


def named_by(kind: int, names: Names) -> tuple[str, ...]:
    """The names that follow the words of an event, in the order of its values; none where words say it all."""
    return {kinds.TEAM: names.teams, kinds.PENDING: names.pending, kinds.PRIORITY: names.priorities}.get(kind, ())


def event_words(events: Events, row: int, names: Names) -> str:
    """An event as an agreement would call it: ``pending customer``, ``assigned to experts``."""
    kind, value = int(events.kind[row]), int(events.value[row])
    known = named_by(kind, names)
    return f"{WORDS[kind]} {known[value]}" if known and value >= 0 else WORDS[kind]
