"""Channels: in which way customers make contact, and when those who are not answered give up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.calendars import after, open_before
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Floats, Ints, freeze_arrays
from slm_sim.model.block import SpreadBlock
from slm_sim.model.demand import Channel, SynthesisedWorkload, channel_shares
from slm_sim.model.opentime import OpenTime
from slm_sim.model.scenario import Scenario
from slm_sim.model.span import Span
from slm_sim.model.spread import Spread
from slm_sim.model.workload import Names
from slm_sim.workload.draws import Draws
from slm_sim.workload.sites import calendar_sites, open_time
from slm_sim.workload.spreads import NOTHING, SpreadTable, spread_of


@dataclass(frozen=True, eq=False)
class Channels:
    """The channels of a scenario; index -1 of a customer stands for "not known".

    share      running sums of the share of each channel, float64[priorities, channels]
    patience   how long people wait, by channel and priority
    calendar   in whose open time: index into `calendars`, int64[channels, customers + 1]
    """

    span: Span
    share: Floats
    patience: SpreadTable
    calendar: Ints
    calendars: tuple[OpenTime, ...]

    def __post_init__(self) -> None:
        freeze_arrays(self)


def channels_of(scenario: Scenario, names: Names, span: Span) -> Channels | None:
    """The channels in the order of the file; None where the scenario has none."""
    workload = scenario.workload
    stated = workload.channels if isinstance(workload, SynthesisedWorkload) else {}
    patience = [[_patience(channel, priority) for priority in names.priorities] for channel in stated.values()]
    if not stated:
        return None
    spreads = tuple(dict.fromkeys((NOTHING, *(spread for row in patience for spread in row))))
    share = [[float(part) for part in channel_shares(stated, name).values()] for name in names.priorities]
    needed = [calendar_sites(scenario, channel.calendar) for channel in stated.values()]
    keys = list(dict.fromkeys(key for row in needed for key in row))
    return Channels(
        span=span,
        share=np.cumsum(share, axis=1),
        patience=SpreadTable(spreads, np.array([[spreads.index(spread) for spread in row] for row in patience])),
        calendar=np.array([[keys.index(key) for key in row] for row in needed]),
        calendars=tuple(open_time(scenario, span, name, site) for name, site in keys),
    )


@dataclass(frozen=True, eq=False)
class Contacts:
    """How customers made contact, as in `Workload`: `channel` and `leaves`."""

    channel: Ints
    leaves: Ints


def draw_contacts(
    channels: Channels | None,
    reported: Bools,
    identity: Ints,
    arrival: Ints,
    priority: Ints,
    customer: Ints,
    draws: Draws,
) -> Contacts:
    """By which channel each incident's customer makes contact, and when the customer gives up.

    reported  bool[n]: a customer makes contact; the others wait to the end
    """
    none = np.empty(0, dtype=np.int64)
    if channels is None:
        return Contacts(none, none)
    way = np.zeros(len(identity), dtype=np.int64)
    if channels.share.shape[1] > 1:
        luck = draws.uniforms("channel", identity)
        way = np.count_nonzero(luck[:, None] >= channels.share[priority, :-1], axis=1)
    channel = np.where(reported, way, -1)
    if not channels.patience.which.any():
        return Contacts(channel, none)
    impatient = np.flatnonzero(reported & (channels.patience.which[way, priority] != 0))
    way, since = way[impatient], arrival[impatient]
    luck = draws.uniforms("patience", identity[impatient])
    length = channels.patience.ticks(way, priority[impatient], luck, channels.span.axis.tick_ms)
    where = channels.calendar[way, customer[impatient]]
    leaves = np.full(len(identity), NEVER)
    for number, calendar in enumerate(channels.calendars):
        left = open_before(calendar, calendar.highest) - open_before(calendar, since)
        here = (where == number) & (length <= left)
        gone = after(calendar, since[here], length[here])
        leaves[impatient[here]] = np.where(gone < channels.span.horizon, gone, NEVER)
    return Contacts(channel, leaves)


def _patience(channel: Channel, priority: str) -> Spread:
    """How patient the customers of a priority are, NOTHING where they wait to the end."""
    row = channel.by_priority.get(priority)
    stated = row.patience if row else None
    if channel.patience is None and stated is None:
        return NOTHING
    return spread_of(channel.patience or SpreadBlock(), stated)
