"""A mapping file becomes a mapping."""

from __future__ import annotations

from pathlib import Path

from slm_sim.errors import Place
from slm_sim.model.mapping import Mapping
from slm_sim.read.validate import read_block


def read_mapping(path: Path, named_at: Place | None = None) -> Mapping:
    """The mapping that a file holds; `InputError` with every problem of the file.

    named_at  where another file names this one
    """
    return read_block(path, Mapping, named_at)
