"""Assumptions and their ranges: what stands at a path, and the scenario with other values there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.quantities import NotationError
from slm_sim.model.scenario import Scenario
from slm_sim.read.compose import argument_changes, understood, with_changes
from slm_sim.read.interventions import Stated
from slm_sim.read.paths import Spot, find, may_stand, place_of
from slm_sim.read.ranges import amount_of, digits_of
from slm_sim.read.tree import Text
from slm_sim.read.variations import expect_played, value_between

HERE = ("study", "sensitivity", "ranges")


@dataclass(frozen=True)
class Assumption:
    """A value of a scenario and the range in which it may lie.

    stated     what stands at the path; what holds by default where nothing does
    text       the range as it is written
    low, high  its ends
    """

    path: str
    stated: str
    text: str
    low: str
    high: str
    spot: Spot

    @property
    def whole_numbers(self) -> tuple[int, int, int | None] | None:
        """Both ends and the stated value where only whole numbers can stand, else None."""
        texts = (self.low, self.high, self.stated)
        middle = (int(self.low) + int(self.high)) / 2 if all(text.isdigit() for text in texts[:2]) else None
        if middle is None or may_stand(f"{middle + 0.25}", self.spot):
            return None
        return int(self.low), int(self.high), int(self.stated) if self.stated.isdigit() else None

    @property
    def share_of_stated(self) -> float | None:
        """How far through the range the stated value lies; None where it is no such value."""
        ends, here = [_amount(text) for text in (self.low, self.high)], _amount(self.stated)
        if here is None or ends[0] is None or ends[1] is None or _unit(self.stated) != _unit(self.low):
            return None
        return float((here - ends[0]) / (ends[1] - ends[0]))

    def change_to(self, share: float) -> float | None:
        """By what part of itself the stated value changes to be the one at a share; None where that says nothing."""
        here, there = _amount(self.stated), _amount(self.at(share))
        if not here or there is None or _unit(self.stated) != _unit(self.low):
            return None
        return float(there / here - 1)

    def at(self, share: float) -> str:
        """The value so large a share of the way through the range."""
        return value_between(self.text, self.spot, Fraction(share))


def _amount(text: str) -> Fraction | None:
    digits = digits_of(text)
    return amount_of(digits) if digits else None


def _unit(text: str) -> str:
    return text[len(digits_of(text)) :].strip()


def assumptions_of(there: Stated, ranges: Mapping[str, str]) -> tuple[Assumption, ...]:
    """Assumptions by path; `InputError` with every path that leads nowhere and every range that cannot be read.

    Each stands in the study's line, or where the caller asks for another range, by its path.
    """
    found, problems = [], []
    asked = there.scenario.study.sensitivity
    for path, text in ranges.items():
        is_stated = asked is not None and asked.ranges.get(path) == text
        place = place_of(there.base.tree, (*HERE, path)) if is_stated else Place(path)
        try:
            expect_played(path)
            spot = find(there.base.tree, Scenario, path)
            ends = [value_between(text, spot, Fraction(share)) for share in (0, 1)]
            default = "" if spot.slot.default is None else str(spot.slot.default)
            stated = spot.node.text if isinstance(spot.node, Text) else default
            found.append(Assumption(path, stated, text, ends[0], ends[1], spot))
        except NotationError as error:
            problems.append(Problem(place, error.found, error.expected, error.nearest))
    if problems:
        raise InputError(problems)
    for one in found:
        for value in (one.low, one.high):
            scenario_with(there, {one.path: value})
    return tuple(found)


def scenario_with(there: Stated, values: Mapping[str, str]) -> Scenario:
    """The scenario with other values at some paths; `InputError` with all that is wrong with it, by these paths."""
    for path in values:
        try:
            expect_played(path)
        except NotationError as error:
            raise InputError(Problem(Place(path), error.found, error.expected)) from None
    composed, _ = with_changes(there.base, [argument_changes(values)])
    scenario, problems = understood(composed)
    if scenario is None or problems:
        raise InputError([Problem(Place(", ".join(values)), one.found, one.expected, one.nearest) for one in problems])
    return scenario
