"""Which replications stand for all: those whose ledgers are written whole."""

from __future__ import annotations

from typing import Literal

from slm_sim.model.fact import Fact

Which = Literal["median", "highest", "median and highest"]


class ChosenTerm(Fact):
    """A replication whose ledger under one agreement is written whole.

    which    by its credits of the span, among all replications
    because  why it is this one, in words
    amount   its credits of the span, after caps, less what is set off: decimal text
    """

    agreement: str
    which: Which
    replication: int
    because: str
    amount: str
    currency: str
