"""The rules that ship with slm-sim prove themselves on the cases in their files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from slm_sim.checking.played import OF_A_CASE, facts_of_case
from slm_sim.library import rules_folder
from slm_sim.model.rule import GROUPS
from slm_sim.rules import Rulebook, judge, load_rulebook, shipped_rulebook, silences
from slm_sim.rules.cases import Facts, failures
from slm_sim.rules.conditions import Condition, compile_condition
from slm_sim.rules.rulebook import PARAMETERS, CheckedRule, variables_of

BOOK = shipped_rulebook()
CODES = [checked.rule.code for checked in BOOK.rules]
OPPOSITES = {"<=": ">", ">=": "<", "==": "!=", "!=": "==", "<": ">=", ">": "<="}
EDGES = {"<=": "<", ">=": ">", "<": "<=", ">": ">="}
NEVER_ON_AN_EDGE = ("team.occupancy", "clause.demonstrated", "clause.rate_needed", "_at_least", "_at_most", "by_luck")
"""Figures of formulas and simulations, which no draft brings exactly to a threshold."""


@cache
def facts_for(code: str, case: str) -> Facts:
    return facts_of_case(BOOK.rule(code), case)


def read(checked: CheckedRule, case: str) -> Facts:
    return facts_for(checked.rule.code, case)


ONE_TERM = f"{1 / OF_A_CASE}"
"""Of the terms that a case plays: no chance can be told more finely."""


def moved(checked: CheckedRule) -> Iterator[str]:
    """The condition with one threshold or number in it a little lower or higher: a count by one, a chance that was
    simulated by one of the terms of a case, an allowance of nothing by one, anything else by a tenth of itself.
    """
    condition = checked.rule.when
    for name, parameter in checked.parameters.items():
        threshold = f"{PARAMETERS}.{name}"
        if "chance_" in condition and checked.rule.group == GROUPS["6"]:
            ways = (f"({threshold} - {ONE_TERM})", f"({threshold} + {ONE_TERM})")
        elif parameter.text.endswith("%"):
            ways = (f"(0.9 * {threshold})", f"(1.1 * {threshold})")
        else:
            ways = (f"({threshold} - 1.0)", f"({threshold} + 1.0)")
        yield from (re.sub(rf"{re.escape(threshold)}\b", way, condition) for way in ways)
    for match in re.finditer(r"\d+\.\d+", condition):
        for number in (float(match[0]) - 1, float(match[0]) + 1):
            if number >= 0:
                yield condition[: match.start()] + str(number) + condition[match.end() :]


def mutants(checked: CheckedRule) -> Iterator[str]:
    """The condition without one of its halves, with one comparison turned round or moved by its edge, with one
    negation dropped, with "or" for an "and", with one word that stands in it for another, or with a threshold moved.
    """
    yield from moved(checked)
    condition = checked.rule.when
    yield from ("true", "false")
    halves = condition.split(" && ")
    if len(halves) > 1:
        for left_out in range(len(halves)):
            yield " && ".join(half for number, half in enumerate(halves) if number != left_out)
    for match in re.finditer(r"<=|>=|==|!=|<|>", condition):
        yield condition[: match.start()] + OPPOSITES[match[0]] + condition[match.end() :]
        if match[0] in EDGES and not any(figure in condition for figure in NEVER_ON_AN_EDGE):
            yield condition[: match.start()] + EDGES[match[0]] + condition[match.end() :]
    for match in re.finditer(r"!(?!=)", condition):
        yield condition[: match.start()] + condition[match.end() :]
    for match in re.finditer(r" && ", condition):
        yield condition[: match.start()] + " || " + condition[match.end() :]
    for match in re.finditer(r"'[^']+'", condition):
        yield condition[: match.start()] + "'something else'" + condition[match.end() :]


def mutated(checked: CheckedRule, condition: str) -> Rulebook:
    compiled = compile_condition(condition, variables_of(checked.rule))
    assert isinstance(compiled, Condition)
    return Rulebook((replace(checked, condition=compiled),))


@pytest.mark.parametrize("code", CODES)
def test_every_case_turns_out_as_the_rule_says(code: str) -> None:
    assert failures(Rulebook((BOOK.rule(code),)), read) == ()


@pytest.mark.parametrize("code", CODES)
def test_no_part_of_a_condition_can_be_lost_turned_round_or_moved(code: str) -> None:
    checked = BOOK.rule(code)
    unnoticed = [mutant for mutant in mutants(checked) if not failures(mutated(checked, mutant), read)]
    assert unnoticed == []


def test_the_base_of_the_cases_is_without_findings() -> None:
    quiet = next(name for name, case in BOOK.rule("SLM101").rule.cases.items() if not case.changes)
    assert judge(BOOK, facts_for("SLM101", quiet)) == ()


def test_the_base_gives_most_rules_something_to_judge() -> None:
    """Silent are those that need a simulation, a chain, downtime, or another family of credits."""
    quiet = next(name for name, case in BOOK.rule("SLM101").rule.cases.items() if not case.changes)
    silent = [silence.code for silence in silences(BOOK, facts_for("SLM101", quiet))]
    assert [code for code in silent if not code.startswith("SLM6")] == [
        "SLM202", "SLM203", "SLM204", "SLM207", "SLM406", "SLM412", "SLM415", "SLM422", "SLM424", "SLM428",
        "SLM431", "SLM432",
    ]  # fmt: skip


def test_the_same_draft_gives_the_same_findings_in_the_same_order() -> None:
    facts = facts_for("SLM503", "never-away")
    first = judge(BOOK, facts)
    assert [finding.subject for finding in first if finding.code == "SLM503"] == ["desk", "engineers"]
    assert judge(load_rulebook(rules_folder()), facts) == first


def test_a_file_is_called_by_the_code_and_the_name_of_its_rule() -> None:
    for checked in BOOK.rules:
        assert checked.reading.tree.place.file.endswith(f"{checked.rule.code}-{checked.rule.name}.yaml")
