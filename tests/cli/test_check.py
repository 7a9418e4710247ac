from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from slm_sim.cli import main
from slm_sim.library import rules_folder
from tests.checking.drafts import PERFECT, desk_in
from tests.report.sarif import run_of

UNSETTLED = ("remedy: sole", "")


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", "--static", *map(str, arguments)])


def test_a_draft_without_findings_ends_with_0(tmp_path: Path) -> None:
    result = check(desk_in(tmp_path))
    assert result.exit_code == 0
    assert f"{tmp_path / 'desk.yaml'}: no findings" in result.stdout


def test_findings_end_with_1(tmp_path: Path) -> None:
    result = check(desk_in(tmp_path, PERFECT))
    assert result.exit_code == 1
    assert "resolution.P2 promises 100 %: a single miss breaks it [SLM104 perfect-target]" in result.stdout
    assert " |       P2: {within: 8 business hours, at_least: 100 %}\n      |       ^^\n" in result.stdout


def test_what_cannot_be_read_ends_with_2_and_every_file_is_told(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, ("title: Support", "titel: Support"))
    result = check(desk, tmp_path / "missing.yaml", tmp_path / "draft.yaml")
    assert result.exit_code == 2
    assert "titel" in result.stderr
    assert "missing.yaml" in result.stderr
    assert result.stdout == ""


def test_findings_are_told_and_fail_by_their_severity(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, PERFECT)
    assert check(desk, "--severity", "block").exit_code == 0
    assert "SLM104" not in check(desk, "--severity", "block").stdout
    assert check(desk, "--fail-on", "high").exit_code == 1
    lenient = check(desk, "--fail-on", "block")
    assert (lenient.exit_code, "SLM104" in lenient.stdout) == (0, True)
    assert check(desk, "--fail-on", "never").exit_code == 0


def test_rules_are_chosen_by_codes_set_apart_by_commas(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, PERFECT, UNSETTLED)
    assert "3 rules" in check(desk, "--select", "SLM101, SLM104", "--select", "no-cap").stdout
    assert check(desk, "--ignore", "SLM104,SLM403").exit_code == 0
    unknown = check(desk, "--select", "SLM1O4")
    assert (unknown.exit_code, "no rule is called so" in unknown.stderr) == (2, True)


def test_a_pack_stands_in_place_of_the_shipped_rules_or_beside_them(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    shipped = (rules_folder() / "SLM104-perfect-target.yaml").read_text(encoding="utf-8")
    ours = shipped.replace("SLM104", "ACME104").replace("perfect-target", "ours")
    (pack / "ours.yaml").write_text(ours, encoding="utf-8")
    desk = desk_in(tmp_path, PERFECT)
    alone = json.loads(check(desk, "--pack", pack, "--format", "json").stdout)
    assert alone["files"][0]["rules"] == ["ACME104"]
    both = json.loads(check(desk, "--pack", pack, "--pack", "shipped", "--format", "json").stdout)
    assert [one["code"] for one in both["files"][0]["findings"]] == ["ACME104", "SLM104"]


def test_every_form_tells_the_finding_and_can_go_to_a_file(tmp_path: Path) -> None:
    desk, out = desk_in(tmp_path, PERFECT), tmp_path / "out"
    for form in ("text", "json", "sarif", "junit", "markdown"):
        result = check(desk, "--format", form, "--out", out)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "SLM104" in out.read_text(encoding="utf-8")
        if form == "sarif":
            assert [one["ruleId"] for one in run_of(out.read_text(encoding="utf-8"))["results"]] == ["SLM104"]
    assert check(desk, "--out", tmp_path / "no" / "folder").exit_code == 2


def test_shipped_scenarios_and_agreements_are_called_by_their_names() -> None:
    told = json.loads(check("practice-sla", "--format", "json").stdout)
    assert [(one["file"], one["kind"]) for one in told["files"]] == [("practice-sla", "agreement")]
    assert "there is no file 'practise-sla'" in check("practise-sla").stderr


def test_a_scenario_is_simulated_unless_asked_otherwise(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, ("P1: {within: 0.25 business hours", "P1: {within: 0.05 business hours"))
    desk.write_text(desk.read_text(encoding="utf-8").replace("12 months", "2 months"), encoding="utf-8")
    played = CliRunner().invoke(main, ["check", str(desk), "--replications", "10", "--select", "SLM601"])
    assert played.exit_code == 1
    assert "response.P1 is kept in " in played.stdout
    assert played.stdout.endswith("; 10 replications\n")
    static = check(desk, "--select", "SLM601")
    assert static.exit_code == 0
    assert "silent for want of facts, 1 rule:\n    SLM601 likely-miss\n" in static.stdout
    full = check(desk, "--select", "SLM601", "--full")
    assert "silent: SLM601 likely-miss: not known: clause.chance_kept" in full.stdout


def test_what_keeps_a_draft_from_being_signed_is_a_finding(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, ("GBP", "GPB"))
    desk.write_text(desk.read_text(encoding="utf-8").replace("GBP", "GPB"), encoding="utf-8")
    result = check(desk, "--format", "sarif")
    assert result.exit_code == 1
    messages = [one["message"]["text"] for one in run_of(result.stdout)["results"]]
    assert any("draft cannot be signed as it stands: there is no currency 'GPB'" in said for said in messages)
    told = check(desk).stdout
    assert "[SLM001 contradiction]" in told
    assert "This cannot be accepted or ignored: once the agreement is signed, the file is refused for it." in told
    assert "SLM001" not in check(desk, "--select", "SLM104").stdout


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, PERFECT, UNSETTLED)
    assert check(desk, "--format", "sarif").stdout == check(desk, "--format", "sarif").stdout


def test_an_agreement_of_an_unknown_version_is_told_the_known_one(tmp_path: Path) -> None:
    draft = tmp_path / "newer.yaml"
    draft.write_text("schema: slm-sim/agreement-v2\ntitle: Support\n", encoding="utf-8")
    assert "the schema is 'slm-sim/agreement-v2'; expected 'slm-sim/agreement-v1'" in check(draft).stderr
