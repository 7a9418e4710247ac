"""The notebooks run from beginning to end, and their prose holds no figure that a change could make wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jupytext
import pytest
from nbclient import NotebookClient

import slm_sim

FOLDER = Path(slm_sim.__file__).parent.parent / "notebooks"
NAMES = ("negotiate", "size", "batch", "compare")
SHOWN = ("text/html", "text/markdown")


def notebook(name: str) -> Any:
    return jupytext.read(FOLDER / f"{name}.md")


def outputs(played: Any) -> list[Any]:
    return [output for cell in played.cells if cell.cell_type == "code" for output in cell.outputs]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_ends_with_a_decision_and_what_was_not_settled(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(FOLDER.parent))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    played = NotebookClient(notebook(name), timeout=None, resources={"metadata": {"path": str(FOLDER)}}).execute()
    shown = [data for output in outputs(played) if any(kind in (data := output.get("data", {})) for kind in SHOWN)]
    assert any("<img" in data.get("text/html", "") for data in shown)
    assert "text/markdown" in shown[-1]
    assert [output.text for output in outputs(played) if output.get("name") == "stderr"] == []
    *_, heading, _, last = played.cells
    assert heading.source == "## The decision"
    assert last.source.startswith("**What was not settled.**")


@pytest.mark.parametrize("name", NAMES)
def test_assumptions_stand_before_the_first_figure(name: str) -> None:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    asked = [text.index(f"slm_sim.{verb}(") for verb in ("run", "compare", "frontier") if f"slm_sim.{verb}(" in text]
    assert text.index("## What we assume") < min(asked)


@pytest.mark.parametrize("name", NAMES)
def test_the_prose_of_a_notebook_holds_no_figure(name: str) -> None:
    prose = [cell.source for cell in notebook(name).cells if cell.cell_type == "markdown"]
    assert re.findall(r"\d+", "\n".join(prose)) == []


def test_the_page_about_the_notebooks_names_all_of_them() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert {path.stem for path in FOLDER.glob("*.md")} == {*NAMES, "README"}
    assert all(f"({name}.md)" in page for name in NAMES)
