"""What a file says that it is, before it is read."""

from __future__ import annotations

import re
from pathlib import Path

from slm_sim.model.agreement import AGREEMENT_SCHEMA
from slm_sim.read.text import read_text

_STATED = re.compile(r"^schema: *['\"]?([\w/-]+)", re.MULTILINE)


def is_agreement(path: Path) -> bool:
    """Whether a file says that it is an agreement, of whatever version; `InputError` if it is no text."""
    stated = _STATED.search(read_text(path))
    return stated is not None and stated[1].startswith(AGREEMENT_SCHEMA.removesuffix("1"))
