"""What a scenario or a comment says to the rules: thresholds of its own, and findings that it accepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.acceptance import RuleTerms
from slm_sim.model.finding import Finding
from slm_sim.model.review import Acceptance, Accepted, ThresholdChange
from slm_sim.read.paths import place_of
from slm_sim.read.tree import Table
from slm_sim.rules.rulebook import CheckedRule, Rulebook

TERMS = "rules"
"""The section of a scenario that holds them."""


def stated_acceptances(terms: RuleTerms, tree: Table) -> tuple[Acceptance, ...]:
    """The findings that a scenario accepts."""
    return tuple(
        Acceptance(row.rule, row.because, place_of(tree, (TERMS, "accepted", name)), tuple(row.of))
        for name, row in terms.accepted.items()
    )


def with_thresholds(rulebook: Rulebook, terms: RuleTerms, tree: Table) -> tuple[Rulebook, tuple[ThresholdChange, ...]]:
    """The rules with the thresholds of a scenario, and what that has changed.

    Rules that are not in the rulebook are passed over: `expect_known` tells those that no pack has. Raises `InputError`
    for a threshold that a rule does not have.
    """
    rules = {checked.rule.code: checked for checked in rulebook.rules}
    changes: list[ThresholdChange] = []
    problems: list[Problem] = []
    for name, row in terms.thresholds.items():
        if (checked := rules.get(row.rule)) is None:
            continue
        for parameter, value in row.parameters.items():
            place = place_of(tree, (TERMS, "thresholds", name, "parameters", parameter))
            if parameter not in checked.parameters:
                problems.append(_no_threshold(checked, parameter, place))
                continue
            usual = checked.rule.parameters[parameter].text
            changes.append(ThresholdChange(row.rule, parameter, usual, value.text, row.because, place))
        rules[row.rule] = checked.with_parameters(row.parameters)
    if problems:
        raise InputError(problems)
    return Rulebook(tuple(rules.values())), tuple(changes)


def expect_known(rulebook: Rulebook, named: Iterable[tuple[str, Place]]) -> None:
    """Raise `InputError` for codes that no rule has; those of packs that are not in the rulebook are passed over."""
    known = [checked.rule.code for checked in rulebook.rules]
    packs = {_letters(code) for code in known}
    problems = [
        Problem(place, f"there is no rule {code!r}", "a code that 'slm-sim rules' lists", nearest_word(code, known))
        for code, place in named
        if code not in known and _letters(code) in packs
    ]
    if problems:
        raise InputError(problems)


def codes_named(terms: RuleTerms, tree: Table) -> Iterator[tuple[str, Place]]:
    """The codes that a scenario names under ``rules``, each with its place."""
    for section in ("accepted", "thresholds"):
        for name, row in getattr(terms, section).items():
            yield row.rule, place_of(tree, (TERMS, section, name, "rule"))


def settled(
    findings: Sequence[Finding], acceptances: Sequence[Acceptance]
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...], tuple[Acceptance, ...]]:
    """The findings that remain, those that are accepted, and the acceptances that accept nothing."""
    remaining, accepted = [], []
    for finding in findings:
        covering = next((one for one in acceptances if one.covers(finding)), None)
        if covering is None:
            remaining.append(finding)
        else:
            accepted.append(Accepted(finding, covering))
    idle = tuple(one for one in acceptances if not any(one.covers(finding) for finding in findings))
    return tuple(remaining), tuple(accepted), idle


def _no_threshold(checked: CheckedRule, parameter: str, place: Place) -> Problem:
    known = checked.rule.parameters
    expected = f"one of {', '.join(known)}" if known else "a rule that has thresholds"
    found = f"{checked.rule.code} has no threshold {parameter!r}"
    return Problem(place, found, expected, nearest_word(parameter, known))


def _letters(code: str) -> str:
    return code.rstrip("0123456789")
