"""Cases: each rule is tried on the drafts that its file describes, through the real reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from slm_sim.errors import InputError, Problem
from slm_sim.library import rules_folder, scenarios_folder
from slm_sim.model.results import Results
from slm_sim.model.rule import Case
from slm_sim.read import Reading, read_scenario
from slm_sim.rules.facts import facts_of
from slm_sim.rules.judge import judge
from slm_sim.rules.rulebook import CheckedRule, Rulebook
from slm_sim.rules.subjects import Subject

Facts = tuple[Subject, ...]
Simulate = Callable[[Reading], Results]
FactsOfCase = Callable[[CheckedRule, str], Facts]

OF_THE_PACK = "a file of the pack, or one that ships with slm-sim"


@dataclass(frozen=True)
class Failure:
    """A case whose rule fired on other subjects than its file says; found and expected are their keys."""

    code: str
    case: str
    problem: Problem


def shipped_base() -> Path:
    """The scenario that cases change if their rule names no other: it ships with slm-sim."""
    return rules_folder() / "base" / "desk.yaml"


def facts_of_case(checked: CheckedRule, name: str, simulate: Simulate | None = None) -> Facts:
    """What is known of the draft of a case.

    simulate  what plays its scenario, None: nothing is simulated

    Raises `InputError`, at the place of the case, if its changes cannot be made or lead to no scenario,
    and for a file that is neither of the pack nor ships with slm-sim: nothing of what stands there is told.
    """
    case, place = checked.rule.cases[name], checked.reading.place("cases", name)
    base = checked.reading.base or shipped_base()
    if not _may_be_quoted(base, checked):
        raise InputError(Problem(checked.reading.place("base"), f"the base {str(base)!r} lies elsewhere", OF_THE_PACK))
    try:
        reading = read_scenario(base, changes=case.changes)
        return facts_of(reading, None if simulate is None else simulate(reading))
    except InputError as error:
        first = error.problems[0]
        if Path(first.place.file).exists() and not _may_be_quoted(Path(first.place.file), checked):
            found = f"this case cannot be read: it names {first.place.file!r}, which lies elsewhere"
            raise InputError(Problem(place, found, OF_THE_PACK)) from None
        raise InputError(Problem(place, f"this case cannot be read: {first}")) from None


def _may_be_quoted(file: Path, checked: CheckedRule) -> bool:
    """Whether a file lies in the folder of its rule, or ships: an error tells what stands in any other."""
    folders = (Path(checked.reading.tree.place.file).parent, rules_folder(), scenarios_folder())
    return any(file.resolve().is_relative_to(folder.resolve()) for folder in folders)


def failures(rulebook: Rulebook, read: FactsOfCase = facts_of_case) -> tuple[Failure, ...]:
    """The cases that turn out otherwise than their rules say, in the order of the rules.

    read  how the facts of a case are had
    """
    return tuple(
        failure
        for checked in rulebook.rules
        for name in checked.rule.cases
        for failure in _failures(checked, name, read)
    )


def _failures(checked: CheckedRule, name: str, read: FactsOfCase) -> list[Failure]:
    case: Case = checked.rule.cases[name]
    place = checked.reading.place("cases", name)
    try:
        findings = judge(Rulebook((checked,)), read(checked, name))
    except InputError as error:
        return [Failure(checked.rule.code, name, error.problems[0])]
    unjudged = [finding for finding in findings if finding.code != checked.rule.code]
    if unjudged:
        return [Failure(checked.rule.code, name, Problem(place, unjudged[0].message))]
    fired = tuple(finding.subject for finding in findings)
    if set(fired) == set(case.subjects):
        return []
    found = f"{checked.rule.code} fires on {', '.join(fired) or 'nothing'}"
    expected = ", ".join(case.subjects) or "nothing"
    return [Failure(checked.rule.code, name, Problem(place, found, expected))]
