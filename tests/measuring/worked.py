"""A log of seven incidents in the first days of January 2027, and an agreement to hold it against.

Friday is the first. Office hours are 08:00 to 18:00, Monday to Friday; all times are UTC.
"""

from __future__ import annotations

from pathlib import Path

from slm_sim.measuring import measure
from slm_sim.model.measured import Breach, Measured, MeasuredClause, MeasuredPeriod

HEADER = "number,state,opened,updated,resolved,closed,priority,team"

ROWS = """\
A,New,4 09:00,4 09:00,4 15:00,5 15:00,High,Desk
A,Active,4 09:00,4 09:30,4 15:00,5 15:00,High,Desk
A,Wait,4 09:00,4 10:00,4 15:00,5 15:00,High,Desk
A,Active,4 09:00,4 12:00,4 15:00,5 15:00,High,Desk
A,Resolved,4 09:00,4 15:00,4 15:00,5 15:00,High,Desk
A,Closed,4 09:00,5 15:00,4 15:00,5 15:00,High,Desk
B,New,4 09:00,4 09:00,4 14:01,?,High,Desk
B,Active,4 09:00,4 09:10,4 14:01,?,High,Desk
B,Wait,4 09:00,4 12:00,4 14:01,?,High,Desk
B,Active,4 09:00,4 13:00,4 14:01,?,High,Experts
B,Resolved,4 09:00,4 14:01,4 14:01,?,High,Experts
C,New,5 08:00,5 08:00,6 11:00,?,High,Desk
C,Active,5 08:00,5 08:30,6 11:00,?,High,Desk
C,Resolved,5 08:00,5 10:00,6 11:00,?,High,Desk
C,Active,5 08:00,6 09:00,6 11:00,?,High,Desk
C,Resolved,5 08:00,6 11:00,6 11:00,?,High,Desk
D,New,5 09:00,5 09:00,5 13:01,?,Low,Desk
D,Active,5 09:00,5 10:00,5 13:01,?,High,Desk
D,Resolved,5 09:00,5 13:01,5 13:01,?,High,Desk
E,New,6 09:00,6 09:00,?,?,High,Desk
E,Active,6 09:00,6 09:15,?,?,High,Desk
E,Resolved,6 09:00,6 10:00,?,?,High,Desk
F,New,7 09:00,7 09:00,?,?,Low,Desk
F,Active,7 09:00,7 09:30,?,?,Low,Desk
G,New,8 09:30,8 09:30,?,?,Low,Desk
G,Active,8 09:30,8 10:00,?,?,Low,Desk
"""

MAPPING = """\
schema: slm-sim/mapping-v1
title: Seven incidents
file: {one_row_per: update, dates: D/M/YYYY HH:MM, time_zone: Etc/UTC, missing: ["?"]}
columns:
  incident: number
  updated: updated
  opened: opened
  resolved: resolved
  closed: closed
  state: state
  priority: priority
  team: team
states: {New: new, Active: in progress, Wait: pending customer, Resolved: resolved, Closed: closed}
priorities: {High: P1, Low: P2}
back_filled: [resolved, closed]
defects: {resolved_missing: still open}
"""

AGREEMENT = """\
schema: slm-sim/agreement-v1
title: Support of seven incidents
version: draft 1
parties: {customer: Shops, provider: Desk}
term: {starts: 2027-01-01, lasts: 1 year, bedding_in: none}
time_zone: Etc/UTC
holidays: none
charges: {fee: 1 000 GBP / month}
calendars:
  office: {hours: {Mon-Fri: 08:00-18:00}}
services:
  shop: {agreed_service_time: 24x7, charge: fee}
priorities:
  meaning: {P1: All stop, P2: The rest}
clocks:
  response: {stops: first touch}
  resolution: {stops: resolved, pauses_while_pending: [customer], calendar: office, after_reopening: resume}
  rework: {stops: resolved, calendar: office, after_priority_change: count from the change}
measurement: {service_period: calendar month, placed_by: opened, rounding: none, minimum_volume: none}
exclusions: none
targets:
  response:
    measure: share in time
    clock: response
    at_least: 90 %
    credit: none
    by_priority: {P1: {within: 30 min}}
  resolution:
    measure: share in time
    clock: resolution
    at_least: 90 %
    credit: bands
    by_priority: {P1: {within: 4 business hours}, P2: {within: 1 business day}}
  rework: {measure: share in time, clock: rework, within: 7 business hours, at_least: 90 %, priority: P1, credit: none}
  reopened: {measure: reopen rate, at_most: 10 %, credit: none}
  available: {measure: availability, service: shop, at_least: 99 %, credit: bands}
credits:
  bands:
    family: bands
    of: fee
    bands: {missed: {below: target, credit: 5 %}}
    caps: {service_period: 8 %, contract_year: none}
termination_triggers:
  slow: {clause: resolution.P1, periods: 1 of 1}
  down: {clause: available, periods: 1 of 1}
"""


def write(
    folder: Path, rows: str = ROWS, mapping: str = MAPPING, agreement: str = AGREEMENT
) -> tuple[Path, Path, Path]:
    """The three files of a measurement; days of January stand for whole dates in the rows."""
    cells = (line.split(",") for line in rows.splitlines())
    dated = [",".join(_dated(cell) for cell in line) for line in cells]
    files = folder / "worked.csv", folder / "worked-mapping.yaml", folder / "worked-sla.yaml"
    for file, text in zip(files, ("\n".join((HEADER, *dated)) + "\n", mapping, agreement), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def _dated(cell: str) -> str:
    day, _, time = cell.partition(" ")
    return f"{day}/1/2027 {time}" if time else cell


def worked(folder: Path) -> Measured:
    """The seven incidents, measured."""
    return measure(*write(folder))


def clause_of(measured: Measured, name: str) -> MeasuredClause:
    """The clause of this name of the only agreement."""
    (found,) = (clause for clause in measured.agreements[0].clauses if clause.clause == name)
    return found


def january(measured: Measured, name: str) -> MeasuredPeriod:
    """A clause in its only period."""
    (period,) = clause_of(measured, name).periods
    return period


def breaches_of(measured: Measured, name: str) -> list[Breach]:
    """The breaches of a clause."""
    return [breach for breach in measured.agreements[0].breaches if breach.clause == name]


def lines_of(breach: Breach) -> list[tuple[str, str, str, float]]:
    """The clock of a breach: day and time, what it did, why, and the minutes that had elapsed."""
    return [(line.moment or "", line.what, line.why, line.elapsed / 60) for line in breach.lines]
