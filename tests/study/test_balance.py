"""Credits paid beside those received, against sums by hand."""

from __future__ import annotations

from statistics import fmean

import numpy as np
import pytest

from slm_sim.pipeline import play, prepare
from slm_sim.study import run_study
from slm_sim.study.balance import credit_balance
from slm_sim.study.owed import Makeup, Owed
from tests.study.build import AGREEMENT, PROMISED, desk


def owed(*of_span: float) -> Owed:
    """Credits of one month in each replication."""
    amount = np.array(of_span, dtype=np.float64).reshape(-1, 1)
    reached = np.zeros(amount.shape, dtype=np.bool_)
    makeup = Makeup(*[amount[:, 0]] * 5)
    return Owed("EUR", ("2027-01",), 1000.0, amount, amount > 0, reached, {}, {}, makeup, reached[:, 0])


def test_what_is_received_is_taken_from_what_is_paid_in_the_same_replication() -> None:
    """Paid 100 + 10, 0 + 10; received 30, 50. Net 80 and -40: a mean of 20, and 80 is the larger."""
    found = credit_balance([("paid", owed(100, 0)), ("paid", owed(10, 10)), ("received", owed(30, 50))], 0.9)
    assert found is not None
    assert (found.paid.value, found.received.value, found.net.value) == (60, 40, 20)
    assert found.net_p95.value == 80
    assert found.net.low is not None
    assert found.net.low < 0


def test_credits_between_teams_are_neither() -> None:
    found = credit_balance([("between teams", owed(5, 5)), ("received", owed(1, 3))], 0.9)
    assert found is not None
    assert (found.paid.value, found.received.value) == (0, 2)
    assert found.net.value == pytest.approx(-2)


def test_there_is_no_balance_where_nothing_is_received() -> None:
    assert credit_balance([("paid", owed(5, 5))], 0.9) is None


def test_a_study_balances_the_entries_of_its_ledgers() -> None:
    """An SLA, an underpinning contract that pays half of it back, and an OLA that moves nothing out of the house."""
    supplier = {**AGREEMENT, "type": "UC", "charges": {"fee": "500 EUR / month"}}
    agreements = {"shops": AGREEMENT, "supplier": supplier, "team": {**AGREEMENT, "type": "OLA"}}
    scenario = desk({**PROMISED, "agreements": agreements, "teams/desk/effort/mean": "65 min"})
    prepared = prepare(scenario)
    of_type: dict[str, list[float]] = {"SLA": [], "UC": [], "OLA": []}
    for replication in range(6):
        for compiled, ledger in zip(prepared.agreements, play(prepared, replication).ledgers, strict=True):
            of_type[compiled.agreement.type].append(float(sum(credit.amount for credit in ledger.credits)))
    found = run_study(scenario, replications=6).results.balance
    assert found is not None
    assert min(fmean(of_type["UC"]), len(set(of_type["SLA"])) - 1) > 0
    assert found.paid.value == pytest.approx(fmean(of_type["SLA"]))
    assert found.received.value == pytest.approx(fmean(of_type["UC"]))
    net = [paid - back for paid, back in zip(of_type["SLA"], of_type["UC"], strict=True)]
    assert found.net.value == pytest.approx(fmean(net))
