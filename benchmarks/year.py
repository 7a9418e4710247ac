"""The reference year and its knobs: how many incidents, how busy the teams, how long a span, which changes besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from slm_sim.engine.lower import lower
from slm_sim.model.arrays import Floats
from slm_sim.model.organisation import Organisation
from slm_sim.model.policy import Policy
from slm_sim.model.workload import Workload
from slm_sim.pipeline import Prepared, prepare
from slm_sim.read import load_scenario
from slm_sim.sla import policy_for
from slm_sim.workload import PreparedSynthesis, synthesise

FILE = Path(__file__).parent / "reference-year.yaml"
INCIDENTS = 50_000
HEADCOUNTS = (
    "desk.headcount.early.Mon-Fri",
    "desk.headcount.early.Sat-Sun",
    "desk.headcount.late.Mon-Fri",
    "desk.headcount.late.Sat-Sun",
    "desk.headcount.night.Mon-Sun",
    "workplace.headcount.office.Mon-Fri",
    "workplace.headcount.office.holidays",
    "applications.headcount.office.Mon-Fri",
    "applications.headcount.office.holidays",
)


@dataclass(frozen=True)
class Knobs:
    """What may be turned.

    times        the volume and the people of the file, multiplied by a whole number
    utilisation  of every team, its offered work over its capacity; None leaves the file's own, about 0.7
    lasts        the measured span
    suspends     work stops at shift end, rather than being finished
    """

    times: int = 1
    utilisation: float | None = None
    lasts: str = "12 months"
    suspends: bool = False


@dataclass(frozen=True, eq=False)
class Year:
    """One drawn replication: all that an engine is given."""

    workload: Workload
    organisation: Organisation
    policy: Policy


@lru_cache
def prepared(knobs: Knobs = Knobs()) -> Prepared:
    """The scenario of the reference year with its knobs turned."""
    asked = dict(_turned(knobs))
    if knobs.utilisation is not None:
        now = prepared(Knobs(knobs.times, lasts=knobs.lasts))
        offered = utilisations(drawn(now))
        for name, found in zip(now.demand.names.teams, offered, strict=True):
            asked[f"teams.{name}.effort.scale"] = f"{100 * knobs.utilisation / found:.4f} %"
    return prepare(load_scenario(FILE, changes=asked))


def drawn(scenario: Prepared, replication: int = 0) -> Year:
    """One replication of a scenario, drawn and not yet simulated."""
    workload = synthesise(demand(scenario), replication)
    return Year(workload, lower(scenario.staff, replication), policy_for(scenario.dispatch, workload))


def demand(scenario: Prepared) -> PreparedSynthesis:
    """What its incidents are drawn from; the reference year replays no log."""
    assert isinstance(scenario.demand, PreparedSynthesis)
    return scenario.demand


def utilisations(year: Year) -> Floats:
    """The work that comes to each team over the people-ticks that it has."""
    workload = year.workload
    work = np.bincount(workload.step_team, workload.step_effort, len(year.organisation.teams))
    people = [
        0 if team.capacity is None else np.dot(np.diff([*team.capacity.at, workload.horizon]), team.capacity.people)
        for team in year.organisation.teams
    ]
    return np.asarray(work / people)


def _turned(knobs: Knobs) -> Mapping[str, str]:
    changes = {"time.lasts": knobs.lasts}
    if knobs.times != 1:
        more = f"up {100 * (knobs.times - 1)} %"
        changes |= {"workload.incidents": more} | {f"teams.{path}": more for path in HEADCOUNTS}
    if knobs.suspends:
        changes |= {f"teams.{name}.at_shift_end": "suspend" for name in ("desk", "workplace", "applications")}
    return changes
