"""Finished chunks land whole, stay where they are, and are taken for what they are when a study is resumed."""

from __future__ import annotations

import errno
import json
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from slm_sim.errors import InputError, StudyError, WriteError
from slm_sim.model.study import Study
from slm_sim.pipeline import Played, Prepared, play, prepare
from slm_sim.study import discard, replications_landed, run_study, unfinished
from slm_sim.study.chunks import Chunk
from slm_sim.study.identity import key_of
from slm_sim.study.landing import MANIFEST, Landing, open_landing
from slm_sim.study.record import record_of
from slm_sim.study.recordfile import DamagedRecordError, expect_whole, read, written
from slm_sim.study.summary import summarise
from tests.study.build import PROMISED, desk

SMALL = {**PROMISED, "time/lasts": "2 months", "workload/incidents": "60 / month", "time/warm_up": "1 week"}
FACTS = {"seed": "11"}
KEY = key_of(FACTS)
REPLICATIONS = 90  # two whole chunks of 40 and one of 10


def study(landing: Path | None = None, resume: bool = False, seed: int = 11, workers: int = 1) -> Study:
    return run_study(
        desk(SMALL),
        replications=REPLICATIONS,
        keep_incidents=50,
        seed=seed,
        workers=workers,
        landing=landing,
        resume=resume,
    )


def interrupted(landing: Path, resume: bool = False) -> None:
    """A study that is interrupted as soon as one more chunk has landed."""
    already = replications_landed(landing)

    told: list[int] = []

    def interrupt(done: int, most: int) -> None:
        told.append(done)
        if done > told[0]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_study(
            desk(SMALL),
            replications=REPLICATIONS,
            keep_incidents=50,
            landing=landing,
            resume=resume,
            progress=interrupt,
        )
    assert told[0] == already


def full(path: Path, content: bytes) -> int:
    """A disk on which there is room for names only."""
    path.touch()
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_resumed_study_plays_what_is_missing_and_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing = tmp_path / "desk.unfinished"
    interrupted(landing)
    assert replications_landed(landing) == 40
    interrupted(landing, resume=True)
    assert replications_landed(landing) == 80
    played: list[int] = []

    def noting(prepared: Prepared, replication: int) -> Played:
        played.append(replication)
        return play(prepared, replication)

    monkeypatch.setattr("slm_sim.study.crew.play", noting)
    resumed = study(landing, resume=True)
    assert played == list(range(80, 90))
    whole = study(workers=2)
    assert resumed.results.model_dump_json() == whole.results.model_dump_json()
    for name in whole.tables:
        pd.testing.assert_frame_equal(resumed.tables[name], whole.tables[name], check_exact=True)


def test_what_has_landed_is_neither_lost_nor_mixed_with_another_study(tmp_path: Path) -> None:
    landing = tmp_path / "desk.unfinished"
    interrupted(landing)
    before = {file.name: file.read_bytes() for file in landing.iterdir()}
    with pytest.raises(InputError, match=r"has left 1 finished chunks here; expected --resume to go on with it"):
        study(landing)
    with pytest.raises(InputError, match=r"belong to another study: 'One desk', with seed 11 in place of 12; expected"):
        study(landing, resume=True, seed=12)
    assert {file.name: file.read_bytes() for file in landing.iterdir()} == before


def test_what_never_began_cannot_be_resumed(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"mistyped.unfinished: no study has left .* nothing to resume; expected the --out"
    ):
        study(tmp_path / "mistyped.unfinished", resume=True)
    assert list(tmp_path.iterdir()) == []


