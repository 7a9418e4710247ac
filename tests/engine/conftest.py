"""Fixtures of the engine's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slm_sim.engine import Engine
from tests.engine import engines


@pytest.fixture(scope="module", params=["reference", "kernel"])
def each_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Every test of the module that asks `engines.simulate` is put to each engine."""
    engines.asked.append(request.param)
    yield engines.asked[-1]
    engines.asked.pop()
