"""The verb that plays a scenario: what it leaves behind when it ends well, and when it is ended."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from slm_sim.checking.ofstudy import rules_result
from slm_sim.cli import main
from slm_sim.read import read_scenario
from slm_sim.report import read_folder

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = f"""\
schema: slm-sim/scenario-v1
extends: {ROOT / "scenarios" / "small-msp.yaml"}
changes:
  time.lasts: 1 month
  study.replications: 90
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "provenance.json"
    }


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    file = tmp_path / "msp.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    return file


def test_an_interrupted_study_says_how_to_resume_it_and_ends_as_one_that_was_not(
    scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    command = [sys.executable, "-m", "slm_sim", "run", str(scenario), "--out", str(out), "--workers", "2"]
    heard = "import signal, os, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    hearing = [sys.executable, "-c", heard, *command]  # whoever runs the tests in the background may ignore Ctrl-C
    with subprocess.Popen(hearing, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        while not list(tmp_path.glob("out.unfinished/*.records")):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        told, error = process.communicate()
    assert (process.returncode, told) == (130, ""), error
    assert "slm-sim: interrupted\n" in error
    assert "replications are finished and kept in" in error
    assert f"{sys.executable} -m slm_sim run {scenario} --out {out} --workers 2 --resume\n" in error
    assert not out.exists()

    monkeypatch.setattr("slm_sim.report.figures.draw", lambda folder: ())
    refused = CliRunner().invoke(main, ["run", str(scenario), "--out", str(out)])
    assert refused.exit_code == 2
    assert "expected --resume to go on with it" in refused.stderr
    resumed = CliRunner().invoke(main, ["run", str(scenario), "--out", str(out), "--resume"])
    assert resumed.exit_code == 0, resumed.output
    assert CliRunner().invoke(main, ["run", str(scenario), "--out", str(whole), "--workers", "1"]).exit_code == 0
    assert contents(out) == contents(whole)
    judged = read_folder(out).results.rules
    assert judged is not None
    assert judged == rules_result(read_scenario(scenario))
    assert "SLM301" in {one.code for one in judged.accepted}
    assert b'id="rules"' in (out / "report.html").read_bytes()
    assert CliRunner().invoke(main, ["report", str(out)]).exit_code == 0
    assert contents(out) == contents(whole)
    assert {path.name for path in tmp_path.iterdir()} == {"msp.yaml", "out", "whole"}


def test_a_disk_that_fills_up_ends_with_exit_code_3_and_the_way_to_go_on(
    scenario: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("slm_sim.report.publish.write_data", full)
    command = ["run", str(scenario), "--out", str(tmp_path / "out"), "--replications", "2"]
    found = CliRunner().invoke(main, command)
    assert found.exit_code == 3
    assert "results cannot be written here (No space left on device)" in found.stderr
    assert "2 replications are finished and kept in" in found.stderr
    assert len(list(tmp_path.glob("out.unfinished/*.records"))) == 1
