"""Times by priority against the incidents table: what is open counts as later than all that ended."""

from __future__ import annotations

from functools import cache
from math import ceil

import numpy as np
import pytest

from slm_sim.model.results import PriorityTimes
from slm_sim.pipeline import Prepared, play, prepare
from slm_sim.study.priorities import priority_times
from slm_sim.study.summary import Summary, summarise
from slm_sim.study.tables import incidents_frame
from slm_sim.study.times import quantiles
from tests.study.build import desk, gathered


@cache
def _played(rate: str, replications: int = 3) -> tuple[Prepared, tuple[Summary, ...]]:
    changes = {"workload/incidents": rate, "time/starts": "2027-01-01", "time/lasts": "1 month"}
    prepared = prepare(desk(changes))
    return prepared, tuple(summarise(prepared, play(prepared, number), True) for number in range(replications))


def times(rate: str) -> dict[str, PriorityTimes]:
    return {found.priority: found for found in priority_times(_played(rate)[0], gathered(*_played(rate)), 0.95)}


def counted(rate: str, summary: Summary, priority: str) -> tuple[np.ndarray, np.ndarray]:
    """Seconds to the response and to the last resolution of each incident opened in the span, infinite while open."""
    assert summary.incidents is not None
    span, frame = _played(rate)[0].span, incidents_frame(summary.incidents)
    starts, ends = (np.datetime64(span.axis.moment_at(tick).replace(tzinfo=None)) for tick in (span.start, span.end))
    opened = frame["opened"].dt.tz_localize(None)
    these = frame[(opened >= starts) & (opened < ends) & (frame["priority"] == priority)]
    response, resolution = (
        (these[moment] - these["opened"]).dt.total_seconds().fillna(np.inf).to_numpy()
        for moment in ("responded", "resolved")
    )
    return response, resolution


def by_hand(seconds: np.ndarray, share: float) -> float:
    return float(np.sort(seconds)[ceil(share * len(seconds) - 1e-9) - 1])


@pytest.mark.parametrize("rate", ["1.6 / h", "2.6 / h"])
def test_quantiles_are_those_of_all_incidents_that_were_opened(rate: str) -> None:
    for priority, found in times(rate).items():
        rows = [counted(rate, summary, priority) for summary in _played(rate)[1]]
        for column, told in enumerate((found.response, found.resolution)):
            for name, share in (("p50", 0.5), ("p90", 0.9), ("p95", 0.95)):
                values = [by_hand(row[column], share) for row in rows]
                estimate = told[name]
                if np.isinf(values).any():
                    assert estimate is None
                else:
                    assert estimate is not None
                    assert estimate.value == pytest.approx(np.mean(values))
        assert found.incidents_per_month.value == pytest.approx(np.mean([len(row[0]) for row in rows]))
        still_open = sum(np.isinf(row[1]).sum() for row in rows)
        assert found.unresolved == pytest.approx(still_open / sum(len(row[1]) for row in rows))


def test_in_overload_the_slow_quantiles_are_not_told_as_if_only_the_quick_ones_counted() -> None:
    found = times("2.6 / h")["P2"]
    assert found.unresolved > 0.1
    assert found.resolution["p95"] is None
    assert found.resolution["p50"] is not None


def test_the_parts_are_those_of_resolved_incidents() -> None:
    """Waiting and hands-on time together are the time to resolution, where nothing else happens to an incident."""
    found = times("1.6 / h")["P1"]
    rows = [counted("1.6 / h", summary, "P1")[1] for summary in _played("1.6 / h")[1]]
    assert found.unresolved == 0
    assert found.parts["waiting"] + found.parts["hands-on"] == pytest.approx(np.mean([row.mean() for row in rows]))
    assert sum(found.parts.values()) == pytest.approx(found.parts["waiting"] + found.parts["hands-on"])


