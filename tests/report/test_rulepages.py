from __future__ import annotations

import re
from pathlib import Path

import pytest

from slm_sim.report.rulepages import COMMAND, explanation, rules_page
from slm_sim.rules import load_rulebook, shipped_rulebook
from slm_sim.rules.vocabulary import SUBJECTS, words_over

DOCS = Path(__file__).resolve().parents[2] / "docs"
BOOK = shipped_rulebook()


def test_the_page_of_the_rules_is_current() -> None:
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == rules_page(BOOK), f"make it again: {COMMAND}"


def test_the_page_names_every_rule_and_every_fact() -> None:
    page = rules_page(BOOK)
    assert [code for code in re.findall(r"^### (\w+) ", page, re.MULTILINE) if code != "Facts"] == [
        checked.rule.code for checked in BOOK.rules
    ]
    assert [name for subject in SUBJECTS for name in words_over(subject) if f"`{name}`" not in page] == []


@pytest.mark.parametrize("code", [checked.rule.code for checked in BOOK.rules])
def test_an_explanation_holds_what_the_file_says(code: str) -> None:
    rule = BOOK.rule(code).rule
    told = explanation(rule)
    assert [case for case in rule.cases if f"- {case}: " not in told] == []
    for said in (rule.checks, rule.why, rule.message, rule.advice, rule.limits):
        assert " ".join(said.split()) in told


def test_the_example_of_the_guide_is_a_rule_whose_cases_hold(tmp_path: Path) -> None:
    from slm_sim.rules.cases import failures

    (example,) = re.findall(r"```yaml\n(.*?)```", (DOCS / "writing-rules.md").read_text(encoding="utf-8"), re.DOTALL)
    without_base = re.sub(r"^base:.*\n", "", example, flags=re.MULTILINE)
    (tmp_path / "example.yaml").write_text(without_base, encoding="utf-8")
    assert failures(load_rulebook(tmp_path)) == ()
