"""A round of a negotiation as JSON, schema ``slm-sim/round-v1``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from slm_sim.model.round import Move, Round, Silenced, ValueChanged
from slm_sim.report.findings.asjson import finding_facts, place

ROUND_SCHEMA = "slm-sim/round-v1"


def round_json(found: Round) -> str:
    """All of it; docs/checking.md describes it."""
    whole = {
        "schema": ROUND_SCHEMA,
        "older": found.older.file,
        "newer": found.newer.file,
        "replications": found.newer.replications,
        "clauses": [
            {"clause": one.clause, "place": place(one.place), "before": one.before, "after": one.after,
             "values": list(map(_value, one.values)), "through": list(one.through), "kept": _move(one.kept)}
            for one in found.clauses
        ],
        "parts": [
            {"part": one.part, "values": list(map(_value, one.values)), "clauses": list(one.clauses)}
            for one in found.parts
        ],
        "appeared": [finding_facts(finding) for finding in found.appeared],
        "gone": [finding_facts(finding) for finding in found.gone],
        "silenced": [{**finding_facts(one.finding), **_why(one)} for one in found.silenced],
        "credits": [
            {"agreement": one.agreement, "currency": one.currency, "mean": _move(one.mean), "p95": _move(one.p95)}
            for one in found.credits
        ],
    }  # fmt: skip
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _value(change: ValueChanged) -> dict[str, Any]:
    return {"path": change.path, "before": change.before, "after": change.after, "place": place(change.place)}


def _why(one: Silenced) -> dict[str, Any]:
    accepted = one.acceptance
    return {
        "accepted": {"because": accepted.reason, "accepted_at": place(accepted.place)} if accepted else None,
        "thresholds": [
            {"parameter": moved.parameter, "before": moved.before, "after": moved.after, "because": moved.reason,
             "changed_at": place(moved.place) if moved.place else None}
            for moved in one.thresholds
        ],
        "missing": list(one.missing),
    }  # fmt: skip


def _move(move: Move | None) -> dict[str, Any] | None:
    return None if move is None else asdict(move)
