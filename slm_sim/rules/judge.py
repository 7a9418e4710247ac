"""The judge: rules over facts become findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from slm_sim.model.finding import Finding, Silence
from slm_sim.model.rule import Rule
from slm_sim.rules.conditions import CannotBeEvaluatedError, Value
from slm_sim.rules.messages import filled, placeholders, written
from slm_sim.rules.rulebook import PARAMETERS, CheckedRule, Rulebook
from slm_sim.rules.subjects import FactValue, Subject
from slm_sim.rules.vocabulary import STATED_FOR_EACH, words_over

Known = dict[str, list[tuple[Subject, dict[str, FactValue]]]]
"""By each kind of subject those of this kind, each with the facts that are known of it."""

UNJUDGED = "SLM000"
"""The code of the finding that a rule could not be evaluated."""


def judge(rulebook: Rulebook, facts: Sequence[Subject]) -> tuple[Finding, ...]:
    """What the rules find: in the order of their codes, and for one rule in the order of the subjects.

    A rule that cannot be evaluated on a subject is a finding of its own, `UNJUDGED`. One that lacks a fact which it
    needs is silent; `silences` tells of those that are silent everywhere,
    `part_silences` of those that are silent on some.
    """
    known = _known(facts)
    return tuple(
        finding
        for checked in rulebook.rules
        for subject, values in known.get(checked.rule.over, ())
        for finding in _judged(checked, subject, values)
    )


def silences(rulebook: Rulebook, facts: Sequence[Subject]) -> tuple[Silence, ...]:
    """The rules that could judge no subject for want of facts, in the order of their codes."""
    known = _known(facts)
    return tuple(
        _silence(checked.rule, lacks, 0)
        for checked in rulebook.rules
        if (lacks := _lacks(checked.rule, known)) and all(lacks.values())
    )


def part_silences(rulebook: Rulebook, facts: Sequence[Subject]) -> tuple[Silence, ...]:
    """The rules that judged some subjects, and others not for want of what a scenario states of each by itself.

    What a subject cannot have, a clock for one, leaves no rule silent: it is not about that subject.
    """
    known, found = _known(facts), []
    for checked in rulebook.rules:
        lacks = _lacks(checked.rule, known)
        judged = sum(not missing for missing in lacks.values())
        unknown = {key: missing for key, missing in lacks.items() if missing and set(missing) <= STATED_FOR_EACH}
        if judged and unknown:
            found.append(_silence(checked.rule, unknown, judged))
    return tuple(found)


def _known(facts: Iterable[Subject]) -> Known:
    found: Known = {}
    for subject in facts:
        found.setdefault(subject.kind, []).append((subject, subject.values()))
    return found


def _lacks(rule: Rule, known: Known) -> dict[str, list[str]]:
    """The facts that a rule needs and lacks, by the key of each subject that it looks at."""
    looked_at = known.get(rule.over, ())
    return {subject.key: [name for name in rule.needs if name not in values] for subject, values in looked_at}


def _silence(rule: Rule, lacks: dict[str, list[str]], judged: int) -> Silence:
    missing = [name for name in rule.needs if all(name in of_one for of_one in lacks.values())]
    return Silence(rule.code, rule.name, tuple(missing or rule.needs), tuple(lacks), judged, rule.over)


def _judged(checked: CheckedRule, subject: Subject, values: dict[str, FactValue]) -> Iterable[Finding]:
    rule = checked.rule
    if any(name not in values for name in rule.needs):
        return ()
    thresholds = {f"{PARAMETERS}.{name}": parameter for name, parameter in checked.parameters.items()}
    known = {**values, **{name: threshold.value for name, threshold in thresholds.items()}}
    try:
        if not checked.condition.holds({name: _value(name, known[name]) for name in checked.condition.reads}):
            return ()
    except CannotBeEvaluatedError as error:
        return (_unjudged(checked, subject, str(error)),)
    words = words_over(rule.over)
    figures = {
        name: thresholds[name].text if name in thresholds else written(values[name], words[name])
        for name, _ in placeholders(rule.message)
    }
    message = filled(rule.message, figures)
    return (
        Finding(
            rule.code, rule.name, rule.severity, subject.key, subject.place, message,
            tuple(figures.items()), rule.advice,
        ),
    )  # fmt: skip


def _unjudged(checked: CheckedRule, subject: Subject, reason: str) -> Finding:
    rule, place = checked.rule, checked.reading.when.place(1, 1)
    return Finding(
        code=UNJUDGED,
        name="unjudged",
        severity="high",
        subject=subject.key,
        place=subject.place,
        message=f"{rule.code} ({rule.name}) could not be evaluated: {reason}; its condition stands at {place}",
        figures=(),
        advice="Mend the rule, or judge this by hand: nothing is known of it either way.",
    )


def _value(name: str, value: FactValue) -> Value:
    """A fact as a condition sees it: every number as the nearest float."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, tuple):
        return list(value)
    try:
        return float(Fraction(value))
    except OverflowError:
        raise CannotBeEvaluatedError(f"{name} is too large a number") from None