def test_replications_without_an_incident_of_a_priority_do_not_shorten_its_parts() -> None:
    """One P1 in a month or so: where there was none, there is no time to average."""
    changes = {"workload/incidents": "5 / month", "time/lasts": "1 month", "time/starts": "2027-01-01"}
    prepared = prepare(desk(changes))
    summaries = [summarise(prepared, play(prepared, number), False) for number in range(8)]
    urgent = [summary for summary in summaries if summary.opened[0]]
    assert 0 < len(urgent) < len(summaries)
    told = {found.priority: found for found in priority_times(prepared, gathered(prepared, summaries), 0.95)}["P1"]
    alone = {found.priority: found for found in priority_times(prepared, gathered(prepared, urgent), 0.95)}["P1"]
    assert told.parts == alone.parts
    assert told.resolution == alone.resolution
    assert told.incidents_per_month.value < alone.incidents_per_month.value


def test_who_gave_up_is_neither_late_nor_open_at_the_end() -> None:
    """On an overloaded desk most callers hang up; all that they leave is a moment in the incidents table."""
    phone = {"share": "70 %", "patience": {"shape": "exponential", "mean": "5 min"}}
    prepared = prepare(
        desk({
            "workload/incidents": "4 / h", "workload/channels": {"phone": phone, "portal": {"share": "rest"}},
            "time/lasts": "2 weeks", "time/warm_up": "0 h", "time/run_out": "0 h",
        })
    )  # fmt: skip
    summary = summarise(prepared, play(prepared, 0), True)
    assert summary.incidents is not None
    frame = incidents_frame(summary.incidents)
    for found in priority_times(prepared, gathered(prepared, [summary]), 0.95):
        rows = frame[frame["priority"] == found.priority]
        stayed = rows[rows["abandoned"].isna()]
        assert found.abandoned == pytest.approx(1 - len(stayed) / len(rows))
        assert found.unresolved == pytest.approx(stayed["resolved"].isna().sum() / len(rows))
        for told, moment in ((found.response, "responded"), (found.resolution, "resolved")):
            seconds = (stayed[moment] - stayed["opened"]).dt.total_seconds().fillna(np.inf).to_numpy()
            expected = [by_hand(seconds, share) for share in (0.5, 0.9, 0.95)]
            assert [np.inf if each is None else each.value for each in told.values()] == pytest.approx(expected)
        assert found.abandoned > 0.4
        assert found.unresolved < 0.1
        assert found.resolution["p50"] is not None


def test_where_everybody_gives_up_there_are_no_times() -> None:
    """Nobody is at work and nobody waits for long: all is given up, and nothing is open or has a quantile."""
    phone = {"share": "100 %", "patience": {"shape": "constant", "median": "5 min"}}
    prepared = prepare(
        desk({
            "workload/channels": {"phone": phone}, "teams/desk/headcount": {"always": {"Mon-Sun": 0}},
            "time/lasts": "1 week", "time/warm_up": "0 h", "time/run_out": "1 h",
        })
    )  # fmt: skip
    for found in priority_times(prepared, gathered(prepared, [summarise(prepared, play(prepared, 0), False)]), 0.95):
        assert (found.abandoned, found.unresolved) == (1, 0)
        assert set(found.response.values()) == set(found.resolution.values()) == {None}


def test_nobody_gives_up_where_everybody_is_patient() -> None:
    assert {found.abandoned for found in times("2.6 / h").values()} == {0}


def test_a_priority_that_never_occurs_is_left_out() -> None:
    prepared = prepare(desk({"workload/priority_mix": {"P1": "0 %", "P2": "rest"}, "time/lasts": "1 week"}))
    summaries = [summarise(prepared, play(prepared, 0), False)]
    assert [found.priority for found in priority_times(prepared, gathered(prepared, summaries), 0.95)] == ["P2"]


def test_a_quantile_among_what_never_happened_is_infinite() -> None:
    assert quantiles(np.array([7, -1, 3, -1]), (0.25, 0.5, 0.75)).tolist() == [3, 7, np.inf]
    assert np.isnan(quantiles(np.array([], dtype=np.int64), (0.5,))).all()
