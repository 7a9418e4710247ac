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
from slm_sim.model.review import Review
from slm_sim.model.round import Round
from slm_sim.model.rule import Rule
from slm_sim.report.findings.roundwords import silenced_words
from slm_sim.report.findings.words import flat

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Mapping[Severity, str] = {"block": "error", "high": "error", "warning": "warning", "info": "note"}


def sarif_json(reviews: Sequence[Review], rules: Sequence[Rule], explain: Mapping[str, str]) -> str:
    """All findings of all files in one run, the accepted ones as suppressed.

    rules    those that were asked
    explain  the Markdown that explains a rule, by its code
    """
    found = [(finding, "") for review in reviews for finding in review.findings]
    accepted = [(one.finding, one.acceptance.reason) for review in reviews for one in review.accepted]
    return _log([*found, *accepted], rules, explain)


def round_sarif(found: Round, rules: Sequence[Rule], explain: Mapping[str, str]) -> str:
    """The findings of the newer draft, each new or unchanged, and those of the older that are absent from it.

    What the newer draft accepts, or silences by a threshold or a lack of facts, is suppressed with its reason.
    """
    accepted = [(one.finding, one.acceptance.reason) for one in found.newer.accepted]
    silenced = [(one.finding, silenced_words(one)) for one in found.silenced if one.acceptance is None]
    every = [*((finding, "") for finding in found.newer.findings), *accepted, *silenced]
    known = {one.key for one in (*found.older.findings, *(kept.finding for kept in found.older.accepted))}
    states = ["unchanged" if finding.key in known else "new" for finding, _ in every]
    gone = [(finding, "") for finding in found.gone]
    return _log([*every, *gone], rules, explain, [*states, *("absent" for _ in gone)])


def _log(
    every: Sequence[tuple[Finding, str]],
    rules: Sequence[Rule],
    explain: Mapping[str, str],
    states: Sequence[str] = (),
) -> str:
    """A log of one run.

    every   findings, each with the reason why it is suppressed, empty where it is not
    states  how each stands to the baseline; none: there is no baseline
    """
    described = [_rule(rule, explain[rule.code]) for rule in rules]
    known = {rule.code for rule in rules}
    unlisted = {finding.code: finding for finding, _ in every if finding.code not in known}
    described += [_unlisted(finding) for finding in unlisted.values()]
    index = {rule["id"]: number for number, rule in enumerate(described)}
    results = [_result(finding, reason, index) for finding, reason in every]
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


def _result(finding: Finding, reason: str, index: Mapping[str, int]) -> dict[str, Any]:
    result = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message}. {flat(finding.advice)}"},
        "locations": [_location(finding)],
        "partialFingerprints": {"ruleAndSubject/v1": _fingerprint(finding)},
    }
    if reason:
        result["suppressions"] = [{"kind": "inSource", "justification": flat(reason)}]
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
