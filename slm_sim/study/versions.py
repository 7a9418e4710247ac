"""What plays here: the versions and the code on which the last bit of a result may depend."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from slm_sim import __version__

PACKAGES = ("numba", "numpy", "scipy")
"""Beside slm-sim itself."""


@cache
def code_here() -> str:
    """A digest of the Python files of slm-sim, 12 hexadecimal digits: its version does not change with each of them."""
    package = Path(__file__).parents[1]
    digest = sha256()
    for file in sorted(package.rglob("*.py"), key=lambda file: file.relative_to(package).as_posix()):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{file.relative_to(package).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:12]


def versions_here() -> dict[str, str]:
    """What every worker of a study must share."""
    packages = {package: version(package) for package in PACKAGES}
    return {**told(__version__, platform.python_version(), packages), "code": code_here()}


def told(slm_sim: str | None, python: str, packages: Mapping[str, str | None]) -> dict[str, str]:
    """Versions as they are compared, of Python the major and minor one; "none" for what is not there."""
    named = {
        "slm-sim": slm_sim,
        "Python": ".".join(python.split(".")[:2]),
        **{name: packages[name] for name in PACKAGES},
    }
    return {name: found or "none" for name, found in named.items()}


def difference(found: Mapping[str, str], wanted: Mapping[str, str]) -> tuple[str, str]:
    """What is found and what is wanted in its place, in words; empty if nothing of what is found differs."""
    names = [name for name in found if found[name] != wanted.get(name)]
    return _in_words(names, found), _in_words(names, wanted)


def _in_words(names: list[str], versions: Mapping[str, str]) -> str:
    return ", ".join(f"{_NOUNS.get(name, name)} {versions.get(name, 'unknown')}" for name in names)


_NOUNS = {"code": "slm-sim with the code"}
