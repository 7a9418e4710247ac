"""The judge: what a finding holds, what a failing rule becomes, and who is silent."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from slm_sim.errors import Place
from slm_sim.model.rule import Parameter
from slm_sim.read import read_scenario
from slm_sim.rules import facts_of, judge, part_silences, shipped_rulebook, silences
from slm_sim.rules.cases import shipped_base
from slm_sim.rules.otherfacts import TeamFacts
from slm_sim.rules.rulebook import Rulebook, checked_rulebook, load_rulebook
from slm_sim.rules.selection import selected
from slm_sim.rules.subjects import Subject

RULE = """
schema: slm-sim/rule-v1
code: ACME501
name: busy-team
since: 1.0
severity: warning
checks: No team is busy.
why: It waits.
over: team
needs: [team.occupancy]
parameters: {busy: 85 %}
when: CONDITION
message: |
  {team.name} is busy {team.occupancy},
  more than {parameters.busy}
advice: Hire.
references: practice
cases:
  busy: {fires: desk}
  idle: {fires: none}
"""
DESK = TeamFacts(
    name="desk", tier="L1", most_people=3, rostered_hours=Fraction(100), shrinkage=Fraction(0), shrinkage_stated=True,
    work_hours=Fraction(2, 3), occupancy=Fraction(17, 20), takes_top_priority=True, on_call=False,
)  # fmt: skip
PLACE = Place("desk.yaml", 7, 3)


def pack(folder: Path, condition: str) -> Rulebook:
    (folder / "busy.yaml").write_text(RULE.replace("CONDITION", condition), encoding="utf-8")
    return load_rulebook(folder)


def team(facts: TeamFacts) -> Subject:
    return Subject("team", facts.name, PLACE, facts)


def test_a_finding_says_what_where_and_with_which_figures(tmp_path: Path) -> None:
    (finding,) = judge(pack(tmp_path, "team.occupancy >= parameters.busy"), [team(DESK)])
    assert (finding.code, finding.name, finding.severity) == ("ACME501", "busy-team", "warning")
    assert (finding.subject, finding.place) == ("desk", PLACE)
    assert finding.message == "desk is busy 85 %, more than 85 %"
    assert finding.figures == (("team.name", "desk"), ("team.occupancy", "85 %"), ("parameters.busy", "85 %"))


def test_equal_figures_stay_equal(tmp_path: Path) -> None:
    assert judge(pack(tmp_path, "team.occupancy > parameters.busy"), [team(DESK)]) == ()
    a_third = replace(DESK, occupancy=Fraction(1, 3) + Fraction(1, 3) + Fraction(1, 3))
    assert judge(pack(tmp_path, "team.occupancy > 1.0 && parameters.busy > 0.0"), [team(a_third)]) == ()


def test_a_rule_that_cannot_be_evaluated_is_a_finding(tmp_path: Path) -> None:
    rules = pack(tmp_path, "int(team.occupancy) / 0 > 1 && parameters.busy > 0.0")
    (finding,) = judge(rules, [team(DESK)])
    assert (finding.code, finding.severity, finding.subject) == ("SLM000", "high", "desk")
    assert "ACME501 (busy-team) could not be evaluated: divide by zero" in finding.message
    assert f"{tmp_path / 'busy.yaml'}:12:7" in finding.message


def test_a_figure_beyond_all_numbers_is_a_finding_and_can_be_written(tmp_path: Path) -> None:
    beyond = team(replace(DESK, work_hours=Fraction(10**400, 3), occupancy=Fraction(10**400, 3)))
    (finding,) = judge(pack(tmp_path, "team.occupancy > parameters.busy"), [beyond])
    assert (finding.code, finding.severity) == ("SLM000", "high")
    assert "team.occupancy is too large a number" in finding.message
    (finding,) = judge(pack(tmp_path, "team.name == 'desk' && parameters.busy > 0.0"), [beyond])
    assert finding.message.startswith("desk is busy 333 0")


def test_a_rule_without_its_facts_is_silent_by_name(tmp_path: Path) -> None:
    rules, unknown = pack(tmp_path, "team.occupancy >= parameters.busy"), replace(DESK, occupancy=None)
    assert judge(rules, [team(unknown)]) == ()
    (silence,) = silences(rules, [team(unknown)])
    assert (silence.code, silence.name, silence.missing) == ("ACME501", "busy-team", ("team.occupancy",))
    assert silences(rules, [team(unknown), team(DESK)]) == ()
    assert silences(rules, []) == ()


def test_a_rule_that_knows_the_past_of_some_promises_is_silent_in_part() -> None:
    """Of seven levels in the draft, history is stated of two; what is no promise of a level is not judged at all."""
    book = selected(shipped_rulebook(), ["SLM305", "SLM307"], ())
    changes = {"agreements.draft.targets.mean": {
        "measure": "mean time", "clock": "response", "at_most": "2 business hours", "credit": "none",
    }}  # fmt: skip
    (silence,) = part_silences(book, facts_of(read_scenario(shipped_base(), changes=changes)))
    assert (silence.code, silence.judged, silence.over) == ("SLM305", 2, "clause")
    assert silence.missing == ("clause.reached_before",)
    responses = [f"draft/response.P{number}" for number in (1, 2, 3)]
    assert silence.subjects == (*responses, "draft/resolution.P2", "draft/reopened")
    assert silences(book, facts_of(read_scenario(shipped_base(), changes=changes))) == ()


def test_a_threshold_can_be_changed_without_reading_the_rule_again(tmp_path: Path) -> None:
    (checked,) = pack(tmp_path, "team.occupancy > parameters.busy").rules
    stricter = Rulebook((checked.with_parameters({"busy": Parameter.parse("80 %")}),))
    assert [finding.message for finding in judge(stricter, [team(DESK)])] == ["desk is busy 85 %, more than 80 %"]
    assert judge(Rulebook((checked,)), [team(DESK)]) == ()


def test_findings_come_by_rule_and_then_by_subject(tmp_path: Path) -> None:
    rules = pack(tmp_path, "team.occupancy >= parameters.busy").rules
    other = replace(rules[0].reading, rule=rules[0].rule.model_copy(update={"code": "ACME502", "name": "other"}))
    both = checked_rulebook((rules[0].reading, other))
    found = judge(both, [team(DESK), team(replace(DESK, name="lab"))])
    assert [(finding.code, finding.subject) for finding in found] == [
        ("ACME501", "desk"), ("ACME501", "lab"), ("ACME502", "desk"), ("ACME502", "lab"),
    ]  # fmt: skip
