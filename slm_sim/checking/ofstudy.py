"""What the rules have to say about the scenario of a study, beside its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from os.path import relpath
from pathlib import Path, PurePath
from typing import TypeVar

from slm_sim.checking.review import review_of, subjects_of
from slm_sim.errors import InputError
from slm_sim.library import rules_folder, scenarios_folder
from slm_sim.model.finding import Finding, gravity
from slm_sim.model.judged import AcceptedTold, FindingTold, RulesResult, ThresholdTold
from slm_sim.model.study import Study
from slm_sim.read import Reading
from slm_sim.rules import shipped_rulebook

Told = TypeVar("Told", bound=FindingTold)
Named = Callable[[object], str]
"""A text in which every file that was read has its name as seen from the scenario."""


def with_rules(study: Study, reading: Reading) -> Study:
    """A study that tells what the rules find in its scenario; unchanged where that has no agreement."""
    if not reading.scenario.agreements:
        return study
    return replace(study, results=study.results.model_copy(update={"rules": rules_result(reading)}))


def rules_result(reading: Reading) -> RulesResult:
    """What the shipped rules find in a scenario, without simulating it.

    What a scenario says to rules that there are not is a problem of the answer and no error: a study that has been
    carried through is not lost for it.
    """
    named = partial(_named, names=_names(reading.files))
    try:
        found = review_of(reading.files[0], subjects_of(reading), shipped_rulebook())
    except InputError as error:
        return RulesResult(problems=tuple(map(named, error.problems)))
    return RulesResult(
        asked=len(found.judged),
        silent=len(found.silences),
        findings=_gravest_first(_finding(one, named) for one in found.findings),
        accepted=_gravest_first(
            AcceptedTold(
                **dict(_finding(one.finding, named)),
                because=one.acceptance.reason,
                accepted_at=named(one.acceptance.place),
            )
            for one in found.accepted
        ),
        thresholds=tuple(
            ThresholdTold(
                rule=change.rule,
                parameter=change.parameter,
                usual=change.usual,
                value=change.value,
                because=change.reason,
                changed_at=named(change.place),
            )
            for change in found.thresholds
        ),
    )


def _finding(finding: Finding, named: Named) -> FindingTold:
    return FindingTold(
        code=finding.code,
        name=finding.name,
        severity=finding.severity,
        subject=finding.subject,
        place=named(finding.place),
        message=named(finding.message),
        advice=named(finding.advice),
    )


def _gravest_first(findings: Iterable[Told]) -> tuple[Told, ...]:
    return tuple(sorted(findings, key=lambda one: gravity(one.severity)))


def _named(text: object, names: dict[str, str]) -> str:
    told = str(text)
    for file, name in names.items():
        told = told.replace(file, name)
    return told


def _names(files: tuple[str, ...]) -> dict[str, str]:
    """By each file its name from the folder of the scenario, or of the shipped scenarios; the longest path first."""
    here, shipped, rules = Path(files[0]).resolve().parent, scenarios_folder().resolve(), str(rules_folder())
    names = {rules: "rules"}
    for file in files:
        path = Path(file).resolve()
        names[file] = PurePath(relpath(path, shipped if path.is_relative_to(shipped) else here)).as_posix()
    return dict(sorted(names.items(), key=lambda one: -len(one[0])))
