"""Agreements written back: byte for byte where nothing is changed, and no further than what is."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.read import rewritten

AGREEMENTS = sorted((Path(__file__).resolve().parents[2] / "scenarios" / "agreements").rglob("*.yaml"))

TEXT = """\
# A draft.
version: draft 3          # theirs
targets:
  resolution:
    at_least: 95 %
    by_priority: {P1: {within: 4 h}, 2: {within: "8 h"}}   # a row each
  response: {within: 30 min}
"""


@pytest.mark.parametrize("file", AGREEMENTS, ids=lambda file: file.name)
def test_what_is_not_changed_is_written_back_byte_for_byte(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert rewritten(text, {}) == text


def test_only_what_is_changed_differs() -> None:
    changed = rewritten(
        TEXT,
        {
            ("version",): "counter-offer to draft 3",
            ("targets", "resolution", "by_priority", "P1", "at_least"): "90 %",
            ("targets", "resolution", "by_priority", "2", "within"): "1 business day",
            ("targets", "response", "measurement", "minimum_volume"): {"below": "40 incidents", "allows": "2 misses"},
        },
    )
    assert changed.splitlines() == [
        "# A draft.",
        "version: counter-offer to draft 3 # theirs",
        "targets:",
        "  resolution:",
        "    at_least: 95 %",
        '    by_priority: {P1: {within: 4 h, at_least: 90 %}, 2: {within: "1 business day"}} # a row each',
        "  response: {within: 30 min, measurement: {minimum_volume: {below: 40 incidents, allows: 2 misses}}}",
    ]
