"""What a log's incidents are about: their service, customer and channel, and a priority of impact and urgency.

Four incidents on a target of four hours around the clock. A (web shop, north, by phone) takes two, B (web shop, south,
by mail) five, C (mail, north, by phone) three, D (warehouse, north, by mail) six. The matrix makes a P1 of what is wide
and high, and a P2 of all else; B becomes one at ten, and D a P2 by another cell at ten, which changes nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.errors import InputError, Place
from slm_sim.measuring import measure
from slm_sim.model.agreement import PriorityScheme
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.pipeline import play, prepare
from slm_sim.read import load_scenario, read_log, read_mapping, read_scenario
from slm_sim.study import run_study
from slm_sim.workload import ranked
from tests.measuring.worked import clause_of, january

LOG = """\
number,at,state,impact,urgency,service,account,source,caller
A,4/1/2027 09:00,New,1 - High,1 - High,Web Shop,North,Phone,Ann
A,4/1/2027 11:00,Done,1 - High,1 - High,Web Shop,North,Phone,Ann
B,4/1/2027 09:00,New,2 - Low,2 - Low,Web Shop,South,Mail,Bob
B,4/1/2027 10:00,New,1 - High,1 - High,Web Shop,South,Mail,Bob
B,4/1/2027 14:00,Done,1 - High,1 - High,Web Shop,South,Mail,Bob
C,5/1/2027 09:00,New,2 - Low,1 - High,Mail,North,Phone,Ann
C,5/1/2027 12:00,Done,2 - Low,1 - High,Mail,North,Phone,Ann
D,5/1/2027 09:00,New,2 - Low,2 - Low,Warehouse,?,Mail,Eve
D,5/1/2027 10:00,New,2 - Low,1 - High,Warehouse,North,Mail,Eve
D,5/1/2027 15:00,Done,2 - Low,1 - High,Warehouse,North,Mail,Eve
"""

MAPPING = """\
schema: slm-sim/mapping-v1
title: Four incidents
file: {one_row_per: update, dates: D/M/YYYY HH:MM, time_zone: Etc/UTC, missing: ["?"]}
columns:
  incident: number
  updated: at
  state: state
  impact: impact
  urgency: urgency
  service: service
  customer: account
  channel: source
  caller: caller
states: {New: new, Done: resolved}
impacts: {1 - High: wide, 2 - Low: single}
urgencies: {1 - High: high, 2 - Low: low}
defects: {opened_missing: take the first row}
"""

AGREEMENT = """\
schema: slm-sim/agreement-v1
title: Support of four incidents
parties: {customer: Shops, provider: Desk}
term: {starts: 2027-01-01, lasts: 1 year}
priorities:
  matrix: {wide: {high: P1, low: P2}, single: {high: P2, low: P2}}
clocks:
  resolution: {stops: resolved}
services: {web-shop: {}, mail: {}, warehouse: {}, intranet: {}}
measurement: {placed_by: opened}
targets:
  urgent: {measure: share in time, clock: resolution, within: 4 h, at_least: 90 %, priority: P1}
  other: {measure: share in time, clock: resolution, within: 4 h, at_least: 90 %, priority: P2}
  served:
    measure: share in time
    clock: resolution
    within: 4 h
    at_least: 90 %
    by_service: {web-shop: {}, mail: {}, warehouse: {}, intranet: {}}
  north: {measure: share in time, clock: resolution, within: 4 h, at_least: 90 %, customer: north}
  phone: {measure: share in time, clock: resolution, within: 4 h, at_least: 90 %, channel: phone}
  web: {measure: share in time, clock: resolution, within: 4 h, at_least: 90 %, channel: mails}
