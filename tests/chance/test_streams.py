from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from slm_sim.chance.streams import HALF_A_STEP, Stream, above_one, philox

WORD = st.integers(0, 2**32 - 1)
EFFORT = Stream(seed=7, replication=0, attribute="effort")

# Known answers published with Random123 (tests/kat_vectors): counter, key, random words.
KNOWN_ANSWERS = [
    (
        (0x00000000, 0x00000000, 0x00000000, 0x00000000),
        (0x00000000, 0x00000000),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


def compiled_block(counter: tuple[int, ...], key: tuple[int, int]) -> tuple[int, ...]:
    a, b, c, d, left, right = (np.uint64(word) for word in (*counter, *key))
    return tuple(int(word) for word in philox(a, b, c, d, left, right))


def one_round(counter: tuple[int, ...], key: tuple[int, int]) -> tuple[int, ...]:
    high_0, low_0 = divmod(0xD2511F53 * counter[0], 2**32)
    high_1, low_1 = divmod(0xCD9E8D57 * counter[2], 2**32)
    return high_1 ^ counter[1] ^ key[0], low_1, high_0 ^ counter[3] ^ key[1], low_0


def one_block(counter: tuple[int, ...], key: tuple[int, int]) -> tuple[int, ...]:
    """The generator as its paper describes it, in plain integers."""
    for step in range(10):
        bumped = (key[0] + step * 0x9E3779B9) % 2**32, (key[1] + step * 0xBB67AE85) % 2**32
        counter = one_round(counter, bumped)
    return counter


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_the_generator_gives_the_published_answers(
    counter: tuple[int, ...], key: tuple[int, int], answer: tuple[int, ...]
) -> None:
    assert compiled_block(counter, key) == answer


@given(counter=st.tuples(WORD, WORD, WORD, WORD), key=st.tuples(WORD, WORD))
def test_the_compiled_generator_equals_the_plain_one(counter: tuple[int, ...], key: tuple[int, int]) -> None:
    assert compiled_block(counter, key) == one_block(counter, key)


@given(identity=st.integers(-(2**63), 2**63 - 1), draw=WORD, replication=WORD)
def test_a_number_is_a_function_of_its_address(identity: int, draw: int, replication: int) -> None:
    stream = replace(EFFORT, replication=replication)
    unsigned = identity % 2**64
    low, high, _, _ = one_block((unsigned % 2**32, unsigned >> 32, replication, draw), stream.key)
    expected = (((high << 32 | low) >> 12) + 0.5) / 2**52
    assert stream.uniforms(np.array([identity]), draw)[0] == expected


def test_the_same_address_gives_the_same_number_in_every_release() -> None:
    """A change here changes every result that anybody has ever obtained; it is marked so in the changelog."""
    assert EFFORT.key == (2616773956, 1523342652)
    assert EFFORT.uniforms(np.array([0, 1, 2**40])).tolist() == [
        0.9558262762562603,
        0.684732094621269,
        0.5785918276508512,
    ]


def test_others_and_their_order_change_nothing() -> None:
    everyone = np.arange(20_000, dtype=np.int64)
    numbers = EFFORT.uniforms(everyone, 3)
    shuffled = np.random.default_rng(1).permutation(everyone)
    assert np.array_equal(EFFORT.uniforms(shuffled, 3), numbers[shuffled])
    assert np.array_equal(EFFORT.uniforms(everyone[9_000:9_010], 3), numbers[9_000:9_010])
    assert EFFORT.uniforms(everyone[:0]).shape == (0,)


def test_identities_and_draws_broadcast() -> None:
    identity, draw = np.arange(5)[:, None], np.arange(4)
    table = EFFORT.uniforms(identity, draw)
    assert table.shape == (5, 4)
    assert table[3, 2] == EFFORT.uniforms(np.array([3]), 2)[0]


@pytest.mark.parametrize("bit", [0, 1])
def test_neither_end_of_the_interval_is_reached(bit: int) -> None:
    """With bits that are all ones, or none."""
    word = np.uint64(0xFFFFFFFF * bit)
    number = float(np.array([above_one(word, word)]).view(np.float64)[0]) - 1 + HALF_A_STEP
    assert 0 < number < 1
    assert 0 < 1 - number < 1


# Each check below fails by chance for one in 10,000 choices of the seed.
SELDOM = 1e-4
N = 50_000


def others_of(stream: Stream) -> dict[str, tuple[Stream, int, int]]:
    """A stream's neighbours in every direction of the address: stream, first identity, draw."""
    return {
        "identity": (stream, 1, 0),
        "far identity": (stream, 2**32, 0),
        "draw": (stream, 0, 1),
        "replication": (replace(stream, replication=1), 0, 0),
        "attribute": (replace(stream, attribute="effor"), 0, 0),
        "seed": (replace(stream, seed=8), 0, 0),
    }


def test_numbers_are_uniform() -> None:
    assert stats.kstest(EFFORT.uniforms(np.arange(N)), "uniform").pvalue > SELDOM


@pytest.mark.parametrize("direction", list(others_of(EFFORT)))
def test_neighbouring_addresses_are_independent(direction: str) -> None:
    other, first, draw = others_of(EFFORT)[direction]
    here = EFFORT.uniforms(np.arange(N))
    there = other.uniforms(np.arange(first, first + N), draw)
    counts, _, _ = np.histogram2d(here, there, bins=16)
    assert stats.chisquare(counts.ravel()).pvalue > SELDOM
    assert not np.array_equal(here, there)
