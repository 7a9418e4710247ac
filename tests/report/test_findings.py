"""Reviews in every form, of findings that are made up: what each form holds, and that its notation is kept."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from slm_sim.errors import Place
from slm_sim.model.finding import Finding, Severity, Silence
from slm_sim.model.review import Acceptance, Accepted, Review, ThresholdChange
from slm_sim.report.findings import (
    junit_xml,
    review_json,
    review_markdown,
    review_text,
    review_text_in_full,
    sarif_json,
)
from slm_sim.report.findings.excerpt import excerpt
from slm_sim.rules import shipped_rulebook
from slm_sim.rules.judge import UNJUDGED
from tests.report.sarif import SCHEMA, run_of

RULES = [checked.rule for checked in shipped_rulebook().rules if checked.rule.code in ("SLM104", "SLM301", "SLM402")]
FAILING: list[Severity] = ["block", "high"]


def finding(code: str, severity: Severity, subject: str, place: Place) -> Finding:
    name = {rule.code: rule.name for rule in RULES}.get(code, "unjudged")
    message, figures = f"{subject} | <b> promises", (("clause.level", "90 %"),)
    return Finding(code, name, severity, subject, place, message, figures, "Do\nless.")


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Review:
    monkeypatch.chdir(tmp_path)
    Path("a draft.yaml").write_text("schema: x\n  P1: {within: 4 h, at_least: '90 %'}\n", encoding="utf-8")
    clause = Place("a draft.yaml", 2, 31)
    kept = finding("SLM301", "high", "draft/kept", clause)
    return Review(
        file="a draft.yaml",
        kind="agreement",
        title="A draft",
        judged=("SLM104", "SLM301", "SLM402"),
        findings=(
            finding(UNJUDGED, "info", "draft", Place("a draft.yaml")),
            finding("SLM301", "high", "draft/response.P1", Place("a draft.yaml", 2, 3)),
            finding("SLM301", "high", "draft/response.P2", clause),
        ),
        accepted=(Accepted(kept, Acceptance("SLM301", "a pilot\nonly", Place("a draft.yaml", 1, 1), line=2)),),
        idle=(Acceptance("SLM301", "x", Place("a draft.yaml", 1, 1), ("draft/other",)),),
        thresholds=(ThresholdChange("SLM301", "fewest", "20 incidents", "10 incidents", "a pilot", clause),),
        silences=(Silence("SLM402", "much-at-risk", ("scheme.most_per_period",)),),
        replications=50,
    )


FOUND = """\
threshold: SLM301 fewest: 10 incidents in place of 20 incidents: a pilot (a draft.yaml:2:31)
note: SLM301 of draft/other is accepted, and there is no such finding (a draft.yaml:1:1)
a draft.yaml:2:3: high: draft/response.P1 | <b> promises [SLM301 few-incidents]
    2 |   P1: {within: 4 h, at_least: '90 %'}
      |   ^^
a draft.yaml:2:31: high: draft/response.P2 | <b> promises [SLM301 few-incidents]
    2 |   P1: {within: 4 h, at_least: '90 %'}
      |                               ^^^^^^
      Do less.

a draft.yaml: info: draft | <b> promises [SLM000 unjudged]
      Do less.

a draft.yaml: 3 findings (2 high, 1 info), 1 accepted; 3 rules, 1 of them silent; 50 replications
"""


def test_text_shows_the_gravest_first_with_the_line_and_one_advice_for_alike_and_ends_with_the_count(
    review: Review,
) -> None:
    background = """\
accepted, 1 finding:
    SLM301 few-incidents: a pilot only
silent for want of facts, 1 rule:
    SLM402 much-at-risk
"""
    assert review_text(review) == background + FOUND


def test_every_form_says_what_a_rule_that_is_silent_in_part_did_not_judge(review: Review) -> None:
    part = Silence("SLM305", "at-the-mean", ("clause.reached_before",), ("draft/a", "draft/b"), 1, "clause")
    partly = replace(review, in_part=(part,))
    text, full = review_text(partly), review_text_in_full(partly)
    assert "silent in part: SLM305 at-the-mean judged 1 of 3 clauses\n" in text
    assert "3 rules, 1 of them silent and 1 in part" in text
    told = "SLM305 at-the-mean judged 1 of 3 clauses; not known: clause.reached_before of draft/a, draft/b"
    assert f"silent: {told}\n" in full
    assert told in review_markdown([partly])
    assert "SLM305 at-the-mean: draft/a, draft/b" in junit_xml([partly], RULES, FAILING)
    (file,) = json.loads(review_json([partly]))["files"]
    assert file["silent"][1]["subjects"] == ["draft/a", "draft/b"]
    assert file["silent"][1]["judged"] == 1


def test_text_in_full_names_each_accepted_finding_and_what_silent_rules_lack(review: Review) -> None:
    background = """\
