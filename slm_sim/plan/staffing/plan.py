"""Size the staff: the cheapest roster that keeps an agreement with a confidence, and what that is on fresh terms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from slm_sim.engine import Engine
from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.scenario import Scenario
from slm_sim.model.staff import Staff
from slm_sim.model.staffed import Staffed
from slm_sim.pipeline import Prepared, prepare
from slm_sim.plan.staffing.cells import cells_of
from slm_sim.plan.staffing.collisions import colliding_limits, colliding_wishes
from slm_sim.plan.staffing.conclude import staffed
from slm_sim.plan.staffing.descent import Search
from slm_sim.plan.staffing.lines import crews_of
from slm_sim.plan.staffing.months import promised
from slm_sim.plan.staffing.programme import Rosters
from slm_sim.plan.staffing.search import Status, search
from slm_sim.plan.staffing.start import closed_form_start
from slm_sim.plan.staffing.trial import Trial
from slm_sim.plan.timelimit import end_of, time_asked
from slm_sim.read import Stated, load_scenario
from slm_sim.study.asked import asked, expect_counts, log_of

HERE = Place("study.staff")
Progress = Callable[[int, int], None]


def staff(
    scenario: Scenario | Stated | str | Path,
    *,
    replications: int | None = None,
    fresh: int | None = None,
    seed: int | None = None,
    time_limit: str | None = None,
    workers: int = 1,
    engine: Engine = "auto",
    progress: Progress = lambda tried, most: None,
    where: Place = HERE,
) -> Staffed:
    """Find the cheapest staff that keeps the promises of a scenario with the confidence of its ``study.staff``.

    scenario      a file, the name of a shipped scenario, or one that has been read
    replications, fresh  simulated terms on which the staff is chosen, and on which it is tried once; in place of those
                  of the scenario
    seed          in place of the study's
    time_limit    for choosing, such as ``90 s``; in place of that of the scenario
    workers       threads that share the replications; the results are the same for any number
    progress      called with (staffs simulated, 0)
    where         the study of the staff stands

    Unless time runs out, the same seed gives the same answer. An interruption by the keyboard gives the best so far.
    Raises InputError where the scenario cannot be read, has no promises, or no team with a roster.
    """
    expect_counts(replications=replications, fresh=fresh, workers=workers)
    read = scenario.scenario if isinstance(scenario, Stated) else scenario
    there = asked(read if isinstance(read, Scenario) else load_scenario(read), None, None, seed)
    wanted = wanted_of(there, replications, fresh, time_limit)
    prepared = prepare(there, log_of(there, None), engine)
    return planned(prepared, wanted, workers, progress, where=where)


def wanted_of(scenario: Scenario, replications: int | None, fresh: int | None, time_limit: str | None) -> Staff:
    """What the scenario asks of its staff, with what the caller asks in its place."""
    stated = {"replications": replications, "fresh": fresh, "time_limit": time_asked(time_limit)}
    return (scenario.study.staff or Staff()).model_copy(
        update={name: value for name, value in stated.items() if value is not None}
    )


def planned(
    prepared: Prepared, wanted: Staff, workers: int, progress: Progress, *, where: Place = HERE, alone: bool = False
) -> Staffed:
    """The plan of a scenario that is ready to be played; raises InputError where there is nothing to plan.

    alone  without what one person more or fewer changes, and without what happens until people are hired
    """
    ends = end_of(wanted.time_limit)
    scenario = prepared.scenario
    cells, agreements = cells_of(scenario, prepared.span, wanted), promised(prepared, wanted)
    if not cells or not any(agreement.clauses for agreement in agreements):
        found = "no promise is to be kept" if cells else "no team has people whose number could be decided"
        raise InputError(Problem(where, found, "a team with a roster, and an agreement with targets"))
    rosters = Rosters(cells, crews_of(scenario, wanted, cells))
    trial = Trial(prepared, cells, agreements, wanted.confidence.fraction, wanted.replications, workers)
    found_so_far = Search(trial, rosters, ends, progress=progress)
    try:
        status = search(found_so_far, closed_form_start(trial))
        collisions = _collisions(found_so_far, wanted, status)
        return staffed(found_so_far, wanted, status, collisions, alone=alone)
    finally:
        trial.close()


def _collisions(found: Search, wanted: Staff, status: Status) -> tuple[str, ...]:
    if status != "impossible":
        return ()
    if not found.trial.keeps(found.most):
        return colliding_limits(found.trial, wanted, found.rosters.cells)
    return (f"confidence: {wanted.confidence}", *colliding_wishes(found.rosters, found.needed, found.cuts))
