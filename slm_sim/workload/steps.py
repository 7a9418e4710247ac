"""Steps of incidents in one flat (CSR) layout: written visit by visit, joined, and put in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from slm_sim.model.arrays import Ints, freeze_arrays


@dataclass(frozen=True, eq=False)
class Steps:
    """The steps of incidents, as `slm_sim.model.workload.Workload` describes them.

    first   the steps of incident i are first[i] .. first[i + 1] - 1, int64[n + 1]
    luck    the number under which the call-out of a step is drawn, unique within its incident
    """

    first: Ints
    team: Ints
    effort: Ints
    then: Ints
    delay: Ints
    calendar: Ints
    luck: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)

    @property
    def incident(self) -> Ints:
        """The incident of each step, by its place in the layout."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))


_COLUMNS = tuple(field.name for field in fields(Steps) if field.name != "first")


class StepBook:
    """Steps as they are written: incident by incident in time, but many incidents at once."""

    def __init__(self, incidents: int) -> None:
        self._written = np.zeros(incidents, dtype=np.int64)
        self._pages: list[tuple[Ints, ...]] = []

    def write(
        self, incident: Ints, team: Ints, effort: Ints, then: Ints, delay: Ints, calendar: Ints | int, luck: Ints
    ) -> None:
        """Add one step to each of some incidents, none of them twice."""
        page = incident, self._written[incident], team, effort, then, delay, calendar, luck
        self._pages.append(tuple(np.broadcast_to(column, incident.shape) for column in page))
        self._written[incident] += 1

    def steps(self) -> Steps:
        """All that has been written."""
        first = np.concatenate(([0], np.cumsum(self._written)))
        if not self._pages:
            return Steps(first, *(np.empty(0, dtype=np.int64) for _ in _COLUMNS))
        incident, place, *columns = (np.concatenate(column) for column in zip(*self._pages, strict=True))
        at = first[incident] + place
        ordered = [np.empty_like(column) for column in columns]
        for target, column in zip(ordered, columns, strict=True):
            target[at] = column
        return Steps(first, *ordered)


def joined(parts: Sequence[Steps]) -> Steps:
    """The steps of several groups of incidents, one group after the other."""
    length = np.concatenate([np.diff(part.first) for part in parts])
    return Steps(
        np.concatenate(([0], np.cumsum(length))),
        *(np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS),
    )


def in_order(steps: Steps, order: Ints) -> Steps:
    """The steps of the incidents in another order."""
    length = np.diff(steps.first)[order]
    first = np.concatenate(([0], np.cumsum(length)))
    row = np.arange(first[-1]) + np.repeat(steps.first[order] - first[:-1], length)
    return Steps(first, *(getattr(steps, name)[row] for name in _COLUMNS))
