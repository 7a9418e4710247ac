"""What a review holds: findings, what is accepted and why, changed thresholds, and codes that no rule has."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.checking import review
from slm_sim.errors import InputError
from slm_sim.library import rules_folder
from slm_sim.rules import load_rulebook, shipped_rulebook
from tests.checking.drafts import PERFECT, desk_in

BOOK = shipped_rulebook()
REASON = "the customer pays for each miss instead"
P2 = "draft/resolution.P2"


def told(file: Path) -> list[tuple[str, str]]:
    return [(one.code, one.subject) for one in review(str(file), BOOK).findings]


def message_of(file: Path) -> str:
    with pytest.raises(InputError) as error:
        review(str(file), BOOK)
    return str(error.value)


def test_a_scenario_and_its_draft_alone_have_the_same_finding_at_the_same_place(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, PERFECT)
    in_scenario, alone = (review(str(file), BOOK) for file in (desk, tmp_path / "draft.yaml"))
    assert in_scenario.findings == alone.findings
    assert [(one.code, one.subject) for one in alone.findings] == [("SLM104", P2)]
    assert (in_scenario.kind, alone.kind) == ("scenario", "agreement")
    assert {"SLM301", "SLM302", "SLM303"} <= {silence.code for silence in alone.silences}


@pytest.mark.parametrize(
    "comment",
    [
        ("      P2: {within: 8", f"      # slm-sim: accept SLM104 because {REASON}\n      P2: {{within: 8"),
        ("at_least: 100 %}\n", f"at_least: 100 %}} # slm-sim: accept SLM104 because {REASON}\n"),
    ],
)
def test_a_comment_accepts_a_finding_where_it_stands(tmp_path: Path, comment: tuple[str, str]) -> None:
    found = review(str(desk_in(tmp_path, PERFECT, comment)), BOOK)
    assert (found.findings, found.idle) == ((), ())
    ((accepted),) = found.accepted
    assert (accepted.finding.code, accepted.finding.subject, accepted.acceptance.reason) == ("SLM104", P2, REASON)


def test_a_comment_elsewhere_accepts_nothing_and_is_told(tmp_path: Path) -> None:
    elsewhere = ("targets:", f"# slm-sim: accept SLM104 because {REASON}\ntargets:")
    found = review(str(desk_in(tmp_path, PERFECT, elsewhere)), BOOK)
    assert [one.code for one in found.findings] == ["SLM104"]
    assert [(one.rule, one.reason) for one in found.idle] == [("SLM104", REASON)]


def test_an_acceptance_of_a_silent_rule_is_not_told_as_idle(tmp_path: Path) -> None:
    desk_in(tmp_path, ("      P1: {within: 4", "      # slm-sim: accept SLM301 because few\n      P1: {within: 4"))
    assert review(str(tmp_path / "draft.yaml"), BOOK).idle == ()


def accepting(of: str) -> str:
    return f"  accepted:\n    priced: {{rule: SLM104, {of}because: {REASON}}}\n"


@pytest.mark.parametrize(("of", "left"), [("", []), (f"of: [{P2}], ", []), ("of: [draft], ", [("SLM104", P2)])])
def test_a_scenario_accepts_findings_by_rule_and_subject(tmp_path: Path, of: str, left: list[tuple[str, str]]) -> None:
    found = review(str(desk_in(tmp_path, PERFECT, rules=accepting(of))), BOOK)
    assert [(one.code, one.subject) for one in found.findings] == left
    assert len(found.accepted) + len(found.findings) == 1
    assert len(found.idle) == len(left)


def test_a_scenario_changes_thresholds_and_the_review_says_so(tmp_path: Path) -> None:
    changed = "  thresholds:\n    stricter: {rule: SLM104, parameters: {perfect: 90 %}, because: We are new}\n"
    found = review(str(desk_in(tmp_path, rules=changed)), BOOK)
    assert {one.code for one in found.findings} == {"SLM104"}
    assert len(found.findings) == 6
    (change,) = found.thresholds
    assert (change.rule, change.parameter, change.usual, change.value) == ("SLM104", "perfect", "100 %", "90 %")
    assert (change.reason, change.place.line) == ("We are new", 44)


def test_an_unknown_threshold_is_told_with_the_nearest(tmp_path: Path) -> None:
    changed = "  thresholds:\n    mine: {rule: SLM104, parameters: {perfct: 90 %}, because: x}\n"
    said = message_of(desk_in(tmp_path, rules=changed))
    assert "SLM104 has no threshold 'perfct'; expected one of perfect. Did you mean 'perfect'?" in said


def test_a_code_that_no_rule_has_is_told_and_one_of_another_pack_is_not(tmp_path: Path) -> None:
    def named(code: str) -> str:
        return accepting("").replace("SLM104", code)

    assert "desk.yaml:44:20: there is no rule 'SLM199'" in message_of(desk_in(tmp_path, rules=named("SLM199")))
    assert told(desk_in(tmp_path, rules=named("ACME199"))) == []
    comment = ("title:", "# slm-sim: accept SLM199 because x\ntitle:")
    assert "draft.yaml:4:1: there is no rule 'SLM199'" in message_of(desk_in(tmp_path, comment))


def test_only_the_rules_that_are_asked_for_judge(tmp_path: Path) -> None:
    file = str(desk_in(tmp_path, PERFECT, ("remedy: sole", "")))
    every = {one.code for one in review(file, BOOK).findings}
    assert every == {"SLM104", "SLM403"}
    assert review(file, BOOK, select=["SLM4"]).judged == tuple(
        checked.rule.code for checked in BOOK.rules if checked.rule.code.startswith("SLM4")
    )
    assert [one.code for one in review(file, BOOK, select=["SLM4"]).findings] == ["SLM403"]
    assert [one.code for one in review(file, BOOK, ignore=["perfect-target"]).findings] == ["SLM403"]


def test_the_same_file_gives_the_same_review(tmp_path: Path) -> None:
    file = str(desk_in(tmp_path, PERFECT, ("remedy: sole", "")))
    assert review(file, BOOK) == review(file, load_rulebook(rules_folder()))
