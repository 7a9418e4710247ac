"""A review for the terminal: each finding with the line that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from slm_sim.model.finding import Finding
from slm_sim.model.review import Review
from slm_sim.report.findings.excerpt import excerpt
from slm_sim.report.findings.words import (
    accepted_words,
    counted,
    flat,
    idle_words,
    silence_words,
    threshold_words,
    worst_first,
)


def review_text(review: Review) -> str:
    """The findings, the gravest first, alike ones with one advice; what was accepted or changed; who was silent."""
    return "\n".join(_lines(review)) + "\n"


def _lines(review: Review) -> Iterator[str]:
    for (_, advice), alike in groupby(worst_first(review.findings), lambda finding: (finding.code, finding.advice)):
        for finding in alike:
            yield from _finding(finding)
        yield from (f"      {flat(advice)}", "")
    yield from (f"accepted: {accepted_words(one)} ({one.acceptance.place})" for one in review.accepted)
    yield from (f"threshold: {threshold_words(change)} ({change.place})" for change in review.thresholds)
    yield from (f"note: {idle_words(one)} ({one.place})" for one in review.idle)
    yield from (f"silent: {words}" for words in silence_words(review))
    yield f"{review.file}: {counted(review)}"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"{finding.place}: {finding.severity}: {finding.message} [{finding.code} {finding.name}]"
    yield from excerpt(finding.place)
