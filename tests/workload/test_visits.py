"""The compiled lives and marks against those of `tests/workload/naive.py`, incident by incident."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.scenario import Scenario
from slm_sim.model.workload import Workload
from slm_sim.span import span
from slm_sim.workload import prepare_synthesis, synthesise
from tests.workload.naive import Naive, Step
from tests.workload.scenarios import OUTAGES, desk, drawn
from tests.workload.test_synthesise import scenarios

ROOT = Path(__file__).resolve().parents[2]

SMALL: dict[str, Any] = {
    "workload/incidents": "60 / day",
    "time": {"starts": "2027-03-26", "lasts": "2 days", "run_out": "1 day"},
    "outages": OUTAGES,
    "outages/network/rate": "500 / year",
    "workload/daily_variation": {"coefficient_of_variation": "20 %", "autocorrelation": "50 %"},
    "backlog": {
        "by_team": {"field": {"by_priority": {"P2": 9}, "age": {"shape": "gamma", "median": "1 h", "p90": "1 day"}}}
    },
    "reopening/after": {"shape": "weibull", "median": "20 h", "p90": "4 days"},
    "pending/vendor/lasts": {"shape": "empirical", "values": {"1 h": "50 %", "1 day": "30 %", "4 days": "rest"}},
    "teams/field/effort": {"shape": "exponential", "mean": "40 min"},
    "teams/desk/effort": {"shape": "gamma", "median": "10 min", "p90": "30 min"},
}


def steps_of(workload: Workload, row: int) -> list[Step]:
    columns = (
        workload.step_team, workload.step_effort, workload.step_then,
        workload.step_delay, workload.step_calendar, workload.step_callout,
    )  # fmt: skip
    own = slice(int(workload.first_step[row]), int(workload.first_step[row + 1]))
    return list(zip(*(column[own].tolist() for column in columns), strict=True))


def check(scenario: Scenario, replication: int, most: int) -> int:
    """Compare up to `most` incidents of a replication; how many they are."""
    prepared, naive = prepare_synthesis(scenario, span(scenario)), Naive(scenario, replication)
    workload = synthesise(prepared, replication)
    restored = set(np.searchsorted(workload.first_step, workload.disruptions.restored_by_step, side="right") - 1)
    rows = [row for row in range(workload.incidents) if row not in restored][:most]
    for row in rows:
        assert steps_of(workload, row) == naive.life(workload, row)
        priority, excluded = naive.marks(prepared.mix, int(workload.identity[row]))
        if workload.outage[row] < 0:
            assert workload.excluded[row] == excluded
            assert workload.priority[row] == priority or workload.opened[row] < 0
    return len(rows)


@given(scenarios(), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_lives_and_marks_equal_the_naive_ones(scenario: Scenario, replication: int) -> None:
    check(scenario, replication, 40)


def test_lives_of_every_shape_equal_the_naive_ones() -> None:
    assert check(desk(SMALL), 3, 500) > 200


def test_lives_that_fill_many_pages_equal_the_naive_ones() -> None:
    """Every visit waits, nobody resolves before it must, and everybody comes back as often as possible."""
    rows = {f"routing/by_team/{team}/resolves": "0 %" for team in ("desk", "field", "expert")}
    changes: dict[str, Any] = {
        "reopening/share": "100 %",
        "pending": {"customer": {"share": "100 %", "lasts": {"median": "1 h", "p90": "9 h"}, "calendar": "office"}},
        "workload/incidents": "150 / day",
        "time/lasts": "2 days",
    }
    assert check(desk(SMALL | rows | changes), 0, 10) == 10
    workload = drawn(desk(SMALL | rows | changes))
    ordinary = workload.outage < 0
    assert workload.steps / workload.incidents > 80
    assert ordinary.sum() > 200


def arrays(workload: Workload) -> dict[str, Any]:
    values = {field.name: getattr(workload, field.name) for field in fields(workload)}
    return {name: value.tolist() for name, value in values.items() if isinstance(value, np.ndarray)}


def test_without_the_compiler_the_same_is_drawn() -> None:
    ask = (
        "import json, sys; from tests.workload.test_visits import SMALL, arrays; "
        "from tests.workload.scenarios import desk, drawn; json.dump(arrays(drawn(desk(SMALL), 2)), sys.stdout)"
    )
    plainly = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    found = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, check=True, capture_output=True, env=plainly)
    assert json.loads(found.stdout) == arrays(drawn(desk(SMALL), 2))
