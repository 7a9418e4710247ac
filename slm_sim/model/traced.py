"""Whole ledgers of a few named replications: the content of ``ledger.json``, documented and versioned.

Units are those of `slm_sim.model.measured`, whose entries these are.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from slm_sim.model.chosen import Which
from slm_sim.model.fact import Fact
from slm_sim.model.measuredmoney import MeasuredCredit, MeasuredMonth, MeasuredRight


class TracedTerm(Fact):
    """The ledger of a chosen replication under one agreement, in the form in which a measured log has it."""

    agreement: str
    which: Which
    replication: int
    credits: tuple[MeasuredCredit, ...]
    months: tuple[MeasuredMonth, ...]
    rights: tuple[MeasuredRight, ...]


class Traced(Fact):
    """The ledgers of the chosen replications."""

    schema_: Literal["slm-sim/ledger-v1"] = Field(alias="schema", default="slm-sim/ledger-v1")
    ledgers: tuple[TracedTerm, ...] = ()
