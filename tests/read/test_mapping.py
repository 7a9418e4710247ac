"""Mapping files: the shipped one, and what is said about those that contradict themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from slm_sim.errors import InputError
from slm_sim.library import shipped_scenarios
from slm_sim.read.mapping import read_mapping

GOOD = """\
schema: slm-sim/mapping-v1
title: a test
file: {one_row_per: update, dates: D/M/YYYY HH:MM, time_zone: Etc/UTC}
columns: {incident: number, updated: at, opened: opened, state: state, priority: priority}
states: {New: new, Done: resolved}
priorities: {High: P1}
"""


def test_the_shipped_mapping_is_valid() -> None:
    (folder,) = {path.parent for path in shipped_scenarios().values()}
    for path in (folder / "mappings").glob("*.yaml"):
        assert read_mapping(path).title


def test_the_examples_of_the_docs_are_valid(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "logs.md").read_text(encoding="utf-8")
    examples = [text for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if text.startswith("schema:")]
    assert len(examples) == 2
    for number, text in enumerate(examples):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        assert read_mapping(path).priorities


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("Etc/UTC", "Europe/Roma", "3:", "'Europe/Roma' is not a time zone.*Did you mean 'Europe/Rom"),
        ("D/M/YYYY HH:MM", "D/M/YYYY", "3:", "does not fix day, month, year, hour and minute"),
        ("Done: resolved", "Done: resolvd", "5:", "'resolvd' is not a state.*Did you mean 'resolved'"),
        ("Done: resolved", "Done: pending", "5:", "'pending' is not a state"),
        ("one_row_per: update", "one_row_per: updates", "3:", "'updates' is not known here.*Did you mean 'update'"),
        ("time_zone: Etc/UTC", "time_zone: Etc/UTC, encoding: uft-8", "3:", "'uft-8' is not an encoding.*'utf-8'"),
        ("updated: at, ", "", "", "needs columns.updated"),
        ("opened: opened, ", "", "", "opened_missing: take the first row"),
        ("states: {New: new, Done: resolved}\n", "", "", "no words of it are translated"),
        ("priority: priority", "priority: priority, prioritty: x", "4:", "'prioritty' is no word"),
        ("High: P1}", "High: P1}\nback_filled: [resolved]", "", "columns.resolved is not named"),
        ("High: P1}", "High: P1}\nevents: {first_touch: first row with a person}", "", "columns.person is not named"),
        ("High: P1}", "High: P1}\ndefects: {duplicate_row: drop}", "7:", "'drop' is not known here"),
        ("priorities: {High: P1}", "priorities: {}", "6:", "is empty"),
        ("priorities: {High: P1}\n", "", "", "columns.priority is named, but no words of it are .* under 'priorities'"),
        (", priority: priority", "", "", "no column holds the priority: name it as columns.priority, or impact and"),
        ("priority: priority", "impact: impact", "", "columns.impact is named, but no words of it .* under 'impacts'"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(tmp_path: Path, old: str, new: str, place: str, message: str) -> None:
    path = tmp_path / "mapping.yaml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(InputError, match=message) as caught:
        read_mapping(path)
    assert f"mapping.yaml:{place}" in str(caught.value)


def test_the_good_one_is_good(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(GOOD)
    assert read_mapping(path).columns.stated == {
        "incident": "number", "updated": "at", "opened": "opened", "state": "state", "priority": "priority",
    }  # fmt: skip
