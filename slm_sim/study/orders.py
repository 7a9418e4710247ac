"""What a worker elsewhere is given: the study as bytes, from which it prepares what it needs once."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from zlib import compress, decompress

from slm_sim.engine import Engine
from slm_sim.errors import StudyError
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.scenario import Scenario
from slm_sim.pipeline import Prepared, prepare
from slm_sim.study.chunks import Chunk
from slm_sim.study.crew import play_chunk
from slm_sim.study.versions import difference, versions_here

_ONE_AT_A_TIME = Lock()
"""Threads of one worker prepare a study once, not once each."""


def order(scenarios: Sequence[Scenario], log: IncidentLog | None, engine: Engine, keep_incidents: int) -> bytes:
    """A study as bytes: the versions that ordered it in the first line, so that others need not read on."""
    return (
        json.dumps(versions_here()).encode()
        + b"\n"
        + compress(pickle.dumps((tuple(scenarios), log, engine, keep_incidents)))
    )


def play_ordered(ordered: bytes, chunk: Chunk) -> bytes:
    """Play a chunk of an order; `StudyError` if this is a worker of other versions."""
    runs, needs = difference(versions_here(), json.loads(ordered[: ordered.index(b"\n")]))
    if runs:
        raise StudyError(f"a worker runs {runs}; this study needs {needs} on every worker")
    with _ONE_AT_A_TIME:
        prepared, keep_incidents = _prepared(ordered)
    return play_chunk(prepared, keep_incidents, lambda: False, chunk)


@lru_cache(maxsize=1)
def _prepared(ordered: bytes) -> tuple[list[Prepared], int]:
    scenarios, log, engine, keep_incidents = pickle.loads(decompress(ordered[ordered.index(b"\n") + 1 :]))
    return [prepare(scenario, log, engine) for scenario in scenarios], keep_incidents
