"""Counter-based random streams: Philox4x32-10.

Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. A block of 128 random bits
is a function of a 128-bit counter and a 64-bit key, so any draw of any incident can be made without making the others.

Words of 32 bits are held in the lower halves of uint64. The compiled functions take the key of a stream as two words,
see `stream_keys`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from slm_sim.compiler import in_place, inlined
from slm_sim.model.arrays import Floats, Ints, read_only

Word = np.uint64
Words = npt.NDArray[np.uint64]

_ROUNDS = 10
_FIRST, _SECOND = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_FIRST_STEP, _SECOND_STEP = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW, _HALF, _ZERO, _ONE = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(0), np.uint64(1)
_UNUSED, _EXPONENT = np.uint64(12), np.uint64(0x3FF << 52)

HALF_A_STEP = 2.0**-53
"""Between the numbers that are drawn there are 2**52 steps."""


@inlined
def philox(a: Word, b: Word, c: Word, d: Word, left: Word, right: Word) -> tuple[Word, Word, Word, Word]:
    """Philox4x32-10: four random words for a counter of four words under a key of two."""
    for _ in range(_ROUNDS):
        first = _FIRST * a
        second = _SECOND * c
        a = (second >> _HALF) ^ b ^ left
        b = second & _LOW
        c = (first >> _HALF) ^ d ^ right
        d = first & _LOW
        left = (left + _FIRST_STEP) & _LOW
        right = (right + _SECOND_STEP) & _LOW
    return a, b, c, d


@inlined
def above_one(low: Word, high: Word) -> np.int64:
    """The bits of a number in [1, 2): 52 random ones behind the exponent of 1."""
    return np.int64((high << _HALF | low) >> _UNUSED | _EXPONENT)


@in_place
def draw_each(key: Words, replication: Word, identity: Ints, draw: Ints, count: int, out: Floats) -> None:
    """Write one uniform number for each of the first `count` (identity, draw) of a stream into `out`.

    A number lies half a step above one of 2**52 that are evenly spaced from 0 on, so that neither end is reached. It is
    made from its bits, since there is no vectorised way from an integer of 64 bits to a float.
    """
    left, right = key[0], key[1]
    bits = out.view(np.int64)
    for i in range(count):
        who = np.uint64(identity[i])
        low, high, _, _ = philox(who & _LOW, who >> _HALF, replication, np.uint64(draw[i]), left, right)
        bits[i] = above_one(low, high)
    for i in range(count):
        out[i] = out[i] - 1.0 + HALF_A_STEP


@in_place
def name_points(keys: Words, past: Ints, local: Ints, member: Ints, identity: Ints, stream: Ints) -> None:
    """Write identities that are unique over all streams: 63 random bits of each (local identity, member) of a stream.

    The numbers of stream k end before past[k]; `stream` is filled with the number of the stream.
    """
    first = 0
    for k in range(len(past)):
        left, right = keys[k, 0], keys[k, 1]
        for i in range(first, past[k]):
            who = np.uint64(local[i])
            low, high, _, _ = philox(who & _LOW, who >> _HALF, _ZERO, np.uint64(member[i]), left, right)
            identity[i] = np.int64((high << _HALF | low) >> _ONE)
        for i in range(first, past[k]):
            stream[i] = k
        first = past[k]


@lru_cache(maxsize=4096)
def _key(seed: int, attribute: str) -> tuple[int, int]:
    digest = blake2b(f"{seed}\n{attribute}".encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")


def stream_keys(seed: int, attributes: Iterable[str]) -> Words:
    """The keys of some attributes, two words each, uint64[attributes, 2]."""
    return read_only(np.array([_key(seed, attribute) for attribute in attributes], dtype=np.uint64).reshape(-1, 2))


def name_keys(streams: Iterable[str]) -> Words:
    """The keys under which the arrivals of some streams get identities that are unique over all, uint64[streams, 2]."""
    return stream_keys(0, (f"identity:{name}" for name in streams))


@dataclass(frozen=True)
class Stream:
    """The random numbers of one attribute in one replication, such as the effort of every visit of every incident."""

    seed: int
    replication: int
    attribute: str

    @cached_property
    def key(self) -> tuple[int, int]:
        """64 bits that stand for the seed and the attribute, as two words."""
        return _key(self.seed, self.attribute)

    def uniforms(self, identity: Ints, draw: Ints | int = 0) -> Floats:
        """One uniform number in (0, 1) for each (identity, draw); of 52 bits, so that neither end is reached.

        identity  int64, any shape; draw  from 0 to 2**32 - 1, broadcast against it
        """
        who, which = np.broadcast_arrays(np.asarray(identity, dtype=np.int64), np.asarray(draw, dtype=np.int64))
        numbers = np.empty(who.size)
        (key,) = stream_keys(self.seed, [self.attribute])
        draw_each(key, np.uint64(self.replication), who.flatten(), which.flatten(), who.size, numbers)
        return numbers.reshape(who.shape)


def global_identity(stream_name: str, identity: Ints, member: Ints | int = 0) -> Ints:
    """Identities that are unique over all streams, as non-negative int64: 63 random bits of (stream, identity, member).

    Two of a million identities collide with probability below 1e-6; the caller checks for it.
    """
    local, which = np.broadcast_arrays(np.asarray(identity, dtype=np.int64), np.asarray(member, dtype=np.int64))
    names, stream = np.empty(local.size, dtype=np.int64), np.empty(local.size, dtype=np.int64)
    past = np.array([local.size])
    name_points(name_keys([stream_name]), past, local.flatten(), which.flatten(), names, stream)
    return names.reshape(local.shape)
