from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from slm_sim.cli import main
from slm_sim.read.schema import FORMATS, json_schema


@pytest.mark.parametrize("kind", FORMATS)
def test_the_schema_of_a_kind_of_file_is_printed(kind: str) -> None:
    result = CliRunner().invoke(main, ["schema", kind])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json_schema(kind)


def test_scenario_is_the_kind_unless_another_is_named() -> None:
    assert json.loads(CliRunner().invoke(main, ["schema"]).stdout)["title"] == "slm-sim/scenario-v1"


def test_the_schema_goes_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    result = CliRunner().invoke(main, ["schema", "agreement", "--out", str(file)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(file.read_text(encoding="utf-8")) == json_schema("agreement")


def test_a_file_that_cannot_be_written_is_a_message(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["schema", "--out", str(tmp_path / "no" / "schema.json")])
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
