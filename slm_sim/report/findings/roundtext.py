"""A round of a negotiation for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.finding import Finding
from slm_sim.model.round import ClauseChanged, PartChanged, Round
from slm_sim.report.findings.roundwords import (
    changed_words,
    credit_words,
    kept_words,
    pairing_words,
    promise_words,
    uncompared_words,
    why_words,
    with_reason,
)
from slm_sim.report.findings.words import counted, worst_first


def round_text(found: Round) -> str:
    """Clause by clause what changed, which findings appear, go or are silenced, and how chances and credits move."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Round) -> Iterator[str]:
    yield f"clauses changed from {found.older.file} to {found.newer.file}: {len(found.clauses)}"
    for clause in found.clauses:
        yield from _clause(clause)
    yield f"other parts changed: {len(found.parts)}"
    for part in found.parts:
        yield from _part(part)
    for title, findings in (("appear", found.appeared), ("are gone", found.gone)):
        yield f"findings that {title}: {len(findings)}"
        yield from (f"  {_told(finding)}" for finding in worst_first(findings))
    yield f"findings accepted or silenced, not mended: {len(found.silenced)}"
    for finding, why in with_reason(found.silenced):
        yield from (f"  {_told(finding)}", f"    {why}")
    for move in found.credits:
        yield from credit_words(move)
    if uncompared := uncompared_words(found):
        yield uncompared
    if pairing := pairing_words(found):
        yield pairing
    yield from (f"{one.file}: {counted(one)}" for one in (found.older, found.newer))


def _clause(clause: ClauseChanged) -> Iterator[str]:
    yield f"  {clause.clause} ({clause.place})"
    yield from (f"    {line}" for line in promise_words(clause))
    yield from (f"    {changed_words(change)}" for change in clause.values)
    if why := why_words(clause):
        yield f"    {why}"
    if clause.kept:
        yield f"    {kept_words(clause.kept)}"


def _part(part: PartChanged) -> Iterator[str]:
    rest = f", on which rest {', '.join(part.clauses)}" if part.clauses else ""
    yield f"  {part.part}{rest}"
    yield from (f"    {changed_words(change)}" for change in part.values)


def _told(finding: Finding) -> str:
    return f"{finding.severity}: {finding.message} [{finding.code} {finding.name}] ({finding.place})"
