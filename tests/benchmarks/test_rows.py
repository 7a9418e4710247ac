"""The form of the answer, on a tiny year and on rows that are made up; nobody asks how fast anything is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import engines, year
from benchmarks.peers import simmer
from benchmarks.peers.played import played_by
from benchmarks.row import TABLE_BEGINS, TABLE_ENDS, Goal, Row, markdown, row, skipped, with_table
from benchmarks.year import Knobs
from slm_sim.engine import simulate

LEAST = Goal("at least", 1_000)
MONTH = Knobs(lasts="1 month")


def test_every_peer_gives_a_row_of_the_promised_form() -> None:
    month = year.drawn(year.prepared(MONTH))
    busy = year.drawn(year.prepared(replace(MONTH, utilisation=1.3)))
    told = [json.loads(found.as_json()) for found in engines.comparisons(month, busy, turns=1)]
    assert len(told) == 6
    for found in told:
        assert list(found) == ["name", "ratio", "goal", "ok", "timed"]
        assert found["name"].startswith("kernel against ")
        assert (found["ok"] is None) == (found["goal"] is None)
        assert found["timed"].keys() >= {"kernel s", "incidents"} or found["timed"].keys() == {"skipped"}


def test_a_peer_that_answers_otherwise_is_not_compared() -> None:
    month = year.drawn(year.prepared(MONTH))
    ours = played_by(simulate(month.workload, month.organisation, month.policy))
    later = replace(ours, start=ours.start + 3600)
    with pytest.raises(ArithmeticError, match="a slow one served"):
        engines.expect_alike(month, later, ours, "a slow one")


def test_simmer_says_why_it_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert simmer.why_absent() == "R is not installed"


@pytest.mark.parametrize("group", command.GROUPS)
def test_every_group_has_rows(group: str) -> None:
    assert callable(import_module(f"benchmarks.{group}").rows)


def test_a_row_is_one_line_of_json() -> None:
    told = row("a against b", 1234.5678, LEAST, a_s=0.123456789, of=["x"])
    assert json.loads(told.as_json()) == {
        "name": "a against b",
        "ratio": 1235.0,
        "goal": "at least 1,000",
        "ok": True,
        "timed": {"a s": 0.1235, "of": ["x"]},
    }


@pytest.mark.parametrize(
    ("goal", "ratio", "ok"),
    [
        (LEAST, 999.9, False),
        (LEAST, 1_000, True),
        (Goal("at most", 1.3), 1.3, True),
        (Goal("at most", 1.3), 1.301, False),
        (Goal("below", 1), 0.999, True),
        (Goal("below", 1), 1, False),
        (None, 7, None),
    ],
)
def test_a_goal_is_met_or_missed(goal: Goal | None, ratio: float, ok: bool | None) -> None:
    assert row("any", ratio, goal).ok is ok


def test_the_table_of_the_documentation() -> None:
    told = [
        row("a against b", 12_345, LEAST, a_s=0.5, b=7),
        row("c", 2, LEAST),
        skipped("d", "no R"),
        row("e", 2, None),
    ]
    assert markdown(told).splitlines()[2:] == [
        "| a against b | 12,340 | at least 1,000 | a s: 0.5; b: 7 |",
        "| c | 2 | at least 1,000 (missed) |  |",
        "| d | – |  | skipped: no R |",
        "| e | 2 |  |  |",
    ]


@pytest.mark.parametrize(("ratio", "code"), [(2_000, 0), (2, 1)])
def test_the_command_says_by_its_exit_code_whether_goals_are_met(
    ratio: float, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def rows(quick: bool) -> Iterator[Row]:
        yield row("quick" if quick else "slow", ratio, LEAST)

    monkeypatch.setattr(engines, "rows", rows)
    assert command.main(["--only", "engines", "--quick"]) == code
    assert [json.loads(line)["name"] for line in capsys.readouterr().out.splitlines()] == ["quick"]
    page = tmp_path / "page.md"
    page.write_text(f"before\n{TABLE_BEGINS}\n| old |\n{TABLE_ENDS}\nafter\n", encoding="utf-8")
    command.main(["--only", "engines", "--page", str(page)])
    lines = page.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("before", TABLE_BEGINS, TABLE_ENDS, "after")
    assert [line.split("|")[1] for line in lines if line.startswith("|")] == [" what ", "---", " slow "]


def test_a_page_without_a_place_for_the_table_is_left_alone() -> None:
    with pytest.raises(ValueError, match="no place for the table"):
        with_table("no table here", [])


def test_the_page_of_the_documentation_has_a_place_for_the_table() -> None:
    page = Path(command.__file__).parent.parent / "docs" / "benchmarks.md"
    assert markdown([]) in with_table(page.read_text(encoding="utf-8"), [])
