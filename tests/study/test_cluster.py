"""The same study on a Dask cluster: a real one, of worker processes, of which one is killed."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import wait
from importlib.metadata import version
from pathlib import Path

import pytest

from slm_sim.errors import InputError, StudyError
from slm_sim.model.study import Study
from slm_sim.pipeline import prepare
from slm_sim.study import replications_landed, run_study
from slm_sim.study.chunks import Chunk
from slm_sim.study.cluster import workers_of_a_cluster
from slm_sim.study.crew import play_chunk
from slm_sim.study.orders import order, play_ordered
from slm_sim.study.versions import code_here
from tests.study.build import PROMISED, desk

distributed = pytest.importorskip("distributed")

SMALL = {**PROMISED, "time/lasts": "1 month", "workload/incidents": "60 / month", "time/warm_up": "1 week"}
VARIED = {**SMALL, "study/vary": {"how": "grid", "values": {"workload.incidents": ["up 10 %"]}}}
REPLICATIONS = 320
CLUSTER = (
    "import sys, distributed\n"
    "with distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None, protocol='tcp') as here:\n"
    "    print(here.scheduler_address, flush=True)\n"
    "    sys.stdin.read()"
)
"""A cluster in a process of its own, whose workers are its threads."""
NEEDED = r"slm-sim 9\.9\.9, numba 0\.7(; |$)"


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, processes=True, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as here:
        yield here.scheduler_address


def contents(landing: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in landing.glob("*.records")}


def test_a_killed_worker_changes_no_byte(cluster: str, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill_one(done: int, most: int) -> None:
        if done and not killed:
            with distributed.Client(cluster, set_as_default=False) as client:
                killed.append(min(client.run(os.getpid).values()))
            os.kill(killed[0], signal.SIGKILL)

    def study(name: str, cluster: str | None = None) -> Study:
        scenario, told = desk(VARIED), kill_one if cluster else lambda done, most: None
        return run_study(scenario, replications=REPLICATIONS, landing=tmp_path / name, cluster=cluster, progress=told)

    there, here = study("there", cluster), study("here")
    assert killed
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert len(contents(tmp_path / "here")) > 4
    assert there.results == here.results


def test_a_scheduler_that_is_lost_is_told_and_what_has_landed_is_kept(tmp_path: Path) -> None:
    landing = tmp_path / "desk.unfinished"
    asked = [sys.executable, "-c", CLUSTER]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()

        def lose(done: int, most: int) -> None:
            if done:
                process.kill()

        with pytest.raises(StudyError, match=r"the scheduler of the cluster was lost"):
            run_study(desk(SMALL), replications=REPLICATIONS, landing=landing, cluster=address, progress=lose)
    assert 0 < replications_landed(landing) < REPLICATIONS
    resumed = run_study(desk(SMALL), replications=REPLICATIONS, landing=landing, resume=True)
    assert resumed.results == run_study(desk(SMALL), replications=REPLICATIONS).results


def test_workers_of_another_version_are_refused(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slm_sim.study.versions.__version__", "9.9.9")
    monkeypatch.setattr(
        "slm_sim.study.versions.version", lambda package: "0.7" if package == "numba" else version(package)
    )
    with pytest.raises(StudyError, match=rf"tcp://\S* runs slm-sim \S+, numba \S+ where this study needs {NEEDED}"):
        workers_of_a_cluster(cluster, b"")


def test_a_worker_that_comes_later_with_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    ordered = order([desk(SMALL)], None, "auto", 1)
    needed = code_here()
    monkeypatch.setattr("slm_sim.study.versions.code_here", lambda: "0123456789ab")
    said = f"a worker runs slm-sim with the code 0123456789ab; this study needs slm-sim with the code {needed} on"
    with pytest.raises(StudyError, match=said):
        play_ordered(ordered, Chunk(0, 1, 0, 1))
    assert pickle.loads(pickle.dumps(StudyError("told"))).args == ("told",)


def test_an_order_is_played_as_it_would_be_here() -> None:
    scenario, chunk = desk(SMALL), Chunk(2, 3, 0, 1)
    assert play_ordered(order([scenario], None, "auto", 3), chunk) == play_chunk(
        [prepare(scenario)], 3, lambda: False, chunk
    )


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slm_sim.study.cluster.CONNECT_SECONDS", 1)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        with pytest.raises(StudyError, match=rf"no Dask scheduler answers at tcp://127.0.0.1:{port} within 1 s"):
            run_study(desk(SMALL), replications=1, cluster=f"tcp://127.0.0.1:{port}")


def test_what_is_no_address_is_an_input_error() -> None:
    with pytest.raises(InputError, match=r"cluster: 'carrier-pigeon://here' is no address of a scheduler"):
        run_study(desk(SMALL), replications=1, cluster="carrier-pigeon://here")


def test_a_cluster_without_workers_is_told() -> None:
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=50) as empty,
        pytest.raises(StudyError, match=r"has had no worker for 0.2 s"),
    ):
        workers_of_a_cluster(empty.scheduler_address, b"", alone_seconds=0.2)


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(
        InputError, match=r"Dask is not installed here; expected slm-sim installed with its extra \[cluster\]"
    ):
        workers_of_a_cluster("tcp://127.0.0.1:8786", b"")


def test_an_interruption_does_not_wait_for_what_the_workers_play(
    cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, released = tmp_path / "begun", tmp_path / "released"

    def held(given: bytes, chunk: Chunk) -> bytes:
        from time import sleep

        begun.touch()
        while not released.exists():
            sleep(0.01)
        return b""

    monkeypatch.setattr("slm_sim.study.cluster.play_ordered", held)
    crew = workers_of_a_cluster(cluster, b"")
    try:
        playing = crew.submit(Chunk(0, 1, 0, 1))
        while not begun.exists():
            wait([playing], 0.01)
        crew.stop()
        assert not playing.done() or playing.cancelled()
    finally:
        released.touch()
