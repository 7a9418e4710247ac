"""A sensitivity analysis in words and as tables, and that its documentation names every field and table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from slm_sim.model import sensed as facts
from slm_sim.model.estimate import Estimate
from slm_sim.model.sensed import BreakEven, Sensed
from slm_sim.model.sensedtables import SENSED_TABLES
from slm_sim.plan import sensitivity
from slm_sim.report.figures import TOKENS
from slm_sim.report.figures.sensed import draw_sensed
from slm_sim.report.sensedpage import sensed_page
from slm_sim.report.sensedtables import table_of
from slm_sim.report.sensedwords import headline, tables, turning, turnings
from slm_sim.report.tablefiles import read_table, write_table
from tests.plan.build import small

ROOT = Path(__file__).resolve().parents[2]
NONE = Estimate(0.0, 0.0, 0.0, 0.95, "always")
RANGES = {"workload.incidents": "600 / month to 1 500 / month", "teams.desk.headcount.always.Mon-Sun": "1 to 4"}


@pytest.fixture(scope="module")
def one_by_one() -> Sensed:
    return sensitivity(small(), RANGES, replications=4)


@pytest.fixture(scope="module")
def at_once() -> Sensed:
    return sensitivity(small(), RANGES, how="sobol", samples=8, replications=1)


def test_words(one_by_one: Sensed, at_once: Sensed) -> None:
    assert headline(one_by_one).startswith("What is left of a month depends most on teams.desk.headcount")
    assert headline(at_once).startswith("What is left of a month depends most on teams.desk.headcount")
    assert len(turnings(one_by_one).rows) == 2
    assert tables(one_by_one)[0].rows[0][0] == "teams.desk.headcount.always.Mon-Sun"
    assert tables(at_once)[0].heads == ("Assumption", "Alone", "With others")


def test_where_nothing_was_tried_nothing_is_said_of_what_moves(one_by_one: Sensed) -> None:
    ends = [{"at_low": None, "at_high": None}, {"at_high": None}, {}]
    still = tuple(one.model_copy(update={"at_low": NONE, "at_high": NONE}) for one in one_by_one.swings)
    untold = one_by_one.model_copy(update={"stopped": "interrupted", "break_even": ()})
    said = [
        headline(untold.model_copy(update={"swings": tuple(one.model_copy(update=end) for one in still)}))
        for end in ends
    ]
    tried = "Nothing that was tried moves what is left of a month."
    assert said == ["Nothing was tried yet: what moves what is left of a month is not known.", tried, tried]
    whole = untold.model_copy(update={"stopped": "all played", "swings": still})
    assert headline(whole) == "Nothing moves what is left of a month."


def test_where_it_turns() -> None:
    turns = BreakEven(
        path="workload.incidents",
        verdict="turns",
        value="4 480 / month",
        low="4 300 / month",
        high="4 600 / month",
        change=0.12,
        bad="above",
    )
    assert turning(turns) == (
        "Nothing is left when workload.incidents is above 4 480 / month (4 300 / month to 4 600 / month), "
        "12 % more than stated."
    )


def test_the_page_asks_nothing_of_the_network(one_by_one: Sensed, at_once: Sensed) -> None:
    for sensed in (one_by_one, at_once):
        figures = draw_sensed(sensed)
        page = sensed_page(sensed, figures, TOKENS)
        assert page.count("<svg") == len(figures) > 0
        assert not re.search(r"<script|https?:|src=", page)


@pytest.mark.parametrize("table", SENSED_TABLES, ids=lambda table: table.name)
def test_tables_are_as_documented(one_by_one: Sensed, at_once: Sensed, table: Any, tmp_path: Path) -> None:
    for sensed in (one_by_one, at_once):
        write_table(table, [table_of(table, sensed)], tmp_path)
        assert len(read_table(table, tmp_path)) == len(table_of(table, sensed))
    assert table.name in documented()


def documented() -> set[str]:
    page = (ROOT / "docs" / "sensitivity.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", page, flags=re.DOTALL)))


MODELS = [one for one in vars(facts).values() if isinstance(one, type) and one.__module__ == facts.__name__]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_documented(model: type[BaseModel]) -> None:
    assert {field.alias or name for name, field in model.model_fields.items()} <= documented()
