"""What a study tells of the rules: findings with their reasons, changed thresholds, and places without a machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.checking import review
from slm_sim.checking.ofstudy import rules_result, with_rules
from slm_sim.model.finding import SEVERITIES
from slm_sim.read import read_scenario
from slm_sim.rules import shipped_rulebook
from tests.checking.drafts import PERFECT, desk_in
from tests.report.example import example

TERMS = """\
  accepted:
    perfect: {rule: SLM104, of: [draft/resolution.P2], because: The price allows for it.}
  thresholds:
    night-desk: {rule: SLM501, parameters: {busy: 90 %}, because: Nobody waits at night.}
"""


def test_findings_and_changes_are_told_with_their_reasons_and_places(tmp_path: Path) -> None:
    found = rules_result(read_scenario(desk_in(tmp_path, PERFECT, rules=TERMS)))
    (accepted,) = found.accepted
    assert (accepted.code, accepted.subject, accepted.because) == (
        "SLM104", "draft/resolution.P2", "The price allows for it.",
    )  # fmt: skip
    assert accepted.place.startswith("draft.yaml:")
    assert accepted.accepted_at.startswith("desk.yaml:")
    (changed,) = found.thresholds
    assert (changed.rule, changed.parameter, changed.value) == ("SLM501", "busy", "90 %")
    assert changed.because == "Nobody waits at night."
    assert changed.changed_at.startswith("desk.yaml:")
    assert (found.findings, found.problems) == ((), ())
    assert found.asked > found.silent > 0


def test_open_findings_are_those_of_a_static_check(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, PERFECT)
    checked = review(str(desk), shipped_rulebook()).findings
    assert [(one.code, one.subject, one.message) for one in rules_result(read_scenario(desk)).findings] == [
        (one.code, one.subject, one.message) for one in checked
    ]


@pytest.mark.parametrize("folder", ["here", "there/below"])
def test_what_is_told_does_not_depend_on_the_folder(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / folder
    place.mkdir(parents=True)
    desk = desk_in(place, PERFECT)
    absolute = rules_result(read_scenario(desk))
    monkeypatch.chdir(place)
    assert rules_result(read_scenario("desk.yaml")) == absolute
    assert str(tmp_path) not in absolute.model_dump_json()


def test_the_gravest_stand_first_and_places_in_shipped_files_are_those_of_their_folder() -> None:
    accepted = rules_result(read_scenario("small-msp")).accepted
    assert {one.place.partition(":")[0] for one in accepted} == {"agreements/practice-sla.yaml"}
    assert {one.accepted_at.partition(":")[0] for one in accepted} == {"small-msp.yaml"}
    assert [one.severity for one in accepted] == sorted((one.severity for one in accepted), key=SEVERITIES.index)
    assert len({one.severity for one in accepted}) > 1


def test_a_code_that_no_rule_has_is_a_problem_of_the_answer(tmp_path: Path) -> None:
    terms = "  accepted:\n    no-rule: {rule: SLM199, because: Nobody knows.}\n"
    found = rules_result(read_scenario(desk_in(tmp_path, rules=terms)))
    (problem,) = found.problems
    assert problem.startswith("desk.yaml:")
    assert "there is no rule 'SLM199'" in problem
    assert (found.asked, found.findings) == (0, ())


def test_a_scenario_without_agreements_tells_nothing(tmp_path: Path) -> None:
    reading = read_scenario(desk_in(tmp_path))
    study = example(replications=2)
    bare = reading.scenario.model_copy(update={"agreements": {}})
    assert with_rules(study, type(reading)(bare, reading.tree, reading.files, ())) is study
