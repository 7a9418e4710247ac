"""Two studies with one results folder do not live at the same time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from slm_sim.errors import InputError, WriteError
from slm_sim.study import alone_in
from slm_sim.study.chunks import Chunk
from slm_sim.study.landing import Landing

HOLDING = (
    "import sys, pathlib\nfrom slm_sim.study import alone_in\n"
    "with alone_in(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"
)


def test_a_second_study_is_refused_while_the_first_lives(tmp_path: Path) -> None:
    landing = tmp_path / "desk.unfinished"
    asked = [sys.executable, "-c", HOLDING, str(landing)]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with (
            pytest.raises(InputError, match=r"another study is being played .*; expected another --out"),
            alone_in(landing),
        ):
            pass
        first.kill()
    with alone_in(landing):
        assert [file.name for file in landing.iterdir()] == ["study.lock"]
    assert list(tmp_path.iterdir()) == []


def test_what_has_landed_stays(tmp_path: Path) -> None:
    with alone_in(tmp_path):
        Landing(tmp_path, "0123456789abcdef").land(Chunk(0, 2, 0, 1), b"")
    assert len(list(tmp_path.glob("*.records"))) == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(WriteError, match="finished chunks cannot be written here"),
        alone_in(tmp_path / "file" / "desk"),
    ):
        pass
