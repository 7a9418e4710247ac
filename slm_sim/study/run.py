"""Run a study from a scenario to results and tables."""

from __future__ import annotations

import weakref
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from slm_sim.model.results import OverlayApplied
from slm_sim.model.scenario import Scenario
from slm_sim.model.study import Parts, Study, Tables
from slm_sim.model.tables import INCIDENTS, TABLES, Table
from slm_sim.pipeline import Prepared, prepare
from slm_sim.study.asked import asked, expect_counts, files_of, log_of
from slm_sim.study.assemble import assemble
from slm_sim.study.caveats import leaves_to_chance
from slm_sim.study.crew import threads_of_this_machine
from slm_sim.study.gather import Gathered, gather
from slm_sim.study.identity import study_key
from slm_sim.study.inputs import digests
from slm_sim.study.landing import Landing, discard, open_landing
from slm_sim.study.record import first_replications
from slm_sim.study.replicate import Progress, Replicated, replicate
from slm_sim.study.tables import PER_REPLICATION, averages, rows_of


def run_study(
    scenario: Scenario,
    *,
    replications: int | None = None,
    precision: float | None = None,
    seed: int | None = None,
    log: Path | str | None = None,
    workers: int = 1,
    keep_incidents: int = 1,
    overlays: tuple[OverlayApplied, ...] = (),
    landing: Path | None = None,
    resume: bool = False,
    progress: Progress = lambda done, most: None,
) -> Study:
    """Play a scenario and say what its agreements would have measured and cost.

    replications    simulated terms at most, in place of the scenario's; a replay that leaves nothing to chance is
                    played once
    precision       stop once the chance of every clause is known to within this fraction of one, either way
    seed            in place of the scenario's
    log             ticket log to replay, in place of the one that the scenario names
    workers         threads that share the replications; the results are the same for any number
    keep_incidents  replications whose incidents are all kept in the incidents table
    overlays        what was changed in the scenario, to be told in the results
    landing         folder in which finished chunks land, so that a killed study can be resumed; it is the caller's to
                    delete, and the tables of the study are read from it. A temporary one unless given
    resume          go on with what has landed there before
    progress        called with (replications done, at most) whenever some more have landed

    Raises InputError if the log cannot be read, if a number asked for is not possible or if another study has landed
    in the folder, WriteError if the disk is full.
    """
    expect_counts(replications=replications, workers=workers, keep_incidents=keep_incidents)
    scenario = asked(scenario, replications, precision, seed)
    read = log_of(scenario, log)
    inputs = digests(files_of(scenario, log))
    prepared = prepare(scenario, read)
    key = study_key([scenario], inputs.values(), keep_incidents)
    landed = open_landing(landing, key, scenario.title, resume) if landing else _temporary(key)
    replicated = replicate(
        [prepared],
        scenario.study.replications if leaves_to_chance(scenario) else 1,
        landed,
        lambda: threads_of_this_machine([prepared], keep_incidents, workers),
        progress,
    )
    gathered = gather(prepared, replicated.records(0))
    first = rows_of(INCIDENTS, prepared, first_replications(next(replicated.records(0)), 1))
    return Study(
        results=assemble(prepared, gathered, read, first, overlays),
        tables=_tables(prepared, gathered, replicated, 0),
        inputs=inputs,
    )


def _temporary(key: str) -> Landing:
    """A landing that goes away when nothing refers to it any more."""
    landing = Landing(Path(mkdtemp(prefix="slm-sim-")), key)
    weakref.finalize(landing, discard, landing.folder)
    return landing


def _tables(prepared: Prepared, gathered: Gathered, replicated: Replicated, candidate: int) -> Tables:
    """The tables of one candidate; those that tell replications apart are read from the landing."""

    def rows(table: Table) -> Parts:
        return lambda: (rows_of(table, prepared, record) for record in replicated.records(candidate))

    means = averages(prepared, gathered, float(prepared.scenario.study.confidence))
    there = Tables.whole(means)
    return Tables(
        {
            table.name: rows(table) if table.name in PER_REPLICATION else partial(there.parts, table.name)
            for table in TABLES
        }
    )
