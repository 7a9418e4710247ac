"""Reviews as SARIF, the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), for code scanning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from slm_sim import __version__
from slm_sim.errors import Place
from slm_sim.model.finding import Finding, Severity
from slm_sim.model.review import Acceptance, Review
from slm_sim.model.round import Round
from slm_sim.model.rule import Rule
from slm_sim.report.findings.words import flat

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Mapping[Severity, str] = {"block": "error", "high": "error", "warning": "warning", "info": "note"}


def sarif_json(reviews: Sequence[Review], rules: Sequence[Rule], explain: Mapping[str, str]) -> str:
    """All findings of all files in one run, the accepted ones as suppressed.

    rules    those that were asked
    explain  the Markdown that explains a rule, by its code
    """
    found = [(finding, None) for review in reviews for finding in review.findings]
    accepted = [(one.finding, one.acceptance) for review in reviews for one in review.accepted]
    return _log([*found, *accepted], rules, explain)


def round_sarif(found: Round, rules: Sequence[Rule], explain: Mapping[str, str]) -> str:
    """The findings of the newer draft, each new or unchanged, and those of the older that are absent from it."""
    appeared = set(map(id, found.appeared))
    every = [(finding, None) for finding in (*found.newer.findings, *found.disappeared)]
    states = ["new" if id(finding) in appeared else "unchanged" for finding in found.newer.findings]
    return _log(every, rules, explain, [*states, *("absent" for _ in found.disappeared)])


def _log(
    every: Sequence[tuple[Finding, Acceptance | None]],
    rules: Sequence[Rule],
    explain: Mapping[str, str],
    states: Sequence[str] = (),
) -> str:
    """A log of one run. `states` say of each result how it stands to the baseline; none: there is no baseline."""
    described = [_rule(rule, explain[rule.code]) for rule in rules]
    known = {rule.code for rule in rules}
    unlisted = {finding.code: finding for finding, _ in every if finding.code not in known}
    described += [_unlisted(finding) for finding in unlisted.values()]
    index = {rule["id"]: number for number, rule in enumerate(described)}
    results = [_result(finding, acceptance, index) for finding, acceptance in every]
    for result, state in zip(results, states, strict=False):
        result["baselineState"] = state
    driver = {"name": "slm-sim", "version": __version__, "rules": described}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule, explained: str) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": flat(rule.checks)},
        "fullDescription": {"text": flat(rule.why)},
        "help": {"text": flat(rule.advice), "markdown": explained},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.group], "severity": rule.severity},
    }


def _unlisted(finding: Finding) -> dict[str, Any]:
    """A finding of no rule's own: that one could not be evaluated."""
    return {
        "id": finding.code,
        "name": finding.name,
        "shortDescription": {"text": flat(finding.advice)},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
    }


def _result(finding: Finding, acceptance: Acceptance | None, index: Mapping[str, int]) -> dict[str, Any]:
    result = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message}. {flat(finding.advice)}"},
        "locations": [_location(finding)],
        "partialFingerprints": {"ruleAndSubject/v1": _fingerprint(finding)},
    }
    if acceptance is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": flat(acceptance.reason)}]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    place = finding.place
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column}
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": finding.subject}]}


def _uri(place: Place) -> str:
    path = PurePath(place.file)
    return Path(path).as_uri() if path.is_absolute() else quote(path.as_posix())


def _fingerprint(finding: Finding) -> str:
    """What stays the same while lines move: rule, subject and file."""
    words = "\0".join((finding.code, finding.subject, PurePath(finding.place.file).name))
    return hashlib.sha256(words.encode()).hexdigest()
