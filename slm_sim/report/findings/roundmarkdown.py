"""A round of a negotiation as Markdown: for a comment under the change of a contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slm_sim.model.finding import Finding
from slm_sim.model.round import ClauseChanged, Round
from slm_sim.report.findings.markdown import cell, finding_rows, listed
from slm_sim.report.findings.roundwords import (
    changed_words,
    credit_words,
    gravest_silenced,
    kept_words,
    pairing_words,
    promise_words,
    silenced_words,
    why_words,
)
from slm_sim.report.findings.words import counted


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
    yield from _findings("Findings that appear", found.appeared)
    yield from _findings("Findings that are gone", found.gone)
    yield from _silenced(found)
    pairing = pairing_words(found)
    credits = [words for move in found.credits for words in credit_words(move)]
    yield from listed(f"Credits ({pairing})", credits)
    yield from listed("All findings", [f"{one.file}: {counted(one)}" for one in (found.older, found.newer)])


def _cells(clause: ClauseChanged) -> tuple[str, str, str]:
    told = [*map(changed_words, clause.values), why_words(clause), kept_words(clause.kept) if clause.kept else ""]
    promise, why = ("<br>".join(map(cell, lines)) for lines in (promise_words(clause), filter(None, told)))
    return f"`{clause.clause}`", promise, why


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[str]:
    yield from (f"{title}: {len(findings)}", "")
    if findings:
        yield from (*finding_rows(findings), "")


def _silenced(found: Round) -> Iterator[str]:
    yield from (f"Findings accepted or silenced, not mended: {len(found.silenced)}", "")
    if found.silenced:
        yield from ("| severity | rule | where | finding | why it is told no longer |", "|---|---|---|---|---|")
        for one in gravest_silenced(found):
            finding = one.finding
            rule, where = f"{finding.code} {finding.name}", f"`{finding.place}`"
            cells = (finding.severity, rule, where, cell(finding.message), cell(silenced_words(one)))
            yield f"| {' | '.join(cells)} |"
        yield ""
