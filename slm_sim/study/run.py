"""Run a study from a scenario to results and tables."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from slm_sim.engine import Engine
from slm_sim.model.doubt import Doubt
from slm_sim.model.results import OverlayApplied
from slm_sim.model.scenario import Scenario
from slm_sim.model.study import Study
from slm_sim.model.variation import Variation
from slm_sim.pipeline import prepare
from slm_sim.read import variations_of
from slm_sim.read.tree import Table
from slm_sim.study.asked import asked, expect_counts, files_of, log_of
from slm_sim.study.caveats import leaves_to_chance
from slm_sim.study.crew import Crew, threads_of_this_machine
from slm_sim.study.identity import key_of, study_facts
from slm_sim.study.inputs import digests
from slm_sim.study.landing import Landing, discard, open_landing, replications_landed
from slm_sim.study.orders import order
from slm_sim.study.replicate import Progress, replicate


def run_study(
    scenario: Scenario,
    *,
    replications: int | None = None,
    precision: float | None = None,
    seed: int | None = None,
    log: Path | str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    keep_incidents: int = 1,
    overlays: tuple[OverlayApplied, ...] = (),
    doubts: tuple[Doubt, ...] = (),
    tree: Table | None = None,
    variations: Sequence[Variation] | None = None,
    engine: Engine = "auto",
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
    cluster         address of a Dask scheduler whose workers play in place of threads
    keep_incidents  replications whose incidents are all kept in the incidents table
    overlays        what was changed in the scenario, to be told in the results
    doubts          what drafts of its agreements must settle before they are signed, to be told in the results
    tree            of the scenario as it was read, from which warnings of a replay take their places
    variations      what is played beside the scenario, with the same chances; unless given, what its study varies
    engine          who plays: the compiled engine, which `auto` is as well, or the reference engine
    landing         folder in which finished chunks land, so that a killed study can be resumed; it is the caller's to
                    delete unless nothing has landed, and the tables of the study are read from it. A temporary one
                    unless given
    resume          go on with what has landed there before
    progress        called with (replications done, at most) at the beginning and whenever some more have landed

    The study of a scenario with variations holds theirs as well. Raises InputError if the log or a variation cannot be
    read, if a number asked for is not possible or if another study has landed in the folder, WriteError if the disk is
    full, StudyError if a cluster does not answer, is lost or has workers of other versions.
    """
    expect_counts(replications=replications, workers=workers, keep_incidents=keep_incidents)
    varied = variations_of(scenario) if variations is None else variations
    scenario = asked(scenario, replications, precision, seed)
    scenarios = [scenario, *(variation.scenario.model_copy(update={"study": scenario.study}) for variation in varied)]
    read = log_of(scenario, log)
    inputs = digests(files_of(scenario, log))
    prepared = [prepare(candidate, read, engine) for candidate in scenarios]
    facts = study_facts(scenarios, inputs.values(), keep_incidents, engine)
    landed = open_landing(landing, facts, scenario.title, resume) if landing else _temporary(key_of(facts))

    def crew() -> Crew:
        if cluster is None:
            return threads_of_this_machine(prepared, keep_incidents, workers)
        from slm_sim.study.cluster import workers_of_a_cluster

        return workers_of_a_cluster(cluster, order(scenarios, read, engine, keep_incidents))

    most = scenario.study.replications if any(map(leaves_to_chance, scenarios)) else 1
    try:
        replicated = replicate(prepared, most, landed, crew, progress)
    except BaseException:
        if not replications_landed(landed.folder):
            discard(landed.folder)
        raise
    from slm_sim.study.told import told  # pandas is not needed before there is something to tell

    return told(prepared, replicated, varied, read, overlays, doubts, inputs, tree)


def _temporary(key: str) -> Landing:
    """A landing that goes away when nothing refers to it any more."""
    landing = Landing(Path(mkdtemp(prefix="slm-sim-")), key)
    weakref.finalize(landing, discard, landing.folder)
    return landing
