"""A round of a negotiation in words and as JSON, schema ``slm-sim/round-v1``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from slm_sim.model.finding import Finding
from slm_sim.model.round import CreditMove, Round, ValueChanged
from slm_sim.report.findings.asjson import finding_facts, place
from slm_sim.report.findings.words import counted, flat, worst_first

ROUND_SCHEMA = "slm-sim/round-v1"


def round_text(found: Round) -> str:
    """What changed, which findings appear and disappear, and how the credits move."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Round) -> Iterator[str]:
    yield f"values changed from {found.older.file} to {found.newer.file}: {len(found.changes)}"
    yield from (f"  {_changed(change)}" for change in found.changes)
    for title, findings in (("appear", found.appeared), ("disappear", found.disappeared)):
        yield f"findings that {title}: {len(findings)}"
        yield from (f"  {_told(finding)}" for finding in worst_first(findings))
    yield from (_moved(move) for move in found.credits)
    yield from (f"{one.file}: {counted(one)}" for one in (found.older, found.newer))


def _changed(change: ValueChanged) -> str:
    return f"{change.path}: {flat(change.before) or 'not stated'} → {flat(change.after) or 'not stated'}"


def _told(finding: Finding) -> str:
    return f"{finding.severity}: {finding.message} [{finding.code} {finding.name}] ({finding.place})"


def _moved(move: CreditMove) -> str:
    mean, p95 = (
        f"{before:,.0f} → {after:,.0f}".replace(",", " ")
        for before, after in ((move.mean_before, move.mean_after), (move.p95_before, move.p95_after))
    )
    return f"credits of {move.agreement} in a term, {move.currency}: {mean} expected, {p95} in one term of twenty"


def round_json(found: Round) -> str:
    """All of it."""
    whole = {
        "schema": ROUND_SCHEMA,
        "older": found.older.file,
        "newer": found.newer.file,
        "replications": found.newer.replications,
        "changes": [
            {"path": change.path, "before": change.before, "after": change.after, "place": place(change.place)}
            for change in found.changes
        ],
        "appeared": [finding_facts(finding) for finding in found.appeared],
        "disappeared": [finding_facts(finding) for finding in found.disappeared],
        "credits": [
            {"agreement": move.agreement, "currency": move.currency,
             "mean": {"before": move.mean_before, "after": move.mean_after},
             "p95": {"before": move.p95_before, "after": move.p95_after}}
            for move in found.credits
        ],
    }  # fmt: skip
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
