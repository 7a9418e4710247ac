"""Decision tables within a scenario: they decide what is asked, read what is known there, and know all its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slm_sim.errors import nearest_word
from slm_sim.model.decisions import CALLED, NOT_ESCALATED, DecisionTable
from slm_sim.model.demand import ReplayedWorkload, SynthesisedWorkload
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import AROUND_THE_CLOCK, Flaw, Path, unknown
from slm_sim.read.checks.tables import decides, is_sound, tables_of
from slm_sim.tables.uses import KNOWN, Use, called_for, reach_of, uses_of, words_known


def deciding_tables_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every table that is to decide something is one."""
    for use in uses_of(scenario):
        yield from unknown(use.path, use.table, scenario.decision_tables, "decision table")


def tables_decide_what_is_asked(scenario: Scenario) -> Iterator[Flaw]:
    """A table decides what the scenario asks of it, from what is known by then."""
    for use, table in _used(scenario):
        if table.outcome != use.outcome:
            found = f"the table {use.table!r} decides {table.outcome}, and {use.outcome} is asked here"
            yield Flaw(use.path, found, f"a table with {use.outcome} under 'decides:'")
            continue
        for name in table.reads.words:
            if name not in KNOWN[use.outcome]:
                found = f"{name} is not known when {use.outcome} is decided"
                yield Flaw((*_table(use), "reads", name), found, f"one of {', '.join(KNOWN[use.outcome])}")


def tables_know_the_words_of_the_scenario(scenario: Scenario) -> Iterator[Flaw]:
    """Whatever an incident may be, the table that decides about it knows the words."""
    for use, table in _fitting(scenario):
        for name, words in table.reads.words.items():
            path = (*_table(use), "reads", name)
            if name == "opened_in":
                for calendar in words[:-1]:
                    yield from unknown(path, calendar, (*scenario.calendars, AROUND_THE_CLOCK), "calendar")
            else:
                yield from _unread(scenario, path, use, name, words)


def decisions_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every priority, team or rule that a table decides is one of the scenario."""
    for use, table in _fitting(scenario):
        known = {
            "priority": scenario.priority_names,
            "team": tuple(scenario.teams),
            "on_call": table.outcomes,
            "escalation": (*scenario.escalation, NOT_ESCALATED),
        }
        for word in table.outcomes:
            path = (*_table(use), "decides", use.outcome)
            yield from unknown(path, word, known[use.outcome], use.outcome, " in the scenario")


def decisions_reach_somebody(scenario: Scenario) -> Iterator[Flaw]:
    """People on call are called for something, and every rule that a table may choose is chosen for some incidents."""
    fitting = {use.path: use.table for use, _ in _fitting(scenario)}
    for path, table in fitting.items():
        name = path[1]
        if path[0] == "on_call_terms":
            teams = [team for team, row in scenario.teams.items() if row.on_call == name]
            if teams and not any(called_for(scenario, team) for team in teams):
                yield Flaw(
                    path, f"the table {table!r} never calls anybody of {', '.join(teams)}", f"a row with {CALLED!r}"
                )
        elif path[0] == "escalation" and not reach_of(scenario, name, tuple(scenario.teams)):
            yield Flaw(path, f"the table {table!r} never chooses {name!r}", "a row that does")


def priorities_are_decided_once(scenario: Scenario) -> Iterator[Flaw]:
    """A table makes the priorities in place of a matrix or a mix; those of a replay stand in its log."""
    if not (scenario.priorities and scenario.priorities.decided_by):
        return
    path = ("priorities", "decided_by")
    if isinstance(scenario.workload, ReplayedWorkload):
        yield Flaw(path, "a replay takes priorities from its log", "no table here")
    elif scenario.workload.priority_mix:
        yield Flaw(
            ("workload", "priority_mix"), "priority_mix stands beside a table that decides priorities", "one of the two"
        )


def _unread(scenario: Scenario, path: Path, use: Use, name: str, words: Sequence[str]) -> Iterator[Flaw]:
    known, table = words_known(scenario, name, use), use.table
    if not known and isinstance(scenario.workload, SynthesisedWorkload):
        yield Flaw(path, f"the table {table!r} reads {name}, and the scenario states none", f"no {name} here")
    for word in known:
        if word not in words:
            found = f"the table {table!r} does not know the {name} {word!r} of the scenario"
            yield Flaw(path, found, "all that incidents may have", nearest_word(word, words))
    workload = scenario.workload
    if name == "service" and isinstance(workload, SynthesisedWorkload):
        for category, row in workload.categories.items():
            if row.service is None:
                found = f"the category {category!r} has no service, and the table {table!r} reads it"
                yield Flaw(("workload", "categories", category), found, "'service:'")


def _table(use: Use) -> Path:
    return ("decision_tables", use.table)


def _used(scenario: Scenario) -> Iterator[tuple[Use, DecisionTable]]:
    """The tables at work that exist and make sense in themselves."""
    sound = {at[-1]: table for at, table in tables_of(scenario) if is_sound(table)}
    return ((use, sound[use.table]) for use in uses_of(scenario) if use.table in sound)


def _fitting(scenario: Scenario) -> Iterator[tuple[Use, DecisionTable]]:
    """Those of them that decide what is asked, from what is known."""
    for use, table in _used(scenario):
        if decides(table, use.outcome):
            yield use, table
