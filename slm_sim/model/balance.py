"""Credits that are paid beside those that are received: what suppliers give back of what customers are given."""

from __future__ import annotations

from typing import Literal

from slm_sim.model.estimate import Estimate
from slm_sim.model.fact import Fact

AgreementType = Literal["SLA", "OLA", "UC"]

CreditFlow = Literal["paid", "received", "between teams"]
"""Which way the money of an agreement's credits goes: to the customer, from the supplier, or nowhere."""

FLOWS: dict[AgreementType, CreditFlow] = {"SLA": "paid", "UC": "received", "OLA": "between teams"}


class CreditBalance(Fact):
    """Credits of the whole span over all agreements, as the provider of the SLAs sees them.

    paid, received   what SLAs cost and what underpinning contracts bring, each by itself
    net              paid less received, replication by replication; below zero where more is received
    net_p95          the 95th percentile of it
    """

    currency: str
    paid: Estimate
    received: Estimate
    net: Estimate
    net_p95: Estimate
