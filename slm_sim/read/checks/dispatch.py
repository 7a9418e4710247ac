"""The order of work and escalation by time: they read clocks of the agreement, and change something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from slm_sim.model.agreement import Agreement
from slm_sim.model.decisions import Decided
from slm_sim.model.handling import EscalationRule
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw, Path, unknown
from slm_sim.read.checks.promises import promises_of
from slm_sim.read.checks.tables import decides
from slm_sim.tables.uses import Reach, reach_of

READ_UNDER = {"head_start": "age", "clocks": "deadline"}
"""What only one order of work reads."""


def orders_have_what_they_read(scenario: Scenario) -> Iterator[Flaw]:
    """An order of work has what it goes by, and nothing is stated that it does not read."""
    dispatch = scenario.dispatch
    for word, order in READ_UNDER.items():
        if getattr(dispatch, word) and dispatch.order != order:
            found = f"{word!r} counts under 'order: {order}', and the order is {dispatch.order!r}"
            yield Flaw(("dispatch", word), found, f"'order: {order}', or no {word!r}")
    if dispatch.order == "deadline" and _is_clear(scenario) and not _promised(scenario):
        found = "the order is by deadline, and no agreement promises a time to any incident"
        yield Flaw(("dispatch", "order"), found, "'priority' or 'age'; or an agreement that promises a share in time")


def marked_clocks_promise_a_time(scenario: Scenario) -> Iterator[Flaw]:
    """Every clock that is marked for the order by deadline is one, and sets deadlines."""
    path = ("dispatch", "clocks")
    for clock in scenario.dispatch.clocks or () if _is_clear(scenario) else ():
        yield from _without_time(scenario, path, clock)


def escalations_read_a_clock(scenario: Scenario) -> Iterator[Flaw]:
    """Every escalation goes by a clock that promises a time to the incidents that it is about."""
    for name, rule in scenario.escalation.items() if _is_clear(scenario) else ():
        yield from _without_time(scenario, ("escalation", name, "of"), rule.of)
        timed = _promised(scenario).get(rule.of)
        for priority in _stated(scenario, name, rule) if timed else ():
            if priority in scenario.priority_names and priority not in (timed or ()):
                path = ("escalation", name, "priorities")
                found = f"the clock {rule.of!r} promises no time to incidents of {priority}"
                yield Flaw(path, found, f"incidents of {', '.join(timed or ())}")


def _without_time(scenario: Scenario, path: Path, clock: str) -> Iterator[Flaw]:
    agreement = scenario.governing_agreement
    promised = _promised(scenario)
    where = f" in {scenario.governing_name}" if agreement else ", for there is no agreement"
    yield from unknown(path, clock, agreement.clocks if agreement else (), "clock", where)
    if agreement and clock in agreement.clocks and clock not in promised and agreement.clocks[clock].is_plain:
        found = f"no share in time and no percentile is promised on the clock {clock!r}"
        better = f"a clock on which one is, such as {next(iter(promised))!r}" if promised else "a target on this one"
        yield Flaw(path, found, better)


def _is_clear(scenario: Scenario) -> bool:
    """Whether it is known which agreement governs; else the flaw has been told already."""
    return scenario.governing_name is None or scenario.governing_agreement is not None


def _promised(scenario: Scenario) -> Mapping[str, Sequence[str]]:
    """The priorities to which each clock of the governing agreement promises a time, if it can be foreseen."""
    agreement: Agreement | None = scenario.governing_agreement
    found: dict[str, list[str]] = {}
    for promise in promises_of(agreement, ()) if agreement else ():
        clock = agreement.clocks.get(promise.target.clock or "") if agreement else None
        if promise.target.clock and promise.allowed and (clock is None or clock.is_plain):
            to = [promise.priority] if promise.priority else scenario.priority_names
            found.setdefault(promise.target.clock, []).extend(to)
    return {clock: [name for name in scenario.priority_names if name in to] for clock, to in found.items()}


def escalations_change_something(scenario: Scenario) -> Iterator[Flaw]:
    """An escalation makes an incident more urgent, in one way, or hands it to another team."""
    for name, rule in scenario.escalation.items():
        path = ("escalation", name)
        if not (rule.raises_to or rule.raises_by or rule.hands_to):
            yield Flaw(path, f"the escalation {name!r} changes nothing", "'raises_to:', 'raises_by:' or 'hands_to:'")
        if rule.raises_to and rule.raises_by:
            yield Flaw((*path, "raises_by"), "raises_by stands beside raises_to", "one of the two")
        elif rule.raises_to or rule.raises_by:
            yield from _raises_nobody(scenario, name, rule, (*path, "raises_to" if rule.raises_to else "raises_by"))
        if rule.hands_to and _teams(scenario, name, rule) == [rule.hands_to]:
            found = f"what waits for {rule.hands_to!r} is handed to {rule.hands_to!r}"
            yield Flaw((*path, "hands_to"), found, "another team")


def _raises_nobody(scenario: Scenario, name: str, rule: EscalationRule, path: Path) -> Iterator[Flaw]:
    known = scenario.priority_names
    about = [priority for priority in _stated(scenario, name, rule) or known if priority in known]
    if about and rule.raises_to in (None, *known) and all(rule.raised(name, known) == name for name in about):
        found = f"no incident of {', '.join(about)} becomes more urgent by this"
        yield Flaw(path, found, "a more urgent priority, or less urgent incidents under 'priorities:'")


def _stated(scenario: Scenario, name: str, rule: EscalationRule) -> list[str]:
    """The priorities that a rule is about, listed or by a table; none where neither says it."""
    if isinstance(rule.priorities, Decided):
        found = {priority for reach in _reach(scenario, name, rule.priorities) for priority in reach.priorities}
        return [priority for priority in scenario.priority_names if priority in found]
    return rule.priorities or []


def _teams(scenario: Scenario, name: str, rule: EscalationRule) -> list[str] | None:
    """The teams for which incidents wait that a rule is about; None where it is about all."""
    if isinstance(rule.priorities, Decided):
        found = {team for reach in _reach(scenario, name, rule.priorities) for team in reach.teams}
        return [team for team in scenario.teams if team in found]
    return rule.teams


def _reach(scenario: Scenario, name: str, decided: Decided) -> tuple[Reach, ...]:
    table = scenario.decision_tables.get(decided.decided_by)
    return reach_of(scenario, name, tuple(scenario.teams)) if decides(table, "escalation") else ()
