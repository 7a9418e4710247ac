"""What is paid for missed promises beside what suppliers pay back, replication by replication."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.model.balance import CreditBalance, CreditFlow
from slm_sim.statistics import mean, quantile
from slm_sim.study.owed import Owed
from slm_sim.study.penalties import mean_credit


def credit_balance(credits: Iterable[tuple[CreditFlow, Owed]], confidence: float) -> CreditBalance | None:
    """Credits paid, received and net over all agreements of a scenario; None where nothing can be received.

    Credits between teams of one house are neither.
    """
    known = list(credits)
    received = [owed for flow, owed in known if flow == "received"]
    if not received:
        return None
    paid = [owed for flow, owed in known if flow == "paid"]
    replications = len(received[0].amount)
    out, back = _of_span(paid, replications), _of_span(received, replications)
    return CreditBalance(
        currency=received[0].currency,
        paid=mean_credit(out, confidence),
        received=mean_credit(back, confidence),
        net=mean(out - back, confidence),
        net_p95=quantile(out - back, 0.95, confidence),
    )


def _of_span(owed: Iterable[Owed], replications: int) -> Floats:
    total = np.zeros(replications)
    for one in owed:
        total += one.amount.sum(axis=1)
    return total
