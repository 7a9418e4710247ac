"""What is said when a study ends before its time, and what is left alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from slm_sim.cli.resume import as_called, telling_how_to_resume


def test_an_interruption_takes_nothing_away_that_no_study_has_begun_to_use(tmp_path: Path) -> None:
    (tmp_path / "photo.png").touch()
    with pytest.raises(KeyboardInterrupt) as told, telling_how_to_resume(tmp_path, ["slm-sim", "run", "desk.yaml"]):
        raise KeyboardInterrupt
    assert told.value.args == ()
    assert [file.name for file in tmp_path.iterdir()] == ["photo.png"]


@pytest.mark.parametrize(
    ("program", "again"),
    [
        (".venv/bin/slm-sim", [".venv/bin/slm-sim"]),
        ("/checkout/slm_sim/__main__.py", [sys.executable, "-m", "slm_sim"]),
    ],
)
def test_the_program_is_named_as_it_was_called(program: str, again: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [program, "run", "desk.yaml"])
    assert as_called() == again
