from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from slm_sim.errors import Place
from slm_sim.model.quantities import NotationError
from slm_sim.model.rule import Parameter
from slm_sim.read.passage import passage
from slm_sim.read.schema import json_schema
from slm_sim.read.tree import Text, parse_tree, plain
from slm_sim.rules import shipped_rulebook

BOOK = shipped_rulebook()


@pytest.mark.parametrize("code", [checked.rule.code for checked in BOOK.rules])
def test_a_shipped_rule_fits_the_published_schema(code: str) -> None:
    problems = Draft202012Validator(json_schema("rule")).iter_errors(plain(BOOK.rule(code).reading.tree))
    assert [problem.message for problem in problems] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("15 %", 0.15), ("4 h", 4), ("30 min", 0.5), ("30 days", 720), ("2 years", 24), ("1 month", 1),
     ("20 incidents", 20), ("4 000 incidents", 4000), ("2.5 people per shift", 2.5)],
)  # fmt: skip
def test_a_threshold_has_the_unit_that_facts_have(text: str, value: float) -> None:
    parameter = Parameter.parse(text)
    assert float(parameter.value) == value
    assert str(parameter) == text


@pytest.mark.parametrize("text", ["20", "about 20 incidents", "2 business days", "-5 %", "20 Incidents"])
def test_what_is_no_threshold_is_told(text: str) -> None:
    with pytest.raises(NotationError):
        Parameter.parse(text)


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("when: a > b", 1, 11),
        ("when:   'a > b'", 1, 14),
        ('other: x\nwhen: "a > b"', 2, 12),
        ("when: |\n  a > b\n", 2, 7),
        ("when: |-\n      a > b\n      && c\n", 2, 11),
        ("when: | # why\n\n    a > b\n", 3, 9),
    ],
)
def test_every_part_of_a_passage_has_its_place(source: str, line: int, column: int) -> None:
    node = parse_tree(source, "rule.yaml").nodes["when"]
    assert isinstance(node, Text)
    position = node.text.index("b")
    before = node.text[:position]
    place = passage(node, source).place(before.count("\n") + 1, position - before.rfind("\n"))
    assert place == Place("rule.yaml", line, column)
