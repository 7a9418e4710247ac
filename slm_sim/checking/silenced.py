"""Findings that are told no longer although nothing was mended: accepted, or silenced by threshold or lack of facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slm_sim.checking.review import Subjects
from slm_sim.model.finding import Finding
from slm_sim.model.review import Review
from slm_sim.model.round import Silenced, ThresholdMoved
from slm_sim.rules import Rulebook, judge
from slm_sim.rules.terms import with_thresholds


def silenced(asked: Rulebook, before: Subjects, after: Subjects, older: Review, newer: Review) -> tuple[Silenced, ...]:
    """What the newer draft accepts beyond the older, or silences: by another threshold, or by a fact it leaves out.

    asked  the rules of both reviews, with the thresholds that they have by themselves
    """
    accepted = {one.finding.key for one in older.accepted}
    told = {one.key for one in newer.findings}
    found = [Silenced(one.finding, one.acceptance) for one in newer.accepted]
    found += _by_thresholds(asked, before, after, newer)
    found += _by_lack_of_facts(asked, older.findings, after)
    first: dict[tuple[str, str], Silenced] = {}
    for one in found:
        first.setdefault(one.finding.key, one)
    return tuple(one for key, one in first.items() if key not in accepted | told)


def _by_thresholds(asked: Rulebook, before: Subjects, after: Subjects, newer: Review) -> Iterator[Silenced]:
    """What the thresholds of the older draft would find in the newer, of the rules of which one moved."""
    was, _ = with_thresholds(asked, before.terms, before.tree)
    now, _ = with_thresholds(asked, after.terms, after.tree)
    stated = {(change.rule, change.parameter): change for change in newer.thresholds}
    moved: dict[str, tuple[ThresholdMoved, ...]] = {}
    for old, new in zip(was.rules, now.rules, strict=True):
        names = [name for name, value in old.parameters.items() if value.value != new.parameters[name].value]
        rows = [(name, stated.get((old.rule.code, name))) for name in names]
        if rows:
            moved[old.rule.code] = tuple(
                ThresholdMoved(
                    name,
                    old.parameters[name].text,
                    new.parameters[name].text,
                    change.reason if change else "",
                    change.place if change else None,
                )
                for name, change in rows
            )
    moved_rules = Rulebook(tuple(checked for checked in was.rules if checked.rule.code in moved))
    yield from (
        Silenced(one, thresholds=moved[one.code]) for one in judge(moved_rules, after.facts) if one.code in moved
    )


def _by_lack_of_facts(asked: Rulebook, older: Iterable[Finding], after: Subjects) -> Iterator[Silenced]:
    """What the older draft was told of, where the newer no longer knows of the subject what the rule needs."""
    rules = {checked.rule.code: checked.rule for checked in asked.rules}
    known = {(subject.kind, subject.key): subject.values() for subject in after.facts}
    for finding in older:
        rule = rules.get(finding.code)
        values = known.get((rule.over, finding.subject)) if rule else None
        if rule and values is not None:
            missing = tuple(name for name in rule.needs if name not in values)
            if missing:
                yield Silenced(finding, missing=missing)
