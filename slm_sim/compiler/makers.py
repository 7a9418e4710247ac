"""One maker at a time: who needs machine code that another process is just making waits for it.

The system holds the locks, and lets one go as soon as the process that has it ends, however it ends. All functions
that are kept in one folder share a file that stays empty: each locks a byte of its own, beyond the end of the file.
"""

from __future__ import annotations

import os
import sys
import time
from functools import cache
from hashlib import sha256
from pathlib import Path

FILE = "slm_sim.making"
LONGEST = 60.0
"""Seconds to wait for another maker: much longer than any function takes, and not for ever for one that was halted."""

_PAUSE = 0.01
_PLACES = 1 << 30

_held: set[tuple[Path, str]] = set()


def begin(folder: Path, name: str) -> None:
    """Tell others that this process makes what is kept by that name; if another one does, wait until it has ended.

    Where the folder takes no locks, or after `LONGEST` seconds, nobody waits: two may make the same.
    """
    file = _file(folder)
    until = time.monotonic() + LONGEST
    while file is not None and time.monotonic() < until:
        if _locked(file, _place(name)):
            _held.add((folder, name))
            return
        time.sleep(_PAUSE)


def end(folder: Path, name: str) -> None:
    """Let those go on who wait for what is kept by that name."""
    if (folder, name) in _held and (file := _file(folder)) is not None:
        _held.remove((folder, name))
        _unlock(file, _place(name))


def end_all() -> None:
    """Let all go on who wait for this process, which makes nothing any more."""
    for folder, name in tuple(_held):
        end(folder, name)


@cache
def _file(folder: Path) -> int | None:
    """The open file of the locks of a folder, until this process ends; None where it cannot be written or locked.

    It is never closed: a process that closes a file lets go all its locks on it.
    """
    try:
        file = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        return None
    return file if _locked(file, _PLACES + os.getpid()) else None  # which nobody else locks


def _place(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:4], "big") % _PLACES


def _locked(file: int, place: int) -> bool:
    """Lock a byte unless another process has; whether it is ours."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, place, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
    except OSError:
        return False
    return True


def _unlock(file: int, place: int) -> None:
    """Unlock a byte that this process has locked."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, place, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_UN, 1, place)
