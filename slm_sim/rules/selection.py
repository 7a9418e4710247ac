"""Which rules are asked: those of all packs, some of them chosen or left out by code, beginning of a code, or name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.rule import Rule
from slm_sim.rules.rulebook import CheckedRule, Rulebook

NOT_A_RULE = {
    "SLM000": "it tells that a rule could not be evaluated, so that nothing is known",
    "SLM001": "it tells what a signed agreement is refused for, and so can be neither chosen nor left out",
}
"""Codes of findings that no rule makes, and why they can be neither chosen nor left out."""


def joined(rulebooks: Sequence[Rulebook]) -> Rulebook:
    """The rules of several packs in the order of their codes; `InputError` for a code that two packs use."""
    rules = [checked for rulebook in rulebooks for checked in rulebook.rules]
    first: dict[str, CheckedRule] = {}
    problems: list[Problem] = []
    for checked in rules:
        code = checked.rule.code
        if code in first:
            found = f"the code {code!r} is that of another rule, at {first[code].reading.place('code')}"
            problems.append(Problem(checked.reading.place("code"), found, "a code of its own"))
        first.setdefault(code, checked)
    if problems:
        raise InputError(problems)
    return Rulebook(tuple(sorted(rules, key=lambda checked: checked.rule.code)))


def selected(rulebook: Rulebook, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Rulebook:
    """The rules that are chosen (all, if nothing is) and not left out; `InputError` for a word that fits no rule."""
    wanted, unwanted = tuple(select), tuple(ignore)
    rules = [checked.rule for checked in rulebook.rules]
    problems = [_unknown(word, rules) for word in (*wanted, *unwanted) if not any(_fits(word, rule) for rule in rules)]
    if problems:
        raise InputError(problems)
    kept = tuple(
        checked
        for checked in rulebook.rules
        if (not wanted or any(_fits(word, checked.rule) for word in wanted))
        and not any(_fits(word, checked.rule) for word in unwanted)
    )
    return Rulebook(kept)


def _fits(word: str, rule: Rule) -> bool:
    return bool(word) and (word == rule.name or rule.code.startswith(word))


def _unknown(word: str, rules: Sequence[Rule]) -> Problem:
    if word in NOT_A_RULE:
        return Problem(Place(word), f"this is no rule: {NOT_A_RULE[word]}", "a code that 'slm-sim rules' lists")
    known = [name for rule in rules for name in (rule.code, rule.name)]
    expected = "a code that 'slm-sim rules' lists, the beginning of one, or a name"
    return Problem(Place(word), "no rule is called so", expected, nearest_word(word, known))
