"""Work that no log knows: the effort of teams that the scenario describes, and the call-out of their people on call.

Effort is drawn per visit, addressed by the incident's identity and the number of the visit, and shared out evenly among
the steps into which the log's waiting divides the visit.
"""

from __future__ import annotations

import numpy as np

from slm_sim.chance import Stream, quantile, to_ticks
from slm_sim.model.arrays import Ints
from slm_sim.model.block import SpreadBlock, shares
from slm_sim.model.quantities import Length
from slm_sim.model.scenario import Scenario
from slm_sim.model.spread import Spread
from slm_sim.model.workload import Names


def drawn_efforts(
    scenario: Scenario, names: Names, tick_ms: int, replication: int,
    identity: Ints, team: Ints, priority: Ints, visit: Ints, place: Ints, parts: Ints, logged: Ints,
) -> Ints:  # fmt: skip
    """The effort of each step in ticks: drawn where the scenario states the team's effort, else as logged.

    Per step, int64[m]: identity and priority of its incident, the number of its visit in the incident, its place in the
    visit, the number of the visit's steps, and the ticks that the log shows.
    """
    uniform = Stream(scenario.study.seed, replication, "effort").uniforms(identity, visit)
    efforts = logged.copy()
    for name, described in scenario.teams.items():
        if described.effort is None:
            continue
        for rank, urgency in enumerate(names.priorities):
            here = np.flatnonzero((team == names.teams.index(name)) & (priority == rank))
            spread = spread_of(described.effort, described.effort.by_priority.get(urgency))
            whole = to_ticks(quantile(spread, uniform[here]), tick_ms)
            share = whole // parts[here] + (place[here] < whole % parts[here])
            efforts[here] = np.maximum(share, 1)
    return efforts


def drawn_callouts(
    scenario: Scenario, names: Names, tick_ms: int, replication: int, identity: Ints, team: Ints, step: Ints
) -> Ints:
    """The ticks before a person on call would start each step, 0 for teams without; `step` counts in its incident."""
    uniform = Stream(scenario.study.seed, replication, "call-out").uniforms(identity, step)
    callouts = np.zeros(len(team), dtype=np.int64)
    for name, described in scenario.teams.items():
        if described.on_call is not None:
            here = np.flatnonzero(team == names.teams.index(name))
            spread = spread_of(scenario.on_call_terms[described.on_call].callout)
            callouts[here] = to_ticks(quantile(spread, uniform[here]), tick_ms)
    return callouts


def spread_of(block: SpreadBlock, row: SpreadBlock | None = None) -> Spread:
    """The distribution that a block describes, with what differs in one of its rows."""
    stated = {name: getattr(block, name) for name in SpreadBlock.model_fields}
    if row is not None:
        stated |= {name: getattr(row, name) for name in row.model_fields_set}
    lengths = {name: float(stated[name].seconds) if stated[name] else 0.0 for name in ("median", "p90", "mean")}
    values = stated["values"] or {}
    return Spread(
        shape=stated["shape"],
        **lengths,
        values=tuple(float(Length.parse(text).seconds) for text in values),
        shares=tuple(float(share) for share in shares(values).values()) if values else (),
        scale=float(stated["scale"]),
    )
