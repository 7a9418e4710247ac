"""What is kept of a few replications: arrays alone, so that it can be written, sent and read without the scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.attainment import Attainment
from slm_sim.pipeline import Prepared
from slm_sim.study.figures import FIGURES, Figures
from slm_sim.study.incidents import Columns, first_rows, one_below_the_other
from slm_sim.study.money import MoneyRecord, joined_money, money_record
from slm_sim.study.summary import Summary

Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class ClauseRecord:
    """What replications reached on one clause, int64[replications, periods]; the fields are those of `Attainment`."""

    counted: Ints
    misses: Ints
    undecided: Ints
    excluded: Ints
    numerator: Ints
    denominator: Ints
    verdict: Ints
    by_minimum_volume: Ints


@dataclass(frozen=True, eq=False, kw_only=True)
class Record(Figures):
    """So many replications of one candidate; every array but `part_names` begins with the axis of the replications.

    replication   their numbers, in ascending order
    clauses       per clause, agreement by agreement
    money         per agreement
    incidents     the columns of the incidents table, of the replications among them that are kept in full

    The other fields are those of `Figures`, one row a replication, and `part_names` of `Summary`.
    """

    replication: Ints
    clauses: tuple[ClauseRecord, ...]
    money: tuple[MoneyRecord, ...]
    part_names: Texts
    incidents: Columns


def record_of(prepared: Prepared, summaries: Sequence[Summary]) -> Record:
    """The record of one replication or more, in the order of their numbers."""
    margin = prepared.scenario.finance.margin
    rows = {name: np.stack([getattr(summary, name) for summary in summaries]) for name in FIGURES}
    return Record(
        replication=np.array([summary.replication for summary in summaries]),
        clauses=tuple(
            clause_record([summary.attainments[number][row] for summary in summaries])
            for number, compiled in enumerate(prepared.agreements)
            for row, _ in enumerate(compiled.clauses)
        ),
        money=tuple(
            money_record(
                {summary.replication: summary.ledgers[number] for summary in summaries},
                None if margin is None else margin.fraction,
            )
            for number, _ in enumerate(prepared.agreements)
        ),
        part_names=np.array(summaries[0].part_names),
        incidents=one_below_the_other([summary.incidents for summary in summaries if summary.incidents is not None]),
        **rows,
    )


def clause_record(attainments: Sequence[Attainment]) -> ClauseRecord:
    """What one replication after the other reached on a clause."""
    return ClauseRecord(
        **{
            name: np.stack([getattr(attainment, name) for attainment in attainments])
            for name in ClauseRecord.__dataclass_fields__
        }
    )


def joined(records: Sequence[Record]) -> Record:
    """The records of a candidate, one or more in the order of their replications, as one."""
    return Record(
        replication=np.concatenate([record.replication for record in records]),
        clauses=tuple(
            ClauseRecord(
                **{
                    name: np.concatenate([getattr(part, name) for part in of_clause])
                    for name in ClauseRecord.__dataclass_fields__
                }
            )
            for of_clause in zip(*(record.clauses for record in records), strict=True)
        ),
        money=tuple(joined_money(parts) for parts in zip(*(record.money for record in records), strict=True)),
        part_names=records[0].part_names,
        incidents=one_below_the_other([record.incidents for record in records if record.incidents]),
        **{name: np.concatenate([getattr(record, name) for record in records]) for name in FIGURES},
    )


def bundles(records: Iterable[Record], replications: int) -> Iterator[Record]:
    """The records joined to such of about so many replications; one with incidents, which is large, stays alone."""
    bundle: list[Record] = []
    for record in records:
        if bundle and (record.incidents or sum(len(part.replication) for part in bundle) >= replications):
            yield joined(bundle)
            bundle = []
        bundle.append(record)
        if record.incidents:
            yield bundle.pop()
    if bundle:
        yield joined(bundle)


def first_replications(record: Record, count: int) -> Record:
    """The record without the replications whose number is `count` or more."""
    kept: Bools = record.replication < count
    if kept.all():
        return record
    return Record(
        replication=record.replication[kept],
        clauses=tuple(
            ClauseRecord(**{name: getattr(clause, name)[kept] for name in ClauseRecord.__dataclass_fields__})
            for clause in record.clauses
        ),
        money=tuple(money.first(count) for money in record.money),
        part_names=record.part_names,
        incidents=first_rows(record.incidents, count),
        **{name: getattr(record, name)[kept] for name in FIGURES},
    )
