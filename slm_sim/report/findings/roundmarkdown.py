"""A round of a negotiation as Markdown: for a comment under the change of a contract."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.round import ClauseChanged, Round
from slm_sim.report.findings.markdown import cell, finding_table, listed
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
from slm_sim.report.findings.words import counted, with_advice


def round_markdown(found: Round) -> str:
    """A table of the clauses that changed, lists of what else did, and tables of the findings."""
    return "\n".join(_lines(found))


def _lines(found: Round) -> Iterator[str]:
    yield from (f"## {cell(found.newer.title)}: `{found.older.file}` → `{found.newer.file}`", "")
    if found.clauses:
        yield from ("| clause | promise | what changed |", "|---|---|---|")
        yield from (f"| {' | '.join(_cells(clause))} |" for clause in found.clauses)
        yield ""
    values = [changed_words(change) for part in found.parts for change in part.values]
    yield from listed("Changed beside the clauses" if found.clauses else "Changed", values)
    for title, findings in (("appear", found.appeared), ("are gone", found.gone)):
        yield from (f"Findings that {title}: {len(findings)}", "", *finding_table(with_advice(findings)))
    yield from (f"Findings accepted or silenced, not mended: {len(found.silenced)}", "")
    yield from finding_table(with_reason(found.silenced), "why it is told no longer")
    credits = [words for move in found.credits for words in credit_words(move)]
    yield from listed("Credits", credits)
    if uncompared := uncompared_words(found):
        yield from (f"{uncompared.capitalize()}.", "")
    if pairing := pairing_words(found):
        yield from (f"{cell(pairing)}.", "")
    yield from listed("All findings", [f"{one.file}: {counted(one)}" for one in (found.older, found.newer)])


def _cells(clause: ClauseChanged) -> tuple[str, str, str]:
    told = [*map(changed_words, clause.values), why_words(clause), kept_words(clause.kept) if clause.kept else ""]
    promise, why = ("<br>".join(map(cell, lines)) for lines in (promise_words(clause), filter(None, told)))
    return f"`{clause.clause}`", promise, why
