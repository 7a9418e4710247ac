"""Small agreements, and incidents whose history is written down moment by moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from slm_sim.clock import NEVER, TimeAxis
from slm_sim.model.agreement import Agreement
from slm_sim.model.attainment import Attainment
from slm_sim.model.ledger import Ledger
from slm_sim.model.outcomes import Outcomes
from slm_sim.model.span import Span
from slm_sim.model.workload import PENDING, REOPENED, RESOLVED, Disruptions, Names, Workload
from slm_sim.sla import attain, charge, compile_agreement, histories, moments_counted

NAMES = Names(
    priorities=("P1", "P2"),
    teams=("desk", "experts"),
    categories=("tills", "mail"),
    customers=("north", "south"),
    services=("shop", "office"),
    pending=("customer", "vendor"),
    exclusions=("duplicate", "weather"),
    channels=("phone", "mail"),
    windows=("night",),
)
CUSTOMER, VENDOR = PENDING, PENDING + 1


@dataclass(frozen=True)
class Step:
    """One visit: ready, start and end in ticks (None: not by the horizon), and what follows."""

    ready: int | None
    start: int | None
    end: int | None
    then: int = RESOLVED
    team: int = 0


@dataclass(frozen=True)
class Incident:
    opened: int
    steps: Sequence[Step]
    priority: int = 0
    category: int = 0
    service: int = 0
    customer: int = -1
    channel: int = -1
    excluded: int = -1
    leaves: int | None = None


@dataclass(frozen=True)
class Outage:
    """An outage of the services with so many millionths of their users; it ends with a step of its own incident."""

    start: int
    end: int | None
    share: Sequence[int] = (1_000_000, 0)


@dataclass(frozen=True)
class Maintenance:
    start: int
    end: int
    window_end: int
    share: Sequence[int] = (1_000_000, 0)


def incident(opened: int, resolved: int | None, touched: int | None = None, **more: Any) -> Incident:
    """An incident of one step; touched when it is opened, unless it says otherwise."""
    return Incident(opened, [Step(opened, opened if touched is None else touched, resolved)], **more)


def given_up(opened: int, leaves: int, **more: Any) -> Incident:
    """An incident whose customer gives up before anybody has begun."""
    return Incident(opened, [Step(opened, None, None)], leaves=leaves, **more)


def waiting(opened: int, *moments: int | None, then: int = CUSTOMER, **more: Any) -> Incident:
    """An incident that waits between each pair of moments: first wait from, first wait to, ..., resolved."""
    ready: list[int | None] = [opened, *moments[1::2]]
    ends = moments[::2]
    kinds = [then] * (len(ends) - 1) + [RESOLVED]
    steps = [Step(r, r, e, kind) for r, e, kind in zip(ready, ends, kinds, strict=True)]
    return Incident(opened, steps, **more)


def reopening(opened: int, *moments: int | None, **more: Any) -> Incident:
    """An incident that is resolved, comes back, is resolved, ..."""
    return waiting(opened, *moments, then=REOPENED, **more)


def played(
    incidents: Sequence[Incident],
    horizon: int,
    axis: TimeAxis,
    outages: Sequence[Outage] = (),
    maintenance: Sequence[Maintenance] = (),
) -> tuple[Workload, Outcomes]:
    """The workload and the outcomes that tell these histories; each outage is restored by an excluded incident."""
    told = [*incidents, *(incident(outage.start, outage.end, excluded=0, priority=1) for outage in outages)]
    steps = [step for one in told for step in one.steps]
    first = np.cumsum([0, *(len(one.steps) for one in told)])

    def of_incidents(name: str) -> np.ndarray[Any, Any]:
        return np.array([getattr(one, name) for one in told], dtype=np.int64)

    def of_steps(name: str) -> np.ndarray[Any, Any]:
        values = (getattr(step, name) for step in steps)
        return np.array([NEVER if value is None else value for value in values], dtype=np.int64)

    def whole(values: Sequence[Any], columns: int = 0) -> np.ndarray[Any, Any]:
        found = np.array(values, dtype=np.int64)
        return found.reshape(-1, columns) if columns else found

    leaves = whole([NEVER if one.leaves is None else one.leaves for one in told])
    channel = of_incidents("channel")
    no_incidents, no_steps = np.full(len(told), -1), np.zeros(len(steps), dtype=np.int64)
    services = len(NAMES.services)
    workload = Workload(
        axis=axis,
        horizon=horizon,
        names=NAMES,
        identity=np.arange(len(told)),
        arrival=np.maximum(of_incidents("opened"), 0),
        opened=of_incidents("opened"),
        priority=of_incidents("priority"),
        category=of_incidents("category"),
        customer=of_incidents("customer"),
        service=of_incidents("service"),
        excluded=of_incidents("excluded"),
        outage=no_incidents,
        first_step=first,
        step_team=of_steps("team"),
        step_effort=no_steps + 1,
        step_then=of_steps("then"),
        step_delay=no_steps,
        step_calendar=no_steps,
        step_callout=no_steps,
        disruptions=Disruptions(
            kind=whole([0] * len(outages)),
            start=whole([outage.start for outage in outages]),
            restored_by_step=whole([first[len(incidents) + number] for number in range(len(outages))]),
            share=whole([outage.share for outage in outages], services),
            planned_kind=whole([0] * len(maintenance)),
            planned_start=whole([work.start for work in maintenance]),
            planned_end=whole([work.end for work in maintenance]),
            window_end=whole([work.window_end for work in maintenance]),
            planned_share=whole([work.share for work in maintenance], services),
        ),
        leaves=leaves if (leaves != NEVER).any() else leaves[:0],
        channel=channel if (channel != -1).any() else channel[:0],
    )
    none = np.empty(0, dtype=np.int64)
    outcomes = Outcomes(
        ready=of_steps("ready"),
        start=of_steps("start"),
        end=of_steps("end"),
        by=of_steps("team"),
        on_call=np.zeros(len(steps), dtype=np.bool_),
        suspended_step=none,
        suspended_from=none,
        suspended_to=none,
    )
    return workload, outcomes


OFFICE = {"hours": {"Mon-Fri": "08:00-18:00", "holidays": "closed"}}


def agreement(targets: dict[str, Any], **sections: Any) -> Agreement:
    """An agreement with these targets; a section that is given replaces the usual one."""
    usual: dict[str, Any] = {
        "schema": "slm-sim/agreement-v1",
        "title": "Support",
        "parties": {"customer": "Shops", "provider": "Desk"},
        "term": {"starts": "2027-01-01", "lasts": "3 years", "bedding_in": "none"},
        "time_zone": "Etc/UTC",
        "charges": {"fee": "10 000 GBP / month", "office-fee": "3 000 GBP / month"},
        "calendars": {"office": OFFICE},
        "services": {
            "shop": {"agreed_service_time": "24x7", "charge": "fee"},
            "office": {"agreed_service_time": "office", "charge": "office-fee"},
        },
        "priorities": {"meaning": {"P1": "All stop", "P2": "The rest"}},
        "clocks": {
            "response": {"stops": "first touch"},
            "resolution": {"stops": "resolved", "pauses_while_pending": ["customer"]},
            "office": {"stops": "resolved", "pauses_while_pending": ["customer"], "calendar": "office"},
        },
        "measurement": {"placed_by": "opened"},
        "exclusions": {"duplicate": "A copy"},
        "targets": targets,
    }
    return Agreement.model_validate({**usual, **sections})


@dataclass(frozen=True)
class Desk:
    """A time axis and an agreement on it, with shorthand for moments: minutes are ticks, local time is the zone's."""

    agreement: Agreement
    starts: str = "2027-01-01"
    ends: str = "2027-04-01"
    tick_ms: int = 60_000
    run_out_days: int = 28
    axis: TimeAxis = field(init=False)

    def __post_init__(self) -> None:
        zone = ZoneInfo(self.agreement.time_zone)
        object.__setattr__(
            self,
            "axis",
            TimeAxis(datetime.fromisoformat(self.starts).replace(tzinfo=zone).astimezone(UTC), self.tick_ms),
        )

    def at(self, moment: str) -> int:
        """The tick of a local time such as ``2027-01-04 09:00``."""
        return self.axis.tick_at(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(self.agreement.time_zone)))

    @property
    def span(self) -> Span:
        end = self.at(self.ends)
        horizon = end + self.axis.ticks_in(self.run_out_days * 86_400)
        return Span(self.axis, self.agreement.time_zone, 0, end, horizon)

    def attain(
        self,
        incidents: Sequence[Incident] = (),
        outages: Sequence[Outage] = (),
        maintenance: Sequence[Maintenance] = (),
    ) -> tuple[Attainment, ...]:
        compiled = compile_agreement("sla", self.agreement, self.span)
        told = played(incidents, self.span.horizon, self.axis, outages, maintenance)
        return attain(compiled, *told, histories(*told))

    def charge(
        self,
        incidents: Sequence[Incident] = (),
        outages: Sequence[Outage] = (),
        maintenance: Sequence[Maintenance] = (),
        unclaimed: frozenset[tuple[str, str]] = frozenset(),
        claimed: frozenset[tuple[str, str]] = frozenset(),
    ) -> Ledger:
        compiled = compile_agreement("sla", self.agreement, self.span)
        workload, outcomes = played(incidents, self.span.horizon, self.axis, outages, maintenance)
        found = attain(compiled, workload, outcomes, histories(workload, outcomes))
        return charge(compiled, found, moments_counted(compiled, workload), unclaimed, claimed)
