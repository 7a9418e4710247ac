"""Checks of the time that a choice may take."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.quantities import Length
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw

CHOICES = "compare", "propose", "sensitivity", "staff"


def choices_have_time(scenario: Scenario) -> Iterator[Flaw]:
    """A time limit leaves some time."""
    for name in CHOICES:
        asked = getattr(scenario.study, name)
        if asked is not None and isinstance(asked.time_limit, Length) and not asked.time_limit.amount:
            yield Flaw(("study", name, "time_limit"), "nothing is found in no time", "some, such as 2 min")
