"""``slm-sim propose`` as a person meets it: the answer, JSON, the folder and its counter-offers, and errors."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import slm_sim
from slm_sim.cli import main
from slm_sim.errors import InputError
from slm_sim.library import file_of, scenario_path
from slm_sim.model.proposal import Proposal
from slm_sim.model.proposaltables import PROPOSAL_TABLES
from slm_sim.read import read_agreement
from slm_sim.report.tablefiles import read_table

ARGUMENTS = ("small-msp", "--replications", "20", "--fresh", "12")


def called(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["propose", *arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("proposed") / "out"
    result = called(*ARGUMENTS, "--out", str(out), "--workers", "2")
    assert result.exit_code == 0, result.output
    assert "The balanced offer" in result.stdout
    assert "What would make the draft easier to keep" in result.stdout
    return out


def test_the_folder_holds_the_same_as_the_terminal_would_as_json(folder: Path) -> None:
    result = called(*ARGUMENTS, "--format", "json")
    assert json.loads(result.stdout) == json.loads((folder / "proposal.json").read_text())
    found = Proposal.model_validate_json((folder / "proposal.json").read_text())
    tables = {table.name: read_table(table, folder / "tables") for table in PROPOSAL_TABLES}
    assert tables["offers"]["offer"].tolist() == ["as asked", *(offer.name for offer in found.offers)]
    assert len(tables["clauses"]) == 5 * (1 + sum(offer.tried is not None for offer in found.offers))
    assert tables["levers"]["lever"].tolist() == [lever.name for lever in found.levers]
    assert json.loads((folder / "provenance.json").read_text())["seed"] == found.seed


def test_each_offer_is_the_draft_but_for_its_promises(folder: Path) -> None:
    found = Proposal.model_validate_json((folder / "proposal.json").read_text())
    before = file_of("agreement", "practice-sla").read_text(encoding="utf-8").splitlines()
    for offer in found.offers:
        file = folder / "counter-offers" / f"practice-sla-{offer.name}.yaml"
        assert file.is_file() == (offer.tried is not None)
        if offer.tried is None:
            continue
        agreement = read_agreement(file).agreement
        assert not agreement.is_signed
        after = file.read_text(encoding="utf-8").splitlines()
        others = [line for line in after if line not in before]
        assert all(
            re.search(r"version|within|at_least|minimum_volume|measurement|by_priority", line) for line in others
        )
        assert [line for line in before if line.lstrip().startswith("#")] == [
            line for line in after if line.lstrip().startswith("#")
        ]
        row = agreement.targets["resolution"].by_priority["P1"]
        promised = next(one for one in offer.clauses if one.clause == "resolution.P1").offered
        assert promised.startswith(f"{row.within}, at least {row.at_least}")


def test_the_report_is_made_again_and_asks_nothing_of_the_network(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    (folder / "report.html").unlink()
    result = CliRunner().invoke(main, ["report", str(folder)])
    assert result.exit_code == 0, result.output
    assert (folder / "report.html").read_text(encoding="utf-8") == page
    assert not re.search(r"<script|https?:|src=", page)


def test_a_scenario_that_does_not_say_what_the_customer_values_is_told_how() -> None:
    file = scenario_path("cloud-availability")
    line = file.read_text(encoding="utf-8").splitlines().index("study:") + 1
    result = called(str(file))
    assert result.exit_code == 2
    assert f"{file}:{line}:1: nothing says what the customer values in which promise" in result.stderr
    with pytest.raises(InputError, match=f"^{re.escape(str(file))}:{line}:1: nothing says"):
        slm_sim.propose(str(file))
    with pytest.raises(InputError, match=r"^study\.propose: nothing says"):
        slm_sim.propose(slm_sim.load_scenario(str(file)))


def test_what_cannot_be_proposed_is_told_with_the_line_of_the_promise(tmp_path: Path) -> None:
    file, agreement = tmp_path / "hopeless.yaml", file_of("agreement", "practice-sla")
    file.write_text(
        "schema: slm-sim/scenario-v1\n"
        f"extends: {scenario_path('small-msp')}\n"
        "changes:\n"
        "  agreements.practice-sla.targets.resolution.by_priority.P1.within: 1 min\n"
        "  study.propose: {minimum_volume: as asked, options: {resolution.P1: {within: [1 min]}}}\n",
        encoding="utf-8",
    )
    result = called(str(file), "--replications", "4", "--fresh", "2", "--no-levers", "--format", "json")
    assert result.exit_code == 0, result.output
    lines = agreement.read_text(encoding="utf-8").splitlines()
    target = next(number for number, line in enumerate(lines) if line.startswith("  resolution:"))
    row = next(number for number in range(target, len(lines)) if lines[number].lstrip().startswith("P1:"))
    told = result.stderr.splitlines()
    assert told[0].startswith(f"warning: {file}:5:18: no weights: all promises count alike")
    hardest = "offers are impossible, and resolution.P1 is the hardest to keep, whatever it promises"
    assert told[1:] == [f"warning: {agreement}:{row + 1}:7: {hardest}"]
    assert {offer["hardest"] for offer in json.loads(result.stdout)["offers"]} == {"resolution.P1"}
