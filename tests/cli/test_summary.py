"""Tables in the terminal lose no letter where there is little room."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from slm_sim.cli.summary import drawn
from slm_sim.report.summary import TextTable


def test_a_word_that_is_wider_than_its_column_goes_on_in_the_next_line() -> None:
    head = "teams.experts.headcount.early.Mon-Fri"
    console = Console(width=40, file=StringIO())
    console.print(drawn(TextTable("Variations", ("Variation", head, "Mean"), (("calm", "2", "4000 EUR"),)), False))
    assert isinstance(console.file, StringIO)
    told = console.file.getvalue()
    assert "…" not in told
    words = " ".join(told.split()).removeprefix("Variations ").replace("Variation ", "")
    assert "".join(words.split()[:2]) == head


def test_a_narrow_terminal_spares_promises_beside_a_clause_but_not_those_that_a_table_is_about() -> None:
    beside = drawn(TextTable("Clauses", ("Clause", "Promise"), (("response.P1", "95 % within 1 h"),)), False)
    about = drawn(TextTable("Prices", ("Promise", "Staff"), (("1 h", "4000 EUR"),)), False)
    assert [column.header for column in beside.columns] == ["Clause"]
    assert [column.header for column in about.columns] == ["Promise", "Staff"]
