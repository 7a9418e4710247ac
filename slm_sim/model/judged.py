"""What the rules have to say about the scenario of a study: a part of ``results.json``.

A place is ``file:line:column``; its file is named as seen from the folder of the scenario, so that it is the same on
any machine.
"""

from __future__ import annotations

from slm_sim.model.fact import Fact
from slm_sim.model.finding import Severity


class FindingTold(Fact):
    """A finding: of which rule, how grave, about what, where that stands, what is wrong, and what to do about it."""

    code: str
    name: str
    severity: Severity
    subject: str
    place: str
    message: str
    advice: str


class AcceptedTold(FindingTold):
    """A finding that stays as it is: why, and where that is said."""

    because: str
    accepted_at: str


class ThresholdTold(Fact):
    """A threshold that the scenario has changed: of which rule, from what to what, why, and where that is said."""

    rule: str
    parameter: str
    usual: str
    value: str
    because: str
    changed_at: str


class RulesResult(Fact):
    """The shipped rules over the scenario as it stands, without its simulation.

    asked       how many rules were asked; `silent` of them had nothing to judge by
    findings    that are open, the gravest first
    accepted    findings that stay as they are, the gravest first
    thresholds  what the scenario changes of the rules
    problems    why the rules could not be asked, such as a code that no rule has; then all else is empty
    """

    asked: int = 0
    silent: int = 0
    findings: tuple[FindingTold, ...] = ()
    accepted: tuple[AcceptedTold, ...] = ()
    thresholds: tuple[ThresholdTold, ...] = ()
    problems: tuple[str, ...] = ()
