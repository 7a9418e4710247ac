"""Reviews as JUnit XML, which build servers show as tests: each rule that was kept passes, each finding fails."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Collection, Sequence

from slm_sim.model.finding import Severity
from slm_sim.model.review import Review
from slm_sim.model.rule import Rule
from slm_sim.report.findings.words import flat


def junit_xml(reviews: Sequence[Review], rules: Sequence[Rule], failing: Collection[Severity]) -> str:
    """A suite a file, and in it a case for each finding and for each rule without any.

    Accepted findings and silent rules are skipped cases, with the reason.

    failing  the severities of findings that fail; any other passes, and says what it is
    """
    suites = ET.Element("testsuites", name="slm-sim check")
    for review in reviews:
        suites.append(_suite(review, {rule.code: rule.name for rule in rules}, failing))
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _suite(review: Review, names: dict[str, str], failing: Collection[Severity]) -> ET.Element:
    suite = ET.Element("testsuite", name=review.file)
    for finding in review.findings:
        case = _case(suite, review, f"{finding.code} {finding.name}: {finding.subject}")
        told = f"{finding.place}: {finding.message}\n{flat(finding.advice)}"
        if finding.severity in failing:
            ET.SubElement(case, "failure", message=_clean(finding.message), type=finding.severity).text = _clean(told)
        else:
            ET.SubElement(case, "system-out").text = _clean(f"{finding.severity}: {told}")
    for one in review.accepted:
        case = _case(suite, review, f"{one.finding.code} {one.finding.name}: {one.finding.subject}")
        ET.SubElement(case, "skipped", message=_clean(f"accepted: {flat(one.acceptance.reason)}"))
    for silence in (*review.silences, *review.in_part):
        not_judged = f": {', '.join(silence.subjects)}" if silence.judged else ""
        case = _case(suite, review, f"{silence.code} {silence.name}{not_judged}")
        ET.SubElement(case, "skipped", message=f"not known: {', '.join(silence.missing)}")
    told_of = {finding.code for finding in review.findings} | {silence.code for silence in review.silences}
    told_of |= {one.finding.code for one in review.accepted}
    for code in review.judged:
        if code not in told_of:
            _case(suite, review, f"{code} {names[code]}")
    for attribute, tag in (("failures", "failure"), ("skipped", "skipped")):
        suite.set(attribute, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("tests", str(len(suite)))
    suite.set("errors", "0")
    return suite


def _case(suite: ET.Element, review: Review, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=review.file, name=_clean(name))


def _clean(text: str) -> str:
    """A text without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
