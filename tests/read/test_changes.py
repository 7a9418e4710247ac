from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slm_sim.errors import Place
from slm_sim.model.quantities import NotationError, Percent, Rate
from slm_sim.model.scenario import Scenario
from slm_sim.read.changes import Change, read_change
from slm_sim.read.tree import Table, Text, parse_tree, plain, planted, read_tree

DESK = Path(__file__).parent / "data" / "desk.yaml"
HERE = Place("changes.yaml", 3, 9)
SHARE = "routing.by_tier.L1.resolves"  # 60 %
PEOPLE = "teams.desk.headcount.early.Mon-Fri"  # 3


@pytest.fixture(scope="module")
def tree() -> Table:
    return read_tree(DESK)


def change(tree: Table, path: str, phrase: str) -> Change:
    return read_change(tree, Scenario, path, Text(phrase, HERE), "overlay x")[0]


@pytest.mark.parametrize(
    ("path", "phrase", "best"),
    [
        (SHARE, "65 %", "65 %"),
        (SHARE, "up 5 points", "65 %"),
        (SHARE, "down 1 point", "59 %"),
        (SHARE, "up 5 %", "63 %"),
        (SHARE, "down 12.5 %", "52.5 %"),
        (PEOPLE, "up 2", "5"),
        (PEOPLE, "down 3", "0"),
        ("workload.incidents", "up 10 %", "660 / month"),
        ("workload.incidents", "up 60", "660 / month"),
        ("outages.network.rate", "down 40 %", "3.6 / year"),
        ("teams.experts.effort.p90", "up 2 h", "6 h"),
        ("pending.customer.lasts.median", "up 1 business hour", "4 business hours"),
        ("teams.desk.cost", "up 2 GBP", "22 GBP / h"),
        ("teams.desk.effort.scale", "up 4 %", "104 %"),
        ("workload.growth", "up 2 points", "2 % / year"),
        ("teams.desk.at_shift_end", "finish", "finish"),
        ("title", "A desk (1 to 2)", "A desk (1 to 2)"),
    ],
)
def test_a_phrase_is_exact_in_the_notation_of_the_value(tree: Table, path: str, phrase: str, best: str) -> None:
    made = change(tree, path, phrase)
    assert (made.best, made.low, made.high) == (best, None, None)
    assert (made.path, made.phrase, made.cause, made.place) == (path, phrase, "overlay x", HERE)


@pytest.mark.parametrize(
    ("path", "phrase", "guesses"),
    [
        (SHARE, "up 5 points (3 to 9)", ("65 %", "63 %", "69 %")),
        (SHARE, "down 50 % (35 to 60)", ("30 %", "39 %", "24 %")),
        ("skill_sets.all-round.devices", "200 % (160 to 240)", ("200 %", "160 %", "240 %")),
        ("workload.incidents", "4 000 / month (3 500 to 5 000)", ("4 000 / month", "3 500 / month", "5 000 / month")),
        (PEOPLE, "up 2 (1 to 4)", ("5", "4", "7")),
        ("teams.desk.effort.scale", "up 4 % (0 to 8)", ("104 %", "100 %", "108 %")),
        (SHARE, "up 3 to 9 points", ("66 %", "63 %", "69 %")),
        ("workload.incidents", "down 20 to 30 %", ("450 / month", "480 / month", "420 / month")),
    ],
)
def test_a_range_is_kept_beside_the_best_guess(
    tree: Table, path: str, phrase: str, guesses: tuple[str, str, str]
) -> None:
    made = change(tree, path, phrase)
    assert (made.best, made.low, made.high) == guesses


def test_the_changed_value_says_who_changed_it(tree: Table) -> None:
    _, node, _ = read_change(tree, Scenario, PEOPLE, Text("up 2", HERE), "overlay more-people")
    assert node == Text("5", HERE, "overlay more-people (up 2)")


def test_a_table_replaces_what_stands_there(tree: Table) -> None:
    wanted = planted({"Mon": "4"}, HERE)
    made, node, _ = read_change(tree, Scenario, "teams.desk.headcount.early", wanted, "overlay x")
    assert made.best == plain(node) == {"Mon": "4"}
    assert made.phrase == ""


@pytest.mark.parametrize(
    ("path", "phrase", "found"),
    [
        (SHARE, "up 5", "does not fit '60 %'"),
        (PEOPLE, "up 2 points", "does not fit '3'"),
        ("teams.experts.effort.p90", "up 10 min", "does not fit '4 h'"),
        ("teams.desk.cost", "up 2 EUR", "does not fit '20 GBP / h'"),
        ("teams.desk", "up 2", "a table or a list stands"),
        (SHARE, "up 5 points (6 to 9)", "outside its range"),
        (SHARE, "up 5 points (3 to 41)", "reaches '101 %'"),
        (SHARE, "70 % (60 to 140)", "reaches '140 %'"),
        ("teams.experts.skill_set", "down 10 %", "nothing stands"),
    ],
)
def test_a_phrase_that_does_not_fit_is_refused(tree: Table, path: str, phrase: str, found: str) -> None:
    with pytest.raises(NotationError) as caught:
        change(tree, path, phrase)
    assert found in caught.value.found


@given(st.integers(0, 10**6), st.integers(0, 400))
def test_relative_changes_are_those_of_fractions(count: int, tenths: int) -> None:
    tree = parse_tree(f"workload: {{incidents: {count} / week}}", "f")
    phrase = f"up {tenths // 10}.{tenths % 10} %"
    made = change(tree, "workload.incidents", phrase)
    assert Rate.parse(str(made.best)).count == count * (1 + Fraction(tenths, 1000))


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_points_up_and_down_again_change_nothing(start: int, points: int) -> None:
    share = Percent(Fraction(start, 1000))
    once = change(parse_tree(f"finance: {{margin: {share}}}", "f"), "finance.margin", f"up {points} points").best
    again = change(parse_tree(f"finance: {{margin: {once}}}", "f"), "finance.margin", f"down {points} points").best
    assert Percent.parse(str(again)) == share
