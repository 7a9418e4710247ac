"""A measured log as tables, as a page and in words; and that its documentation names every field and column."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from slm_sim.cli.measured import print_measured
from slm_sim.measuring.money import balances
from slm_sim.model import measured as facts
from slm_sim.model import measuredmoney as money
from slm_sim.model.balance import FLOWS, AgreementType
from slm_sim.model.measured import Measured
from slm_sim.model.measuredtables import MEASURED_TABLES
from slm_sim.report.measuredmoney import all_due, coins
from slm_sim.report.measuredpage import MOST, grids, groups, measured_page
from slm_sim.report.measuredtables import table_of
from slm_sim.report.measuredwords import (
    breach_in_words,
    clause_table,
    headline,
    reached_in_words,
    rights_in_words,
)
from slm_sim.report.tablefiles import read_table, write_table
from slm_sim.study.entries import due_by_currency
from tests.measuring.worked import worked

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    return worked(tmp_path_factory.mktemp("worked"))


def test_tables_are_as_documented_and_say_what_the_facts_say(seven: Measured, tmp_path: Path) -> None:
    found: dict[str, Any] = {}
    for table in MEASURED_TABLES:
        write_table(table, [table_of(table, seven)], tmp_path)
        found[table.name] = read_table(table, tmp_path)
    (agreement,) = seven.agreements
    assert len(found["breaches"]) == len(agreement.breaches)
    assert len(found["clock_lines"]) == sum(len(breach.lines) for breach in agreement.breaches)
    assert [str(amount) for amount in found["credits"]["amount"]] == ["50.0000", "30.0000"]
    late = found["clock_lines"][found["clock_lines"]["incident"] == "B"]
    assert late["what"].tolist() == ["started", "paused", "resumed", "target reached", "stopped"]


def test_empty_tables_keep_their_columns(seven: Measured, tmp_path: Path) -> None:
    nothing = seven.model_copy(update={"agreements": ()})
    for table in MEASURED_TABLES:
        write_table(table, [table_of(table, nothing)], tmp_path)
        assert read_table(table, tmp_path).columns.tolist() == [column.name for column in table.columns]


def test_the_page_holds_each_breach_with_its_clock_and_asks_nothing_of_the_network(seven: Measured) -> None:
    page = measured_page(seven)
    timed = [breach for breach in seven.agreements[0].breaches if breach.lines]
    assert page.count('<details class="breach">') == len(timed) > 0
    assert page.count('<p class="breach">') == len(seven.agreements[0].breaches) - len(timed) == 1
    assert "1\u00a0000\u00a0GBP" in page
    assert "pending customer" in page
    assert not re.search(r"<script|https?:|src=", page)


def test_of_many_breaches_the_page_holds_the_longest(seven: Measured) -> None:
    (agreement,) = seven.agreements
    one = next(breach for breach in agreement.breaches if breach.over)
    many = tuple(one.model_copy(update={"over": float(number)}) for number in range(MOST + 5))
    (group,) = groups(agreement.model_copy(update={"breaches": many}))
    assert (group.every, len(group.shown), group.shown[0].over) == (MOST + 5, MOST, MOST + 4)


def test_words(seven: Measured) -> None:
    (agreement,) = seven.agreements
    assert headline(agreement).replace("\u00a0", " ") == (
        "Credits due to the customer: 80 GBP. "
        "4 of 5 clauses were missed in at least one period; of 1 more nothing could be judged."
    )
    late = next(breach for breach in agreement.breaches if breach.incident == "B")
    told = breach_in_words(late)
    assert told.times.replace("\u00a0", " ") == "4 business hours promised, 4 h 1 min elapsed, 1 min over"
    table = clause_table(agreement)
    assert table.heads == ("Clause", "Period", "Reached", "Verdict", "Counted", "Missed", "Undecided", "Unknown")
    assert table.rows[-1][:4] == ("available", "–", "–", "not in the log")


def test_what_is_due_is_told_of_each_agreement_and_of_all_together(seven: Measured) -> None:
    (agreement,) = seven.agreements
    assert all_due(seven) == ()
    two = (agreement, agreement)
    both = seven.model_copy(update={"agreements": two, "balance": balances(two)})
    assert all_due(both) == ("Credits paid to customers: 160\u00a0GBP.",)
    assert "All agreements together: Credits paid to customers: 160\u00a0GBP." in measured_page(both)


def test_what_suppliers_owe_is_never_added_to_what_customers_are_owed(seven: Measured) -> None:
    """The SLA pays 80 GBP and the UC brings 30; 10 that teams owe each other, and 5 EUR of a UC, are beside them."""
    (sla,) = seven.agreements
    uc: tuple[AgreementType, dict[str, str]] = ("UC", {"GBP": "30", "EUR": "5"})
    ola: tuple[AgreementType, dict[str, str]] = ("OLA", {"GBP": "10"})
    others = tuple(
        sla.model_copy(update={"type": kind, "flow": FLOWS[kind], "credits_due": due}) for kind, due in (uc, ola)
    )
    every = (sla, *others)
    balance = balances(every)
    assert [(one.currency, one.paid, one.received, one.net) for one in balance] == [
        ("GBP", "80", "30", "50"),
        ("EUR", "0", "5", "-5"),
    ]
    measured = seven.model_copy(update={"agreements": every, "balance": balance})
    together = (
        "All agreements together: Credits paid to customers: 80 GBP; received from suppliers: 30 GBP; net: 50 GBP. "
        "Credits received from suppliers: 5 EUR."
    )
    each = (
        "Credits due to the customer: 80 GBP. 4 of 5",
        "Credits due from the supplier: 30 GBP. Credits due from the supplier: 5 EUR. 4 of 5",
        "Credits between teams: 10 GBP. 4 of 5",
    )
    page, terminal = measured_page(measured).replace("\u00a0", " "), printed(measured)
    for said in (together, *each):
        assert said in page
        assert said in terminal


def printed(measured: Measured) -> str:
    """What the terminal shows, in one line."""
    with StringIO() as shown, redirect_stdout(shown):
        print_measured(measured, 0, 0, None)
        return " ".join(shown.getvalue().split())


def test_credits_beyond_the_charges_of_a_month_are_told(seven: Measured) -> None:
    (agreement,) = seven.agreements
    months = tuple(one.model_copy(update={"amount": "1000.5"}) for one in agreement.months[:1])
    said = headline(agreement.model_copy(update={"months": months, "credits_due": due_by_currency(months)}))
    assert said.replace("\u00a0", " ").startswith(
        "Credits due to the customer: 1 000.50 GBP. In Jan 2027 they exceed the charges of the month: several caps"
    )


def test_one_clause_is_counted_in_the_singular(seven: Measured) -> None:
    (agreement,) = seven.agreements
    missed = next(one for one in agreement.clauses if any(part.verdict == "missed" for part in one.periods))
    alone = agreement.model_copy(update={"clauses": (missed,), "months": (), "credits_due": {}})
    assert headline(alone) == "The one clause was missed in at least one period."


def test_a_rounded_attainment_is_shown_beside_the_exact_one(seven: Measured) -> None:
    part = next(part for clause in seven.agreements[0].clauses for part in clause.periods if part.exact)
    reached = part.model_copy(update={"exact": "6/7", "rounded": "43/50"})
    assert reached_in_words(reached, "share").replace("\u00a0", " ") == "85.7142… %, rounded 86 %"


def test_a_mean_is_missed_by_no_incident_alone(seven: Measured) -> None:
    (agreement,) = seven.agreements
    clause = next(clause for clause in agreement.clauses if any(part.counted for part in clause.periods))
    mean = clause.model_copy(update={"measure": "mean time", "unit": "seconds"})
    means = agreement.model_copy(update={"clauses": (mean,)})
    table = clause_table(means)
    assert {row[table.heads.index("Missed")] for row in table.rows if "Missed" in table.heads} <= {"–"}
    assert all("missed" not in cell.words.partition(";")[2] for _, cells in grids(means)[0].rows for cell in cells)
    late = next(breach for breach in agreement.breaches if breach.over)
    of_mean = late.model_copy(update={"clause": clause.clause})
    (group,) = groups(means.model_copy(update={"breaches": (of_mean,)}))
    assert group.title.endswith("each longer than all should be on average")


@pytest.mark.parametrize(
    ("amount", "cents", "text"),
    [("1839.88", 0, "1 839.88 GBP"), ("2000", 2, "2 000.00 GBP"), ("2000", 0, "2 000 GBP"), ("-50.5", 0, "−50.50 GBP")],
)
def test_money_is_set_one_way(amount: str, cents: int, text: str) -> None:
    assert coins(amount, "GBP", cents).replace("\u00a0", " ") == text


def test_a_right_is_told_once_with_all_its_months(seven: Measured) -> None:
    months = ("2027-03", "2027-04")
    rights = tuple(money.MeasuredRight(trigger="three", period=month, because=("2027-02", month)) for month in months)
    (told,) = rights_in_words(seven.agreements[0].model_copy(update={"rights": rights}))
    assert told.replace("\u00a0", " ") == (
        "three in Mar 2027 (because of Feb 2027, Mar 2027); in Apr 2027 (because of Feb 2027, Apr 2027)"
    )


def documented() -> set[str]:
    return set(re.findall(r"`([^`]+)`", (ROOT / "docs" / "measuring.md").read_text(encoding="utf-8")))


MODELS = [
    one
    for module in (facts, money)
    for one in vars(module).values()
    if isinstance(one, type) and one.__module__ == module.__name__
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_documented(model: type[BaseModel]) -> None:
    assert {field.alias or name for name, field in model.model_fields.items()} <= documented()


@pytest.mark.parametrize("table", MEASURED_TABLES, ids=lambda table: table.name)
def test_every_table_is_documented(table: Any) -> None:
    assert table.name in documented()
