"""Reviews and rounds in short: a summary for notebooks, and their lists as data frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from slm_sim.model.finding import Finding
from slm_sim.model.review import Review
from slm_sim.model.round import ClauseChanged, Round
from slm_sim.model.tables import Column, Table
from slm_sim.report.findings.roundwords import (
    changed_words,
    credit_words,
    kept_words,
    pairing_words,
    why_words,
    with_reason,
)
from slm_sim.report.findings.words import (
    accepted_by_reason,
    counted,
    flat,
    idle_words,
    threshold_words,
    with_advice,
    worst_first,
)
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
SILENCED_TITLE = "Findings accepted or silenced, not mended"
HEADS = ("Severity", "Rule", "About", "What was found")


def review_summary(review: Review) -> Summary:
    """What the rules have to say about a file; what it accepts is told after it."""
    accepted = (f"Accepted: {words}" for words in accepted_by_reason(review))
    changed = (f"Threshold: {threshold_words(change)}" for change in review.thresholds)
    idle = (f"Note: {idle_words(one)}" for one in review.idle)
    return Summary(
        title=review.title,
        headline=f"{review.file}: {counted(review)}",
        warnings=(),
        tables=(_findings("Findings", with_advice(review.findings)),),
        remarks=(*accepted, *changed, *idle),
    )


def round_summary(found: Round) -> Summary:
    """What changed between two drafts, clause by clause, and what that does to chances, findings and credits."""
    counts = [
        ("Clauses changed", found.clauses),
        ("Findings that appear", found.appeared),
        ("Findings that are gone", found.gone),
        (SILENCED_TITLE, found.silenced),
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
            _findings("Findings that appear", with_advice(found.appeared)),
            _findings("Findings that are gone", with_advice(found.gone)),
            _findings(SILENCED_TITLE, with_reason(found.silenced), "Why it is told no longer"),
        ),
        remarks=tuple(words for move in found.credits for words in credit_words(move)),
    )


def review_frames(review: Review) -> dict[str, DataFrame]:
    """The findings, and those that the file accepts, as frames."""
    accepted = [one.finding for one in review.accepted]
    return {"findings": _frame(FINDINGS, _told(review.findings)), "accepted": _frame(FINDINGS, _told(accepted))}


def round_frames(found: Round) -> dict[str, DataFrame]:
    """The values that changed, and the findings that appear, are gone, and are silenced with the reason, as frames."""
    changed = [*(clause.values for clause in found.clauses), *(part.values for part in found.parts)]
    values = (change for values in changed for change in values)
    why = with_reason(found.silenced)
    return {
        "changes": _frame(CHANGES, ((one.path, flat(one.before), flat(one.after)) for one in values)),
        "appeared": _frame(FINDINGS, _told(found.appeared)),
        "gone": _frame(FINDINGS, _told(found.gone)),
        "silenced": _frame(SILENCED, ((*_cells(finding), reason) for finding, reason in why)),
    }


def _clause(clause: ClauseChanged) -> tuple[str, str, str, str]:
    moved = kept_words(clause.kept) if clause.kept else ""
    told = "; ".join(filter(None, (why_words(clause), moved)))
    return clause.clause, clause.before or NOTHING, clause.after or NOTHING, told or NOTHING


def _frame(table: Table, rows: Iterable[tuple[str, ...]]) -> DataFrame:
    from slm_sim.report.frames import frame_of  # pandas loads where a frame is made

    return frame_of(table, rows)


def _told(findings: Sequence[Finding]) -> Iterator[tuple[str, ...]]:
    return map(_cells, worst_first(findings))


def _cells(one: Finding) -> tuple[str, ...]:
    return one.severity, one.code, one.name, one.subject, str(one.place), flat(one.message), flat(one.advice)


def _findings(title: str, told: Iterable[tuple[Finding, str]], last: str = "What to do") -> TextTable:
    rows = tuple((one.severity, f"{one.code} {one.name}", one.subject, flat(one.message), text) for one, text in told)
    return TextTable(title, (*HEADS, last), rows)
