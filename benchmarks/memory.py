"""How the memory of a study grows with the number of its replications."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import year
from benchmarks.row import Goal, Row, row, skipped

ROOT = Path(__file__).resolve().parent.parent
STUDY = f"""
import json, sys
import slm_sim
scenario = slm_sim.load_scenario({str(year.FILE)!r}, changes={{"time.lasts": "1 month"}})
slm_sim.run(scenario, replications=int(sys.argv[1]), workers=1)
with open("/proc/self/status") as status:  # resource.getrusage counts the process that started this one, too
    print(json.dumps(next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))))
"""
FEW, MANY = 100, 1000
NAME = "memory of a study of 1,000 replications against 100"


def rows(quick: bool) -> Iterator[Row]:
    """The largest memory of a process that plays 1,000 replications of a month over that of one that plays 100."""
    if not Path("/proc/self/status").exists():
        yield skipped(NAME, "this system does not tell the largest memory of a process")
        return
    few, many = (min(_bytes(count) for _ in range(1 if quick else 2)) for count in (FEW, MANY))
    yield row(
        NAME,
        many / few,
        Goal("at most", 1.1),
        MB_at_100=few / 1e6,
        MB_at_1000=many / 1e6,
        bytes_a_replication=round((many - few) / (MANY - FEW)),
    )


def _bytes(replications: int) -> int:
    done = subprocess.run(
        [sys.executable, "-c", STUDY, str(replications)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    largest: int = json.loads(done.stdout)
    return largest
