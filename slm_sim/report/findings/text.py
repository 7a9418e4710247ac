"""A review for the terminal: each finding with the line that it is about, and the count of all last."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from slm_sim.model.finding import Finding
from slm_sim.model.review import Review
from slm_sim.report.findings.excerpt import excerpt
from slm_sim.report.findings.words import (
    accepted_by_reason,
    accepted_words,
    counted,
    flat,
    idle_words,
    many,
    part_words,
    silence_names,
    silence_words,
    threshold_words,
    worst_first,
)

WIDTH = 120


def review_text(review: Review) -> str:
    """What was accepted, by its reasons, and who was silent; the findings, the gravest first; the count of all last.

    Alike findings share one advice. `review_text_in_full` tells each accepted finding, and what silent rules lack.
    """
    return _text(review, _background(review))


def review_text_in_full(review: Review) -> str:
    """As `review_text`, with the subject and the place of each accepted finding, and what each silent rule lacks."""
    accepted = (f"accepted: {accepted_words(one)} ({one.acceptance.place})" for one in review.accepted)
    silent = (f"silent: {words}" for words in silence_words(review))
    return _text(review, [*accepted, *silent])


def _background(review: Review) -> Iterator[str]:
    if review.accepted:
        yield f"accepted, {many(len(review.accepted), 'finding')}:"
        yield from (f"    {words}" for words in accepted_by_reason(review))
    if review.silences:
        yield f"silent for want of facts, {many(len(review.silences), 'rule')}:"
        yield textwrap.fill(
            silence_names(review), WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
        )
    yield from (f"silent in part: {part_words(silence)}" for silence in review.in_part)


def _text(review: Review, background: Iterable[str]) -> str:
    return "\n".join([*background, *_findings(review)]) + "\n"


def _findings(review: Review) -> Iterator[str]:
    yield from (f"threshold: {threshold_words(change)} ({change.place})" for change in review.thresholds)
    yield from (f"note: {idle_words(one)} ({one.place})" for one in review.idle)
    for (_, advice), alike in groupby(worst_first(review.findings), lambda finding: (finding.code, finding.advice)):
        for finding in alike:
            yield from _finding(finding)
        yield from (f"      {flat(advice)}", "")
    yield f"{review.file}: {counted(review)}"


def _finding(finding: Finding) -> Iterator[str]:
    yield f"{finding.place}: {finding.severity}: {finding.message} [{finding.code} {finding.name}]"
    yield from excerpt(finding.place)