def test_a_chunk_that_a_power_cut_spoilt_is_played_again(tmp_path: Path) -> None:
    landing = tmp_path / "desk.unfinished"
    interrupted(landing)
    (spoilt,) = landing.glob("*.records")
    whole = spoilt.read_bytes()
    spoilt.write_bytes(whole[: len(whole) // 2])
    study(landing, resume=True)
    assert spoilt.read_bytes() == whole


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.png").touch()
    with pytest.raises(InputError, match=r"'one.png' stands where finished chunks are to land"):
        study(tmp_path / "photos", resume=True)
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"a file stands where finished chunks are to land"):
        study(tmp_path / "file")
    with pytest.raises(WriteError, match="finished chunks cannot be written here"):
        study(tmp_path / "file" / "desk.unfinished")


@pytest.mark.parametrize(
    "name", ["my.records", "sales.records.csv", "000000-000039.000-000.0123456789ab.records.bak", "study.json.old"]
)
def test_a_name_that_resembles_ours_is_none_of_ours(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(InputError, match=r"stands where finished chunks are to land"):
        study(tmp_path)
    assert replications_landed(tmp_path) == 0
    discard(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_study_that_fails_before_anything_has_landed_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(prepared: Prepared, replication: int) -> Played:
        raise StudyError("no luck")

    monkeypatch.setattr("slm_sim.study.crew.play", failing)
    with pytest.raises(StudyError, match="no luck"):
        study(tmp_path / "desk.unfinished")
    assert list(tmp_path.iterdir()) == []


def test_replications_in_two_chunks_are_counted_once(tmp_path: Path) -> None:
    landing = Landing(tmp_path, KEY)
    for chunk in (Chunk(0, 40, 0, 1), Chunk(40, 10, 0, 1), Chunk(40, 40, 0, 1), Chunk(0, 40, 1, 1)):
        landing.land(chunk, b"")
    assert replications_landed(tmp_path) == 80


def test_a_full_disk_on_the_way_back_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    landing = open_landing(tmp_path / "desk.unfinished", FACTS, "One desk", resume=False)
    landing.land(Chunk(0, 2, 0, 1), b"one")
    before = {file.name: file.read_bytes() for file in landing.folder.iterdir()}
    with monkeypatch.context() as without_space:
        without_space.setattr(Path, "write_bytes", full)
        open_landing(landing.folder, FACTS, "One desk", resume=True)
        assert {file.name: file.read_bytes() for file in landing.folder.iterdir()} == before
        (landing.folder / MANIFEST).write_text("{", encoding="utf-8")
        with pytest.raises(WriteError, match="No space left on device"):
            open_landing(landing.folder, FACTS, "One desk", resume=True)
    open_landing(landing.folder, FACTS, "One desk", resume=True)
    assert {file.name: file.read_bytes() for file in landing.folder.iterdir()} == before


def test_two_studies_that_land_in_one_folder_do_not_mix(tmp_path: Path) -> None:
    chunk = Chunk(0, 2, 0, 1)
    one, other = (open_landing(tmp_path, facts, "One desk", resume=False) for facts in (FACTS, {"seed": "12"}))
    other.land(chunk, b"")
    assert not list(tmp_path.glob(f"*{KEY[:12]}*"))
    with pytest.raises(FileNotFoundError):
        one.record(chunk, 0)
    with pytest.raises(InputError, match="belong to another study"):
        open_landing(tmp_path, FACTS, "One desk", resume=True)
    one.land(chunk, b"")
    assert open_landing(tmp_path, FACTS, "One desk", resume=True) == one
    assert replications_landed(tmp_path) == 2


def test_nothing_landed_is_nothing_to_resume(tmp_path: Path) -> None:
    landing = unfinished(tmp_path / "desk")
    landing.mkdir()
    (landing / MANIFEST).write_text("{", encoding="utf-8")
    assert replications_landed(landing) == 0
    study(landing)
    assert json.loads((landing / MANIFEST).read_text(encoding="utf-8"))["title"] == "One desk"
    discard(landing)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_what_had_landed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    landing = Landing(tmp_path, KEY)
    landing.land(Chunk(0, 2, 0, 1), b"one")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WriteError, match="No space left on device"):
        landing.land(Chunk(2, 2, 0, 1), b"two")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"one"]


def test_a_temporary_landing_goes_away_with_its_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = study()
    assert len(list(tmp_path.iterdir())) == 1
    assert len(found.tables["terms"]) == REPLICATIONS
    del found
    assert list(tmp_path.iterdir()) == []


def test_records_come_back_as_they_were_written() -> None:
    prepared = prepare(desk(SMALL))
    records = [
        record_of(prepared, [summarise(prepared, play(prepared, number), keep) for number in (3, 4)])
        for keep in (True, False)
    ]
    content = written(records)
    expect_whole(content)
    again = [read(BytesIO(content), number) for number in (0, 1)]
    assert written(again) == content
    assert [len(record.incidents) for record in again] == [len(records[0].incidents), 0]
    assert np.array_equal(again[0].money[0].amount, records[0].money[0].amount)
    assert (again[1].replication.tolist(), again[1].part_names.tolist()) == ([3, 4], records[1].part_names.tolist())
    for damaged in (b"", content[:-1], content[:40] + b"!" + content[41:]):
        with pytest.raises(DamagedRecordError):
            expect_whole(damaged)
