"""simmer, in R, where it is installed: trajectories from the drawn routes, priorities, and capacities by schedule.

Every distinct route is a trajectory of its own, whose efforts and delays are attributes, so that R is not asked while
time moves. simmer knows no calendars: a delay is as long as it was in our own answer. Work that has begun is finished.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from benchmarks.peers.played import NEVER, Played
from slm_sim.model.organisation import Organisation
from slm_sim.model.workload import Workload

SCRIPT = Path(__file__).with_name("simmer.R")


def why_absent() -> str:
    """Why it cannot be run here; empty if it can."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return "R is not installed"
    asked = subprocess.run([rscript, "-e", "library(simmer)"], capture_output=True, check=False)
    return "" if asked.returncode == 0 else "R has no package simmer"


def play(workload: Workload, organisation: Organisation, ours: Played) -> tuple[float, Played]:
    """How many seconds of processor time the year took, least of three, and when steps were ready, begun and ended.

    ours  the answer from which delays are taken
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write(workload, organisation, ours, folder)
        subprocess.run(["Rscript", str(SCRIPT), name, str(workload.horizon)], check=True, capture_output=True)
        seconds = float((folder / "seconds.txt").read_text())
        return seconds, _read(workload, pd.read_csv(folder / "visits.csv"))


def _write(workload: Workload, organisation: Organisation, ours: Played, folder: Path) -> None:
    """``teams.csv`` with capacities by time, and for each distinct route ``route-N.csv`` with an incident a row."""
    pd.concat(
        pd.DataFrame({"team": number, "at": team.capacity.at, "people": team.capacity.people})
        for number, team in enumerate(organisation.teams)
        if team.capacity is not None
    ).to_csv(folder / "teams.csv", index=False)
    delays = np.append(np.where(ours.ready[1:] == NEVER, workload.horizon, ours.ready[1:] - ours.end[:-1]), 0)
    least = len(workload.names.priorities) - 1
    routes: dict[tuple[int, ...], list[list[int]]] = defaultdict(list)
    for incident in range(workload.incidents):
        steps = slice(workload.first_step[incident], workload.first_step[incident + 1])
        figures = np.column_stack((workload.step_effort[steps], delays[steps])).ravel()
        route = tuple(workload.step_team[steps].tolist())
        priority = least - int(workload.priority[incident])
        routes[route].append([incident, int(workload.arrival[incident]), priority, *figures.tolist()])
    for number, (route, incidents) in enumerate(routes.items()):
        attributes = [f"{kind}{visit}" for visit in range(len(route)) for kind in ("effort", "delay")]
        table = pd.DataFrame(incidents, columns=["incident", "time", "priority", *attributes])
        table.to_csv(folder / f"route-{number}.csv", index=False)
        (folder / f"route-{number}.txt").write_text("\n".join(map(str, route)) + "\n")


def _read(workload: Workload, visits: pd.DataFrame) -> Played:
    """From simmer's arrivals by resource: the n-th visit of an incident is its n-th step."""
    visits = visits.sort_values(["incident", "start_time"], kind="stable")
    step = workload.first_step[visits["incident"]] + visits.groupby("incident").cumcount()
    ready, start, end = (np.full(workload.steps, NEVER) for _ in range(3))
    ready[step] = visits["start_time"].round()
    end[step] = visits["end_time"].round()
    start[step] = (visits["end_time"] - visits["activity_time"]).round()
    return Played(ready, start, end)
