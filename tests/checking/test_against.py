"""Two drafts against each other: clause by clause, findings by rule and subject, money of the same terms."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from slm_sim.checking import against
from slm_sim.cli import main
from slm_sim.errors import InputError
from slm_sim.model.round import ValueChanged
from slm_sim.report.findings import round_markdown, round_text
from slm_sim.rules import shipped_rulebook
from tests.checking.drafts import PERFECT, desk_in
from tests.report.sarif import run_of

BOOK = shipped_rulebook()
UNSETTLED = ("    remedy: sole\n", "")
TIGHTER = ("P1: {within: 4 business hours", "P1: {within: 2.25 business hours")


def values(changes: tuple[ValueChanged, ...]) -> list[tuple[str, str, str]]:
    return [(change.path, change.before, change.after) for change in changes]


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
    (part,) = found.parts
    assert (part.part, values(part.values)) == (
        f"{inside}credits.bands",
        [(f"{inside}credits.bands.remedy", "", "sole")],
    )
    assert part.clauses == ("draft/resolution.P1", "draft/resolution.P2", "draft/resolution.P3")
    first, second, third = found.clauses
    assert [(one.clause, one.values, one.through) for one in (first, third)] == [
        ("draft/resolution.P1", (), (part.part,)),
        ("draft/resolution.P3", (), (part.part,)),
    ]
    assert (second.clause, values(second.values)) == (
        "draft/resolution.P2",
        [(f"{inside}targets.resolution.by_priority.P2.at_least", "90 %", "100 %")],
    )
    assert (first.before, second.before.replace("90 %", "100 %")) == (first.after, second.after)
    assert [(one.code, one.subject) for one in found.appeared] == [("SLM104", "draft/resolution.P2")]
    assert [(one.code, one.subject) for one in found.gone] == [("SLM403", "draft/bands")]
    assert found.credits == ()
    apart = "o credits compared: an agreement by itself has no incidents; name each of the two in a scenario"
    alone = file == "draft.yaml"
    assert (f"\nn{apart}\n" in round_text(found), f"\nN{apart}.\n" in round_markdown(found)) == (alone, alone)


def test_what_was_taken_out_is_told_with_its_place(tmp_path: Path) -> None:
    new, old = two(tmp_path)
    removed = against(str(old), str(new), BOOK).parts[-1].values[-1]
    assert (removed.path, removed.before, removed.after) == ("agreements.draft.credits.bands.remedy", "sole", "")
    assert removed.place.file == str(old.parent / "draft.yaml")


def test_the_same_draft_against_itself_shows_nothing(tmp_path: Path) -> None:
    old, _ = two(tmp_path)
    found = against(str(old), str(old), BOOK)
    assert (found.clauses, found.parts, found.appeared, found.gone, found.silenced) == ((), (), (), (), ())


def test_clauses_come_and_go(tmp_path: Path) -> None:
    new, old = quarters(tmp_path, ("      P3: {within: 4 business hours, at_least: 90 %}\n", ""))
    new_clause, gone = (against(str(one), str(other), BOOK).clauses for one, other in ((old, new), (new, old)))
    (found,) = new_clause
    assert (found.clause, found.before, found.place.file) == ("draft/response.P3", "", str(new.parent / "draft.yaml"))
    assert found.after == "P3: response within 4 business hours in at least 90 % of incidents per calendar month"
    assert [one.after for one in found.values] == ["4 business hours", "90 %"]
    (lost,) = gone
    assert (lost.clause, lost.before, lost.after, lost.place) == (found.clause, found.after, "", found.place)


def test_chances_and_credits_move_on_the_same_terms(tmp_path: Path) -> None:
    files = quarters(tmp_path, TIGHTER)
    found = against(str(files[0]), str(files[1]), BOOK, replications=6, select=["SLM6"])
    (move,) = found.credits
    assert (move.agreement, move.currency) == ("draft", "GBP")
    assert move.mean.before is not None
    assert move.mean.after is not None
    assert move.mean.difference is not None
    assert move.mean.difference.value == pytest.approx(move.mean.after.value - move.mean.before.value)
    assert move.mean.difference.value > 0
    assert move.mean.difference.low is not None
    assert move.p95.difference is not None
    assert move.p95.difference.value >= move.mean.difference.value
    kept = {clause.clause: clause.kept for clause in found.clauses}["draft/resolution.P1"]
    assert kept is not None
    assert kept.difference is not None
    assert kept.difference.value < 0
    told = round_text(found)
    assert "kept in a period: " in told
    assert "expected credits of draft in a term: " in told
    assert "6 simulated terms, the same incidents under both drafts" in told
    assert "\n6 simulated terms, the same incidents under both drafts.\n" in round_markdown(found)
    unpaid = round_markdown(replace(found, credits=()))
    assert "Credits" not in unpaid
    assert "\n6 simulated terms, the same incidents under both drafts.\n" in unpaid
    (same,) = against(str(files[0]), str(files[0]), BOOK, replications=6, select=["SLM6"]).credits
    assert (same.mean.before, same.p95.before) == (same.mean.after, same.p95.after)
    assert same.p95.difference is not None
    assert same.p95.difference.value == 0


def test_the_older_draft_is_played_with_the_seed_of_the_newer(tmp_path: Path) -> None:
    old, new = quarters(tmp_path, TIGHTER)
    old.write_text(old.read_text(encoding="utf-8").replace("seed: 1,", "seed: 2,"), encoding="utf-8")
    found = against(str(old), str(new), BOOK, replications=3, select=["SLM6"])
    assert found.credits[0].mean.difference is not None


def test_terms_of_another_span_are_not_paired(tmp_path: Path) -> None:
    old, new = quarters(tmp_path, TIGHTER)
    old.write_text(old.read_text(encoding="utf-8").replace("3 months", "4 months"), encoding="utf-8")
    found = against(str(old), str(new), BOOK, replications=3, select=["SLM6"])
    assert [(move.mean.difference, move.p95.difference) for move in found.credits] == [(None, None)]
    assert "3 simulated terms, played on other random terms: the figures cannot be paired" in round_text(found)


def quarters(folder: Path, change: tuple[str, str]) -> tuple[Path, Path]:
    """A desk and the same with a draft that is changed, each over three months."""
    for name in ("old", "new"):
        (folder / name).mkdir()
    files = desk_in(folder / "old"), desk_in(folder / "new", change)
    for desk in files:
        desk.write_text(desk.read_text(encoding="utf-8").replace("12 months", "3 months"), encoding="utf-8")
    return files


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
    assert lines[0] == f"clauses changed from {old} to {new}: 3"
    assert "    agreements.draft.targets.resolution.by_priority.P2.at_least: 90 % → 100 %" in lines
    assert "    rests on agreements.draft.credits.bands, changed" in lines
    assert "    agreements.draft.credits.bands.remedy: not stated → sole" in lines
    assert lines[-7:-4] == ["findings that appear: 1", lines[-6], "findings that are gone: 1"]
    assert lines[-3] == "findings accepted or silenced, not mended: 0"
    assert CliRunner().invoke(main, [*command, "--fail-on", "block"]).exit_code == 0
    assert CliRunner().invoke(main, [*command, "--format", "junit"]).exit_code == 2
    assert CliRunner().invoke(main, [*command, new]).exit_code == 2


def test_a_round_in_other_forms(tmp_path: Path) -> None:
    old, new = map(str, two(tmp_path))
    forms = {
        form: CliRunner().invoke(main, ["check", "--static", "--against", old, new, "--format", form]).stdout
        for form in ("json", "sarif", "markdown")
    }
    whole = json.loads(forms["json"])
    assert (whole["schema"], len(whole["clauses"]), len(whole["parts"])) == ("slm-sim/round-v1", 3, 1)
    assert whole["clauses"][1]["values"][0]["after"] == "100 %"
    results = run_of(forms["sarif"])["results"]
    assert {(one["ruleId"], one["baselineState"]) for one in results} == {("SLM104", "new"), ("SLM403", "absent")}
    assert "| `draft/resolution.P2` | P2: resolution within 8 business hours in at least 90 %" in forms["markdown"]
    assert "- agreements.draft.credits.bands.remedy: not stated → sole" in forms["markdown"]
    assert "Findings that are gone: 1" in forms["markdown"]
