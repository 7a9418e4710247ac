"""What was compiled and is kept on disk: in which folder, under which name, and when it is stale."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from slm_sim.compiler.loading import MachineCode, loaded, machine
from slm_sim.compiler.stamp import digest

DIGEST, DIGEST_SIZE = sha256, sha256().digest_size
"""Stands before what is kept: damaged machine code would take the process with it."""

UNREADABLE = OSError, AttributeError, ImportError
"""Of what is whole by its digest: no such file, or a class or a name in it that is not there."""


class Kept:
    """The files that keep the machine code of a function, one for the kinds of each call."""

    def __init__(self, function: Callable[..., Any], stamp: str) -> None:
        self.source = Path(function.__code__.co_filename)
        self.first = f"{function.__module__}.{function.__qualname__}.{digest(str(self.source), machine())}"
        self.stamp = stamp

    def door(self, function: Callable[..., Any], kinds: str) -> Callable[..., Any] | None:
        """What answers a call with arguments of these kinds; None if nothing is kept, or nothing that is whole."""
        for folder in self._folders():
            try:
                kept = (folder / self._name(kinds)).read_bytes()
                if kept[:DIGEST_SIZE] == DIGEST(kept[DIGEST_SIZE:]).digest():
                    return loaded(function, MachineCode(*pickle.loads(kept[DIGEST_SIZE:])))
            except UNREADABLE:
                continue
        return None

    def save(self, kinds: str, code: MachineCode) -> None:
        """Keep it in the first folder that may be written to, in place of what is stale there; else nothing is kept."""
        for folder in self._folders():
            try:
                folder.mkdir(parents=True, exist_ok=True)
                landing = folder / f"{self._name(kinds)}.{os.getpid()}"
                kept = pickle.dumps(tuple(code))
                landing.write_bytes(DIGEST(kept).digest() + kept)
                landing.replace(folder / self._name(kinds))
                for other in folder.glob(f"{self.first}.*"):
                    if self.stamp not in other.name:
                        other.unlink(missing_ok=True)
            except OSError:
                continue
            return

    def anything(self) -> bool:
        """Whether something is kept, for whichever call."""
        return any(True for folder in self._folders() for _ in folder.glob(f"{self.first}.{self.stamp}.*"))

    def may_keep(self) -> bool:
        """Whether there is a folder that may be written to, or made."""
        there = (next(above for above in (folder, *folder.parents) if above.exists()) for folder in self._folders())
        return any(folder.is_dir() and os.access(folder, os.W_OK) for folder in there)

    def _name(self, kinds: str) -> str:
        return f"{self.first}.{self.stamp}.{digest(kinds)}.kept"

    def _folders(self) -> Iterator[Path]:
        """Where numba is told to keep its own; else beside the source, as Python does; else in the user's folder."""
        if given := os.environ.get("NUMBA_CACHE_DIR"):
            yield Path(given) / "slm_sim"
        else:
            yield self.source.parent / "__pycache__"
            yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "slm_sim"
