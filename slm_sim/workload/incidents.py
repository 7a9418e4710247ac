"""Incidents of every origin when they reach their first team: ordinary, brought by an outage, open at the start.

They are columns of one table, int64[COLUMNS, n], that compiled code fills and reads. What chance has yet to say of an
incident is `DRAWN` there.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slm_sim.model.arrays import Ints
from slm_sim.workload.arrivals import ArrivalStream
from slm_sim.workload.backlog import Leftover
from slm_sim.workload.draws import Draws
from slm_sim.workload.mix import Mix, draw_customers
from slm_sim.workload.outages import OutageKind, Outages
from slm_sim.workload.routes import Routes

TOP_PRIORITY = 0
NONE, DRAWN = -1, -2

COLUMNS = 12
IDENTITY, ARRIVAL, OPENED, PRIORITY, CATEGORY, CUSTOMER, SERVICE, EXCLUDED, OUTAGE, TEAM, SETTLED, KIND = range(COLUMNS)
"""As `slm_sim.model.workload.Workload` has them; then the first team; the effort of one that has a single step whose
effort is settled, else 0; and category and priority in one figure, see `slm_sim.workload.visits.LifeTables`."""


def ordinary(streams: Sequence[ArrivalStream], mix: Mix, routes: Routes) -> Ints:
    """What customers report of their own accord: a model for the incidents of each arrival stream."""
    customer, category = (np.array([getattr(stream, name) for stream in streams]) for name in ("customer", "category"))
    return _table(
        len(streams),
        identity=NONE,
        arrival=NONE,
        opened=NONE,
        priority=DRAWN,
        category=category,
        customer=customer,
        service=mix.service[category],
        excluded=DRAWN,
        outage=NONE,
        team=routes.first[customer],
    )


def brought_by_outages(outages: Outages, mix: Mix, routes: Routes, draws: Draws) -> Ints:
    """The tickets that outages bring: none is excluded, and they are routed like others of their category."""
    customer = draw_customers(mix, outages.child_identity, draws)
    return _table(
        len(customer),
        identity=outages.child_identity,
        arrival=outages.child_arrival,
        opened=outages.child_arrival,
        priority=outages.child_priority,
        category=outages.child_category,
        customer=customer,
        service=mix.service[outages.child_category],
        excluded=NONE,
        outage=outages.child_outage,
        team=routes.first[customer],
    )


def open_from_before(leftover: Leftover, mix: Mix) -> Ints:
    """What was open before the run; it enters the queue of its team at the first tick."""
    return _table(
        len(leftover.identity),
        identity=leftover.identity,
        arrival=0,
        opened=leftover.opened,
        priority=leftover.priority,
        category=leftover.category,
        customer=leftover.customer,
        service=mix.service[leftover.category],
        excluded=DRAWN,
        outage=NONE,
        team=leftover.team,
    )


def outage_incidents(kinds: tuple[OutageKind, ...], outages: Outages) -> Ints:
    """The incidents that end with the restoration of a service, in the order of the outages.

    They have the top priority, and the category of the tickets that the outage brings; no customer reports them.
    """
    category = [kind.children.category if kind.children else NONE for kind in kinds]
    return _table(
        len(outages.kind),
        identity=outages.identity,
        arrival=outages.arrival,
        opened=outages.arrival,
        priority=TOP_PRIORITY,
        category=_by_kind(category, outages),
        customer=NONE,
        service=_by_kind([kind.service for kind in kinds], outages),
        excluded=NONE,
        outage=np.arange(len(outages.kind)),
        team=_by_kind([kind.restored_by for kind in kinds], outages),
        settled=outages.effort,
    )


def _table(
    incidents: int, *, identity: Ints | int, arrival: Ints | int, opened: Ints | int, priority: Ints | int,
    category: Ints, customer: Ints | int, service: Ints, excluded: int, outage: Ints | int, team: Ints,
    settled: Ints | int = 0,
) -> Ints:  # fmt: skip
    table = np.empty((COLUMNS, incidents), dtype=np.int64)
    columns = (identity, arrival, opened, priority, category, customer, service, excluded, outage, team, settled, NONE)
    for number, column in enumerate(columns):
        table[number] = column
    return table


def _by_kind(figures: list[int], outages: Outages) -> Ints:
    return np.array(figures, dtype=np.int64)[outages.kind]
