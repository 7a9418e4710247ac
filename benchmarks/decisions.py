"""A million incidents decided by a table of four inputs, beside an evaluator that reads it row by row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.row import Goal, Row, row
from benchmarks.timing import least
from slm_sim.chance import Stream
from slm_sim.model.arrays import Ints
from slm_sim.model.decisions import DecisionTable
from slm_sim.tables import decisions

INCIDENTS = 1_000_000
SIDES = {"category": 8, "customer": 6, "opened_in": 3, "priority": 4}
ROWS = 40


def rows(quick: bool) -> Iterator[Row]:
    """The same decisions, one by one and all at once; working out the table is part of ours.

    The evaluator is timed on fewer incidents, the first of the million, and counted by the incident.
    """
    few, turns = (2_000, 3) if quick else (20_000, 5)
    table, names = table_of_many_rows(), {name: words_of(name) for name in SIDES}
    places = [
        (Stream(1, 0, name).uniforms(np.arange(INCIDENTS)) * side).astype(np.int64) for name, side in SIDES.items()
    ]
    cases = [
        dict(zip(names, (words[place] for words, place in zip(names.values(), case, strict=True)), strict=True))
        for case in zip(*(place[:few].tolist() for place in places), strict=True)
    ]

    def at_once() -> Ints:
        found: Ints = decisions(table, names, table.outcomes)[tuple(places)]
        return found

    if one_by_one(table, cases) != [table.outcomes[found] for found in at_once()[:few].tolist()]:
        raise ArithmeticError("the table decides otherwise than its rows, one by one")
    seconds = least({"ours": at_once, "rows": lambda: one_by_one(table, cases)}, turns, rests={"rows": 2})
    mine, theirs = seconds["ours"] / INCIDENTS, seconds["rows"] / few
    timed = {"ours, s": seconds["ours"], "row by row, ns per incident": theirs * 1e9}
    yield row(
        "decision table against row by row",
        theirs / mine,
        Goal("at least", 50),
        **timed,
        incidents=INCIDENTS,
        rows=ROWS,
    )


def words_of(name: str) -> tuple[str, ...]:
    """The words of an input of the table."""
    return tuple(f"{name.replace('_', '-')}-{number}" for number in range(SIDES[name]))


def table_of_many_rows() -> DecisionTable:
    """A table whose rows ask for a word of two inputs each, and hit policy ``first``."""
    inputs = list(SIDES)
    stated = {}
    for number in range(ROWS):
        asked = inputs[number % 4], inputs[(number // 4 + number + 1) % 4]
        cells = {name: words_of(name)[number % SIDES[name]] for name in asked}
        stated[f"row-{number}"] = {**cells, "then": f"team-{number % 5}"}
    return DecisionTable.model_validate({
        "schema": "slm-sim/decision-table-v1",
        "title": "Many rows",
        "reads": {name: list(words_of(name)) for name in SIDES},
        "decides": {"team": [f"team-{number}" for number in range(5)]},
        "hit_policy": "first",
        "rows": stated,
        "otherwise": "team-0",
    })  # fmt: skip


def one_by_one(table: DecisionTable, cases: list[dict[str, str]]) -> list[str | None]:
    """What a plain evaluator says of each case: the first row whose cells are those of the case."""
    told = [(row.cells, row.then) for row in table.rows.values()]
    return [
        next((then for cells, then in told if all(case[name] == word for name, word in cells.items())), table.otherwise)
        for case in cases
    ]
