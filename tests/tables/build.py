"""Decision tables from plain values, and an evaluator that reads them row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slm_sim.model.decisions import DecisionTable

MATRIX: dict[str, Any] = {
    "reads": {"impact": ["wide", "narrow"], "urgency": ["high", "medium", "low"]},
    "decides": {"priority": ["P1", "P2", "P3"]},
    "hit_policy": "unique",
    "rows": {
        "alarm": {"impact": "wide", "urgency": "high", "then": "P1"},
        "soon": {"impact": "wide", "urgency": "not high", "then": "P2"},
        "usual": {"impact": "narrow", "urgency": ["high", "medium"], "then": "P2"},
    },
    "otherwise": "P3",
}


def table_of(changes: Mapping[str, Any] | None = None) -> DecisionTable:
    """`MATRIX` with some of its words stated otherwise; None takes a word away."""
    stated = {"schema": "slm-sim/decision-table-v1", "title": "A table", **MATRIX, **(changes or {})}
    return DecisionTable.model_validate({word: value for word, value in stated.items() if value is not None})


def decided(table: DecisionTable, case: Mapping[str, str]) -> str | None:
    """What the first row that is about a case says, read as a person reads it; None if nothing decides it."""
    for row in table.rows.values():
        if all(_fits(cell, case[name]) for name, cell in row.cells.items()):
            return row.then
    return table.otherwise


def _fits(cell: str | list[str], word: str) -> bool:
    if isinstance(cell, list):
        return word in cell
    return cell == "any" or cell == word or (cell.startswith("not ") and cell != f"not {word}")
