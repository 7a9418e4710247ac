"""What a study tells when all of its replications have landed: results and tables, of every variation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial

from slm_sim.model.doubt import Doubt
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.results import OverlayApplied
from slm_sim.model.study import Parts, Study, Tables
from slm_sim.model.tables import INCIDENTS, TABLES
from slm_sim.model.tables import Table as TableOfResults
from slm_sim.model.variation import Variation
from slm_sim.pipeline import Prepared
from slm_sim.read.tree import Table
from slm_sim.study.assemble import assemble
from slm_sim.study.gather import Gathered, gather
from slm_sim.study.record import bundles, first_replications
from slm_sim.study.replicate import Replicated
from slm_sim.study.tables import PER_REPLICATION, averages, rows_of
from slm_sim.study.traced import traced
from slm_sim.study.varied import AS_STATED, candidate, with_variations

TOGETHER = 200
"""Replications whose rows are made and written together."""


def told(
    prepared: Sequence[Prepared],
    replicated: Replicated,
    variations: Sequence[Variation],
    log: IncidentLog | None,
    overlays: tuple[OverlayApplied, ...],
    doubts: tuple[Doubt, ...],
    inputs: Mapping[str, str],
    tree: Table | None = None,
) -> Study:
    """The study of the scenario as stated, with those of its variations.

    prepared  the scenario, then its variations
    log       what a replay played
    overlays  what was changed in the scenario
    doubts    what drafts of its agreements must settle before they are signed
    inputs    digests of the files that were read
    tree      of the scenario, from which warnings of a replay take their places
    """
    stated = {path: value for variation in variations for path, value in variation.stated.items()}
    names = [(AS_STATED, stated), *((variation.name, variation.values) for variation in variations)]
    studies, candidates = [], []
    for number, (name, values) in enumerate(names):
        gathered = gather(prepared[number], replicated.records(number))
        first = rows_of(INCIDENTS, prepared[number], first_replications(next(replicated.records(number)), 1))
        results = assemble(prepared[number], gathered, log, first, overlays, doubts, tree)
        tables = _tables(prepared[number], gathered, replicated, number)
        ledgers = cache(partial(traced, prepared[number], results.ledgers))
        studies.append(Study(results, tables, inputs, traced=ledgers))
        candidates.append(candidate(name, values, prepared[number], gathered, results))
    return with_variations(studies, candidates) if variations else studies[0]


def _tables(prepared: Prepared, gathered: Gathered, replicated: Replicated, candidate: int) -> Tables:
    """The tables of one candidate; those that tell replications apart are read from the landing."""

    def rows(table: TableOfResults) -> Parts:
        return lambda: (rows_of(table, prepared, part) for part in bundles(replicated.records(candidate), TOGETHER))

    means = averages(prepared, gathered, float(prepared.scenario.study.confidence))
    there = Tables.whole(means)
    return Tables(
        {
            table.name: rows(table) if table.name in PER_REPLICATION else partial(there.parts, table.name)
            for table in TABLES
        }
    )
