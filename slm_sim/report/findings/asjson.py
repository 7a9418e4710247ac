"""Reviews as JSON, schema ``slm-sim/review-v1``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from slm_sim.errors import Place
from slm_sim.model.finding import Finding
from slm_sim.model.review import Review

REVIEW_SCHEMA = "slm-sim/review-v1"


def review_json(reviews: Sequence[Review]) -> str:
    """All that reviews hold; docs/checking.md describes it."""
    whole = {"schema": REVIEW_SCHEMA, "files": [_file(review) for review in reviews]}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _file(review: Review) -> dict[str, Any]:
    return {
        "file": review.file,
        "kind": review.kind,
        "title": review.title,
        "replications": review.replications,
        "rules": list(review.judged),
        "findings": [finding_facts(finding) for finding in review.findings],
        "accepted": [
            {**finding_facts(one.finding), "because": one.acceptance.reason, "accepted_at": place(one.acceptance.place)}
            for one in review.accepted
        ],
        "accepted_in_vain": [
            {"rule": one.rule, "of": list(one.subjects), "because": one.reason, "accepted_at": place(one.place)}
            for one in review.idle
        ],
        "thresholds": [
            {"rule": change.rule, "parameter": change.parameter, "usual": change.usual, "value": change.value,
             "because": change.reason, "changed_at": place(change.place)}
            for change in review.thresholds
        ],
        "silent": [
            {"code": silence.code, "name": silence.name, "missing": list(silence.missing),
             "subjects": list(silence.subjects), "judged": silence.judged}
            for silence in (*review.silences, *review.in_part)
        ],
    }  # fmt: skip


def finding_facts(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "subject": finding.subject,
        "place": place(finding.place),
        "message": finding.message,
        "figures": dict(finding.figures),
        "advice": finding.advice,
    }


def place(where: Place) -> dict[str, Any]:
    """A place as JSON; without line and column it is the file as a whole."""
    stands = {"line": where.line, "column": where.column} if where.line else {}
    return {"file": where.file, **stands}
