"""The examples of docs/checking.md for continuous integration and for pre-commit, run as they are written there."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from slm_sim.library import rules_folder
from slm_sim.read.tree import parse_tree, plain

PERFECT = "8 business hours, at_least: 100 %"
ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
HOOK, WORKFLOW = (
    plain(parse_tree(block, "checking.md"))
    for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    if block.startswith(("repos:", "jobs:"))
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with an agreement in which no rule finds fault, and a `slm-sim` on the path."""
    (tmp_path / "agreements").mkdir()
    shutil.copy(rules_folder() / "base" / "draft.yaml", tmp_path / "agreements" / "sla.yaml")
    command = tmp_path / "bin" / "slm-sim"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m slm_sim "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def run(command: str, checkout: Path) -> subprocess.CompletedProcess[str]:
    paths = {"PATH": f"{checkout / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["sh", "-c", command], cwd=checkout, env={**os.environ, **paths}, capture_output=True, text=True, check=False
    )


def steps() -> list[Any]:
    assert isinstance(WORKFLOW, dict)
    jobs: Any = WORKFLOW["jobs"]
    return list(jobs["agreements"]["steps"])


def test_the_workflow_writes_its_findings_and_then_fails_for_grave_ones(checkout: Path) -> None:
    commands = [step["run"] for step in steps() if step.get("run", "").startswith("slm-sim ")]
    (uploaded,) = [step["with"]["sarif_file"] for step in steps() if "sarif_file" in step.get("with", {})]
    agreement = checkout / "agreements" / "sla.yaml"
    changed = agreement.read_text(encoding="utf-8").replace("8 business hours, at_least: 90 %", PERFECT)
    agreement.write_text(changed, encoding="utf-8")
    written, refused = (run(command, checkout) for command in commands)
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    results = json.loads((checkout / uploaded).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["SLM104"]
    assert (refused.returncode, refused.stderr) == (1, "")
    assert "SLM104 perfect-target" in refused.stdout


def test_the_hook_is_called_as_pre_commit_calls_it(checkout: Path) -> None:
    """The entry of the definition, the arguments of the example, then the files that the definition takes."""
    assert isinstance(HOOK, dict)
    repositories: Any = HOOK["repos"]
    (asked,) = repositories[0]["hooks"]
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    stated: Any = plain(parse_tree("hooks:\n" + text, ".pre-commit-hooks.yaml"))
    (defined,) = [hook for hook in stated["hooks"] if hook["id"] == asked["id"]]
    assert re.search(defined["files"], "agreements/sla.yaml")
    assert not re.search(defined["files"], "compose.yaml")
    told = run(f"{defined['entry']} {shlex.join(asked['args'])} agreements/sla.yaml", checkout)
    assert (told.returncode, told.stderr) == (0, "")
    assert "agreements/sla.yaml: no findings" in told.stdout
