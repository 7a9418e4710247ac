"""Reviews in the forms that people and machines read: text, Markdown, JSON, SARIF and JUnit."""

from __future__ import annotations

from slm_sim.report.findings.asjson import review_json
from slm_sim.report.findings.junit import junit_xml
from slm_sim.report.findings.markdown import review_markdown
from slm_sim.report.findings.roundjson import round_json
from slm_sim.report.findings.roundmarkdown import round_markdown
from slm_sim.report.findings.roundtext import round_text
from slm_sim.report.findings.sarif import round_sarif, sarif_json
from slm_sim.report.findings.text import review_text, review_text_in_full

__all__ = [
    "junit_xml",
    "review_json",
    "review_markdown",
    "review_text",
    "review_text_in_full",
    "round_json",
    "round_markdown",
    "round_sarif",
    "round_text",
    "sarif_json",
]