accepted: SLM301 few-incidents of draft/kept: a pilot only (a draft.yaml:1:1)
silent: SLM402 much-at-risk: not known: scheme.most_per_period
"""
    assert review_text_in_full(review) == background + FOUND


def test_findings_accepted_for_one_reason_are_one_line(review: Review) -> None:
    alike = replace(review, accepted=review.accepted * 3)
    assert "accepted, 3 findings:\n    SLM301 few-incidents (3): a pilot only\nsilent" in review_text(alike)


def test_markdown_keeps_its_table_whole(review: Review) -> None:
    lines = review_markdown([review]).splitlines()
    assert lines[0] == "## A draft"
    rows = [line for line in lines if line.startswith("| high")]
    assert rows[0] == (
        "| high | SLM301 few-incidents | `a draft.yaml:2:3` | draft/response.P1 \\| &lt;b> promises | Do less. |"
    )
    assert "- SLM301 few-incidents of draft/kept: a pilot only" in lines


def test_json_holds_everything(review: Review) -> None:
    whole = json.loads(review_json([review]))
    (file,) = whole["files"]
    assert whole["schema"] == "slm-sim/review-v1"
    assert [one["code"] for one in file["findings"]] == ["SLM000", "SLM301", "SLM301"]
    assert file["findings"][0]["place"] == {"file": "a draft.yaml"}
    assert file["findings"][1]["place"] == {"file": "a draft.yaml", "line": 2, "column": 3}
    assert (file["accepted"][0]["because"], file["replications"]) == ("a pilot\nonly", 50)
    assert file["silent"][0]["missing"] == ["scheme.most_per_period"]
    assert file["thresholds"][0]["value"] == "10 incidents"
    assert file["accepted_in_vain"][0]["of"] == ["draft/other"]


def sarif_of(*reviews: Review) -> Any:
    return run_of(sarif_json(reviews, RULES, {rule.code: rule.name for rule in RULES}))


def test_sarif_is_valid_and_holds_accepted_findings_as_suppressed(review: Review) -> None:
    run = sarif_of(review)
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == ["SLM104", "SLM301", "SLM402", "SLM000"]
    assert [ids[result["ruleIndex"]] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    assert [result["level"] for result in run["results"]] == ["note", "error", "error", "error"]
    assert [result.get("suppressions") for result in run["results"]][3] == [
        {"kind": "inSource", "justification": "a pilot only"}
    ]
    physical = run["results"][1]["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": "a%20draft.yaml"}, "region": {"startLine": 2, "startColumn": 3}}
    assert "region" not in run["results"][0]["locations"][0]["physicalLocation"]


def test_the_schema_refuses_what_sarif_does_not_know(review: Review) -> None:
    log = json.loads(sarif_json([review], RULES, {rule.code: rule.name for rule in RULES}))
    assert Draft4Validator(SCHEMA).is_valid(log)
    run = log["runs"][0]
    for part in (run, run["results"][0], run["results"][0]["locations"][0], run["tool"]["driver"]):
        part["severity"] = "grave"
        assert not Draft4Validator(SCHEMA).is_valid(log)
        del part["severity"]


def test_a_fingerprint_outlives_moved_lines_and_tells_subjects_apart(review: Review) -> None:
    def prints(*places: Place) -> list[str]:
        findings = tuple(finding("SLM301", "high", f"draft/{place.column}", place) for place in places)
        moved = Review("a draft.yaml", "agreement", "A draft", ("SLM301",), findings)
        return [result["partialFingerprints"]["ruleAndSubject/v1"] for result in sarif_of(moved)["results"]]

    assert prints(Place("a.yaml", 1, 1)) == prints(Place("x/a.yaml", 9, 1))
    assert len(set(prints(Place("a.yaml", 1, 1), Place("a.yaml", 1, 2), Place("b.yaml", 1, 1)))) == 3


def test_junit_counts_findings_as_failures_and_kept_rules_as_passed(review: Review) -> None:
    (suite,) = ET.fromstring(junit_xml([review], RULES, FAILING))
    assert suite.attrib == {"name": "a draft.yaml", "failures": "2", "skipped": "2", "tests": "6", "errors": "0"}
    failed = [case.attrib["name"] for case in suite if case.find("failure") is not None]
    assert failed == ["SLM301 few-incidents: draft/response.P1", "SLM301 few-incidents: draft/response.P2"]
    skipped = [case.attrib["name"] for case in suite if case.find("skipped") is not None]
    assert skipped == ["SLM301 few-incidents: draft/kept", "SLM402 much-at-risk"]
    assert [case.attrib["name"] for case in suite if not len(case)] == ["SLM104 perfect-target"]


def test_junit_survives_what_xml_cannot_hold(review: Review) -> None:
    odd = finding("SLM301", "high", "draft\x07", Place("a draft.yaml", 2, 3))
    (suite,) = ET.fromstring(junit_xml([Review("f", "agreement", "t", ("SLM301",), (odd,))], RULES, FAILING))
    assert suite[0].attrib["name"] == "SLM301 few-incidents: draft"


def test_an_excerpt_of_a_long_line_is_cut_and_one_of_no_line_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "long.yaml"
    file.write_text("x" * 500 + "\n", encoding="utf-8")
    assert [len(line) for line in excerpt(Place(str(file), 1, 1))] == [168, 168]
    assert excerpt(Place(str(file), 3, 1)) == excerpt(Place("missing.yaml", 1, 1)) == excerpt(Place(str(file))) == []
