"""What the caller of a study asks for, checked, and the files that are read for it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.demand import ReplayedWorkload
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.quantities import Points
from slm_sim.model.scenario import Scenario
from slm_sim.read import read_log, read_mapping


def expect_counts(**wanted: int | None) -> None:
    """`InputError` with every number, by its name, that is below one."""
    problems = [
        Problem(Place(name), f"{number} asked for", "1 or more")
        for name, number in wanted.items()
        if number is not None and number < 1
    ]
    if problems:
        raise InputError(problems)


def asked(scenario: Scenario, replications: int | None, precision: float | None, seed: int | None) -> Scenario:
    """The scenario with the study that the caller asks for; `InputError` for a precision that is no fraction of one."""
    if precision is not None and not 0 < precision < 1:
        found = f"a precision of {precision} says nothing or cannot be reached"
        raise InputError(Problem(Place("precision"), found, "a fraction of one, such as 0.02 for two points"))
    wanted = {
        "replications": replications,
        "precision": None if precision is None else Points(Fraction(precision).limit_denominator(10**6)),
        "seed": seed,
    }
    study = scenario.study.model_copy(update={key: value for key, value in wanted.items() if value is not None})
    return scenario.model_copy(update={"study": study})


def log_of(scenario: Scenario, log: Path | str | None) -> IncidentLog | None:
    """The ticket log of a replay; None for a synthesised workload, which cannot be given one."""
    if not isinstance(scenario.workload, ReplayedWorkload):
        if log is not None:
            found = "this scenario synthesises its incidents and replays no log"
            raise InputError(Problem(Place(str(log)), found, expected="a scenario with workload.replay"))
        return None
    replayed = scenario.workload.replay
    return read_log(Path(log or replayed.log), read_mapping(Path(replayed.mapping)))


def files_of(scenario: Scenario, log: Path | str | None) -> list[Path]:
    """The files that a replay reads beside its scenario."""
    if not isinstance(scenario.workload, ReplayedWorkload):
        return []
    return [Path(log or scenario.workload.replay.log), Path(scenario.workload.replay.mapping)]
