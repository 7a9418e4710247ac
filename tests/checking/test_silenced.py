"""Three groups of findings between drafts: what appears, what is gone, and what is only accepted or silenced."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from slm_sim.checking import against
from slm_sim.model.round import Round
from slm_sim.report.findings import round_json, round_markdown, round_sarif, round_text
from slm_sim.report.findings.short import round_frames, round_summary
from slm_sim.rules import shipped_rulebook
from tests.checking.drafts import PERFECT, desk_in
from tests.report.sarif import run_of

BOOK = shipped_rulebook()
ACCEPTED = "  accepted:\n    priced: {rule: SLM104, because: we price it}\n"
P2, FEW = "draft/resolution.P2", [("SLM301", "draft/response.P1"), ("SLM301", "draft/resolution.P1")]


def fewest(incidents: int) -> str:
    row = f"{{rule: SLM301, parameters: {{fewest: {incidents} incidents}}, because: we like {incidents}}}"
    return f"  thresholds:\n    few: {row}\n"


def held(folder: Path, old: str, new: str, *changes: tuple[str, str]) -> Round:
    """Two desks that promise all of P2, with other words under ``rules``, and the newer with other texts."""
    files = []
    for name, rules in (("old", old), ("new", new)):
        (folder / name).mkdir()
        files.append(desk_in(folder / name, PERFECT, rules=rules))
    text = files[1].read_text(encoding="utf-8")
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    files[1].write_text(text, encoding="utf-8")
    return against(str(files[0]), str(files[1]), BOOK, select=["SLM104", "SLM301", "SLM306"])


def groups(found: Round) -> tuple[list[tuple[str, str]], ...]:
    return (
        [one.key for one in found.appeared],
        [one.key for one in found.gone],
        [one.finding.key for one in found.silenced],
    )


def test_what_is_accepted_is_not_gone(tmp_path: Path) -> None:
    found = held(tmp_path, "", ACCEPTED)
    assert groups(found) == ([], [], [("SLM104", P2)])
    (one,) = found.silenced
    assert one.acceptance is not None
    assert one.finding.place.file.endswith("new/draft.yaml")


def test_what_both_accept_is_told_in_no_group(tmp_path: Path) -> None:
    assert groups(held(tmp_path, ACCEPTED, ACCEPTED)) == ([], [], [])


def test_what_is_accepted_no_longer_appears(tmp_path: Path) -> None:
    assert groups(held(tmp_path, ACCEPTED, "")) == ([("SLM104", P2)], [], [])


def test_a_new_finding_that_is_accepted_at_once_is_told(tmp_path: Path) -> None:
    few = "  accepted:\n    few: {rule: SLM301, because: a quarter was refused}\n"
    found = held(tmp_path, "", few, ("incidents: 1 000 / month", "incidents: 199 / month"))
    assert groups(found) == ([], [], FEW)


def test_what_a_moved_threshold_silences_is_not_gone(tmp_path: Path) -> None:
    found = held(tmp_path, fewest(150), fewest(90))
    assert groups(found) == ([], [], FEW)
    ((moved,),) = {one.thresholds for one in found.silenced}
    assert (moved.parameter, moved.before, moved.after, moved.reason) == (
        "fewest", "150 incidents", "90 incidents", "we like 90",
    )  # fmt: skip
    assert "    threshold fewest: 150 incidents → 90 incidents: we like 90 (" in round_text(found)


def test_what_is_still_told_under_a_moved_threshold_is_in_no_group(tmp_path: Path) -> None:
    assert groups(held(tmp_path, fewest(150), fewest(120))) == ([], [], [])


def test_a_threshold_that_is_the_rules_own_again_has_no_reason(tmp_path: Path) -> None:
    found = held(tmp_path, fewest(150), "")
    assert groups(found) == ([], [], FEW)
    assert "    threshold fewest: 150 incidents → 20 incidents, as the rule has it\n" in round_text(found)


def test_what_is_mended_is_gone_although_a_threshold_moved(tmp_path: Path) -> None:
    more = ("incidents: 1 000 / month", "incidents: 1 600 / month")
    assert groups(held(tmp_path, fewest(150), fewest(90), more)) == ([], FEW, [])


def test_what_can_be_judged_no_longer_is_not_gone(tmp_path: Path) -> None:
    row = "    urgent: {of: draft/resolution.P1, reached: 96 %, incidents: 1 200}\n"
    (tmp_path / "first").mkdir()
    found = held(tmp_path / "first", "", "", (row, ""))
    assert groups(found) == ([], [], [])
    for name in ("old", "new"):
        desk = tmp_path / "first" / name / "desk.yaml"
        desk.write_text(desk.read_text(encoding="utf-8").replace("96 %", "70 %"), encoding="utf-8")
    old, new = (str(tmp_path / "first" / name / "desk.yaml") for name in ("old", "new"))
    found = against(old, new, BOOK, select=["SLM306"])
    assert groups(found) == ([], [], [("SLM306", "draft/resolution.P1")])
    assert "cannot be judged any longer: not known: clause.reached" in round_text(found)


@pytest.fixture
def both(tmp_path: Path) -> Round:
    """One finding accepted, two silenced by a threshold."""
    return held(tmp_path, fewest(150), ACCEPTED + fewest(90))


def test_text_and_markdown_tell_why(both: Round) -> None:
    text, table = round_text(both), round_markdown(both)
    assert "findings that are gone: 0\nfindings accepted or silenced, not mended: 3\n" in text
    assert "    accepted: we price it (" in text
    assert "Findings accepted or silenced, not mended: 3\n\n| severity | rule | where | finding | why" in table
    rows = [line for line in table.splitlines() if line.startswith("| high")]
    assert sum("threshold fewest: 150 incidents → 90 incidents: we like 90" in row for row in rows) == 2


def test_json_tells_why(both: Round) -> None:
    whole = json.loads(round_json(both))
    assert whole["gone"] == []
    by_code: dict[str, Any] = {one["code"]: one for one in whole["silenced"]}
    assert by_code["SLM104"]["accepted"]["because"] == "we price it"
    assert (by_code["SLM104"]["thresholds"], by_code["SLM301"]["accepted"]) == ([], None)
    (moved,) = by_code["SLM301"]["thresholds"]
    assert (moved["before"], moved["after"], moved["because"]) == ("150 incidents", "90 incidents", "we like 90")


def test_sarif_has_them_as_suppressed_and_not_as_absent(both: Round) -> None:
    rules = [checked.rule for checked in BOOK.rules]
    results = run_of(round_sarif(both, rules, {rule.code: rule.name for rule in rules}))["results"]
    assert [(one["ruleId"], one["baselineState"]) for one in results] == [
        ("SLM104", "unchanged"), ("SLM301", "unchanged"), ("SLM301", "unchanged"),
    ]  # fmt: skip
    reasons = [one["suppressions"][0]["justification"] for one in results]
    assert reasons[0] == "we price it"
    assert reasons[1].startswith("threshold fewest: 150 incidents → 90 incidents: we like 90")


def test_frames_and_summary_tell_why(both: Round) -> None:
    assert round_summary(both).headline.endswith(
        "Findings that are gone: 0. Findings accepted or silenced, not mended: 3."
    )
    frame = round_frames(both)["silenced"]
    assert sorted(frame["code"]) == ["SLM104", "SLM301", "SLM301"]
    assert frame["why"].str.contains("we").all()
