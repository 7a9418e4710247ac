"""The library: finds the scenarios and rules that ship with slm-sim.

In an installed wheel they lie inside the package, under ``_shipped``; in a checkout, and so in an editable install,
they are the folders ``scenarios`` and ``rules`` beside the package.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from slm_sim.errors import InputError, Place, Problem, nearest_word

_PACKAGE = Path(__file__).resolve().parent


def shipped_scenarios() -> dict[str, Path]:
    """The scenarios that ship with slm-sim: name to file, in the order of their names.

    The name is the file's, without its suffix. Agreements, mappings and logs, which scenarios refer to, lie in folders
    of their own below and are not listed.

    Raises InputError if the installation has lost its scenarios.
    """
    return {path.stem: path for path in sorted(scenarios_folder().glob("*.yaml"))}


def scenario_path(name: str) -> Path:
    """The file of the shipped scenario called `name`, for example ``service-desk``.

    Raises InputError, with the nearest name, if none is called so.
    """
    scenarios = shipped_scenarios()
    if name not in scenarios:
        found = "no scenario of this name ships with slm-sim"
        raise InputError(
            Problem(Place(name), found, expected=_one_of(scenarios), nearest=nearest_word(name, scenarios))
        )
    return scenarios[name]


Kind = Literal["agreement", "mapping", "log"]
"""What a scenario refers to."""

_BESIDE: dict[Kind, tuple[str, tuple[str, ...]]] = {
    "agreement": ("agreements", (".yaml",)),
    "mapping": ("mappings", (".yaml",)),
    "log": ("logs", (".csv", ".csv.gz", ".xes", ".xes.gz")),
}
"""The folder in which each kind of file lies, and how the names of such files end."""


def shipped_files(kind: Kind) -> dict[str, Path]:
    """The agreements, mappings or logs that ship with slm-sim: name to file, in the order of their names."""
    folder, suffixes = _BESIDE[kind]
    files = sorted((_shipped_folder("scenarios") / folder).rglob("*"), key=lambda path: path.name)
    return {path.name.removesuffix(end): path for path in files for end in suffixes if path.name.endswith(end)}


def file_of_either(named: str) -> Path:
    """The file of a path, or of the name of a scenario or an agreement that ships with slm-sim."""
    path = Path(named)
    if path.suffix or path.name != named or path.exists():
        return path
    return {**shipped_files("agreement"), **shipped_scenarios()}.get(named, path)


def file_of(kind: Kind, named: str | Path) -> Path:
    """The file of a path; where a word without a suffix is no file, the one of this name that ships with slm-sim.

    Raises InputError, with the nearest name, if none is called so.
    """
    file, name = Path(named), str(named)
    if file.suffix or file.name != name or file.exists():
        return file
    shipped = shipped_files(kind)
    if name not in shipped:
        found = f"there is no file of this name, and no {kind} of this name ships with slm-sim"
        expected = f"the path of a file, or {_one_of(shipped)}"
        raise InputError(Problem(Place(name), found, expected, nearest_word(name, shipped)))
    return shipped[name]


def shipped_tables() -> dict[str, Path]:
    """The decision tables that ship with slm-sim: name to file, in the order of their names.

    Raises InputError if the installation has lost its rules.
    """
    return {path.stem: path for path in sorted((rules_folder() / "tables").glob("*.yaml"))}


def rules_folder() -> Path:
    """The folder of the rule packs that ship with slm-sim.

    Raises InputError if the installation has lost it.
    """
    return _shipped_folder("rules")


def scenarios_folder() -> Path:
    """The folder of the scenarios that ship with slm-sim, and of what they name.

    Raises InputError if the installation has lost it.
    """
    return _shipped_folder("scenarios")


def _shipped_folder(name: str) -> Path:
    inside, beside = _PACKAGE / "_shipped" / name, _PACKAGE.parent / name
    for folder in (inside, beside):
        if folder.is_dir():
            return folder
    found = "this folder, which ships with slm-sim, is missing"
    raise InputError(Problem(Place(str(inside)), found, expected="a complete installation: install slm-sim again"))


def _one_of(names: dict[str, Path]) -> str:
    return "one of " + ", ".join(names)
