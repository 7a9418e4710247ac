"""Incidents written down event by event, as a log would tell them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slm_sim.model import events as kinds
from slm_sim.model.events import UNKNOWN_MOMENT, Events
from tests.sla.build import NAMES

KINDS = {
    "opened": (kinds.OPENED, NAMES.priorities),
    "team": (kinds.TEAM, NAMES.teams),
    "touched": (kinds.TOUCHED, ()),
    "in progress": (kinds.IN_PROGRESS, ()),
    "pending": (kinds.PENDING, NAMES.pending),
    "priority": (kinds.PRIORITY, NAMES.priorities),
    "resolved": (kinds.RESOLVED, ()),
    "reopened": (kinds.REOPENED, ()),
    "closed": (kinds.CLOSED, ()),
    "abandoned": (kinds.ABANDONED, ()),
}

Told = Sequence[tuple[int | None, str]]
"""Moment (None: not known) and event, such as ``(30, "pending customer")``."""


def events(*incidents: Told) -> Events:
    """The events of some incidents."""
    rows = [row for incident in incidents for row in incident]
    found = [read(what) for _, what in rows]
    return Events(
        first=np.cumsum([0, *map(len, incidents)]),
        moment=np.array([UNKNOWN_MOMENT if moment is None else moment for moment, _ in rows]),
        kind=np.array([kind for kind, _ in found]),
        value=np.array([value for _, value in found]),
    )


def read(what: str) -> tuple[int, int]:
    kind = next(known for known in sorted(KINDS, key=len, reverse=True) if what.startswith(known))
    number, names = KINDS[kind]
    name = what.removeprefix(kind).strip()
    return number, names.index(name) if name else -1
