"""What a new process loads until its first replication is charged."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = "scipy.stats", "scipy.linalg", "pandas", "matplotlib.pyplot", "pyomo", "duckdb", "simpy", "numba"
ASK = f"""
import json, sys
from slm_sim.pipeline import play, prepare
from slm_sim.read import load_scenario
play(prepare(load_scenario("small-msp", changes={{"time.lasts": "1 month"}})), 0)
print(json.dumps([name for name in {HEAVY} if name in sys.modules]))
"""


def loaded() -> list[str]:
    """What is heavy of all that a new process has loaded when its first replication is charged."""
    asked = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, check=True, capture_output=True, text=True)
    found: list[str] = json.loads(asked.stdout)
    return found


def test_the_first_replication_loads_nothing_heavy() -> None:
    loaded()  # what is not kept yet is compiled, for which numba is loaded, and scipy.linalg by it
    assert loaded() == []
