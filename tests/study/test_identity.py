"""Two runs share a key exactly if their chunks may be mixed."""

from __future__ import annotations

import pytest

from slm_sim.engine import Engine
from slm_sim.study.identity import key_of, other_facts, study_facts
from tests.study.build import desk


def key(seed: int = 11, replications: int = 10, engine: Engine = "auto") -> str:
    scenario = desk({"study/seed": seed, "study/replications": replications})
    return key_of(study_facts([scenario], (), 1, engine))


def test_what_changes_a_replication_changes_the_key_and_nothing_else_does() -> None:
    assert key() == key(replications=20) == key(engine="kernel")
    assert len({key(), key(seed=12), key(engine="reference")}) == 3


def test_other_code_of_the_same_version_is_another_study(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key()
    monkeypatch.setattr("slm_sim.study.versions.code_here", lambda: "0123456789ab")
    assert key() != before


def test_a_study_with_another_numba_is_another_study(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key()
    monkeypatch.setattr("slm_sim.study.versions.version", lambda package: "0.7")
    assert key() != before


def test_a_difference_is_told_by_its_name() -> None:
    stated, varied = desk({}), desk({"workload/incidents": "61 / month"})
    wanted = study_facts([stated], (), 1, "auto")
    assert other_facts(wanted, wanted) == ""
    assert other_facts(study_facts([stated], (), 2, "reference"), wanted) == (
        "engine reference in place of kernel, --keep-incidents 2 in place of 1"
    )
    assert other_facts(study_facts([varied], (), 1, "auto"), wanted) == "another scenario or agreement"
    assert other_facts(study_facts([stated, varied], ("a",), 1, "auto"), wanted) == (
        "other variations, another log or mapping"
    )
    assert other_facts({**wanted, "numba": "0.7"}, wanted) == f"numba 0.7 in place of {wanted['numba']}"
