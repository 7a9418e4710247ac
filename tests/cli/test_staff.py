"""``slm-sim staff`` as a person meets it: the answer, JSON, the folder and its calendar, and what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from slm_sim.cli import main
from slm_sim.model.frontier import NOTCHES, Frontier
from slm_sim.model.staffed import Staffed
from slm_sim.model.staffedtables import STAFFED_TABLES
from slm_sim.report.tablefiles import read_table
from tests.study.build import DESK

ARGUMENTS = ("small-msp", "--replications", "2", "--fresh", "2", "--time-limit", "10 min", "--workers", "2")


def called(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["staff", *arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("staffed") / "out"
    result = called(*ARGUMENTS, "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "Asked for: 65" in result.stdout
    return out


def test_the_folder_holds_the_plan_as_json_tables_calendar_and_page(folder: Path) -> None:
    found = Staffed.model_validate_json((folder / "staff.json").read_text())
    tables = {table.name: read_table(table, folder / "tables") for table in STAFFED_TABLES}
    assert tables["roster"]["people"].tolist() == [row.people for row in found.rows]
    calendar = (folder / "roster.ics").read_bytes().decode()
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert calendar.count("BEGIN:VEVENT") == sum(row.people > 0 and row.days != "holidays" for row in found.rows)
    assert all(len(line) <= 75 for line in calendar.split("\r\n"))
    page = (folder / "report.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "Mon-Fri" in page
    assert "help−desk" not in page


def test_a_person_more_costs_what_a_person_of_the_plan_costs(folder: Path) -> None:
    found = Staffed.model_validate_json((folder / "staff.json").read_text())
    assert {line.team for line in found.lines} == {row.team for row in found.rows}
    for team in found.teams:
        assert team.cost == pytest.approx(sum(row.people * row.cost for row in found.rows if row.team == team.team))
    more = [one for one in found.one_more if one.change > 0]
    assert more
    for one in more:
        persons = [line.cost for line in found.lines if line.team == one.team and sum(map(bool, line.days)) == 5]
        assert persons == pytest.approx([one.cost] * len(persons))


def test_each_person_has_a_calendar_with_every_shift_of_the_rota(folder: Path) -> None:
    rota = read_table(STAFFED_TABLES[2], folder / "tables")
    people = rota[["team", "person"]].drop_duplicates().itertuples(index=False)
    assert sorted(file.stem for file in (folder / "rota").iterdir()) == sorted(" ".join(one) for one in people)
    for (team, person), weeks in rota.groupby(["team", "person"]):
        calendar = (folder / "rota" / f"{team} {person}.ics").read_bytes().decode().replace("\r\n ", "")
        days = sum(
            len(line.split("BYDAY=")[1].split(";")[0].split(",")) for line in calendar.split() if "BYDAY" in line
        )
        called = calendar.count("VALUE=DATE") // 2
        assert days - called == (weeks[["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] != "").sum().sum()
        assert called == weeks["on_call"].sum()


def test_the_report_is_made_again_from_the_folder(folder: Path) -> None:
    before = (folder / "report.html").read_bytes()
    assert CliRunner().invoke(main, ["report", str(folder)]).exit_code == 0
    assert (folder / "report.html").read_bytes() == before


def test_an_overlay_is_applied_before_anything_is_sized() -> None:
    result = called(*ARGUMENTS, "--overlay", "minimum-volum")
    assert result.exit_code == 2
    assert "Did you mean 'minimum-volume'?" in result.stderr


def test_a_time_limit_that_is_none_is_refused() -> None:
    result = called("small-msp", "--time-limit", "soon")
    assert result.exit_code == 2
    assert "time_limit" in result.stderr
    assert result.stdout == ""


def test_a_frontier_is_told_and_written(tmp_path: Path) -> None:
    promise = "agreements.practice-sla.targets.response.by_priority.P1.within=1 business hour, 30 min"
    limits = ("--replications", "2", "--fresh", "2", "--time-limit", "4 s", "--workers", "2")
    arguments = ["frontier", "small-msp", "--promise", promise, *limits, "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "What each notch costs" in result.stdout
    found = Frontier.model_validate_json((tmp_path / "out" / "frontier.json").read_text())
    assert [notch.value for notch in found.notches] == ["1 business hour", "30 min"]
    assert len(read_table(NOTCHES, tmp_path / "out" / "tables")) == 2


def test_a_promise_without_values_is_refused() -> None:
    result = CliRunner().invoke(main, ["frontier", "small-msp", "--promise", "somewhere"])
    assert result.exit_code == 2
    assert "names no values" in result.stderr


def test_what_has_nothing_to_plan_is_told_with_the_line_of_its_study(tmp_path: Path) -> None:
    file = tmp_path / "plain.yaml"
    file.write_text(json.dumps(DESK, indent=1), encoding="utf-8")
    result = called(str(file))
    assert result.exit_code == 2
    assert re.search(r"plain\.yaml:\d+:\d+: no promise is to be kept", result.stderr)
