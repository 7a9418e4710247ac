"""Records of a few replications each, joined to one of many."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from slm_sim.pipeline import Prepared, play, prepare
from slm_sim.study.record import Record, bundles, record_of
from slm_sim.study.recordfile import read, written
from slm_sim.study.summary import summarise
from tests.study.build import PROMISED, desk

SMALL = {**PROMISED, "time/lasts": "2 months", "workload/incidents": "60 / month", "time/warm_up": "1 week"}


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(desk(SMALL))


def records(prepared: Prepared, kept: int) -> list[Record]:
    summaries = [summarise(prepared, play(prepared, number), number < kept) for number in range(7)]
    return [read(BytesIO(written([record_of(prepared, [summary])])), 0) for summary in summaries]


def test_what_is_joined_is_what_would_have_been_recorded_together(prepared: Prepared) -> None:
    summaries = [summarise(prepared, play(prepared, number), False) for number in range(7)]
    (joined,) = bundles(records(prepared, 0), 100)
    assert written([joined]) == written([record_of(prepared, summaries)])


def test_a_bundle_ends_with_so_many_replications(prepared: Prepared) -> None:
    found = [bundle.replication.tolist() for bundle in bundles(records(prepared, 0), 3)]
    assert found == [[0, 1, 2], [3, 4, 5], [6]]


def test_what_holds_incidents_stays_alone(prepared: Prepared) -> None:
    with_incidents = records(prepared, 2)
    swapped = [with_incidents[2], *with_incidents[:2], *with_incidents[3:]]
    renumbered = [replace(record, replication=record.replication * 0 + at) for at, record in enumerate(swapped)]
    found = [bundle.replication.tolist() for bundle in bundles(renumbered, 100)]
    assert found == [[0], [1], [2], [3, 4, 5, 6]]
