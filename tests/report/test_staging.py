from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.errors import ResultsError
from slm_sim.report.staging import OURS, check_writable, staged


def ours(folder: Path, content: str) -> Path:
    folder.mkdir()
    for name in OURS:
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def fill(folder: Path, content: str) -> None:
    for name in OURS:
        (folder / name).write_text(content, encoding="utf-8")


def test_a_folder_appears_when_it_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "results" / "desk"
    with staged(folder) as stage:
        fill(stage, "new")
        assert not folder.exists()
    assert (folder / OURS[0]).read_text(encoding="utf-8") == "new"
    assert list(folder.parent.iterdir()) == [folder]


def test_a_results_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = ours(tmp_path / "desk", "old")
    (folder / "report.html").write_text("old", encoding="utf-8")
    with staged(folder) as stage:
        fill(stage, "new")
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == dict.fromkeys(OURS, "new")
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_half_written_is_left_behind(error: type[BaseException], tmp_path: Path) -> None:
    folder = ours(tmp_path / "desk", "old")

    def write_half() -> None:
        with staged(folder) as stage:
            (stage / OURS[0]).write_text("half", encoding="utf-8")
            raise error

    with pytest.raises(error):
        write_half()
    assert (folder / OURS[0]).read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [folder]


def test_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    with pytest.raises(ResultsError, match="cannot be written here"), staged(folder):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.png").touch()
    with pytest.raises(ResultsError, match="something else than slm-sim results"):
        check_writable(tmp_path / "photos")
    with pytest.raises(ResultsError), staged(tmp_path / "photos"):
        pass
    assert (tmp_path / "photos" / "one.png").exists()


def test_a_file_in_the_place_and_above_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ResultsError, match="a file stands where"):
        check_writable(tmp_path / "file")
    for below in ("desk", "desk/again"):
        with pytest.raises(ResultsError, match="file is a file, and no folder can be made in it; name another"):
            check_writable(tmp_path / "file" / below)


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    check_writable(tmp_path / "empty")
    with staged(tmp_path / "empty") as stage:
        fill(stage, "new")
    assert (tmp_path / "empty" / OURS[0]).exists()
