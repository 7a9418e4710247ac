"""Where the chunks of a study land as soon as they are finished, so that a killed study can be resumed.

::

    study.json                                       which study this is
    study.lock                                       kept by the process that plays it
    000040-000059.000-008.0123456789ab.records       replications 40 to 59 of candidates 0 to 8

A chunk bears the first digits of the key of its study, so that two studies that meet in one folder do not mix. All
files are written under a temporary name and renamed: what bears its name is whole.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slm_sim.errors import InputError, Place, Problem, WriteError
from slm_sim.study import recordfile
from slm_sim.study.chunks import Chunk
from slm_sim.study.identity import key_of, other_facts
from slm_sim.study.record import Record

MANIFEST = "study.json"
LOCK = "study.lock"
"""Kept by the process that plays the study, see `slm_sim.study.alone`."""
SCHEMA = "slm-sim/unfinished-v1"
DIGITS = 12
"""Of the key of a study, in the names of its chunks."""

_LANDED = re.compile(
    r"(?P<first>\d{6,})-(?P<last>\d{6,})\.(?P<candidates>\d{3,}-\d{3,})" rf"\.(?P<key>[0-9a-f]{{{DIGITS}}})\.records"
)
_OURS = re.compile(rf"{re.escape(LOCK)}|(?P<half>\.)?(?:{re.escape(MANIFEST)}|{_LANDED.pattern})(?(half)\.\d+)")
"""Names of a landing: the lock, the manifest, chunks, and what is half written under the number of its process."""


@dataclass(frozen=True)
class Landing:
    """A folder in which chunks land, and the key of their study, in hexadecimal."""

    folder: Path
    key: str

    def land(self, chunk: Chunk, content: bytes) -> None:
        """Keep a finished chunk; `WriteError` if the disk refuses it, which leaves all others as they are."""
        try:
            _write_whole(self._file(chunk), content)
        except OSError as error:
            raise WriteError(f"{self.folder}: a finished chunk cannot be written here ({error.strerror})") from None

    def has(self, chunk: Chunk) -> bool:
        """Whether a chunk has landed whole."""
        try:
            recordfile.expect_whole(self._file(chunk).read_bytes())
        except (FileNotFoundError, recordfile.DamagedRecordError):
            return False
        return True

    def record(self, chunk: Chunk, candidate: int) -> Record:
        """What a chunk that has landed holds of one of its candidates."""
        with self._file(chunk).open("rb") as file:
            return recordfile.read(file, candidate - chunk.first_candidate)

    def _file(self, chunk: Chunk) -> Path:
        replications, candidates = chunk.replications, chunk.of
        numbers = f"{replications[0]:06d}-{replications[-1]:06d}.{candidates[0]:03d}-{candidates[-1]:03d}"
        return self.folder / f"{numbers}.{self.key[:DIGITS]}.records"


def unfinished(out: Path) -> Path:
    """The folder beside a results folder in which the chunks of its study land."""
    return out.with_name(f"{out.name}.unfinished")


def open_landing(folder: Path, facts: Mapping[str, str], title: str, resume: bool) -> Landing:
    """The landing of a study in a folder, which is made if it is not there.

    facts   of the study, see `slm_sim.study.identity`
    resume  go on with what has landed there before

    Raises InputError if another study has landed there, if something has landed and is not to be resumed, if nothing
    has that is to be, or if the folder is none of ours; WriteError if it cannot be made.
    """
    key, before = key_of(facts), _landed_before(folder)
    if before and not resume:
        found = f"a study that did not end has left {len(before)} finished chunks here"
        raise _refused(folder, found, "--resume to go on with it, or that this folder is deleted to begin again")
    if resume and not before:
        found = "no study has left finished chunks here, so there is nothing to resume"
        raise _refused(folder, found, "the --out of the study that is to go on, or no --resume to begin")
    left = _manifest(folder)
    if before and key[:DIGITS] not in before:
        told = left.get("facts")
        others = other_facts(told, facts) if isinstance(told, dict) else ""
        found = f"the chunks here belong to another study: {left.get('title')!r}, with {others or 'unknown facts'}"
        raise _refused(folder, found, "the study that began here, or another place with --out")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if left.get("key") != key:
            manifest = {"schema": SCHEMA, "key": key, "title": title, "facts": dict(facts)}
            _write_whole(folder / MANIFEST, (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode())
    except OSError as error:
        raise WriteError(f"{folder}: finished chunks cannot be written here ({error.strerror})") from None
    return Landing(folder, key)


def _refused(folder: Path, found: str, expected: str) -> InputError:
    return InputError(Problem(Place(str(folder)), found, expected))


def replications_landed(folder: Path) -> int:
    """How many replications have landed in a folder, of whichever candidate has most."""
    landed: dict[tuple[str, str], set[int]] = {}
    for name in filter(None, map(_LANDED.fullmatch, _names(folder))):
        numbers = range(int(name["first"]), int(name["last"]) + 1)
        landed.setdefault((name["key"], name["candidates"]), set()).update(numbers)
    return max(map(len, landed.values()), default=0)


def discard(folder: Path) -> None:
    """Take a landing away, once nothing in it is needed any more; what is not ours stays, and so does its folder."""
    with suppress(OSError):
        for name in filter(_OURS.fullmatch, _names(folder)):
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()


def _landed_before(folder: Path) -> list[str]:
    """The first digits of the key of each chunk in a folder; `InputError` if it holds something else."""
    if not folder.exists():
        return []
    names = _names(folder)
    strangers = [name for name in names if not _OURS.fullmatch(name)]
    if not folder.is_dir() or strangers:
        raise InputError(
            Problem(
                Place(str(folder)),
                f"{repr(strangers[0]) if strangers else 'a file'} stands where finished chunks are to land",
                "a folder of slm-sim's own or none; move it away, or name another place with --out",
            )
        )
    return [name["key"] for name in filter(None, map(_LANDED.fullmatch, names))]


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


def _write_whole(place: Path, content: bytes) -> None:
    temporary = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        temporary.write_bytes(content)
        temporary.replace(place)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def covering(chunks: Sequence[Chunk], candidate: int) -> list[Chunk]:
    """The chunks that hold a candidate, in the order of their replications."""
    return sorted(chunk for chunk in chunks if candidate in chunk.of)
