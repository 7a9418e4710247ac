"""Random streams: the published answers of the generator, and addresses that do not disturb each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from slm_sim.chance import Stream
from slm_sim.chance.streams import philox

# Known answers of philox4x32-10 from the test vectors of Random123 (Salmon et al. 2011): counter, key, output.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN)
def test_philox_gives_the_published_answers(
    counter: tuple[int, ...], key: tuple[int, int], expected: tuple[int, ...]
) -> None:
    a, b, c, d = (np.array([word], dtype=np.uint64) for word in counter)
    assert tuple(int(word[0]) for word in philox((a, b, c, d), key)) == expected


@given(st.lists(st.integers(0, 2**62), min_size=1, max_size=20, unique=True), st.integers(0, 2**62))
def test_one_more_incident_changes_nobody_elses_draws(identities: list[int], newcomer: int) -> None:
    stream = Stream(7, 3, "effort")
    alone = stream.uniforms(np.array(identities))
    together = stream.uniforms(np.array([newcomer, *identities]))
    assert (together[1:] == alone).all()


@pytest.mark.parametrize(
    "other",
    [Stream(8, 3, "effort"), Stream(7, 4, "effort"), Stream(7, 3, "route")],
    ids=["seed", "replication", "name"],
)
def test_seed_replication_and_attribute_are_streams_of_their_own(other: Stream) -> None:
    identities = np.arange(10_000)
    mine, theirs = Stream(7, 3, "effort").uniforms(identities), other.uniforms(identities)
    assert not (mine == theirs).any()
    # The correlation of independent streams is within 4.4 standard errors but once in 100,000.
    assert abs(np.corrcoef(mine, theirs)[0, 1]) < 4.4 / 100


def test_draws_of_one_incident_are_independent_numbers() -> None:
    stream = Stream(1, 0, "effort")
    first, second = stream.uniforms(np.arange(10_000), 0), stream.uniforms(np.arange(10_000), 1)
    assert abs(np.corrcoef(first, second)[0, 1]) < 4.4 / 100


@pytest.mark.parametrize("draw", [0, 1, 2**32 - 1])
def test_uniforms_are_uniform(draw: int) -> None:
    numbers = Stream(2027, 5, "arrival").uniforms(np.arange(100_000), draw)
    assert numbers.min() > 0
    assert numbers.max() < 1
    assert kstest(numbers, "uniform").pvalue > 1e-5
