"""Measure a log: from files to what the log reached on each agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from slm_sim.errors import InputError, Place, Problem
from slm_sim.library import file_of
from slm_sim.measuring.claims import Claims, expect_claimable
from slm_sim.measuring.facts import facts_of, facts_of_log
from slm_sim.measuring.held import NOTHING_SAID, Held, hold
from slm_sim.measuring.money import balances
from slm_sim.measuring.possible import place_in
from slm_sim.measuring.span import Days
from slm_sim.memory import without_collecting
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.measured import Measured
from slm_sim.read import AgreementReading, read_agreement, read_log, read_mapping
from slm_sim.workload import ranked


def measure(
    log: str | Path,
    mapping: str | Path,
    agreements: str | Path | Sequence[str | Path],
    *,
    first: date | None = None,
    last: date | None = None,
    claimed: Sequence[str] = (),
    unclaimed: Sequence[str] = (),
) -> Measured:
    """Hold the incidents of a ticket log against agreements, by the code that measures simulated incidents.

    log, mapping, agreements   files, or the names of files that ship with slm-sim, such as ``trial-sla``
    first, last                the days to be measured, in each agreement's zone; unless given, the whole calendar
                               months in which incidents were opened
    claimed, unclaimed         credits that must be claimed and were, or were not, such as ``resolution.P1:2027-02``;
                               all others are taken as claimed, and told of

    Nothing is simulated. Raises `InputError` with all that is wrong with a file, or if nothing is left to measure.
    """
    named = [agreements] if isinstance(agreements, str | Path) else agreements
    files = [file_of("agreement", name) for name in named]
    if twice := [file for place, file in enumerate(files) if file.stem in {one.stem for one in files[:place]}]:
        found = f"an agreement called {twice[0].stem!r} is measured already"
        raise InputError(Problem(Place(str(twice[0])), found, "each agreement once, and files of different names"))
    readings = {file.stem: read_agreement(file) for file in files}
    read = read_log(file_of("log", log), read_mapping(file_of("mapping", mapping)))
    said = Claims(tuple(claimed), tuple(unclaimed))
    return measure_log(read, readings, first=first, last=last, said=said)


def measure_log(
    log: IncidentLog,
    readings: Mapping[str, AgreementReading],
    *,
    first: date | None = None,
    last: date | None = None,
    said: Claims = NOTHING_SAID,
) -> Measured:
    """As `measure`, of what was read already; `readings` holds the agreements by name."""
    with without_collecting():
        parts = [_held(name, reading, log, (first, last), said) for name, reading in readings.items()]
        expect_claimable(said, [held.claimable for held, _ in parts])
        agreements = tuple(facts_of(*part) for part in parts)
        return Measured(log=facts_of_log(log), agreements=agreements, balance=balances(agreements))


def _held(
    name: str, reading: AgreementReading, log: IncidentLog, asked: Days, said: Claims
) -> tuple[Held, IncidentLog]:
    """A log held against an agreement, and the log with the priorities that the agreement gives."""
    log = ranked(log, reading.agreement.priorities, place_in(reading, "priorities"))
    return hold(name, reading, log, asked, said), log
