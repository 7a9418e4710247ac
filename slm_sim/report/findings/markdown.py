"""Reviews as Markdown: for a comment under a change, or for a file beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from slm_sim.model.finding import Finding
from slm_sim.model.review import Review
from slm_sim.report.findings.words import (
    accepted_words,
    counted,
    flat,
    idle_words,
    silence_words,
    threshold_words,
    with_advice,
)


def review_markdown(reviews: Sequence[Review]) -> str:
    """A section a file: a table of its findings, and lists of what was accepted, changed or not judged."""
    return "\n".join(line for review in reviews for line in _section(review))


def _section(review: Review) -> Iterator[str]:
    yield from (f"## {cell(review.title)}", "", f"`{review.file}`: {counted(review)}.", "")
    yield from finding_table(with_advice(review.findings))
    yield from listed("Accepted", [accepted_words(one) for one in review.accepted])
    yield from listed("Thresholds changed", [threshold_words(change) for change in review.thresholds])
    yield from listed("Accepted in vain", [idle_words(one) for one in review.idle])
    yield from listed("Silent", list(silence_words(review)))


def finding_table(told: Iterable[tuple[Finding, str]], last: str = "what to do") -> Iterator[str]:
    """A table of findings, each with the text of the last column; nothing where there are none."""
    rows = [
        (finding.severity, f"{finding.code} {finding.name}", f"`{finding.place}`", cell(finding.message), cell(text))
        for finding, text in told
    ]
    if rows:
        yield from (f"| severity | rule | where | finding | {last} |", "|---|---|---|---|---|")
        yield from (f"| {' | '.join(cells)} |" for cells in rows)
        yield ""


def listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Lines under a title; nothing where there are none."""
    if lines:
        yield from (f"{title}:", "", *(f"- {cell(line)}" for line in lines), "")


def cell(text: str) -> str:
    """A text that neither ends a cell nor starts a tag."""
    return flat(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
