"""The bytes of a log file, unpacked where it is compressed, and plain words where they cannot be had."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.read.text import expect_file

_GZIP = b"\x1f\x8b"
_FOREIGN = {
    b"PK": "a zip file or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF document",
}


@contextmanager
def opened_log(path: Path, named_at: Place | None = None) -> Iterator[IO[bytes]]:
    """The bytes of a log, unpacked if it is a gzip file.

    named_at  where another file names this one; a file that is not there is reported there

    Raises `InputError` for a file that is missing, cannot be opened, is a pipe, no text at all, or gzip by name alone.
    """
    asked_at = named_at or Place(str(path))
    try:
        expect_file(path, asked_at, "a ticket log")
        with path.open("rb") as raw:
            head = raw.read(4)
    except OSError as error:
        raise InputError(_no_file(path, asked_at, error)) from None
    place = Place(str(path))
    for signature, kind in _FOREIGN.items():
        if head.startswith(signature):
            raise InputError(
                Problem(place, f"this is {kind}", "a log saved as CSV or XES, plain or compressed by gzip")
            )
    packed = head.startswith(_GZIP)
    if path.suffix == ".gz" and not packed:
        raise InputError(
            Problem(place, "the file is named .gz and is not a gzip file", "a gzip file, or a name without .gz")
        )
    with path.open("rb") as stream:
        yield cast("IO[bytes]", gzip.GzipFile(fileobj=stream)) if packed else stream


@contextmanager
def damage_reported(path: Path, line: Callable[[], int]) -> Iterator[None]:
    """Turn what goes wrong while a log is unpacked into an `InputError`; `line` tells how far reading came."""
    try:
        yield
    except EOFError:
        found = f"the compressed file ends too early, after line {line()}"
        raise InputError(Problem(Place(str(path), max(line(), 1), 1), found, "the whole file: copy it again")) from None
    except (gzip.BadGzipFile, zlib.error):
        found = f"the compressed file is damaged, after line {line()}"
        raise InputError(
            Problem(Place(str(path), max(line(), 1), 1), found, "an undamaged file: copy it again")
        ) from None


def undecodable(path: Path, encoding: str) -> Problem:
    """Where a log stops being text in the encoding that its mapping states."""
    with opened_log(path) as stream:
        for number, data in enumerate(stream, start=1):
            try:
                data.decode(encoding)
            except UnicodeDecodeError as error:
                column = len(data[: error.start].decode(encoding, errors="ignore")) + 1
                found = f"byte 0x{data[error.start]:02x} is not {encoding}"
                return Problem(
                    Place(str(path), number, column), found, _another(data, encoding), read_on="docs/logs.md"
                )
    return Problem(
        Place(str(path)), f"the file is not text in {encoding}", "its encoding as file.encoding of the mapping"
    )


def _another(data: bytes, encoding: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "'encoding: utf-16' in the mapping"
    other = "windows-1252" if encoding in ("utf-8", "utf-8-sig", "ascii") else "utf-8"
    return f"the encoding in which the log was saved, in the mapping; 'encoding: {other}' perhaps"


def _no_file(path: Path, place: Place, error: OSError) -> Problem:
    if not isinstance(error, FileNotFoundError):
        return Problem(place, f"{str(path)!r} cannot be read: {error.strerror}", "a file that may be read")
    beside = sorted(entry.name for entry in path.parent.iterdir()) if path.parent.is_dir() else []
    near = nearest_word(path.name, beside)
    return Problem(
        place, f"there is no file {str(path)!r}", "the path of a log", str(path.parent / near) if near else ""
    )
