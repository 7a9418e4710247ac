"""What holds for one visit: the rows of a routing, resolved by team, category and priority.

What a row states wins over what a wider row states, word by word. From wide to narrow: the tier's row, its rows by
priority, its rows by category and therein by priority; the same again for the team's row within the tier; the same
again for the team's own row.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slm_sim.model.block import shares
from slm_sim.model.handling import Routing, RoutingRow, TeamRouting


def onward(
    routing: Routing, tier: str, team: str, category: str | None, priority: str | None
) -> tuple[Fraction, dict[str, Fraction]]:
    """The share of visits that a team resolves, and where the remainder goes, as shares by team.

    category, priority  None where not known: only the rows that hold for all

    A team of which nothing is said resolves what it gets, and so does one that has nowhere to send it.
    """
    resolves, destinations = None, None
    for row in _rows(routing, tier, team, category, priority):
        resolves = row.resolves if row.resolves is not None else resolves
        destinations = row.reassigns_to if row.reassigns_to is not None else destinations
    if destinations is None:
        return Fraction(1), {}
    return resolves.fraction if resolves else Fraction(0), shares(destinations)


def _rows(routing: Routing, tier: str, team: str, category: str | None, priority: str | None) -> Iterator[RoutingRow]:
    if tier in routing.by_tier:
        yield from _rows_within(routing.by_tier[tier], category, priority)
        if team in routing.by_tier[tier].by_team:
            yield from _rows_within(routing.by_tier[tier].by_team[team], category, priority)
    if team in routing.by_team:
        yield from _rows_within(routing.by_team[team], category, priority)


def _rows_within(row: TeamRouting, category: str | None, priority: str | None) -> Iterator[RoutingRow]:
    yield row
    if priority in row.by_priority:
        yield row.by_priority[priority]
    if category in row.by_category:
        yield row.by_category[category]
        if priority in row.by_category[category].by_priority:
            yield row.by_category[category].by_priority[priority]
