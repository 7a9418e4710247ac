"""A decision table in itself: its words are known, one row or ``otherwise`` decides every case, and no row is idle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from slm_sim.model.decisions import ANY, NOT, OTHER_HOURS, Cell, DecisionTable, Inputs, Outcomes
from slm_sim.model.inwords import count
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks.flaw import Flaw, Path, unknown
from slm_sim.tables import Case, combinations, gaps, idle_rows, overlaps
from slm_sim.tables.uses import KNOWN

MOST_LOOKED_AT = 5_000_000
"""Rows times combinations of words, so that no table keeps its reader waiting."""

MOST_GAPS = 3
"""Told one by one; of more, only that there are some."""


def tables_have_words(scenario: Scenario) -> Iterator[Flaw]:
    """A table reads something and decides one thing; its rows use the words that it says it knows."""
    for at, table in tables_of(scenario):
        yield from _flaws_of_words(at, table)


def tables_decide_every_case(scenario: Scenario) -> Iterator[Flaw]:
    """No case is left open."""
    for at, table in _sound(scenario):
        found = list(islice(gaps(table), MOST_GAPS + 1))
        more = "; and others" if len(found) > MOST_GAPS else ""
        if found:
            cases = "; ".join(_in_words(case) for case in found[:MOST_GAPS])
            yield Flaw((*at, "rows"), f"no row decides {cases}{more}", "a row for each case, or 'otherwise:'")


def unique_rows_do_not_overlap(scenario: Scenario) -> Iterator[Flaw]:
    """Under the hit policy ``unique`` two rows are never about the same case."""
    for at, table in _sound(scenario):
        for overlap in overlaps(table) if table.hit_policy == "unique" else ():
            cases = _in_words(overlap.case) + (f" and {overlap.cases - 1} more" if overlap.cases > 1 else "")
            found = f"the rows {overlap.first!r} and {overlap.second!r} both decide {cases}"
            yield Flaw((*at, "rows", overlap.second), found, "cells that do not overlap, or 'hit_policy: first'")


def rows_decide_something(scenario: Scenario) -> Iterator[Flaw]:
    """Every row is about some case, and under ``first`` it is the first one for some of them."""
    for at, table in _sound(scenario):
        for name, before in idle_rows(table).items():
            path = (*at, "rows", name)
            if not before:
                yield Flaw(path, f"the row {name!r} is about no case", "cells that leave at least one word each")
            elif table.hit_policy == "first":
                found = f"the row {name!r} decides nothing: {', '.join(before)} decide all of its cases before it"
                yield Flaw(path, found, "it above them, or no such row")


def tables_of(scenario: Scenario) -> Iterator[tuple[Path, DecisionTable]]:
    """The decision tables of a scenario, each with its path."""
    for name, table in scenario.decision_tables.items():
        yield ("decision_tables", name), table


def decides(table: DecisionTable | None, outcome: str) -> bool:
    """Whether there is such a table, which makes sense and decides this from what is known by then."""
    if table is None or not is_sound(table):
        return False
    return table.outcome == outcome and set(table.reads.words) <= set(KNOWN[outcome])


def is_sound(table: DecisionTable) -> bool:
    """Whether a table's words are known and few enough, so that its cases can be looked at."""
    return next(_flaws_of_words((), table), None) is None


def _sound(scenario: Scenario) -> Iterator[tuple[Path, DecisionTable]]:
    return ((at, table) for at, table in tables_of(scenario) if is_sound(table))


def _flaws_of_words(at: Path, table: DecisionTable) -> Iterator[Flaw]:
    outcomes = table.decides.words
    if not table.reads.words:
        yield Flaw(
            (*at, "reads"), "the table reads nothing", f"one of {', '.join(Inputs.model_fields)}, with its words"
        )
    for name, words in table.reads.words.items():
        yield from _flaws_of_input((*at, "reads", name), name, words)
    if combinations(table) * len(table.rows) > MOST_LOOKED_AT:
        found = f"{count(len(table.rows))} rows for {count(combinations(table))} combinations of words"
        yield Flaw((*at, "reads"), found, f"at most {count(MOST_LOOKED_AT)} if the two are multiplied")
    if len(outcomes) != 1:
        found = f"the table decides {' and '.join(outcomes) or 'nothing'}"
        yield Flaw((*at, "decides"), found, f"one of {', '.join(Outcomes.model_fields)}, with its words")
    for name, row in table.rows.items():
        path = (*at, "rows", name)
        for read, cell in row.cells.items():
            yield from _flaws_of_cell((*path, read), read, cell, table)
        yield from _flaws_of_outcome((*path, "then"), row.then, table)
    if table.otherwise is not None:
        yield from _flaws_of_outcome((*at, "otherwise"), table.otherwise, table)


def _flaws_of_input(path: Path, name: str, words: Sequence[str]) -> Iterator[Flaw]:
    for word in dict.fromkeys(words):
        if words.count(word) > 1:
            yield Flaw(path, f"{word!r} stands twice", "each word once")
    if ANY in words:
        yield Flaw(path, f"{ANY!r} is what a cell says for all words", "another word")
    if name == "opened_in" and (words[-1] != OTHER_HOURS or words[:-1].count(OTHER_HOURS)):
        yield Flaw(path, "nothing stands last for an incident opened in none of these hours", repr(OTHER_HOURS))


def _flaws_of_cell(path: Path, name: str, cell: Cell, table: DecisionTable) -> Iterator[Flaw]:
    words = table.reads.words
    if name not in words:
        yield Flaw(path, f"the table does not read {name}", f"one of {', '.join(words)}, or {name} under 'reads:'")
        return
    stated = cell if isinstance(cell, list) else [] if cell == ANY else [cell.removeprefix(NOT).strip()]
    for word in stated:
        yield from unknown(path, word, words[name], name, " under 'reads:'")


def _flaws_of_outcome(path: Path, word: str, table: DecisionTable) -> Iterator[Flaw]:
    for outcome, words in table.decides.words.items():
        yield from unknown(path, word, words, outcome, " under 'decides:'")


def _in_words(case: Case) -> str:
    return " with ".join(f"{name} {word!r}" for name, word in case.items()) or "any case"
