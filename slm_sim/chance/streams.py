"""Counter-based random streams: Philox4x32-10, vectorised.

Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. A block of 128 random bits
is a function of a 128-bit counter and a 64-bit key, so any draw of any incident can be made without making the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from slm_sim.model.arrays import Floats, Ints

Words = npt.NDArray[np.uint64]

_ROUNDS = 10
_MULTIPLIERS = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_KEY_STEPS = 0x9E3779B9, 0xBB67AE85
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_AT_ONCE = 8192
"""Counters that are turned into words together: as many as stay in the processor's cache."""


def philox(counter: tuple[Words, Words, Words, Words], key: tuple[int, int]) -> tuple[Words, Words, Words, Words]:
    """Philox4x32-10: four random 32-bit words for each counter of four 32-bit words, under one key.

    The words are held in the lower halves of uint64 arrays, which broadcast against each other.
    """
    a, b, c, d = (word.copy() for word in np.broadcast_arrays(*counter))
    first, second = np.empty_like(a), np.empty_like(c)
    left, right = key
    for _ in range(_ROUNDS):
        np.multiply(a, _MULTIPLIERS[0], out=first)
        np.multiply(c, _MULTIPLIERS[1], out=second)
        np.right_shift(second, _HALF, out=a)
        np.right_shift(first, _HALF, out=c)
        a ^= b
        c ^= d
        a ^= np.uint64(left)
        c ^= np.uint64(right)
        np.bitwise_and(second, _LOW, out=b)
        np.bitwise_and(first, _LOW, out=d)
        left, right = (left + _KEY_STEPS[0]) & 0xFFFFFFFF, (right + _KEY_STEPS[1]) & 0xFFFFFFFF
    return a, b, c, d


@dataclass(frozen=True)
class Stream:
    """The random numbers of one attribute in one replication, such as the effort of every visit of every incident."""

    seed: int
    replication: int
    attribute: str

    @cached_property
    def key(self) -> tuple[int, int]:
        """64 bits that stand for the seed and the attribute, as two words."""
        digest = blake2b(f"{self.seed}\n{self.attribute}".encode(), digest_size=8).digest()
        return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")

    def words(self, identity: Ints, draw: Ints | int = 0) -> tuple[Words, Words]:
        """Two words of 32 random bits for each (identity, draw), in the lower halves of uint64."""
        who, which = np.broadcast_arrays(np.asarray(identity, dtype=np.int64), np.asarray(draw, dtype=np.int64))
        shape, who, which = who.shape, who.ravel().view(np.uint64), which.ravel().view(np.uint64)
        replication = np.asarray(self.replication, dtype=np.uint64)
        high, low = np.empty(who.shape, dtype=np.uint64), np.empty(who.shape, dtype=np.uint64)
        for start in range(0, len(who), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            counter = (who[part] & _LOW, who[part] >> _HALF, replication, which[part])
            low[part], high[part], _, _ = philox(counter, self.key)
        return high.reshape(shape), low.reshape(shape)

    def uniforms(self, identity: Ints, draw: Ints | int = 0) -> Floats:
        """One uniform number in (0, 1) for each (identity, draw); of 52 bits, so that neither end is reached.

        identity  int64, any shape; draw  from 0 to 2**32 - 1, broadcast against it
        """
        high, low = self.words(identity, draw)
        bits = (high << _HALF | low) >> np.uint64(12)
        return np.asarray((bits.astype(np.float64) + 0.5) * 2.0**-52)
