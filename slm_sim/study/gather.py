"""The records of a study put together, in the order of the replications: all that its statistics read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.pipeline import Prepared
from slm_sim.sla import credit_lines
from slm_sim.study import owed, reached, rights
from slm_sim.study.figures import FIGURES, Figures
from slm_sim.study.owed import Owed
from slm_sim.study.reached import Reached
from slm_sim.study.record import Record
from slm_sim.study.rights import Arisen

AVERAGED = ("at_work", "busy", "waiting")
"""Figures of which the mean over replications is kept: the load by the hour of the week."""
STACKED = tuple(name for name in FIGURES if name not in AVERAGED)
"""Figures that are kept for each replication."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Gathered(Figures):
    """All replications of one candidate.

    replications   how many there are
    reached        per clause, agreement by agreement
    owed           per agreement; None for one without charges
    arisen         rights to terminate and resets of targets, per agreement

    Of the figures those of `AVERAGED` are means over replications; the others are all replications one below the other.
    """

    replications: int
    reached: tuple[Reached, ...]
    owed: tuple[Owed | None, ...]
    arisen: tuple[Arisen, ...]
    part_names: tuple[str, ...]


def gather(prepared: Prepared, records: Iterable[Record]) -> Gathered:
    """All replications of a candidate from its records, one or more, in ascending order.

    Only what `Gathered` keeps of a record outlives it. Sums run from the first replication to the last, so that the
    same replications give the same bits, however they were shared out.
    """
    clauses: list[list[Reached]] = []
    moneys: list[list[Owed | None]] = []
    arisen: list[list[Arisen]] = []
    rows: list[Mapping[str, Any]] = []
    totals: dict[str, Floats] = {}
    part_names: tuple[str, ...] = ()
    for record in records:
        clauses.append(list(reached_of(prepared, record)))
        moneys.append(list(_owed_of(prepared, record)))
        arisen.append([rights.arisen(*pair) for pair in zip(prepared.agreements, record.money, strict=True)])
        rows.append({name: getattr(record, name).copy() for name in STACKED})
        totals = {name: _added(totals.get(name), getattr(record, name)) for name in AVERAGED}
        part_names = tuple(record.part_names.tolist())
    replications = sum(len(part["people"]) for part in rows)
    stacked: dict[str, Any] = {name: np.concatenate([part[name] for part in rows]) for name in STACKED}
    return Gathered(
        replications=replications,
        reached=tuple(reached.joined(parts) for parts in zip(*clauses, strict=True)),
        owed=tuple(_joined_owed(parts) for parts in zip(*moneys, strict=True)),
        arisen=tuple(rights.joined(parts) for parts in zip(*arisen, strict=True)),
        part_names=part_names,
        at_work=totals["at_work"] / replications,
        busy=totals["busy"] / replications,
        waiting=totals["waiting"] / replications,
        **stacked,
    )


def reached_of(prepared: Prepared, record: Record) -> Iterator[Reached]:
    """What a record holds of each clause, agreement by agreement."""
    compiled = (
        (clause, periods)
        for agreement in prepared.agreements
        for clause, periods in zip(agreement.clauses, agreement.periods, strict=True)
    )
    for (clause, periods), of_clause in zip(compiled, record.clauses, strict=True):
        yield reached.reached(clause, periods, of_clause, prepared.span.axis)


def _owed_of(prepared: Prepared, record: Record) -> Iterator[Owed | None]:
    for agreement, of_agreement in zip(prepared.agreements, record.money, strict=True):
        lines = credit_lines(agreement)
        credited = dict.fromkeys(line.key.partition("/")[2] for line in lines)
        families = dict.fromkeys(line.scheme.family for line in lines)
        yield owed.owed(agreement.name, tuple(credited), tuple(families), of_agreement)


def _joined_owed(parts: Sequence[Owed | None]) -> Owed | None:
    told = [part for part in parts if part is not None]
    return owed.joined(told) if told else None


def _added(total: Floats | None, rows: Floats) -> Floats:
    """The total and then one row after the other; the order of summation is part of the result."""
    for row in rows:
        total = row if total is None else total + row
    assert total is not None
    return total
