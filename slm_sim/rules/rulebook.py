"""The rulebook: rules that have been read and whose conditions and messages have been checked against the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from slm_sim.errors import InputError, Problem, nearest_word
from slm_sim.library import rules_folder
from slm_sim.model.rule import Parameter, Rule
from slm_sim.read.passage import Passage
from slm_sim.read.rule import RuleReading, read_pack
from slm_sim.rules.conditions import Condition, Kind, compile_condition
from slm_sim.rules.messages import braces_left_open, placeholders
from slm_sim.rules.sayings import nearest_fact
from slm_sim.rules.scan import Fault, fault_at
from slm_sim.rules.vocabulary import SUBJECTS, FactWord, words_over

PARAMETERS = "parameters"


@dataclass(frozen=True, eq=False)
class CheckedRule:
    """A rule, ready to judge.

    rule        as its file states it
    condition   its condition, compiled
    reading     its file
    parameters  its thresholds by name; a scenario may have changed them
    """

    rule: Rule
    condition: Condition
    reading: RuleReading
    parameters: dict[str, Parameter]

    def with_parameters(self, changed: dict[str, Parameter]) -> CheckedRule:
        """The rule with other thresholds."""
        return replace(self, parameters={**self.parameters, **changed})


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Rules in the order of their codes."""

    rules: tuple[CheckedRule, ...]

    def rule(self, code: str) -> CheckedRule:
        """The rule of a code; KeyError if there is none."""
        return {checked.rule.code: checked for checked in self.rules}[code]


@cache
def shipped_rulebook() -> Rulebook:
    """The rules that ship with slm-sim, read once in a process: every study asks them, and reading takes longest."""
    return load_rulebook(rules_folder())


def load_rulebook(folder: Path) -> Rulebook:
    """The rules of a pack; `InputError` with every problem of all its files."""
    return checked_rulebook(read_pack(folder))


def checked_rulebook(readings: tuple[RuleReading, ...]) -> Rulebook:
    """Rules that have been read, checked; `InputError` with every problem."""
    rules, problems = [], []
    for reading in readings:
        checked = check_rule(reading)
        if isinstance(checked, CheckedRule):
            rules.append(checked)
        else:
            problems += checked
    if problems:
        raise InputError(problems)
    return Rulebook(tuple(rules))


def check_rule(reading: RuleReading) -> CheckedRule | list[Problem]:
    """A rule, ready to judge, or all that is wrong with it."""
    rule = reading.rule
    if rule.over not in SUBJECTS:
        found = f"there are no facts about {rule.over!r}"
        near = nearest_word(rule.over, SUBJECTS)
        return [Problem(reading.place("over"), found, f"one of {', '.join(SUBJECTS)}", near)]
    words = words_over(rule.over)
    kinds = variables_of(rule)
    problems = list(_needs(reading, words))
    condition = compile_condition(rule.when, kinds)
    if isinstance(condition, Condition):
        faults = list(_unlisted(rule.when, dict(condition.reads), rule, words))
        told = {name for name, _ in placeholders(rule.message)}
        problems += _unread(reading, words, {*condition.reads, *told})
    else:
        faults = condition
    problems += _placed(faults, reading.when)
    problems += _placed(_message_faults(rule, words, kinds), reading.message)
    if problems or not isinstance(condition, Condition):
        return problems
    return CheckedRule(rule, condition, reading, dict(rule.parameters))


def variables_of(rule: Rule) -> dict[str, Kind]:
    """What the condition and the message of a rule may read, by name: the facts of its subject and its thresholds."""
    thresholds: dict[str, Kind] = {f"{PARAMETERS}.{name}": "number" for name in rule.parameters}
    return {**{name: word.kind for name, word in words_over(rule.over).items()}, **thresholds}


def _needs(reading: RuleReading, words: dict[str, FactWord]) -> Iterator[Problem]:
    for name in reading.rule.needs:
        if name not in words:
            found = f"there is no fact {name!r} of {_a(reading.rule.over)}"
            yield Problem(reading.place("needs"), found, "", nearest_fact(name, words))
        elif not words[name].optional:
            yield Problem(reading.place("needs"), f"{name!r} is always known", "needs of what may be absent")


def _unlisted(text: str, reads: dict[str, int], rule: Rule, words: dict[str, FactWord]) -> Iterator[Fault]:
    """What a text reads that may be absent and is not listed under `needs`."""
    for name, position in reads.items():
        if name in words and words[name].optional and name not in rule.needs:
            yield fault_at(text, position, f"{name!r} may be absent", f"'{name}' under 'needs:'")


def _message_faults(rule: Rule, words: dict[str, FactWord], kinds: dict[str, Kind]) -> list[Fault]:
    faults = braces_left_open(rule.message)
    named = {name: position for name, position in placeholders(rule.message) if name}
    for name, position in named.items():
        if name not in kinds:
            found = f"there is no fact {name!r} of {_a(rule.over)}"
            faults.append(fault_at(rule.message, position, found, "", nearest_fact(name, kinds)))
    return [*faults, *_unlisted(rule.message, named, rule, words)]


def _unread(reading: RuleReading, words: dict[str, FactWord], used: set[str]) -> Iterator[Problem]:
    for name in reading.rule.needs:
        if name in words and name not in used:
            yield Problem(reading.place("needs"), f"{name!r} is needed and never read", "needs of what the rule reads")
    for name in reading.rule.parameters:
        if f"{PARAMETERS}.{name}" not in used:
            found = f"nothing reads 'parameters.{name}'"
            yield Problem(reading.place("parameters", name), found, "parameters that decide something")


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _placed(faults: list[Fault], where: Passage) -> list[Problem]:
    return [Problem(where.place(f.line, f.column), f.found, f.expected, f.nearest) for f in faults]
