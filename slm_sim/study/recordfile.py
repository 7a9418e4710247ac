"""Records as bytes: a line of JSON that lists the arrays, the arrays themselves, and a digest of both.

Nothing in it is executed when it is read, unlike a pickle, and what a power cut left incomplete is known by its digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from io import SEEK_CUR
from math import prod
from typing import Any, BinaryIO

import numpy as np

from slm_sim.study.incidents import Column
from slm_sim.study.money import ROWS, MoneyRecord
from slm_sim.study.record import ClauseRecord, Record

FORMAT = "slm-sim/record-v2"
DIGEST_BYTES = 16

Array = np.ndarray[Any, Any]


class DamagedRecordError(ValueError):
    """Bytes that are no records, or only a part of them."""


def written(records: Sequence[Record]) -> bytes:
    """The records of some replications, one for each candidate, as bytes."""
    listed, bodies = [], []
    for record in records:
        arrays = [np.ascontiguousarray(array) for array in _arrays_of(record)]
        bodies.append(b"".join(array.tobytes() for array in arrays))
        listed.append(
            {
                "bytes": len(bodies[-1]),
                "counts": (len(record.clauses), len(record.money), list(record.incidents)),
                "arrays": [(array.dtype.str, array.shape) for array in arrays],
            }
        )
    header = json.dumps({"format": FORMAT, "candidates": listed}).encode() + b"\n"
    content = b"".join((header, *bodies))
    return blake2b(content, digest_size=DIGEST_BYTES).digest() + content


def expect_whole(content: bytes) -> None:
    """`DamagedRecordError` if the bytes are not all that `written` wrote."""
    digest, body = content[:DIGEST_BYTES], memoryview(content)[DIGEST_BYTES:]
    if blake2b(body, digest_size=DIGEST_BYTES).digest() != digest:
        raise DamagedRecordError("the digest does not fit")


def read(file: BinaryIO, number: int) -> Record:
    """One of the records that `written` wrote, by its number; the others are passed over."""
    file.seek(DIGEST_BYTES)
    candidates = json.loads(file.readline())["candidates"]
    file.seek(sum(candidate["bytes"] for candidate in candidates[:number]), SEEK_CUR)
    content = file.read(candidates[number]["bytes"])
    return _record(_arrays_in(content, candidates[number]["arrays"]), *candidates[number]["counts"])


def _arrays_in(content: bytes, listed: Sequence[tuple[str, list[int]]]) -> Iterator[Array]:
    place = 0
    for kind, shape in listed:
        dtype, count = np.dtype(kind), prod(shape)
        yield np.frombuffer(content, dtype, count, place).reshape(shape)
        place += dtype.itemsize * count


def _arrays_of(record: Record) -> Iterator[Array]:
    """Every array of a record in the order in which `_record` takes them."""
    for name in _PLAIN:
        yield getattr(record, name)
    for clause in record.clauses:
        yield from _fields(clause, ClauseRecord)
    for money in record.money:
        yield from _fields(money, MoneyRecord, but=tuple(ROWS))
        for name, kind in ROWS.items():
            yield from _fields(getattr(money, name), kind)
    for column in record.incidents.values():
        yield from _fields(column, Column)


def _record(arrays: Iterator[Array], clauses: int, agreements: int, columns: Sequence[str]) -> Record:
    plain: dict[str, Any] = {name: next(arrays) for name in _PLAIN}
    return Record(
        **plain,
        clauses=tuple(ClauseRecord(**_taken(arrays, ClauseRecord)) for _ in range(clauses)),
        money=tuple(_money(arrays) for _ in range(agreements)),
        incidents={name: Column(**_taken(arrays, Column)) for name in columns},
    )


def _money(arrays: Iterator[Array]) -> MoneyRecord:
    found = _taken(arrays, MoneyRecord, but=tuple(ROWS))
    for name, kind in ROWS.items():
        found[name] = kind(**_taken(arrays, kind))
    return MoneyRecord(**found)


def _fields(fact: Any, kind: type, but: Sequence[str] = ()) -> Iterator[Array]:
    for name in _names(kind):
        if name not in but:
            yield getattr(fact, name)


def _taken(arrays: Iterator[Array], kind: type, but: Sequence[str] = ()) -> dict[str, Any]:
    return {name: next(arrays) for name in _names(kind) if name not in but}


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(kind.__dataclass_fields__)


_PLAIN = tuple(name for name in _names(Record) if name not in ("clauses", "money", "incidents"))
