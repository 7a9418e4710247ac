"""Which study this is: facts that two runs share exactly if their finished chunks may be mixed, and their key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from slm_sim.engine import Engine
from slm_sim.model.scenario import Scenario
from slm_sim.study.versions import versions_here

BESIDE_THE_POINT: dict[str, Any] = {
    "overlays": True,
    "study": {"replications", "precision", "confidence", "bootstrap", "seed"},
    "workload": {"replay": {"log", "mapping"}},
}
"""What does not change a replication, or is a fact of its own; of the files of a replay their content counts, wherever
they lie."""

CONTENTS = {
    "scenario": "another scenario or agreement",
    "variations": "other variations",
    "files": "another log or mapping",
    "code": "other code of slm-sim",
}
"""The facts that are digests, and how a difference is told."""


def study_facts(
    candidates: Sequence[Scenario], digests: Iterable[str], keep_incidents: int, engine: Engine
) -> dict[str, str]:
    """The facts of a study by name, each as a word or as a digest.

    candidates      the scenarios that are played, the first as stated, with their seed and their agreements
    digests         of the content of the log and its mapping, if there are any
    keep_incidents  replications that are kept in full
    engine          who plays; `auto` is the compiled engine
    """
    stated, *varied = [candidate.model_dump(mode="json", exclude=BESIDE_THE_POINT) for candidate in candidates]
    return {
        "seed": str(candidates[0].study.seed),
        "engine": "kernel" if engine == "auto" else engine,
        "--keep-incidents": str(keep_incidents),
        "scenario": _digest(stated),
        "variations": _digest(varied),
        "files": _digest(list(digests)),
        **versions_here(),
    }


def key_of(facts: Mapping[str, str]) -> str:
    """The key of a study, in hexadecimal: a digest of its facts."""
    return _digest(dict(facts))


def other_facts(found: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """In which facts a study that was found differs from the one that is wanted, in words; empty if in none."""
    return ", ".join(_others(found, wanted))


def _others(found: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[str]:
    for name, value in wanted.items():
        if found.get(name) != value:
            yield CONTENTS.get(name) or f"{name} {found.get(name, 'unknown')} in place of {value}"


def _digest(facts: object) -> str:
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
