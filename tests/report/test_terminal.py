from __future__ import annotations

from slm_sim.report.numbers import NBSP
from slm_sim.report.terminal import summary
from tests.report.example import example


def test_the_summary_says_what_the_page_says_first() -> None:
    told = summary(example().results)
    assert "Pharmacy chain service desk: 1 Apr 2027 to 31 Mar 2028, 100 simulated years" in told.title
    assert "hold together" in told.headline
    assert told.warnings[0].weight == "stop"
    assert [table.title for table in told.tables] == [
        "Chance of each clause",
        "Service credits of the year",
        "Chances in the year",
        "Rights to terminate that arise in the year",
        "Teams",
    ]
    assert all(len(row) == len(table.heads) for table in told.tables for row in table.rows)


def test_every_clause_has_a_row_with_chance_and_interval() -> None:
    results = example().results
    rows = summary(results).tables[0].rows
    assert [row[0] for row in rows] == [clause.clause for clause in results.clauses]
    assert [row[2].replace(NBSP, " ") for row in rows if row[0] == "resolution.P1"] == ["62 % (52 to 72)"]


def test_a_table_without_rows_is_left_out() -> None:
    told = summary(example(replications=2, credits=False).results)
    assert [table.title for table in told.tables] == ["Chance of each clause", "Teams"]


def test_what_is_set_off_has_columns_where_any_scheme_knows_it() -> None:
    results = example().results
    (penalty,) = results.penalties
    changed = penalty.model_copy(update={"credits": penalty.mean, "returned": penalty.p50})
    tables = summary(results.model_copy(update={"penalties": (changed,)})).tables
    (told,) = (table for table in tables if "P95" in table.heads)
    assert told.heads == ("Agreement", "Mean", "P50", "P95", "Gross", "Earned back")
    assert told.rows[0][2] == told.rows[0][5]


def test_an_agreement_with_rights_alone_has_its_chances() -> None:
    told = summary(example().results.model_copy(update={"penalties": ()}))
    (chances,) = (table for table in told.tables if table.title == "Chances in the year")
    assert [cell.replace(NBSP, " ") for cell in chances.rows[0]] == ["pharmacy-sla", "–", "–", "–", "35 % (26 to 45)"]


def test_a_clause_without_anything_to_count_is_not_said_to_hold() -> None:
    results = example().results
    first, *others = results.clauses
    told = summary(
        results.model_copy(update={"clauses": (first.model_copy(update={"chance": None}), *others)})
    ).headline
    assert "all 7 monthly clauses hold together" in told
    assert told.endswith("; never anything to count for response.P1.")


def test_nothing_is_said_to_hold_where_no_clause_had_anything_to_count() -> None:
    results = example().results
    empty = tuple(clause.model_copy(update={"chance": None}) for clause in results.clauses)
    assert summary(results.model_copy(update={"clauses": empty})).headline == "No monthly clause had anything to count."
