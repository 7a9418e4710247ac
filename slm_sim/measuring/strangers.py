"""Names in the words of clocks that a log does not know, held against an agreement that was read from a file."""

from __future__ import annotations

from functools import partial

from slm_sim.errors import InputError, Place
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.read import AgreementReading, place_of
from slm_sim.sla.strangers import strangers


def place_in(reading: AgreementReading, *path: str) -> Place:
    """Where a value of an agreement stands, else what is nearest to it on the way."""
    return place_of(reading.tree, path)


def expect_no_strangers(reading: AgreementReading, log: IncidentLog) -> None:
    """Raise `InputError` if a clock of a signed agreement names a reason or a team that the log does not know."""
    problems = list(strangers(reading.agreement, partial(place_in, reading), log))
    if problems and reading.agreement.is_signed:
        raise InputError(problems)
