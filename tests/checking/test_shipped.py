"""Scenarios and published agreements that ship are checked; findings are mended, or accepted with a reason."""

from __future__ import annotations

import pytest

from slm_sim.checking import review
from slm_sim.checking.played import REPLICATIONS
from slm_sim.library import shipped_files, shipped_scenarios
from slm_sim.rules import shipped_rulebook

BOOK = shipped_rulebook()
PUBLISHED = sorted(name for name, path in shipped_files("agreement").items() if path.parent.name == "published")
"""Agreements that no scenario names; the others are judged with the scenarios that do."""


@pytest.mark.parametrize("name", [*shipped_scenarios(), *PUBLISHED])
def test_every_finding_is_mended_or_explained(name: str) -> None:
    found = review(name, BOOK)
    assert [(one.code, one.subject) for one in found.findings] == []
    assert [(one.rule, one.subjects) for one in found.idle] == []


@pytest.mark.parametrize("name", shipped_scenarios())
def test_so_is_what_a_simulation_shows(name: str) -> None:
    """In a third of the terms that `slm-sim check` plays, for which some acceptances need not have a finding yet."""
    found = review(name, BOOK, replications=REPLICATIONS // 3)
    assert [(one.code, one.subject) for one in found.findings] == []
    assert [one.rule for one in found.idle if not one.rule.startswith("SLM6")] == []
    assert found.replications == (1 if name == "replay-servicenow" else 20)
    simulated = {one.finding.code for one in found.accepted if one.finding.code.startswith("SLM6")}
    assert bool(simulated) == (name != "replay-servicenow")
