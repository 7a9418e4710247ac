"""Decision tables within a scenario: they decide what is asked, read what is known there, and know all its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slm_sim.errors import nearest_word
from slm_sim.model.decisions import DecisionTable
from slm_sim.model.demand import ReplayedWorkload, SynthesisedWorkload
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import AROUND_THE_CLOCK, Flaw, Path, unknown
from slm_sim.read.checks.tables import is_sound, tables_of
from slm_sim.tables.uses import KNOWN, Use, uses_of, words_known


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
                yield from _unread(scenario, path, use.table, name, words)


def decisions_exist(scenario: Scenario) -> Iterator[Flaw]:
    """Every priority, team or rule that a table decides is one of the scenario."""
    for use, table in _fitting(scenario):
        known = {"priority": scenario.priority_names, "team": tuple(scenario.teams)}[use.outcome]
        for word in table.outcomes:
            yield from unknown((*_table(use), "decides", use.outcome), word, known, use.outcome, " in the scenario")


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


def _unread(scenario: Scenario, path: Path, table: str, name: str, words: Sequence[str]) -> Iterator[Flaw]:
    known = words_known(scenario, name)
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
        if table.outcome == use.outcome and set(table.reads.words) <= set(KNOWN[use.outcome]):
            yield use, table
