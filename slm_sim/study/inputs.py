"""The files that a study rests on, by their content."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path


def digests(files: Iterable[str | Path]) -> dict[str, str]:
    """The SHA-256 of each file, in hexadecimal, by its path as given."""
    found: dict[str, str] = {}
    for name in files:
        with Path(name).open("rb") as file:
            found[str(name)] = file_digest(file, "sha256").hexdigest()
    return found
