"""Checks of the interventions that a scenario states and of those that its study compares."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw, unknown

HERE = ("study", "compare")
MOST = 40
"""Candidates of one comparison: each is played as often as the scenario itself."""


def costs_say_something(scenario: Scenario) -> Iterator[Flaw]:
    """A cost states an amount, or is none."""
    for name, overlay in scenario.overlays.items():
        if overlay.cost != "none" and overlay.cost.once is None and overlay.cost.running is None:
            yield Flaw(
                ("overlays", name, "cost"),
                f"the overlay {name!r} has a cost of nothing",
                "'once:' or 'running:' with an amount, or 'cost: none'",
            )


def compared_overlays_exist(scenario: Scenario) -> Iterator[Flaw]:
    """What is compared are overlays of the scenario, over some time, and they are few enough."""
    compare = scenario.study.compare
    if compare is None:
        return
    for name in compare.overlays or ():
        yield from unknown((*HERE, "overlays"), name, scenario.overlays, "overlay")
    if not compare.horizon.amount:
        yield Flaw((*HERE, "horizon"), "a horizon without time pays nothing back", "one such as 36 months")
    overlays = compare.overlays or list(scenario.overlays)
    count = {"none": len(overlays), "pairs": len(overlays) * (len(overlays) + 1) // 2, "all": 2 ** len(overlays) - 1}
    fewer = {"pairs": "none", "all": "pairs"}
    if compare.combinations != "none" and count[compare.combinations] > MOST:
        yield Flaw(
            (*HERE, "combinations"),
            f"these are {count[compare.combinations]} candidates",
            f"{MOST} or fewer: name fewer overlays, or 'combinations: {fewer[compare.combinations]}'",
        )
