"""Values within what is believed of a change: quantiles of a triangular or a uniform distribution."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import triang

from slm_sim.model.scenario import Scenario
from slm_sim.read.changes import read_change
from slm_sim.read.ranges import triangular, value_at
from slm_sim.read.tree import Table, Text, read_tree
from tests.read.test_changes import DESK, HERE, PEOPLE, SHARE


@pytest.fixture(scope="module")
def tree() -> Table:
    return read_tree(DESK)


def value(tree: Table, path: str, phrase: str, share: float) -> str:
    change, _, spot = read_change(tree, Scenario, path, Text(phrase, HERE), "overlay x")
    return value_at(change, spot, share)


@pytest.mark.parametrize("peak", [2.0, 3.5, 9.0])
@pytest.mark.parametrize("share", [0.01, 0.3, 0.77])
def test_the_triangle_is_scipys(peak: float, share: float) -> None:
    expected = triang.ppf(share, (peak - 2) / 7, loc=2, scale=7)
    assert triangular(2, peak, 9, share) == pytest.approx(float(expected))


@pytest.mark.parametrize(
    ("path", "phrase", "share", "expected"),
    [
        (SHARE, "up 6 points (3 to 9)", 0.5, "66 %"),
        (SHARE, "up 3 to 9 points", 0.25, "64.5 %"),
        ("workload.incidents", "down 20 to 30 %", 0.1, "426 / month"),
        (PEOPLE, "up 2 (1 to 3)", 0.99, "6"),
        (PEOPLE, "up 2 (1 to 3)", 0.5, "5"),
    ],
)
def test_values(tree: Table, path: str, phrase: str, share: float, expected: str) -> None:
    assert value(tree, path, phrase, share) == expected


def test_values_stay_within_the_range(tree: Table) -> None:
    found = [float(value(tree, SHARE, "up 5 points (3 to 9)", share).split()[0]) for share in np.linspace(0.001, 0.999)]
    assert found == sorted(found)
    assert 63 <= found[0] < found[-1] <= 69
