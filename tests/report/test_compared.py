"""A comparison in words, and that its documentation names every field, column and table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from slm_sim.model import compared as facts
from slm_sim.model.compared import Compared
from slm_sim.model.comparedtables import COMPARED_TABLES
from slm_sim.model.estimate import Estimate
from slm_sim.plan import compare
from slm_sim.report.comparedtables import table_of
from slm_sim.report.comparedwords import chances, effects, headline, interactions, moved, pairs, ranking
from slm_sim.report.tablefiles import read_table, write_table
from tests.plan.build import small

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def two() -> Compared:
    scenario = small(study__compare={"overlays": ["training", "fewer"], "combinations": "pairs"})
    return compare(scenario, replications=6)


def test_the_answer_names_who_cannot_be_told_apart(two: Compared) -> None:
    best, *others = two.candidates
    tied = tuple(
        one.model_copy(update={"standing": "not told apart" if number < 1 else "worse", "worse_than": best.name})
        for number, one in enumerate(others)
    )
    said = headline(two.model_copy(update={"candidates": (best, *tied)}))
    assert said.startswith(f"Cannot tell these apart: {best.name} and {others[0].name}. Worse beyond doubt: ")
    worse = tuple(one.model_copy(update={"standing": "worse"}) for one in others)
    assert "beyond doubt" in headline(two.model_copy(update={"candidates": (best, *worse)}))


def test_words(two: Compared) -> None:
    assert len(ranking(two).rows) == 4
    assert len(pairs(two).rows) == 6
    assert [(row[0], row[2]) for row in interactions(two).rows] == [("training + fewer", "6")]
    assert chances(two).heads[:2] == ("Clause", "as stated")
    first = effects(two).rows[0]
    assert first[0] == "training"
    assert first[1].replace("\u00a0", " ") == "900 EUR once, 10 EUR a month"
    assert first[2:] == (
        "after 2 months",
        "teams.desk.effort.scale: down 20 % (5 to 30)",
        "100 % by default to 80 % (95 % to 70 %)",
        "A pilot.",
    )


def test_a_clause_that_moves_beyond_doubt_has_a_row_for_each_who_moves_it(two: Compared) -> None:
    as_stated, *others = sorted(two.candidates, key=lambda one: bool(one.parts))
    figure = next(found for found in others[0].figures if found.figure == "chance")
    sure = Estimate(0.1, 0.05, 0.15, 0.95, "bootstrap")
    told = figure.model_copy(update={"difference": sure})
    mover = others[0].model_copy(
        update={"figures": tuple(told if found is figure else found for found in others[0].figures)}
    )
    unsure = [one.model_copy(update={"figures": ()}) for one in others[1:]]
    rows = moved(two.model_copy(update={"candidates": (mover, as_stated, *unsure)})).rows
    difference = "+10\u00a0points (5\u00a0to\u00a015)"
    assert [(row[0], row[1], row[4]) for row in rows] == [(figure.clause, others[0].name, difference)]


@pytest.mark.parametrize("table", COMPARED_TABLES, ids=lambda table: table.name)
def test_tables_are_as_documented(two: Compared, table: Any, tmp_path: Path) -> None:
    write_table(table, [table_of(table, two)], tmp_path)
    assert len(read_table(table, tmp_path)) == len(table_of(table, two)) > 0
    assert table.name in documented()
    nothing = two.model_copy(update={"candidates": (), "pairs": (), "interventions": (), "interactions": ()})
    write_table(table, [table_of(table, nothing)], tmp_path)
    assert read_table(table, tmp_path).columns.tolist() == [column.name for column in table.columns]


def documented() -> set[str]:
    page = (ROOT / "docs" / "compare.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", page, flags=re.DOTALL)))


MODELS = [one for one in vars(facts).values() if isinstance(one, type) and one.__module__ == facts.__name__]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_documented(model: type[BaseModel]) -> None:
    assert {field.alias or name for name, field in model.model_fields.items()} <= documented()
