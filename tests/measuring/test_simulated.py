"""Simulated incidents that are written down as a ticket log and measured give what the simulation measured itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from slm_sim.library import file_of
from slm_sim.measuring.held import Held, hold
from slm_sim.model import events as kinds
from slm_sim.model.attainment import Attainment
from slm_sim.model.events import Events
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.pipeline import Played, Prepared, play, prepare
from slm_sim.read import load_scenario, read_agreement, read_log, read_mapping
from slm_sim.sla import attain, compile_agreement, events_of, histories
from slm_sim.workload import recorded

MAPPING = """\
schema: slm-sim/mapping-v1
title: What a simulation writes down
file: {one_row_per: update, dates: YYYY-MM-DD HH:MM:SS, time_zone: Etc/UTC}
columns: {incident: number, updated: at, state: state, priority: priority, team: team, category: category}
states: {New: new, Active: in progress, Customer: pending customer, Vendor: pending vendor, Resolved: resolved}
priorities: {P1: P1, P2: P2, P3: P3, P4: P4}
defects: {opened_missing: take the first row, duplicate_row: keep}
"""


@pytest.fixture(scope="module")
def simulated() -> tuple[Prepared, Played]:
    prepared = prepare(load_scenario("small-msp"))
    return prepared, play(prepared, 0)


@pytest.fixture(scope="module")
def log(simulated: tuple[Prepared, Played], tmp_path_factory: pytest.TempPathFactory) -> IncidentLog:
    folder = tmp_path_factory.mktemp("simulated")
    file, mapping = folder / "log.csv", folder / "mapping.yaml"
    file.write_text("\n".join(("number,at,state,priority,team,category", *_rows(simulated[1]))) + "\n", "utf-8")
    mapping.write_text(MAPPING, "utf-8")
    return read_log(file, read_mapping(mapping))


def _rows(played: Played) -> Iterator[str]:
    workload, axis = played.workload, played.workload.axis
    names, events = workload.names, events_of(played.workload, played.outcomes)
    words = {kinds.OPENED: "New", kinds.IN_PROGRESS: "Active", kinds.RESOLVED: "Resolved", kinds.REOPENED: "Active"}
    for incident in range(workload.incidents):
        state, team = "", ""
        for row in range(events.first[incident], events.first[incident + 1]):
            kind, value = int(events.kind[row]), int(events.value[row])
            state = names.pending[value].title() if kind == kinds.PENDING else words.get(kind, state)
            team = names.teams[value] if kind == kinds.TEAM else team
            at = f"{axis.moment_at(int(events.moment[row])):%Y-%m-%d %H:%M:%S}"
            priority, category = (
                names.priorities[workload.priority[incident]],
                names.categories[workload.category[incident]],
            )
            yield f"{incident},{at},{state},{priority},{team},{category}"


@pytest.fixture(scope="module")
def held(log: IncidentLog) -> Held:
    reading = read_agreement(file_of("agreement", "practice-sla"))
    return hold("practice-sla", reading, log, (date(2027, 1, 1), date(2027, 12, 31)))


def test_attainment_is_the_same(simulated: tuple[Prepared, Played], held: Held) -> None:
    _, played = simulated
    (expected,) = played.attainments
    assert sum(int(reached.counted.sum()) for reached in expected) > 500
    for one, other in zip(held.reached, expected, strict=True):
        assert_equal(one, other)


MORE = """\
targets:
  mean: {measure: mean time, clock: resolution, at_most: 9 business hours, credit: none}
  slowest: {measure: 90th percentile, clock: resolution, priority: P3, at_most: 3 business days, credit: none}
  first-contact: {measure: first contact resolution, at_least: 50 %, credit: none}
  reopened: {measure: reopen rate, at_most: 3 %, credit: none}
  anew: {measure: share in time, clock: anew, within: 9 business hours, at_least: 90 %, credit: none}
  visits: {measure: share in time, clock: visits, within: 4 business hours, at_least: 90 %, credit: none}
