"""What the forms of a review have in common: counts, and sentences on what was accepted, changed or not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from slm_sim.model.finding import Finding, Silence, by_severity, gravity
from slm_sim.model.review import Acceptance, Accepted, Review, ThresholdChange


def counted(review: Review) -> str:
    """How many findings of which severity, of how many rules."""
    listed = by_severity(one.severity for one in review.findings)
    found = f"{many(len(review.findings), 'finding')} ({listed})" if listed else "no findings"
    rules = f"{many(len(review.judged), 'rule')}, {len(review.silences)} of them silent"
    rules += f" and {len(review.in_part)} in part" if review.in_part else ""
    accepted = f", {len(review.accepted)} accepted" if review.accepted else ""
    rests = f"; {many(review.replications, 'replication')}" if review.replications else ""
    return f"{found}{accepted}; {rules}{rests}"


def accepted_words(one: Accepted) -> str:
    """An accepted finding with its reason."""
    finding = one.finding
    return f"{finding.code} {finding.name} of {finding.subject}: {flat(one.acceptance.reason)}"


def accepted_by_reason(review: Review) -> Iterator[str]:
    """The accepted findings, those of one rule with one reason in one sentence."""
    alike = Counter((one.finding.code, one.finding.name, flat(one.acceptance.reason)) for one in review.accepted)
    for (code, name, reason), count in alike.items():
        yield f"{code} {name}{f' ({count})' if count > 1 else ''}: {reason}"


def threshold_words(change: ThresholdChange) -> str:
    """A changed threshold with its reason."""
    return f"{change.rule} {change.parameter}: {change.value} in place of {change.usual}: {flat(change.reason)}"


def idle_words(one: Acceptance) -> str:
    """An acceptance that accepts nothing."""
    of = f" of {', '.join(one.subjects)}" if one.subjects else ""
    return f"{one.rule}{of} is accepted, and there is no such finding"


def silence_words(review: Review) -> Iterator[str]:
    """The rules that had nothing to judge by, those that lack the same facts in one sentence."""
    by_missing: dict[tuple[str, ...], list[str]] = {}
    for silence in review.silences:
        by_missing.setdefault(silence.missing, []).append(f"{silence.code} {silence.name}")
    for missing, names in by_missing.items():
        yield f"{', '.join(names)}: not known: {', '.join(missing)}"
    for silence in review.in_part:
        yield f"{part_words(silence)}; not known: {', '.join(silence.missing)} of {', '.join(silence.subjects)}"


def part_words(silence: Silence) -> str:
    """How much a rule that is silent in part has judged."""
    every = silence.judged + len(silence.subjects)
    return f"{silence.code} {silence.name} judged {silence.judged} of {many(every, silence.over)}"


def silence_names(review: Review) -> str:
    """The rules that had nothing to judge by, in one sentence."""
    return ", ".join(f"{silence.code} {silence.name}" for silence in review.silences)


def worst_first(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings from the gravest on; those of one severity in their order."""
    return tuple(sorted(findings, key=lambda finding: gravity(finding.severity)))


def with_advice(findings: Sequence[Finding]) -> Iterator[tuple[Finding, str]]:
    """Findings from the gravest on, each with what to do about it."""
    return ((finding, flat(finding.advice)) for finding in worst_first(findings))


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def many(count: int, noun: str) -> str:
    """A number of things: ``1 rule``, ``2 rules``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
