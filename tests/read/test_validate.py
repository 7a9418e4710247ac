"""Places and words of problems that the models find; the texts themselves are in tests/broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import Field

from slm_sim.errors import InputError
from slm_sim.model.block import Block, Name, Parts, SpreadBlock, Whole
from slm_sim.model.money import MoneyRate
from slm_sim.model.quantities import Length
from slm_sim.model.week import HoursOfWeek
from slm_sim.read.tree import parse_tree
from slm_sim.read.validate import read_block, validated


class Row(Block):
    """A row."""

    cost: MoneyRate | Literal["none"] = "none"
    count: Whole = 1


class Sample(Block):
    """One of everything."""

    schema_: Literal["sample-v1"] = Field(alias="schema")
    rows: dict[Name, Row] | Literal["unlimited"] | None = None
    shares: Parts | None = None
    spread: SpreadBlock | None = None
    hours: HoursOfWeek | None = None
    words: list[Name] | None = None
    wait: Length | None = None


def places(text: str) -> list[tuple[int, int]]:
    """Line and column of each problem that a text has."""
    _, problems = validated(parse_tree("schema: sample-v1\n" + text, "f"), Sample)
    return sorted((problem.place.line, problem.place.column) for problem in problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rows: {a: {cost: cheap}}", [(2, 18)]),
        ("rows: {a: {cots: none}}", [(2, 12)]),
        ("rows:\n  a: {count: 1.5}\n  b: {cost: none, count: x}", [(3, 14), (4, 26)]),
        ("rows: {a b: {count: 1}}", [(2, 8)]),
        ("rows: unlimted", [(2, 7)]),
        ("rows: {a: 3}", [(2, 11)]),
        ("shares: {a: 50 %, b: 40 %}", [(2, 1)]),
        ("shares: {a: half, b: rest}", [(2, 13)]),
        ("spread: {median: soon}", [(2, 18)]),
        ("hours: {Mon: 08:00-18:00, Tue: 8-18}", [(2, 32)]),
        ("hours: {Mon: 08:00-18:00, Tues: closed}", [(2, 1)]),
        ("words: [a, b c]", [(2, 12)]),
        ("wait: [4 h]", [(2, 7)]),
        ("wait: {h: 4}", [(2, 1)]),
        ("unknown: 1", [(2, 1)]),
    ],
)
def test_a_problem_stands_where_its_value_stands_or_its_key(text: str, expected: list[tuple[int, int]]) -> None:
    assert places(text) == expected


def test_alternatives_that_do_not_fit_are_one_problem() -> None:
    _, problems = validated(parse_tree("schema: sample-v1\nrows: {a: {cost: nne}}", "f"), Sample)
    (problem,) = problems
    assert problem.nearest == "none"
    assert "money per unit of time" in problem.found
    assert problem.expected.endswith("or 'none'")


def test_what_is_right_comes_back_as_a_model() -> None:
    model, problems = validated(parse_tree("schema: sample-v1\nrows: {a: {count: 2 000}}", "f"), Sample)
    assert problems == []
    assert model is not None
    assert model.rows == {"a": Row(count=2000)}


@pytest.mark.parametrize(
    ("count", "fits"),
    [
        ("7", True),
        ("2 000", True),
        ("0", True),
        ("-3", True),
        ("1.0", False),
        ("1e3", False),
        ("٣", False),
        ("", False),
    ],
)
def test_a_whole_number_is_written_as_one(count: str, fits: bool) -> None:
    _, problems = validated(parse_tree(f"schema: sample-v1\nrows: {{a: {{count: '{count}'}}}}", "f"), Sample)
    assert (problems == []) is fits


@pytest.mark.parametrize("text", ["title: x", "schema: sample-v2", "schema: [sample-v1]"])
def test_a_file_in_another_format_is_told_before_all_else(tmp_path: Path, text: str) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(text + "\nnonsense: x\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_block(file, Sample)
    assert len(caught.value.problems) == 1
    assert "sample-v1" in caught.value.problems[0].expected


def test_a_block_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text("schema: sample-v1\nwait: 4 h\n", encoding="utf-8")
    sample: Any = read_block(file, Sample)
    assert sample.wait == Length.parse("4 h")
