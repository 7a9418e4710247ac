"""What a log says, in each of the three layouts; every defect is counted, named and dealt with as the mapping says."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from slm_sim.errors import InputError
from slm_sim.model.incidentlog import BACK_SOON, IN_HAND, NO_MOMENT, UNTOUCHED, WAITING, IncidentLog
from slm_sim.read.log import read_log
from tests.read.logs import HEADER, at, clock, log_of, mapping, problem, row, spells

ONE = (
    row("A", "New", "08:02", resolved="12:00", closed="20:00"),
    row("A", "Active", "08:30", resolved="12:00", closed="20:00"),
    row("A", "Wait", "09:00", resolved="12:00", closed="20:00"),
    row("A", "Active", "10:00", resolved="12:00", closed="20:00", team="Net Works"),
    row("A", "Resolved", "12:00", resolved="12:00", closed="20:00", team="Net Works"),
    row("A", "Closed", "20:00", resolved="12:00", closed="20:00", team="Net Works"),
)


def kinds(log: IncidentLog) -> dict[str, int]:
    return {found.kind: found.count for found in log.problems}


def test_updates_become_spells(tmp_path: Path) -> None:
    log = log_of(tmp_path, *ONE)
    assert log.problems == ()
    assert (log.number, log.rows, log.names.teams, log.names.categories) == (
        ("A",),
        6,
        ("desk", "net-works"),
        ("mail",),
    )
    assert [clock(moment[0]) for moment in (log.opened, log.first_touch, log.resolved, log.closed)] == [
        "08:00", "08:30", "12:00", "20:00",
    ]  # fmt: skip
    assert spells(log) == [
        ("desk", UNTOUCHED, "08:00", "08:30"),
        ("desk", IN_HAND, "08:30", "09:00"),
        ("desk", WAITING, "09:00", "10:00"),
        ("net-works", IN_HAND, "10:00", "12:00"),
    ]
    assert clock(log.until) == "20:00"
    assert bool(log.stated[0])


def test_the_three_layouts_and_both_formats_tell_the_same(tmp_path: Path) -> None:
    updates = log_of(tmp_path, *ONE)
    events = (
        "case,activity,when,prio,group,kind",
        "A,Open,2016-03-01T08:00:00Z,High,Desk,Mail",
        "A,Take,2016-03-01T09:30:00+01:00,High,Desk,Mail",
        "A,Comment,2016-03-01T08:40:00Z,High,Desk,Mail",
        "A,Ask the user,2016-03-01T09:00:00Z,High,Desk,Mail",
        "A,Forward,2016-03-01T10:00:00Z,High,Net Works,Mail",
        "A,Solve,2016-03-01T12:00:00Z,High,Net Works,Mail",
        "A,Archive,2016-03-01T20:00:00Z,High,Net Works,Mail",
    )
    words: dict[str, Any] = {
        "file": {"one_row_per": "event", "dates": "ISO 8601"},
        "columns": {
            "incident": "case", "updated": "when", "state": "activity", "priority": "prio", "team": "group",
            "category": "kind", "opened": None, "resolved": None, "closed": None,
        },
        "states": {"Open": "new", "Take": "in progress", "Comment": "unchanged", "Ask the user": "pending customer",
                   "Forward": "in progress", "Solve": "resolved", "Archive": "closed"},
        "back_filled": [],
    }  # fmt: skip
    (tmp_path / "events.csv").write_text("\n".join(events))
    by_event = read_log(tmp_path / "events.csv", mapping(**words))

    keys = {"when": "time:timestamp", "activity": "concept:name", "prio": "prio", "group": "org:group", "kind": "kind"}
    traces = "".join(
        "<event>" + "".join(
            f'<{"date" if name == "when" else "string"} key="{keys[name]}" value="{value}"/>'
            for name, value in zip(events[0].split(",")[1:], line.split(",")[1:], strict=True)
        ) + "</event>\n"
        for line in events[1:]
    )  # fmt: skip
    xes = (
        '<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/"><global scope="event">'
        '<string key="concept:name" value="none"/></global><trace><string key="concept:name" value="A"/>'
        f"{traces}</trace></log>"
    )
    (tmp_path / "events.xes.gz").write_bytes(gzip.compress(xes.encode()))
    words["file"] = words["file"] | {"format": "xes"}
    words["columns"] = {ours: keys.get(theirs or "", theirs) for ours, theirs in words["columns"].items()} | {
        "incident": "case:concept:name"
    }
    by_xes = read_log(tmp_path / "events.xes.gz", mapping(**words))

    for log in (by_event, by_xes):
        assert log.problems == ()
        assert (log.number, log.names, spells(log)) == (updates.number, updates.names, spells(updates))
        for name in ("opened", "first_touch", "resolved", "closed", "priority", "category", "first_spell"):
            np.testing.assert_array_equal(getattr(log, name), getattr(updates, name), err_msg=name)


def test_one_row_per_incident(tmp_path: Path) -> None:
    changes = {
        "file": {"one_row_per": "incident"},
        "columns": {"updated": None, "state": None, "first_touch": "touched"},
        "states": {}, "back_filled": [],
    }  # fmt: skip
    log = log_of(
        tmp_path,
        "A,1/3/2016 08:00,1/3/2016 08:30,1/3/2016 12:00,1/3/2016 20:00,High,Desk,Mail",
        "B,1/3/2016 07:00,?,?,?,Low,Desk,?",
        "C,1/3/2016 09:00,?,?,1/3/2016 10:00,Low,Desk,Mail",
        "A,1/3/2016 08:00,1/3/2016 08:30,1/3/2016 12:00,1/3/2016 20:00,High,Net,Mail",
        "D,?,?,?,?,Low,Desk,Mail",
        header="number,opened,touched,resolved,closed,priority,team,category",
        **changes,
    )
    assert log.number == ("B", "A", "C")
    assert spells(log, 0) == [("desk", UNTOUCHED, "07:00", "-")]
    assert spells(log, 1) == [("desk", UNTOUCHED, "08:00", "08:30"), ("desk", IN_HAND, "08:30", "12:00")]
    assert [clock(moment) for moment in log.resolved] == ["-", "12:00", "10:00"]
    assert kinds(log) == {"incident_twice": 1, "opened_missing": 1, "incident_without_rows": 1, "closed_unresolved": 1}


def test_without_a_column_for_it_one_row_per_incident_knows_no_first_touch(tmp_path: Path) -> None:
    log = log_of(tmp_path, row("A", "Resolved", "?", resolved="12:00"), file={"one_row_per": "incident"},
                 columns={"updated": None}, back_filled=[])  # fmt: skip
    assert log.first_touch[0] == NO_MOMENT
    assert spells(log) == [("desk", IN_HAND, "08:00", "12:00")]


def test_an_incident_that_comes_back(tmp_path: Path) -> None:
    log = log_of(
        tmp_path,
        row("A", "Active", "08:00"), row("A", "Resolved", "09:00"), row("A", "Closed", "09:30", team="Net"),
        row("A", "Active", "10:00"), row("A", "Resolved", "11:00"), row("A", "Closed", "15:00"),
        columns={"resolved": None, "closed": None}, back_filled=[],
    )  # fmt: skip
    assert spells(log) == [
        ("desk", IN_HAND, "08:00", "09:00"),
        ("desk", BACK_SOON, "09:00", "10:00"),
        ("desk", IN_HAND, "10:00", "11:00"),
    ]
    assert (clock(log.resolved[0]), clock(log.closed[0]), log.problems) == ("11:00", "15:00", ())


def test_an_incident_resolved_at_its_first_row_was_touched_then(tmp_path: Path) -> None:
    log = log_of(tmp_path, row("A", "Resolved", "08:20", resolved="08:20", team="Net"))
    assert clock(log.first_touch[0]) == "08:20"
    assert spells(log) == [("net", UNTOUCHED, "08:00", "08:20"), ("net", IN_HAND, "08:20", "08:20")]


def test_the_last_row_with_a_team_or_a_priority_says_which(tmp_path: Path) -> None:
    log = log_of(tmp_path, row("A", "New", "08:00", priority="Low"), row("A", "Active", "09:00", category="Print"),
                 row("A", "Active", "10:00", category="?"))  # fmt: skip
    assert log.names.priorities[log.priority[0]] == "P1"
    assert log.names.categories[log.category[0]] == "print"
    assert log.resolved[0] == NO_MOMENT


@pytest.mark.parametrize(
    ("rule", "touched"),
    [
        ("first row in a state other than new", "08:20"),
        ("first row in progress", "08:40"),
        ("first row with a person", "08:10"),
    ],
)
def test_the_rule_for_the_first_touch(tmp_path: Path, rule: str, touched: str) -> None:
    log = log_of(
        tmp_path,
        row("A", "New", "08:00", category="?"), row("A", "New", "08:10", category="Ann"),
        row("A", "Wait", "08:20", category="Ann"), row("A", "Active", "08:40", category="Ann"),
        events={"first_touch": rule}, columns={"person": "category", "category": None},
    )  # fmt: skip
    assert clock(log.first_touch[0]) == touched


# Defects


def test_a_date_that_cannot_be_read_costs_its_row_or_its_value(tmp_path: Path) -> None:
    log = log_of(tmp_path, row("A", "New", "08:00"), row("A", "Active", "31/2/2016 09:00"), row("A", "Active", "10:00"),
                 row("B", "Resolved", "09:00", resolved="yesterday"), row("C", "New", "soon"))  # fmt: skip
    assert kinds(log) == {"unreadable_date": 3, "incident_without_rows": 1, "resolved_missing": 1}
    assert problem(log, "unreadable_date").examples == (
        "line 3: '31/2/2016 09:00'", "line 5: 'yesterday'", "line 6: 'soon'",
    )  # fmt: skip
    assert problem(log, "incident_without_rows").examples == ("line 6: 'C'",)
    assert [clock(moment) for moment in log.first_touch] == ["10:00", "09:00"]
    assert clock(log.resolved[1]) == "09:00"


def test_rows_that_repeat_and_rows_out_of_order(tmp_path: Path) -> None:
    rows = row("A", "Active", "09:00"), row("A", "New", "08:00"), row("A", "Active", "09:00")
    log = log_of(tmp_path, *rows)
    assert kinds(log) == {"duplicate_row": 1, "rows_out_of_order": 1}
    assert problem(log, "duplicate_row").examples == ("line 4",)
    assert problem(log, "rows_out_of_order").examples == ("line 3",)
    assert spells(log) == [("desk", UNTOUCHED, "08:00", "09:00"), ("desk", IN_HAND, "09:00", "-")]
    assert "every one" in problem(log_of(tmp_path, *rows, defects={"duplicate_row": "keep"}), "duplicate_row").done


def test_rows_differ_where_a_column_differs_that_the_mapping_does_not_name(tmp_path: Path) -> None:
    log = log_of(tmp_path, row("A", "New", "08:00") + ",1", row("A", "New", "08:00") + ",2", header=HEADER + ",note")
    assert kinds(log) == {}


def test_every_unknown_word_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    log = log_of(
        tmp_path,
        row("A", "New", "08:00"), row("A", "Actve", "08:10"), row("A", "Actve", "08:20"), row("A", "???", "08:30"),
        row("A", "-100", "08:40"), row("A", "Wait", "09:00"), row("B", "New", "08:00", priority="Hgih"),
        states={"-100": "unknown"},
    )  # fmt: skip
    found = problem(log, "state_unknown")
    assert found.count == 4
    assert found.examples == (
        "'Actve' 2 times, first in line 3; nearest: 'Active'", "'???' once in line 5", "'-100' once in line 6",
    )  # fmt: skip
    assert spells(log) == [
        ("desk", UNTOUCHED, "08:00", "09:00"), ("desk", WAITING, "09:00", "-"),
    ]  # fmt: skip
    assert problem(log, "priority_unknown").examples == ("'Hgih' once in line 8; nearest: 'High'",)
    assert problem(log, "priority_never_known").examples == ("line 8: B",)
    assert log.number == ("A",)


@pytest.mark.parametrize(
    ("rule", "teams"),
    [
        ("stays with the team before", ["desk", "net", "net"]),
        ("a team of its own", ["not-named", "desk", "not-named", "net", "not-named"]),
        ("leave out", ["desk", "net"]),
    ],
)
def test_rows_without_a_team(tmp_path: Path, rule: str, teams: list[str]) -> None:
    log = log_of(
        tmp_path,
        row("A", "New", "08:00", team="?"), row("A", "New", "08:10"), row("A", "New", "08:20", team="?"),
        row("A", "New", "08:30", team="Net"), row("A", "Active", "08:40", team=""),
        defects={"team_missing": rule},
    )  # fmt: skip
    assert problem(log, "team_missing").count == 3
    assert [team for team, *_ in spells(log)] == teams


def test_an_incident_of_which_no_row_names_a_team(tmp_path: Path) -> None:
    log = log_of(tmp_path, row("A", "New", "08:00", team="?"), row("B", "New", "08:00"))
    assert problem(log, "team_never_named").examples == ("line 2: A",)
    assert [spells(log, k)[0][0] for k in (0, 1)] == ["not-named", "desk"]


@pytest.mark.parametrize(
    ("rule", "resolved"), [("take the first row in state resolved", "11:00"), ("still open", "-"), ("leave out", None)]
)
def test_a_resolution_that_no_column_states(tmp_path: Path, rule: str, resolved: str | None) -> None:
    log = log_of(
        tmp_path,
        row("A", "Active", "08:10"), row("A", "Resolved", "09:00"), row("A", "Active", "10:00"),
        row("A", "Resolved", "11:00"), row("A", "Resolved", "11:30"), row("B", "New", "08:00"),
        defects={"resolved_missing": rule},
    )  # fmt: skip
    assert problem(log, "resolved_missing").count == 1
    found = dict(zip(log.number, log.resolved, strict=True))
    assert found.get("A") == (None if resolved is None else NO_MOMENT if resolved == "-" else at(resolved))
    assert not log.stated.any()


@pytest.mark.parametrize(
    ("rule", "resolved"), [("resolved when closed", "12:00"), ("still open", "-"), ("leave out", None)]
)
def test_closed_is_not_resolved(tmp_path: Path, rule: str, resolved: str | None) -> None:
    log = log_of(tmp_path, row("A", "Active", "08:10"), row("A", "Closed", "12:00"), row("B", "New", "08:00"),
                 defects={"closed_unresolved": rule})  # fmt: skip
    assert problem(log, "closed_unresolved").count == 1
    found = dict(zip(log.number, log.resolved, strict=True))
    assert found.get("A") == (None if resolved is None else NO_MOMENT if resolved == "-" else at(resolved))


@pytest.mark.parametrize(("rule", "left"), [("leave out", ("B",)), ("resolved when opened", ("A", "B"))])
def test_resolved_before_opened(tmp_path: Path, rule: str, left: tuple[str, ...]) -> None:
    log = log_of(tmp_path, row("A", "Resolved", "09:00", resolved="07:00"), row("B", "New", "08:00"),
                 defects={"resolved_before_opened": rule})  # fmt: skip
    assert problem(log, "resolved_before_opened").examples == ("line 2: A",)
    assert log.number == left
    if "A" in left:
        assert log.resolved[0] == log.opened[0]


@pytest.mark.parametrize(("rule", "opened"), [("leave out", None), ("take the first row", "08:05")])
def test_an_incident_without_an_opening(tmp_path: Path, rule: str, opened: str | None) -> None:
    log = log_of(
        tmp_path, row("A", "New", "08:05", opened="?"), row("B", "New", "08:00"), defects={"opened_missing": rule}
    )
    assert kinds(log) == ({"opened_missing": 1} if opened is None else {})
    found = dict(zip(log.number, log.opened, strict=True))
    assert found.get("A") == (None if opened is None else at(opened))


def test_contradictions_are_named(tmp_path: Path) -> None:
    log = log_of(
        tmp_path,
        row("A", "Active", "07:30"),
        row("B", "Resolved", "09:00", resolved="09:00"), row("B", "Active", "10:00", resolved="09:00"),
        row("C", "New", "08:00", resolved="12:00"),
        row("", "New", "08:00"), row("D", "New", ""), row("D", "New", "08:00") + ",and more",
        row("E", "New", "08:00", team="Net-Works", category="1"), row("F", "New", "08:00", team="Net Works"),
        back_filled=["closed"], columns={"reopen_count": "category"},
    )  # fmt: skip
    assert kinds(log) == {
        "malformed_row": 1, "incident_missing": 1, "moment_missing": 1, "incident_without_rows": 1, "name_collision": 1,
        "resolved_before_reopened": 1, "row_before_opened": 1, "reopening_not_shown": 1, "not_declared_back_filled": 1,
    }  # fmt: skip
    assert problem(log, "malformed_row").examples == ("line 8: 10 fields in place of 9",)
    assert problem(log, "name_collision").examples == ("line 10: 'Net-Works', 'Net Works'",)
    assert problem(log, "not_declared_back_filled").examples == ("line 5",)
    assert problem(log, "reopening_not_shown").examples == ("line 9: E",)
    assert spells(log, log.number.index("B"))[-1] == ("desk", IN_HAND, "10:00", "-")


def test_lines_are_those_of_the_file_whatever_fields_hold(tmp_path: Path) -> None:
    log = log_of(tmp_path, row("A", "New", "08:00", team='"Desk\nof all"'), "", row("A", "Actve", "09:00"))
    assert problem(log, "state_unknown").examples == ("'Actve' once in line 5; nearest: 'Active'",)
    assert log.names.teams == ("desk", "desk-of-all")


def test_a_log_of_which_nothing_is_left_says_why(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"no incident of the log can be used: 1 row that does not say when, such as line 2"
    ):
        log_of(tmp_path, row("A", "New", "?"))


@pytest.mark.parametrize(
    ("zone", "text", "kind", "moment"),
    [
        ("Europe/Rome", "27/3/2016 02:30", "skipped_time", "2016-03-27T01:00Z"),
        ("Europe/Rome", "30/10/2016 02:30", "ambiguous_time", "2016-10-30T00:30Z"),
    ],
)
def test_clock_changes_of_the_declared_zone(tmp_path: Path, zone: str, text: str, kind: str, moment: str) -> None:
    log = log_of(tmp_path, row("A", "New", text, opened=text), file={"time_zone": zone})
    assert problem(log, kind).count == 2
    assert log.opened[0].astype("datetime64[ms]") == np.datetime64(moment.removesuffix("Z"), "ms")
