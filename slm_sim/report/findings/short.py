"""Reviews and rounds in short: a summary for notebooks, and their lists as data frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from slm_sim.model.finding import Finding
from slm_sim.model.review import Review
from slm_sim.model.round import ClauseChanged, Round
from slm_sim.model.tables import Column, Table
from slm_sim.report.findings.roundwords import (
    changed_words,
    credit_words,
    gravest_silenced,
    kept_words,
    pairing_words,
    silenced_words,
    why_words,
)
from slm_sim.report.findings.words import accepted_words, counted, flat, idle_words, threshold_words, worst_first
from slm_sim.report.numbers import NOTHING
from slm_sim.report.summary import Summary, TextTable

if TYPE_CHECKING:
    from pandas import DataFrame

FINDINGS = Table(
    "findings",
    "one finding, the gravest first",
    (
        Column("severity", "text", "", "block, high, warning or info"),
        Column("code", "text", "", "of the rule"),
        Column("name", "text", "", "of the rule"),
        Column("subject", "text", "", "the clause, agreement or team that it is about"),
        Column("place", "text", "", "file, line and column"),
        Column("message", "text", "", "what is wrong, with the figures that made the rule fire"),
        Column("advice", "text", "", "what to do about it"),
    ),
)
SILENCED = Table(
    "silenced",
    "one finding that is accepted or silenced, and not mended, the gravest first",
    (*FINDINGS.columns, Column("why", "text", "", "the reason why it is told no longer")),
)
CHANGES = Table(
    "changes",
    "one value that was added, taken out or changed",
    (
        Column("path", "text", "", "where it stands in the file"),
        Column("before", "text", "", "empty where it did not stand"),
        Column("after", "text", "", "empty where it was taken out"),
    ),
)
HEADS = ("Severity", "Rule", "About", "What was found", "What to do")


def review_summary(review: Review) -> Summary:
    """What the rules have to say about a file; what it accepts is told after it."""
    accepted = (f"Accepted: {accepted_words(one)}" for one in review.accepted)
    changed = (f"Threshold: {threshold_words(change)}" for change in review.thresholds)
    idle = (f"Note: {idle_words(one)}" for one in review.idle)
    return Summary(
        title=review.title,
        headline=f"{review.file}: {counted(review)}",
        warnings=(),
        tables=(_findings("Findings", review.findings),),
        remarks=(*accepted, *changed, *idle),
    )


def round_summary(found: Round) -> Summary:
    """What changed between two drafts, clause by clause, and what that does to chances, findings and credits."""
    counts = [
        ("Clauses changed", found.clauses),
        ("Findings that appear", found.appeared),
        ("Findings that are gone", found.gone),
        ("Findings accepted or silenced, not mended", found.silenced),
    ]
    parts = tuple((changed_words(change),) for part in found.parts for change in part.values)
    return Summary(
        title=found.newer.title,
        headline=" ".join(f"{title}: {len(of)}." for title, of in counts),
        grounds=pairing_words(found),
        warnings=(),
        tables=(
            TextTable(
                "Clauses changed", ("Clause", "Before", "After", "What it does"), tuple(map(_clause, found.clauses))
            ),
            TextTable("Changed beside the clauses", ("Value",), parts),
            _findings("Findings that appear", found.appeared),
            _findings("Findings that are gone", found.gone),
            _silenced(found),
        ),
        remarks=tuple(words for move in found.credits for words in credit_words(move)),
    )


def review_frames(review: Review) -> dict[str, DataFrame]:
    """The findings, and those that the file accepts, as frames."""
    return {"findings": _frame(review.findings), "accepted": _frame([one.finding for one in review.accepted])}


def round_frames(found: Round) -> dict[str, DataFrame]:
    """The values that changed, and the findings that appear, are gone, and are silenced with the reason, as frames."""
    from slm_sim.report.frames import frame_of

    values = [*(part.values for part in found.clauses), *(part.values for part in found.parts)]
    rows = ((one.path, flat(one.before), flat(one.after)) for changed in values for one in changed)
    changes = frame_of(CHANGES, rows)
    silenced = frame_of(
        SILENCED, (row for one in gravest_silenced(found) for row in _rows([one.finding], silenced_words(one)))
    )
    return {
        "changes": changes,
        "appeared": _frame(found.appeared),
        "gone": _frame(found.gone),
        "silenced": silenced,
    }


def _clause(clause: ClauseChanged) -> tuple[str, str, str, str]:
    moved = kept_words(clause.kept) if clause.kept else ""
    told = "; ".join(filter(None, (why_words(clause), moved)))
    return clause.clause, clause.before or NOTHING, clause.after or NOTHING, told or NOTHING


def _frame(findings: Sequence[Finding]) -> DataFrame:
    from slm_sim.report.frames import frame_of  # pandas loads where a frame is made

    return frame_of(FINDINGS, _rows(findings))


def _rows(findings: Sequence[Finding], *more: str) -> Iterator[tuple[str, ...]]:
    for one in worst_first(findings):
        yield one.severity, one.code, one.name, one.subject, str(one.place), flat(one.message), flat(one.advice), *more


def _findings(title: str, findings: Sequence[Finding]) -> TextTable:
    rows = tuple(
        (one.severity, f"{one.code} {one.name}", one.subject, flat(one.message), flat(one.advice))
        for one in worst_first(findings)
    )
    return TextTable(title, HEADS, rows)


def _silenced(found: Round) -> TextTable:
    rows = tuple(
        (one.finding.severity, f"{one.finding.code} {one.finding.name}", one.finding.subject,
         flat(one.finding.message), silenced_words(one))
        for one in gravest_silenced(found)
    )  # fmt: skip
    return TextTable("Findings accepted or silenced, not mended", (*HEADS[:-1], "Why it is told no longer"), rows)
