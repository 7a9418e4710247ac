"""Two drafts against each other: values by their paths, findings by rule and subject, credits of the same terms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from slm_sim.checking import against
from slm_sim.cli import main
from slm_sim.errors import InputError
from slm_sim.rules import shipped_rulebook
from tests.checking.drafts import PERFECT, desk_in

BOOK = shipped_rulebook()
UNSETTLED = ("    remedy: sole\n", "")
TIGHTER = ("P1: {within: 4 business hours", "P1: {within: 1 business hour")


def two(folder: Path) -> tuple[Path, Path]:
    """An older desk whose remedy is not settled, and a newer one that promises all of P2."""
    for name in ("old", "new"):
        (folder / name).mkdir()
    return desk_in(folder / "old", UNSETTLED), desk_in(folder / "new", PERFECT)


@pytest.mark.parametrize("file", ["desk.yaml", "draft.yaml"])
def test_values_and_findings_that_differ_are_told(tmp_path: Path, file: str) -> None:
    old, new = (str(path.parent / file) for path in two(tmp_path))
    found = against(old, new, BOOK)
    inside = "agreements.draft." if file == "desk.yaml" else ""
    assert [(change.path, change.before, change.after) for change in found.changes] == [
        (f"{inside}targets.resolution.by_priority.P2.at_least", "90 %", "100 %"),
        (f"{inside}credits.bands.remedy", "", "sole"),
    ]
    assert [(one.code, one.subject) for one in found.appeared] == [("SLM104", "draft/resolution.P2")]
    assert [(one.code, one.subject) for one in found.disappeared] == [("SLM403", "draft/bands")]
    assert found.credits == ()


def test_what_was_taken_out_is_told_with_its_place(tmp_path: Path) -> None:
    new, old = two(tmp_path)
    removed = against(str(old), str(new), BOOK).changes[-1]
    assert (removed.path, removed.before, removed.after) == ("agreements.draft.credits.bands.remedy", "sole", "")
    assert removed.place.file == str(old.parent / "draft.yaml")


def test_the_same_draft_against_itself_shows_nothing(tmp_path: Path) -> None:
    old, _ = two(tmp_path)
    found = against(str(old), str(old), BOOK)
    assert (found.changes, found.appeared, found.disappeared) == ((), (), ())


def test_credits_of_the_same_terms_move(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    files = desk_in(tmp_path / "old"), desk_in(tmp_path / "new", TIGHTER)
    for desk in files:
        desk.write_text(desk.read_text(encoding="utf-8").replace("12 months", "3 months"), encoding="utf-8")
    (move,) = against(str(files[0]), str(files[1]), BOOK, replications=6, select=["SLM6"]).credits
    assert (move.agreement, move.currency) == ("draft", "GBP")
    assert move.mean_after > move.mean_before
    assert move.p95_after >= move.mean_after
    (same,) = against(str(files[0]), str(files[0]), BOOK, replications=6, select=["SLM6"]).credits
    assert (same.mean_before, same.p95_before) == (same.mean_after, same.p95_after)


def test_a_scenario_is_not_held_against_an_agreement(tmp_path: Path) -> None:
    old, _ = two(tmp_path)
    with pytest.raises(InputError, match="is a scenario and this is an agreement; expected two of one kind"):
        against(str(old), str(old.parent / "draft.yaml"), BOOK)


def test_the_terminal_tells_a_round(tmp_path: Path) -> None:
    old, new = map(str, two(tmp_path))
    command = ["check", "--static", "--against", old, new]
    result = CliRunner().invoke(main, command)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0] == f"values changed from {old} to {new}: 2"
    assert lines[1] == "  agreements.draft.targets.resolution.by_priority.P2.at_least: 90 % → 100 %"
    assert lines[2] == "  agreements.draft.credits.bands.remedy: not stated → sole"
    assert lines[3] == "findings that appear: 1"
    whole = json.loads(CliRunner().invoke(main, [*command, "--format", "json"]).stdout)
    assert (whole["schema"], len(whole["changes"]), len(whole["appeared"])) == ("slm-sim/round-v1", 2, 1)
    assert CliRunner().invoke(main, [*command, "--fail-on", "block"]).exit_code == 0
    assert CliRunner().invoke(main, [*command, "--format", "sarif"]).exit_code == 2
    assert CliRunner().invoke(main, [*command, new]).exit_code == 2