"""

SCENARIO = """\
schema: slm-sim/scenario-v1
title: Four incidents, played again
time: {starts: 2027-01-01, lasts: 1 month}
workload: {replay: {log: log.csv, mapping: mapping.yaml}}
agreements: {sla: sla.yaml}
study: {seed: 1}
"""

REACHED = {
    "urgent": "1/2",
    "other": "1/2",
    "served.web-shop": "1/2",
    "served.mail": "1/1",
    "served.warehouse": "0/1",
    "north": "2/3",
    "phone": "2/2",
}


def written(folder: Path, agreement: str = AGREEMENT) -> tuple[Path, Path, Path]:
    """The log, its mapping and the agreement, with a scenario beside them."""
    (folder / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    files = folder / "log.csv", folder / "mapping.yaml", folder / "sla.yaml"
    for file, text in zip(files, (LOG, MAPPING, agreement), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def log_in(folder: Path) -> IncidentLog:
    """The log that was written there."""
    return read_log(folder / "log.csv", read_mapping(folder / "mapping.yaml"))


def test_clauses_by_service_customer_and_channel_are_measured(tmp_path: Path) -> None:
    measured = measure(*written(tmp_path))
    assert {name: january(measured, name).exact for name in REACHED} == REACHED
    assert (
        clause_of(measured, "served.intranet").not_in_the_log
        == "no incident of the log concerns the service 'intranet'"
    )
    nearest = "no incident of the log was reported by the channel 'mails'; did you mean 'mail'?"
    assert clause_of(measured, "web").not_in_the_log == nearest


def test_a_replay_reaches_the_same(tmp_path: Path) -> None:
    written(tmp_path)
    played = play(prepared := prepare(load_scenario(tmp_path / "scenario.yaml"), log_in(tmp_path)), 0)
    (clauses,), (reached,) = [one.clauses for one in prepared.agreements], played.attainments
    counted = {
        clause.id: f"{one.counted[0] - one.misses[0]}/{one.counted[0]}"
        for clause, one in zip(clauses, reached, strict=True)
    }
    assert {name: counted[name] for name in REACHED} == REACHED
    assert counted["web"] == counted["served.intranet"] == "0/0"


def test_a_column_that_is_not_named_leaves_its_clauses_unmeasured(tmp_path: Path) -> None:
    log, mapping, agreement = written(tmp_path)
    mapping.write_text(MAPPING.replace("  customer: account\n", ""), encoding="utf-8")
    told = "the log does not say the customer of its incidents; a mapping names the column as customer"
    assert clause_of(measure(log, mapping, agreement), "north").not_in_the_log == told


def test_priorities_follow_impact_and_urgency_and_change_with_them(tmp_path: Path) -> None:
    """B is a P2, and from ten a P1; D goes to another cell of the same priority."""
    written(tmp_path)
    scheme = PriorityScheme(matrix={"wide": {"high": "P1", "low": "P2"}, "single": {"high": "P2", "low": "P2"}})
    log = ranked(log_in(tmp_path), scheme, Place("sla.yaml"))
    assert log.names.priorities == ("P1", "P2")
    assert log.priority.tolist() == [0, 0, 1, 1]
    assert log.first_held.tolist() == [0, 1, 3, 4, 5]
    assert log.held_priority.tolist() == [0, 1, 0, 1, 1]
    assert ranked(log, scheme, Place("sla.yaml")) is log


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("{wide: {high: P1, low: P2}, singel: {high: P2, low: P2}}", "the matrix knows no impact 'single'.*'singel'"),
        ("{wide: {high: P1, lo: P2}, single: {high: P2, lo: P2}}", "the matrix knows no urgency 'low'.*'lo'"),
    ],
)
def test_what_the_matrix_does_not_know_is_named_at_the_agreement(tmp_path: Path, cells: str, message: str) -> None:
    matrix = "{wide: {high: P1, low: P2}, single: {high: P2, low: P2}}"
    files = written(tmp_path, AGREEMENT.replace(matrix, cells))
    with pytest.raises(InputError, match=rf"sla.yaml:\d+:\d+: .*in place of the priority, and {message}"):
        measure(*files)


def test_without_a_matrix_impact_and_urgency_make_no_priority(tmp_path: Path) -> None:
    lines = AGREEMENT.replace(
        "  matrix: {wide: {high: P1, low: P2}, single: {high: P2, low: P2}}", "  meaning: {P1: A, P2: B}"
    )
    with pytest.raises(InputError, match="no matrix makes one of them; expected 'matrix:'"):
        measure(*written(tmp_path, lines))


def test_a_replay_tells_what_its_log_never_shows_and_where_that_is_asked_for(tmp_path: Path) -> None:
    waiting = AGREEMENT.replace("{stops: resolved}", "{stops: resolved, pauses_while: pending vendor}")
    written(tmp_path, waiting)
    reading = read_scenario(tmp_path / "scenario.yaml")
    results = run_study(reading.scenario, doubts=reading.doubts, tree=reading.tree).results
    found = {one.about: one.text for one in results.warnings if one.weight == "caution"}
    place = f"{tmp_path / 'sla.yaml'}:8:47"
    assert found["clocks"] == (
        f"This never happens in the log: {place}: the clock 'resolution' says 'pauses_while: pending vendor', "
        f"which no state of {tmp_path / 'log.csv'} means; expected no pending reason"
    )
    nobody = "sla/served.intranet has no incident: no incident of the log concerns the service 'intranet'."
    assert found["sla/served.intranet"] == nobody
