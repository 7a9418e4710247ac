"""Clocks speak of moments and states that can come, and the order of work reads only what it can foresee."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.model.clockterms import Clock
from slm_sim.model.demand import SynthesisedWorkload
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw, Path, unknown


def clocks_go_on_after_a_pause(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Where a clock says from when on it pauses, it says when it resumes; and the other way round."""
    for name, clock in agreement.clocks.items():
        for word, other in (("pauses_from", "resumes"), ("resumes", "pauses_from")):
            if getattr(clock, word) and not getattr(clock, other):
                found = f"the clock {name!r} says {word!r} and not {other!r}"
                yield Flaw((*at, "clocks", name, word), found, "both, or neither; or 'pauses_while:'")


def clocks_name_priorities(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every priority that a clock waits for is one of the agreement's."""
    for path, words, name in _names(agreement, at):
        if words == "priority becomes" and agreement.priorities.names:
            yield from unknown(path, name, agreement.priorities.names, "priority")


def clocks_name_what_exists(agreement: Agreement, at: Path, scenario: Scenario) -> Iterator[Flaw]:
    """Every team and pending reason that a clock names is one of the scenario; those of a replay stand in its log."""
    if not isinstance(scenario.workload, SynthesisedWorkload):
        return
    for path, words, name in _names(agreement, at):
        if words in ("assigned to", "with"):
            yield from unknown(path, name, scenario.teams, "team")
        elif words == "pending":
            yield from unknown(path, name, scenario.pending, "pending reason")


def _names(agreement: Agreement, at: Path) -> Iterator[tuple[Path, str, str]]:
    """The names in the phrases of clocks, each with its path and the words before it."""
    for name, clock in agreement.clocks.items():
        for word, phrase in clock.phrases:
            if phrase.name:
                yield (*at, "clocks", name, word), phrase.words, phrase.name


def work_goes_by_plain_clocks(scenario: Scenario) -> Iterator[Flaw]:
    """The clocks by which work is ordered or escalated can be foreseen: from opening, with pauses while pending."""
    agreement = scenario.governing_agreement
    if agreement is None:
        return
    read: list[tuple[Path, str]] = [(("dispatch", "clocks"), clock) for clock in scenario.dispatch.clocks or ()]
    read += [(("escalation", name, "of"), rule.of) for name, rule in scenario.escalation.items()]
    for path, name in read:
        clock: Clock | None = agreement.clocks.get(name)
        if clock is not None and not clock.is_plain:
            found = f"the order of work cannot go by the clock {name!r}, which follows more than it can foresee"
            yield Flaw(path, found, "a clock from opening to 'first touch' or 'resolved'")
