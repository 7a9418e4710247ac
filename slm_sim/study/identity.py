"""Which study this is: a key that two runs share exactly if their finished chunks may be mixed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from slm_sim import __version__
from slm_sim.engine import Engine
from slm_sim.model.scenario import Scenario
from slm_sim.study.versions import code_here

BESIDE_THE_POINT: dict[str, Any] = {
    "overlays": True,
    "study": {"replications", "precision", "confidence", "bootstrap"},
    "workload": {"replay": {"log", "mapping"}},
}
"""What does not change a replication; of the files of a replay their content counts, wherever they lie."""


def study_key(candidates: Sequence[Scenario], digests: Iterable[str], keep_incidents: int, engine: Engine) -> str:
    """The key of a study, in hexadecimal.

    candidates      the scenarios that are played, with their seed and their agreements
    digests         of the content of the log and its mapping, if there are any
    keep_incidents  replications that are kept in full
    engine          who plays; `auto` is the compiled engine
    """
    facts = [candidate.model_dump(mode="json", exclude=BESIDE_THE_POINT) for candidate in candidates]
    content = {
        "slm_sim": [__version__, code_here()],
        "candidates": facts,
        "files": list(digests),
        "kept": keep_incidents,
        "engine": "kernel" if engine == "auto" else engine,
    }
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
