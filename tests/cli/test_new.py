from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from slm_sim.cli import main
from slm_sim.read import load_scenario


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments])


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def files() -> list[str]:
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def test_a_starter_is_a_scenario_with_its_agreement() -> None:
    result = new("branch-desk")
    assert result.exit_code == 0, result.stderr
    assert files() == ["agreements/branch-desk-sla.yaml", "branch-desk.yaml"]
    scenario = load_scenario("branch-desk.yaml")
    assert scenario.title == "Branch desk"
    assert {team.tier for team in scenario.teams.values()} == {"L1", "L2"}
    assert list(scenario.agreements) == ["branch-desk-sla"]
    for overlay in scenario.overlays:
        assert load_scenario("branch-desk.yaml", overlays=[overlay]) != scenario


def test_every_section_of_a_starter_is_explained() -> None:
    new("desk")
    text = Path("desk.yaml").read_text(encoding="utf-8")
    assert text.count("#") > 20


def test_a_starter_may_stand_elsewhere() -> None:
    assert new("desk", "--out", "scenarios/first.yaml").exit_code == 0
    assert files() == ["scenarios/agreements/desk-sla.yaml", "scenarios/first.yaml"]
    assert load_scenario("scenarios/first.yaml").title == "Desk"


@pytest.mark.parametrize("file", ["desk.yaml", "agreements/desk-sla.yaml"])
def test_nothing_is_overwritten_unless_asked(file: str) -> None:
    new("desk")
    Path(file).write_text("mine", encoding="utf-8")
    result = new("desk")
    assert result.exit_code == 2
    assert f"{file}: the file exists already" in result.stderr
    assert Path(file).read_text(encoding="utf-8") == "mine"
    assert new("desk", "--force").exit_code == 0
    assert Path(file).read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("name", ["my desk", "../desk", "", "desk-", "schreibtisch-ü"])
def test_a_starter_has_a_name(name: str) -> None:
    result = new(name)
    assert result.exit_code == 2
    assert "letters, digits and hyphens" in result.stderr
    assert files() == []


def test_a_folder_that_cannot_be_made_is_a_message() -> None:
    Path("taken").write_text("a file", encoding="utf-8")
    result = new("desk", "--out", "taken/desk.yaml")
    assert result.exit_code == 2
    assert "the starter cannot be written" in result.stderr
