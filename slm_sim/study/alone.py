"""One study at a time where chunks land: a second one with the same results folder is refused while the first lives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from slm_sim.errors import InputError, Place, Problem, WriteError
from slm_sim.study.landing import LOCK, discard, replications_landed


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep the landing of a study to this process; the system lets it go as soon as the process ends, however it ends.

    If nothing has landed there at the end, it is taken away. Raises InputError if another process keeps it, WriteError
    if nothing can be written there.
    """
    if folder.exists() and not folder.is_dir():
        yield  # whoever wants to land there is told
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a")
    except OSError as error:
        raise WriteError(f"{folder}: finished chunks cannot be written here ({error.strerror})") from None
    with file:
        if not _locked(file):
            found = "another study is being played with this results folder"
            raise InputError(Problem(Place(str(folder)), found, "another --out, or to wait until it has ended"))
        try:
            yield
        finally:
            if not replications_landed(folder):
                discard(folder)


def _locked(file: IO[str]) -> bool:
    """Lock a file unless somebody else has; whether it is locked for us."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
