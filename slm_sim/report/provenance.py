"""Provenance: all that may differ between two runs with equal results, and the only place that reads the clock."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from slm_sim import __version__

LIBRARIES = ("duckdb", "holidays", "jinja2", "matplotlib", "numpy", "pandas", "pydantic", "scipy", "simpy", "tzdata")
"""The libraries on which a figure or a file of the results may depend."""


class Provenance(BaseModel):
    """How a results folder came about: the content of ``provenance.json``.

    slm_sim, python, libraries   versions; a library that is not installed is left out
    platform                     operating system and processor
    seed                         of the study; None where nothing was drawn
    inputs                       every file that was read: name as given, and SHA-256 of its bytes in hexadecimal
    command                      the command line, or the name of whatever called the package
    started, ended               wall clock, ISO 8601 in UTC
    workers                      threads that shared the replications; 0 where a cluster played them
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_: Literal["slm-sim/provenance-v1"] = Field(alias="schema", default="slm-sim/provenance-v1")
    slm_sim: str
    python: str
    libraries: dict[str, str]
    platform: str
    seed: int | None
    inputs: dict[str, str]
    command: tuple[str, ...]
    started: datetime
    ended: datetime
    workers: int


def now() -> datetime:
    """The moment at which this is called, in UTC."""
    return datetime.now(UTC)


def provenance(
    seed: int | None, inputs: Mapping[str, str], command: Sequence[str], started: datetime, workers: int
) -> Provenance:
    """The provenance of results that are ready now."""
    return Provenance(
        slm_sim=__version__,
        python=platform.python_version(),
        libraries=_installed(LIBRARIES),
        platform=platform.platform(),
        seed=seed,
        inputs=dict(sorted(inputs.items())),
        command=tuple(command),
        started=started,
        ended=now(),
        workers=workers,
    )


def _installed(libraries: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for library in libraries:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            continue
    return found
