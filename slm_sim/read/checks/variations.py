"""Checks of the variations that a study asks for; each of them is read and checked as a scenario of its own besides."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from slm_sim.model.scenario import Scenario, Vary
from slm_sim.read.checks.flaw import Flaw

MOST = 500
"""Variations of one study: each is a scenario that is checked, held in memory and given a results folder."""

NEEDED = {"grid": ("values",), "list": ("cases",), "latin hypercube": ("ranges", "samples")}
"""What each way to vary states."""

HERE = ("study", "vary")


def variations_are_described(scenario: Scenario) -> Iterator[Flaw]:
    """A way to vary states what it needs, and nothing of another way."""
    vary = scenario.study.vary
    if vary is None:
        return
    needed = NEEDED[vary.how]
    for word in ("values", "cases", "ranges", "samples"):
        if word in needed and getattr(vary, word) is None:
            yield Flaw(HERE, f"a variation by {vary.how} lacks {word!r}", " and ".join(needed))
        if word not in needed and getattr(vary, word) is not None:
            owner = next(how for how, words in NEEDED.items() if word in words)
            yield Flaw((*HERE, word), f"{word!r} is not for a {vary.how}", f"{' and '.join(needed)}, or 'how: {owner}'")


def variations_are_few_enough(scenario: Scenario) -> Iterator[Flaw]:
    """A study has no more variations than it can hold."""
    vary = scenario.study.vary
    if vary is not None and (count := _count(vary)) > MOST:
        yield Flaw(
            HERE,
            f"these are {count} variations",
            f"{MOST} or fewer: vary fewer values, or take a sample of them (how: latin hypercube)",
        )


def _count(vary: Vary) -> int:
    if vary.how == "grid":
        return prod(len(values) for values in (vary.values or {}).values())
    return len(vary.cases or {}) if vary.how == "list" else vary.samples or 0