"""
CLOCKS = """\
clocks:
  anew: {stops: resolved, calendar: practice-hours, after_reopening: restart from zero}
  visits: {starts: assigned to team, stops: reassigned or resolved, pauses_while: pending, calendar: practice-hours}
"""


@pytest.mark.parametrize("placed_by", ["opened", "due", "resolved"])
def test_other_measures_and_clocks_are_the_same(
    simulated: tuple[Prepared, Played], log: IncidentLog, placed_by: str, tmp_path: Path
) -> None:
    prepared, played = simulated
    text = file_of("agreement", "practice-sla").read_text("utf-8")
    for section, more in (("targets:\n", MORE), ("clocks:\n", CLOCKS), ("placed_by: due", f"placed_by: {placed_by}")):
        assert section in text
        text = text.replace(section, more)
    file = tmp_path / "more.yaml"
    file.write_text(text, "utf-8")
    reading = read_agreement(file)
    compiled = compile_agreement("more", reading.agreement, prepared.span)
    expected = attain(compiled, played.workload, played.outcomes, played.history)
    found = hold("more", reading, log, (date(2027, 1, 1), date(2027, 12, 31)))
    assert all(reached.counted.any() for reached in expected)
    missed = {reached.clause for reached in expected if reached.misses.any()}
    assert missed >= {"more/first-contact", "more/reopened", "more/anew", "more/visits"}
    for one, other in zip(found.reached, expected, strict=True):
        assert_equal(one, other)


def test_credits_are_the_same(simulated: tuple[Prepared, Played], held: Held) -> None:
    (expected,) = simulated[1].ledgers
    assert sum(total.amount for total in expected.totals) > 0
    assert [(total.period, total.amount) for total in held.ledger.totals] == [
        (total.period, total.amount) for total in expected.totals
    ]
    assert [credit.trace for credit in held.ledger.credits] == [credit.trace for credit in expected.credits]


def test_events_are_the_same(simulated: tuple[Prepared, Played], held: Held) -> None:
    """Moments count from another epoch, and what a step of no length hides from the log is no event there."""
    played = simulated[1]
    apart = held.span.axis.tick_at(played.workload.axis.epoch)
    ours, theirs = held.events, events_of(played.workload, played.outcomes)
    teams, reasons = held.workload.names.teams, held.workload.names.pending
    of_log = [_story(ours, one, teams, reasons, 0) for one in range(len(ours))]
    of_run = [
        _story(theirs, one, played.workload.names.teams, played.workload.names.pending, apart)
        for one in range(len(theirs))
    ]
    assert sorted(of_log) == sorted(of_run)


def _story(events: Events, incident: int, teams: tuple[str, ...], reasons: tuple[str, ...], apart: int) -> str:
    alone = events.of(incident)
    names = {kinds.TEAM: teams, kinds.PENDING: reasons}
    return "; ".join(
        f"{moment + apart} {kind} {names[kind][value] if kind in names else ''}"
        for moment, kind, value in zip(alone.moment.tolist(), alone.kind.tolist(), alone.value.tolist(), strict=True)
    )


def test_plain_clocks_show_the_same_with_and_without_events() -> None:
    """On the shipped sample, in which nothing is left unsaid."""
    log = read_log(file_of("log", "servicenow-sample"), read_mapping(file_of("mapping", "servicenow-updates")))
    held = hold("trial-sla", read_agreement(file_of("agreement", "trial-sla")), log, (None, None))
    workload, outcomes = recorded(log, held.workload.names, held.span)
    plain = attain(held.compiled, workload, outcomes, histories(workload, outcomes))
    assert not log.unsaid.any()
    for one, other in zip(plain, held.reached, strict=True):
        assert_equal(one, other)


COUNTS = ("counted", "misses", "undecided", "unknown", "excluded", "numerator", "denominator", "verdict")


def assert_equal(one: Attainment, other: Attainment) -> None:
    """The same counts in the same periods."""
    assert (one.clause, [p.label for p in one.periods]) == (other.clause, [p.label for p in other.periods])
    for name in COUNTS:
        assert np.array_equal(getattr(one, name), getattr(other, name)), (one.clause, name)
