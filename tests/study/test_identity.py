"""Two runs share a key exactly if their chunks may be mixed."""

from __future__ import annotations

import pytest

from slm_sim.engine import Engine
from slm_sim.study.identity import study_key
from tests.study.build import desk


def key(seed: int = 11, replications: int = 10, engine: Engine = "auto") -> str:
    scenario = desk({"study/seed": seed, "study/replications": replications})
    return study_key([scenario], (), 1, engine)


def test_what_changes_a_replication_changes_the_key_and_nothing_else_does() -> None:
    assert key() == key(replications=20) == key(engine="kernel")
    assert len({key(), key(seed=12), key(engine="reference")}) == 3


def test_other_code_of_the_same_version_is_another_study(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key()
    monkeypatch.setattr("slm_sim.study.identity.code_here", lambda: "0123456789ab")
    assert key() != before
