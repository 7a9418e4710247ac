"""Every promise in words, as an agreement would put it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slm_sim.model.clause import Clause, OutageTerms
from slm_sim.model.quantities import Length, Percent
from slm_sim.study.words import promise
from tests.study.build import clause

HOURS, SHARE = Length.parse("6 business hours"), Percent.parse("99.95 %")
OF_730_HOURS = OutageTerms("counts in full", "excluded", Length.parse("0 min"), month=Length.parse("730 h"))

PROMISES = [
    (clause(), "P1: resolution within 4 h in at least 95 % of incidents per calendar month"),
    (
        clause(priority="P3", within=Length.parse("2 business days"), period="calendar quarter"),
        "P3: resolution within 2 business days in at least 95 % of incidents per calendar quarter",
    ),
    (
        clause(measure="mean time", within=None, level=HOURS, direction="at most"),
        "P1: mean resolution at most 6 business hours per calendar month",
    ),
    (
        clause(measure="percentile", percentile=Fraction(9, 10), within=None, level=HOURS, direction="at most"),
        "P1: 90 % of incidents reach resolution in at most 6 business hours per calendar month",
    ),
    (
        clause(
            measure="percentile",
            percentile=Fraction(975, 1000),
            priority=None,
            clock="response",
            level=HOURS,
            direction="at most",
        ),
        "97.5 % of incidents reach response in at most 6 business hours per calendar month",
    ),
    (
        clause(measure="availability", priority=None, service="tills", clock=None, level=SHARE, period="contract year"),
        "tills: available for at least 99.95 % of the agreed service time per contract year",
    ),
    (
        clause(measure="availability", priority=None, service="tills", clock=None, level=SHARE, outages=OF_730_HOURS),
        "tills: available for at least 99.95 % of the agreed service time per calendar month, "
        "each month counted as 730 h",
    ),
    (
        clause(measure="first contact resolution", priority=None, clock=None, level=Percent.parse("62 %")),
        "resolved at first contact: at least 62 % per calendar month",
    ),
    (
        clause(measure="reopen rate", priority=None, clock=None, level=Percent.parse("5 %"), direction="at most"),
        "reopened: at most 5 % per calendar month",
    ),
    (
        clause(service="tills", category="network", customer="north"),
        "P1, tills, network, north: resolution within 4 h in at least 95 % of incidents per calendar month",
    ),
]


@pytest.mark.parametrize(("stated", "words"), PROMISES, ids=[stated.measure for stated, _ in PROMISES])
def test_a_promise_reads_as_a_sentence(stated: Clause, words: str) -> None:
    assert promise(stated) == words
