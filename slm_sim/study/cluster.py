"""A crew on a Dask cluster, behind the same executor interface as threads.

Dask plays a chunk again whose worker was killed. What it cannot mend is told: a scheduler that does not answer, workers
of another version, and no worker at all for too long.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from logging import CRITICAL, getLogger
from time import monotonic
from typing import Any

from slm_sim.errors import InputError, Place, Problem, StudyError
from slm_sim.study.crew import Crew
from slm_sim.study.orders import play_ordered
from slm_sim.study.versions import PACKAGES, difference, told, versions_here

Client = Any
"""A client of Dask, whose package is typed in part only."""

_ADDRESS = re.compile(r"((tcp|tls|ws|wss)://)?[^/\s]+:\d{1,5}")
CONNECT_SECONDS = 10
"""How long a scheduler may take to answer."""
CLOSE_SECONDS = 0.2
"""How long to wait for a scheduler to take leave; it takes back what was asked of it in any case."""
ALONE_SECONDS = 60
"""How long a cluster may be without any worker."""


def workers_of_a_cluster(address: str, ordered: bytes, alone_seconds: float = ALONE_SECONDS) -> Crew:
    """A crew of all workers of a cluster.

    address        of the scheduler, such as ``tcp://10.0.0.5:8786``
    ordered        the study, see `slm_sim.study.orders.order`
    alone_seconds  how long the cluster may be without any worker

    Raises InputError for an address that is none and where Dask is not installed, StudyError if nobody answers or a
    worker has another version.
    """
    client = _connected(address)
    try:
        workers = _threads(client, address, alone_seconds)
        _expect_versions(client)
        given = client.submit(bytes, ordered, pure=True)
    except BaseException:
        client.close()
        raise
    executor = client.get_executor(pure=False)
    return Crew(
        submit=lambda chunk: executor.submit(play_ordered, given, chunk),
        workers=workers,
        result=_result,
        check=_watch(client, alone_seconds),
        stop=lambda: client.close(timeout=CLOSE_SECONDS),
    )


def _connected(address: str) -> Client:
    if not _ADDRESS.fullmatch(address):
        found = f"{address!r} is no address of a scheduler"
        raise InputError(Problem(Place("cluster"), found, "one such as tcp://10.0.0.5:8786"))
    try:
        import distributed
    except ImportError:
        found = "a cluster is asked for, and Dask is not installed here"
        raise InputError(Problem(Place("cluster"), found, "slm-sim installed with its extra [cluster]")) from None
    getLogger("distributed.client").setLevel(CRITICAL)  # what is lost is told by a StudyError, without a traceback
    connect: Callable[..., Client] = distributed.Client
    try:
        return connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except OSError:
        raise StudyError(f"no Dask scheduler answers at {address} within {CONNECT_SECONDS} s") from None


def _threads(client: Client, address: str, alone_seconds: float) -> int:
    """How many chunks the workers play side by side; waits for the first worker."""
    try:
        client.wait_for_workers(1, timeout=alone_seconds)
    except TimeoutError:
        raise StudyError(f"the cluster at {address} has had no worker for {alone_seconds:g} s") from None
    return sum(client.nthreads().values())


def _expect_versions(client: Client) -> None:
    """`StudyError` with every worker that does not run what runs here, as far as Dask knows it: not its code."""
    others, here = [], versions_here()
    for worker, found in sorted(client.get_versions(packages=["slm_sim", *PACKAGES])["workers"].items()):
        packages = found["packages"]
        runs, needs = difference(told(packages.get("slm_sim"), found["host"]["python"], packages), here)
        if runs:
            others.append(f"{worker} runs {runs} where this study needs {needs}")
    if others:
        raise StudyError("; ".join(others))


def _result(future: Future[bytes]) -> bytes:
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        return future.result()
    except KilledWorker as error:
        raise StudyError(
            f"each worker that was given one of the chunks was killed ({error}); do they have enough memory?"
        ) from None
    except (CancelledError, CommClosedError):
        raise StudyError("the scheduler of the cluster was lost") from None


def _watch(client: Client, alone_seconds: float) -> Callable[[], None]:
    """Something that raises StudyError when the scheduler is lost, or no worker has been there for too long."""
    last_seen = monotonic()

    def check() -> None:
        nonlocal last_seen
        try:
            workers = client.status == "running" and client.scheduler_info(n_workers=1)["workers"]
        except OSError:
            workers = False
        if workers:
            last_seen = monotonic()
        elif client.status == "closed":
            raise StudyError("the scheduler of the cluster was lost")
        elif monotonic() - last_seen > alone_seconds:
            raise StudyError(f"the cluster has had no worker for {alone_seconds:g} s")

    return check
