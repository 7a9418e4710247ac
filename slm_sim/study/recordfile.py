"""Records as bytes: a line of JSON that lists the arrays, the arrays themselves, and a digest of both.

Nothing in it is executed when it is read, unlike a pickle, and what a power cut left incomplete is known by its digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np

from slm_sim.study.incidents import Column
from slm_sim.study.money import CreditRows, MoneyRecord
from slm_sim.study.record import ClauseRecord, Record

FORMAT = "slm-sim/record-v1"
DIGEST_BYTES = 16

Array = np.ndarray[Any, Any]


class DamagedRecordError(ValueError):
    """Bytes that are no records, or no longer."""


def written(records: Sequence[Record]) -> bytes:
    """The records of some replications, one for each candidate, as bytes."""
    arrays = [(name, np.ascontiguousarray(array)) for record in records for name, array in _arrays_of(record)]
    listed = [(name, array.dtype.str, array.shape) for name, array in arrays]
    counts = [(len(record.clauses), len(record.money), list(record.incidents)) for record in records]
    header = json.dumps({"format": FORMAT, "candidates": counts, "arrays": listed}).encode() + b"\n"
    content = b"".join((header, *(array.tobytes() for _, array in arrays)))
    return blake2b(content, digest_size=DIGEST_BYTES).digest() + content


def read(content: bytes) -> tuple[Record, ...]:
    """The records that `written` wrote, without copying their arrays; `DamagedRecordError` if they are not whole."""
    digest, body = content[:DIGEST_BYTES], memoryview(content)[DIGEST_BYTES:]
    if blake2b(body, digest_size=DIGEST_BYTES).digest() != digest:
        raise DamagedRecordError("the digest does not fit")
    end = content.index(b"\n", DIGEST_BYTES) + 1
    header = json.loads(content[DIGEST_BYTES:end])
    if header["format"] != FORMAT:
        raise DamagedRecordError(f"the format is {header['format']!r}")
    arrays = _arrays_in(content, end, header["arrays"])
    return tuple(_record(arrays, *counts) for counts in header["candidates"])


def _arrays_in(content: bytes, place: int, listed: Sequence[tuple[str, str, list[int]]]) -> Iterator[Array]:
    for _, kind, shape in listed:
        dtype, count = np.dtype(kind), int(np.prod(shape))
        yield np.frombuffer(content, dtype, count, place).reshape(shape)
        place += dtype.itemsize * count


def _arrays_of(record: Record) -> Iterator[tuple[str, Array]]:
    """Every array of a record in the order in which `_record` takes them."""
    for name in _PLAIN:
        yield name, getattr(record, name)
    for clause in record.clauses:
        yield from _fields(clause, ClauseRecord)
    for money in record.money:
        yield from _fields(money, MoneyRecord, but="credits")
        yield from _fields(money.credits, CreditRows)
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
    of_months = _taken(arrays, MoneyRecord, but="credits")
    return MoneyRecord(**of_months, credits=CreditRows(**_taken(arrays, CreditRows)))


def _fields(fact: Any, kind: type, but: str = "") -> Iterator[tuple[str, Array]]:
    for name in _names(kind):
        if name != but:
            yield name, getattr(fact, name)


def _taken(arrays: Iterator[Array], kind: type, but: str = "") -> Mapping[str, Any]:
    return {name: next(arrays) for name in _names(kind) if name != but}


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(kind.__dataclass_fields__)


_PLAIN = tuple(name for name in _names(Record) if name not in ("clauses", "money", "incidents"))
