from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from slm_sim.cli import main
from slm_sim.library import rules_folder

FEW = "SLM301-few-incidents.yaml"


def rules(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rules", *arguments])


def pack(folder: Path, *changes: tuple[str, str]) -> Path:
    """A pack of one shipped rule, changed."""
    text = (rules_folder() / FEW).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / FEW).write_text(text, encoding="utf-8")
    return folder


def test_rules_are_listed_by_their_codes() -> None:
    lines = rules().stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(path.name[:6] for path in rules_folder().glob("*.yaml"))
    assert lines[0].split()[:3] == ["SLM101", "block", "no-data-source"]


def test_rules_are_listed_for_machines() -> None:
    every = {rule["code"]: rule for rule in json.loads(rules("--format", "json").stdout)}
    assert every["SLM301"]["group"] == "numbers"
    assert every["SLM301"]["parameters"] == {"fewest": "20 incidents"}
    assert every["SLM301"]["cases"]["just-enough"]["fires"] == "none"


def test_one_rule_is_explained_by_its_code_or_its_name() -> None:
    told = rules("SLM301").stdout
    assert told.startswith("# SLM301 few-incidents\n")
    assert "- just-too-few: `workload.incidents: 199 / month` → fires on draft/response.P1" in told
    assert rules("few-incidents").stdout == told


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    result = rules("SLM3O1")
    assert result.exit_code == 2
    assert "there is no rule of this code or name" in result.stderr
    assert "Did you mean 'SLM301'?" in result.stderr


def test_the_cases_of_one_shipped_rule_hold() -> None:
    result = rules("SLM301", "--test")
    assert (result.exit_code, result.stdout) == (0, "1 rule, 3 cases: 3 as stated, 0 otherwise\n")


def test_a_case_that_turns_out_otherwise_is_told_with_its_place(tmp_path: Path) -> None:
    folder = pack(tmp_path, ("expected_incidents < parameters", "expected_incidents <= parameters"))
    result = rules("--test", str(folder))
    assert result.exit_code == 1
    assert f"{folder / FEW}:" in result.stdout
    assert "SLM301 fires on draft/response.P1, draft/resolution.P1; expected nothing [SLM301, case just-enough]" in (
        result.stdout
    )
    assert result.stdout.endswith("1 rule, 3 cases: 2 as stated, 1 otherwise\n")


def test_a_case_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    folder = pack(tmp_path, ("workload.incidents: 200 / month", "workload.incident: 200 / month"))
    result = rules("--test", str(folder))
    assert result.exit_code == 1
    assert "this case cannot be read: " in result.stdout
    assert "workload has no 'incident'" in result.stdout


def test_a_rule_that_cannot_be_loaded_is_an_input_error(tmp_path: Path) -> None:
    folder = pack(tmp_path, ("expected_incidents < parameters", "expectd_incidents < parameters"))
    result = rules("--pack", str(folder))
    assert result.exit_code == 2
    assert "there is no fact 'clause.expectd_incidents' here. Did you mean 'clause.expected_incidents'?" in (
        result.stderr
    )


def test_a_folder_without_rules_is_an_input_error(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        assert rules("--pack", str(folder)).exit_code == 2


def test_two_rules_of_one_code_or_name_are_an_input_error(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    (folder / "again.yaml").write_bytes((folder / FEW).read_bytes())
    result = rules("--pack", str(folder))
    assert result.exit_code == 2
    assert "the code 'SLM301' is that of another rule" in result.stderr
    assert "the name 'few-incidents' is that of another rule" in result.stderr


def test_a_pack_is_bounded(tmp_path: Path) -> None:
    folder = pack(tmp_path, ("severity: high", "severity: high #" + "x" * 100_000))
    assert "characters; expected at most 100 000" in rules("--pack", str(folder)).stderr
    for number in range(500):
        (tmp_path / f"{number}.yaml").touch()
    assert "the folder holds 501 rules; expected at most 500" in rules("--pack", str(tmp_path)).stderr
