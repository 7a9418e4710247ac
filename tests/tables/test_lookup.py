from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.model.decisions import DecisionTable
from slm_sim.tables import UNDECIDED, combinations, decisions, gaps, idle_rows, lookup_of, overlaps
from tests.tables.build import MATRIX, decided, table_of

WORDS = {"impact": ["a", "b", "c"], "category": ["d", "e"], "priority": ["f", "g", "h"]}
OUTCOMES = ["x", "y", "z"]


@st.composite
def tables(draw: st.DrawFn) -> DecisionTable:
    """Tables of up to three inputs and six rows, with all that a cell may be."""
    reads = {name: WORDS[name] for name in draw(st.lists(st.sampled_from(list(WORDS)), min_size=1, unique=True))}
    rows: dict[str, Any] = {}
    for number in range(draw(st.integers(1, 6))):
        row: dict[str, Any] = {"then": draw(st.sampled_from(OUTCOMES))}
        for name, words in reads.items():
            word = st.sampled_from(words)
            cell = draw(
                st.one_of(st.none(), st.just("any"), word, word.map("not {}".format), st.lists(word, min_size=1))
            )
            row |= {} if cell is None else {name: cell}
        rows[f"row-{number}"] = row
    return table_of({
        "reads": reads,
        "decides": {"team": OUTCOMES},
        "hit_policy": draw(st.sampled_from(["first", "unique"])),
        "rows": rows,
        "otherwise": draw(st.sampled_from([None, *OUTCOMES])),
    })  # fmt: skip


def cases_of(table: DecisionTable) -> list[dict[str, str]]:
    words = table.reads.words
    return [dict(zip(words, case, strict=True)) for case in product(*words.values())]


@given(tables())
def test_a_table_decides_what_its_rows_say(table: DecisionTable) -> None:
    found = lookup_of(table).outcome.ravel().tolist()
    assert combinations(table) == len(found)
    assert [OUTCOMES[place] if place >= 0 else None for place in found] == [
        decided(table, case) for case in cases_of(table)
    ]


@given(tables(), st.permutations(list(WORDS)), st.data())
def test_it_decides_by_numbers_as_by_words(table: DecisionTable, order: list[str], data: st.DataObject) -> None:
    """Whatever the order of the names is, and whatever names there are besides."""
    names = {name: data.draw(st.permutations([*WORDS[name], "stranger"])) for name in order}
    outcomes = data.draw(st.permutations([*OUTCOMES, "nobody"]))
    found = decisions(table, names, outcomes)
    for places in product(*(range(-1, len(known)) for known in names.values())):
        case = {
            name: known[place] if place >= 0 else "" for (name, known), place in zip(names.items(), places, strict=True)
        }
        known = all(case[name] in words for name, words in table.reads.words.items())
        said = decided(table, case) if known else None
        assert found[places] == (UNDECIDED if said is None else outcomes.index(said))


@given(tables())
def test_gaps_are_the_cases_that_nothing_decides(table: DecisionTable) -> None:
    told = list(gaps(table))
    undecided = [case for case in cases_of(table) if decided(table, case) is None]
    assert [case for case in cases_of(table) if any(gap.items() <= case.items() for gap in told)] == undecided


@given(tables())
def test_overlaps_are_the_cases_of_two_rows(table: DecisionTable) -> None:
    alone = {
        name: table.model_copy(update={"rows": {name: row}, "otherwise": None}) for name, row in table.rows.items()
    }
    about = {name: [case for case in cases_of(table) if decided(one, case)] for name, one in alone.items()}
    names = list(about)
    several = {
        later
        for number, later in enumerate(names)
        if any(case in about[earlier] for earlier in names[:number] for case in about[later])
    }
    found = list(overlaps(table))
    assert {overlap.second for overlap in found} == several
    for overlap in found:
        assert overlap.case in about[overlap.first]
        assert overlap.case in about[overlap.second]
        assert 0 < overlap.cases <= sum(case in about[overlap.first] for case in about[overlap.second])
    left = {name for number, name in enumerate(names) if any(
        all(case not in about[earlier] for earlier in names[:number]) for case in about[name]
    )}  # fmt: skip
    assert set(idle_rows(table)) == set(names) - left


def test_a_table_read_by_hand() -> None:
    """wide: high P1, else P2; narrow: high and medium P2; otherwise P3."""
    assert lookup_of(table_of()).outcome.tolist() == [[0, 1, 1], [1, 1, 2]]
    assert lookup_of(table_of()).row.tolist() == [[0, 1, 1], [2, 2, -1]]


def test_gaps_are_told_as_widely_as_they_are() -> None:
    """Without ``otherwise`` narrow and low is open; with its first row alone, all but wide and high."""
    assert list(gaps(table_of({"otherwise": None}))) == [{"impact": "narrow", "urgency": "low"}]
    few = list(gaps(table_of({"otherwise": None, "rows": {"alarm": MATRIX["rows"]["alarm"]}})))
    assert few == [{"urgency": "medium"}, {"urgency": "low"}, {"impact": "narrow"}]


def test_rows_that_decide_nothing_name_those_that_do() -> None:
    rows = MATRIX["rows"] | {"late": {"impact": "wide", "then": "P3"}, "never": {"impact": "not wide", "then": "P1"}}
    assert idle_rows(table_of({"rows": rows})) == {"late": ("alarm", "soon")}
    only = {
        "reads": {"impact": ["wide"]},
        "rows": {"all": {"then": "P1"}, "void": {"impact": "not wide", "then": "P2"}},
    }
    assert idle_rows(table_of(only)) == {"void": ()}


def test_a_million_incidents_are_one_look_up() -> None:
    by_number = decisions(
        table_of(), {"urgency": ["low", "high", "medium"], "impact": ["narrow", "wide"]}, ["P3", "P2", "P1"]
    )
    urgency, impact = np.array([0, 1, 2, -1]), np.array([0, 1, 1, 1])
    assert by_number[urgency, impact].tolist() == [0, 2, 1, UNDECIDED]
