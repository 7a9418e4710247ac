"""What decision tables decide in a workload, by the numbers of its names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slm_sim.model.arrays import Ints
from slm_sim.model.decisions import DecisionTable
from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import Names
from slm_sim.tables import decisions
from slm_sim.tables.uses import KNOWN

OPENED_IN = "opened_in"


def by_case(
    table: DecisionTable, scenario: Scenario, names: Names, drawn: Mapping[str, Sequence[str]] | None = None
) -> Ints:
    """What a table decides of each case, int64[cases, names of what is drawn ...], an index into the names' own.

    drawn  the names of what is not among the cases, for it is known only later: impact and urgency
    """
    read, later = names_read(table, scenario, names), drawn or {}
    outcomes = names.priorities if table.outcome == "priority" else names.teams
    found = decisions(table, {**read, **later}, outcomes)
    found = found.reshape(-1, *found.shape[len(read) :])
    return found[:, *(slice(-1) for _ in later)]


def names_read(table: DecisionTable, scenario: Scenario, names: Names) -> dict[str, tuple[str, ...]]:
    """The names of what a table reads of an incident, apart from its impact and its urgency, in one order for all."""
    known: dict[str, tuple[str, ...]] = {
        "category": names.categories,
        "customer": names.customers,
        "service": names.services,
        "priority": names.priorities,
        OPENED_IN: tuple(table.reads.opened_in or ()),
    }
    return {name: known[name] for name in KNOWN[table.outcome] if name in table.reads.words and name in known}
