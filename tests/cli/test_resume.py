"""What is said when a study ends before its time, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.cli.resume import telling_how_to_resume


def test_an_interruption_takes_nothing_away_that_no_study_has_begun_to_use(tmp_path: Path) -> None:
    (tmp_path / "photo.png").touch()
    with pytest.raises(KeyboardInterrupt) as told, telling_how_to_resume(tmp_path, ["slm-sim", "run", "desk.yaml"]):
        raise KeyboardInterrupt
    assert told.value.args == ()
    assert [file.name for file in tmp_path.iterdir()] == ["photo.png"]
