"""`load_scenario`: from a path and the names of overlays to a frozen scenario, or to every problem at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from slm_sim.errors import InputError, Problem
from slm_sim.library import scenario_path, shipped_scenarios
from slm_sim.memory import without_collecting
from slm_sim.model.doubt import Doubt
from slm_sim.model.scenario import Scenario
from slm_sim.model.variation import Variation
from slm_sim.read.changes import Change
from slm_sim.read.checks import doubts_of
from slm_sim.read.compose import (
    Composition,
    argument_changes,
    grown,
    overlay_changes,
    understood,
    with_changes,
    with_files_found,
)
from slm_sim.read.tree import Table
from slm_sim.read.variations import varied


@dataclass(frozen=True)
class Reading:
    """A scenario with what reading it has shown.

    scenario  what the files mean
    tree      every stated value with its place and with what put it there
    files     every file that was read: the scenario, its parents and its agreements
    changes   the changes that overlays and caller asked for, with the ranges believed behind them
    variations  what the study varies, in its order
    doubts    what drafts of agreements must settle before they are signed
    """

    scenario: Scenario
    tree: Table
    files: tuple[str, ...]
    changes: tuple[Change, ...]
    variations: tuple[Variation, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def load_scenario(
    path: str | Path, overlays: Sequence[str] = (), changes: Mapping[str, object] | None = None
) -> Scenario:
    """The scenario that a file describes.

    path      a scenario file, or the name of one that ships with slm-sim, such as ``service-desk``
    overlays  names of overlays to apply; their order does not matter
    changes   more changes, phrases by path: ``{"teams.service-desk.headcount.early.Mon": "up 2"}``

    Raises `InputError` with every problem of the file, its parents, its agreements and all its overlays, chosen or not;
    if there are none, of its variations.
    """
    return read_scenario(path, overlays, changes).scenario


@without_collecting()
def read_scenario(
    path: str | Path, overlays: Sequence[str] = (), changes: Mapping[str, object] | None = None
) -> Reading:
    """As `load_scenario`, with the tree, the files and the changes beside the scenario."""
    base = grown(file_of_scenario(path))
    scenario, problems = understood(base)
    problems += _overlay_problems(base, problems)
    if problems:
        raise InputError(dict.fromkeys(problems))
    asked = [overlay_changes(base.tree, name) for name in dict.fromkeys(overlays)]
    asked.append(argument_changes(changes or {}))
    composed, made = with_changes(base, asked)
    if any(changes for _, changes in asked):
        scenario, problems = understood(composed)
    if scenario is None or problems:
        raise InputError(problems)
    variations, problems = varied(base, asked, scenario)
    if problems:
        raise InputError(problems)
    tree = with_files_found(composed.tree)
    return Reading(scenario, tree, composed.files, made, variations, doubts_of(scenario, tree))


def file_of_scenario(path: str | Path) -> Path:
    """The file of a path, or of the name of a shipped scenario where no file is called so."""
    file = Path(path)
    is_name = isinstance(path, str) and not file.suffix and file.name == path and not file.exists()
    return scenario_path(path) if is_name and isinstance(path, str) and path in shipped_scenarios() else file


def _overlay_problems(base: Composition, known: Sequence[Problem]) -> list[Problem]:
    """What each overlay alone would add to the problems of a scenario.

    Of a scenario that is wrong itself, only changes are told that cannot be made; what they would lead to is not known.
    """
    overlays = base.tree.nodes.get("overlays")
    problems: list[Problem] = []
    for name in overlays.nodes if isinstance(overlays, Table) else ():
        composed, _ = with_changes(base, [overlay_changes(base.tree, name)])
        found = composed.problems if known else understood(composed)[1]
        problems += [_told_of(name, problem) for problem in found if problem not in known]
    return problems


def _told_of(overlay: str, problem: Problem) -> Problem:
    return replace(problem, found=f"with overlay {overlay}: {problem.found}")
