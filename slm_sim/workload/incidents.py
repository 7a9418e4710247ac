"""Incidents of every origin when they reach their first team: ordinary, brought by an outage, open at the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from slm_sim.model.arrays import Ints, freeze_arrays
from slm_sim.workload.arrivals import Arrived
from slm_sim.workload.backlog import Leftover
from slm_sim.workload.draws import Draws
from slm_sim.workload.mix import Mix, draw_customers, draw_exclusions, draw_priorities
from slm_sim.workload.outages import OutageKind, Outages
from slm_sim.workload.routes import Routes

TOP_PRIORITY = 0
NONE = -1


@dataclass(frozen=True, eq=False)
class Incidents:
    """Incidents, as `slm_sim.model.workload.Workload` describes them, and the first team of each; int64[n] each."""

    identity: Ints
    arrival: Ints
    opened: Ints
    priority: Ints
    category: Ints
    customer: Ints
    service: Ints
    excluded: Ints
    outage: Ints
    team: Ints

    def __post_init__(self) -> None:
        freeze_arrays(self)

    def __len__(self) -> int:
        return len(self.identity)

    def taken(self, order: Ints) -> Incidents:
        """The incidents in another order."""
        return Incidents(*(getattr(self, field.name)[order] for field in fields(self)))


def together(groups: Sequence[Incidents]) -> Incidents:
    """The incidents of several groups, one after the other."""
    return Incidents(*(np.concatenate([getattr(group, field.name) for group in groups]) for field in fields(Incidents)))


def ordinary(arrived: Arrived, mix: Mix, routes: Routes, draws: Draws) -> Incidents:
    """What customers report of their own accord."""
    return Incidents(
        identity=arrived.identity,
        arrival=arrived.arrival,
        opened=arrived.arrival,
        priority=draw_priorities(mix, arrived.identity, draws),
        category=arrived.category,
        customer=arrived.customer,
        service=mix.service[arrived.category],
        excluded=draw_exclusions(mix, arrived.identity, draws),
        outage=np.full_like(arrived.identity, NONE),
        team=routes.first[arrived.customer],
    )


def brought_by_outages(outages: Outages, mix: Mix, routes: Routes, draws: Draws) -> Incidents:
    """The tickets that outages bring: none is excluded, and they are routed like others of their category."""
    customer = draw_customers(mix, outages.child_identity, draws)
    return Incidents(
        identity=outages.child_identity,
        arrival=outages.child_arrival,
        opened=outages.child_arrival,
        priority=outages.child_priority,
        category=outages.child_category,
        customer=customer,
        service=mix.service[outages.child_category],
        excluded=np.full_like(customer, NONE),
        outage=outages.child_outage,
        team=routes.first[customer],
    )


def open_from_before(leftover: Leftover, mix: Mix, draws: Draws) -> Incidents:
    """What was open before the run; it enters the queue of its team at the first tick."""
    return Incidents(
        identity=leftover.identity,
        arrival=np.zeros_like(leftover.identity),
        opened=leftover.opened,
        priority=leftover.priority,
        category=leftover.category,
        customer=leftover.customer,
        service=mix.service[leftover.category],
        excluded=draw_exclusions(mix, leftover.identity, draws),
        outage=np.full_like(leftover.identity, NONE),
        team=leftover.team,
    )


def outage_incidents(kinds: tuple[OutageKind, ...], outages: Outages) -> Incidents:
    """The incidents that end with the restoration of a service, in the order of the outages.

    They have the top priority, and the category of the tickets that the outage brings; no customer reports them.
    """
    category = [kind.children.category if kind.children else NONE for kind in kinds]
    unknown = np.full_like(outages.kind, NONE)
    return Incidents(
        identity=outages.identity,
        arrival=outages.arrival,
        opened=outages.arrival,
        priority=np.full_like(outages.kind, TOP_PRIORITY),
        category=_by_kind(category, outages),
        customer=unknown,
        service=_by_kind([kind.service for kind in kinds], outages),
        excluded=unknown,
        outage=np.arange(len(outages.kind)),
        team=_by_kind([kind.restored_by for kind in kinds], outages),
    )


def _by_kind(figures: list[int], outages: Outages) -> Ints:
    return np.array(figures, dtype=np.int64)[outages.kind]
