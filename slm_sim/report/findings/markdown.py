"""Reviews as Markdown: for a comment under a change, or for a file beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slm_sim.model.review import Review
from slm_sim.report.findings.words import (
    accepted_words,
    counted,
    flat,
    idle_words,
    silence_words,
    threshold_words,
    worst_first,
)


def review_markdown(reviews: Sequence[Review]) -> str:
    """A section a file: a table of its findings, and lists of what was accepted, changed or not judged."""
    return "\n".join(line for review in reviews for line in _section(review))


def _section(review: Review) -> Iterator[str]:
    yield from (f"## {_cell(review.title)}", "", f"`{review.file}`: {counted(review)}.", "")
    if review.findings:
        yield from ("| severity | rule | where | finding | what to do |", "|---|---|---|---|---|")
    for finding in worst_first(review.findings):
        rule, where = f"{finding.code} {finding.name}", f"`{finding.place}`"
        cells = (finding.severity, rule, where, _cell(finding.message), _cell(finding.advice))
        yield f"| {' | '.join(cells)} |"
    if review.findings:
        yield ""
    yield from _listed("Accepted", [accepted_words(one) for one in review.accepted])
    yield from _listed("Thresholds changed", [threshold_words(change) for change in review.thresholds])
    yield from _listed("Accepted in vain", [idle_words(one) for one in review.idle])
    yield from _listed("Silent", list(silence_words(review)))


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from (f"{title}:", "", *(f"- {_cell(line)}" for line in lines), "")


def _cell(text: str) -> str:
    """A text that neither ends a cell nor starts a tag."""
    return flat(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
