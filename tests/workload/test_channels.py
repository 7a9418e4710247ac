"""When customers give up: drawn with the incident, by channel and priority, in open time."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import binomtest

from slm_sim.calendars import after
from slm_sim.clock import NEVER
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.workload import Workload
from slm_sim.span import span
from slm_sim.workload.sites import open_time
from tests.workload.scenarios import OUTAGES, desk, drawn
from tests.workload.test_waits import SITES

ALMOST_NEVER = 1e-6
"""The chance that one assertion fails a right program."""

CONSTANT: dict[str, Any] = {"shape": "constant", "median": "4 min"}
PHONE: dict[str, Any] = {"phone": {"share": "60 %", "patience": CONSTANT}, "portal": {"share": "rest"}}


def calling(channels: dict[str, Any], changes: dict[str, Any] | None = None) -> Workload:
    return drawn(desk({"workload/channels": channels, **(changes or {})}))


def impatient(workload: Workload) -> Bools:
    return np.asarray(workload.leaves != NEVER)


def patience(workload: Workload) -> Ints:
    """The ticks that those wait who do not wait to the end."""
    return np.asarray((workload.leaves - workload.arrival)[impatient(workload)])


def leaves_by_identity(workload: Workload) -> dict[int, int]:
    return dict(zip(workload.identity.tolist(), workload.leaves.tolist(), strict=True))


def test_without_patience_nobody_gives_up() -> None:
    assert not drawn(desk()).leaves.size
    assert not calling({"phone": {"share": "60 %"}, "portal": {"share": "rest"}}).leaves.size


def test_as_many_are_on_the_phone_as_the_share_says() -> None:
    workload = calling(PHONE)
    test = binomtest(int(np.count_nonzero(impatient(workload))), workload.incidents, 0.6)
    assert test.pvalue > ALMOST_NEVER
    assert set(patience(workload).tolist()) == {240}


def test_a_row_by_priority_states_what_differs() -> None:
    row = {"P1": {"share": "100 %", "patience": {"median": "10 min"}}}
    channels = {"phone": {**PHONE["phone"], "by_priority": row}, "portal": {"share": "rest"}}
    workload = calling(channels)
    urgent = workload.priority == 0
    assert impatient(workload)[urgent].all()
    assert not impatient(workload)[~urgent].all()
    assert set((workload.leaves - workload.arrival)[urgent].tolist()) == {600}
    assert set((workload.leaves - workload.arrival)[~urgent & impatient(workload)].tolist()) == {240}


def test_patience_of_one_priority_alone() -> None:
    workload = calling({"phone": {"share": "100 %", "by_priority": {"P2": {"patience": CONSTANT}}}})
    assert (impatient(workload) == (workload.priority == 1)).all()


def test_patience_varies_as_its_spread_says() -> None:
    workload = calling({"phone": {"share": "100 %", "patience": {"shape": "exponential", "mean": "4 min"}}})
    shorter = int(np.count_nonzero(patience(workload) < 240 * np.log(2)))
    assert binomtest(shorter, workload.incidents, 0.5).pvalue > ALMOST_NEVER


def test_patience_is_counted_in_open_time_where_the_customer_is() -> None:
    channels = {"phone": {"share": "100 %", "patience": CONSTANT, "calendar": "office"}}
    scenario = desk({"workload/channels": channels, **SITES})
    workload, run = drawn(scenario), span(scenario)
    hours = {site: open_time(scenario, run, "office", site) for site in ("leeds", "austin")}
    sites = np.array(["leeds", "austin", "leeds"])[workload.customer]
    for site, office in hours.items():
        mine = sites == site
        expected = after(office, workload.arrival[mine], 240)
        seen = expected < workload.horizon
        assert (workload.leaves[mine] == np.where(seen, expected, NEVER)).all()


def test_who_would_give_up_after_the_run_waits_to_its_end() -> None:
    workload = calling({"phone": {"share": "100 %", "patience": {"shape": "constant", "median": "5 days"}}})
    late = workload.arrival + 5 * 86_400 >= workload.horizon
    assert (impatient(workload) == ~late).all()
    assert late.any()


def test_who_never_finds_it_open_never_gives_up() -> None:
    channels = {"phone": {"share": "100 %", "patience": CONSTANT, "calendar": "never"}}
    workload = calling(channels, {"calendars/never": {"hours": {"Mon-Sun": "closed"}}})
    assert not impatient(workload).any()


def test_only_who_makes_contact_can_give_up() -> None:
    age = {"median": "3 days", "p90": "9 days"}
    backlog = {"backlog": {"by_team": {"field": {"by_priority": {"P3": 40}, "age": age}}}}
    workload = calling({"phone": {"share": "100 %", "patience": CONSTANT}}, {"outages": OUTAGES, **backlog})
    restoring = np.zeros(workload.incidents, dtype=np.bool_)
    steps = workload.disruptions.restored_by_step
    restoring[np.searchsorted(workload.first_step, steps, side="right") - 1] = True
    waiting = workload.opened < workload.arrival
    late = workload.arrival + 240 >= workload.horizon
    assert (impatient(workload) == ~(restoring | waiting | late)).all()
    assert restoring.any()
    assert int(waiting.sum()) == 40
    assert ((workload.outage >= 0) & impatient(workload)).any()


def test_more_incidents_change_nobodys_patience() -> None:
    varied = {"phone": {**PHONE["phone"], "patience": {"median": "4 min", "p90": "9 min"}}, "portal": {"share": "rest"}}
    few = leaves_by_identity(calling(varied, {"workload/incidents": "500 / month"}))
    assert few.items() <= leaves_by_identity(calling(varied, {"workload/incidents": "900 / month"})).items()


def test_more_patience_is_more_for_everybody() -> None:
    def scaled(scale: str) -> Workload:
        return calling({"phone": {"share": "100 %", "patience": {"median": "4 min", "p90": "9 min", "scale": scale}}})

    once, twice = patience(scaled("100 %")), patience(scaled("200 %"))
    kept = min(len(once), len(twice))
    assert (np.abs(twice[:kept] - 2 * once[:kept]) <= 1).all()
