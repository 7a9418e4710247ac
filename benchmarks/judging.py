"""A draft of fifty promises held against every rule that ships, beside reading it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.row import Goal, Row, row
from benchmarks.timing import least
from slm_sim.library import rules_folder
from slm_sim.model.finding import Finding
from slm_sim.read import Reading, read_scenario
from slm_sim.rules import facts_of, judge, shipped_rulebook

PROMISES = 50
OF_THE_DRAFT = 7


def rows(quick: bool) -> Iterator[Row]:
    """Judging, facts included, beside reading the same draft."""
    turns = 3 if quick else 7
    rulebook, reading = shipped_rulebook(), read()

    def judged() -> tuple[Finding, ...]:
        return judge(rulebook, facts_of(reading))

    seconds = least({"judging": judged, "reading": read}, turns)
    yield row(
        "fifty promises judged, beside reading them",
        seconds["judging"] / seconds["reading"],
        Goal("at most", 1),
        **{"judging, s": seconds["judging"], "reading, s": seconds["reading"]},
        rules=len(rulebook.rules),
        promises=PROMISES,
    )


def read() -> Reading:
    """The draft that the cases of rules change, with targets of its own until it makes fifty promises."""
    target: dict[str, Any] = {"measure": "share in time", "clock": "resolution", "at_least": "90 %", "credit": "bands"}
    changes = {
        f"agreements.draft.targets.extra-{number}": {**target, "within": f"{number + 1} business hours"}
        for number in range(PROMISES - OF_THE_DRAFT)
    }
    return read_scenario(rules_folder() / "base" / "desk.yaml", changes=changes)
