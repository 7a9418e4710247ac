"""One incident, several misses: it counts where it costs the most, and is left out elsewhere."""

from __future__ import annotations

from typing import Any

from slm_sim.model.workload import REOPENED
from tests.sla.build import Desk, Incident, Step, incident
from tests.sla.credits.build import desk, in_time

FIVE = {"missed": {"below": "target", "credit": "5 %"}}


def two(one: str, other: str, **words: Any) -> Desk:
    """A response and a resolution, each with a weight of 1 000 GBP at risk; a late response takes 16 min or more."""
    targets = {
        "response": in_time(clock="response", within="15 min", weight=one),
        "resolution": in_time(weight=other),
    }
    terms = {"family": "at-risk pool", "at_risk": "10 %", "one_incident_several_misses": "largest only"}
    return desk({**terms, **words}, targets)


def incidents(both: int, response: int = 0, in_all: int = 20) -> list[Incident]:
    """So many late twice, and so many in their response alone."""
    late = [incident(n, n + 241, touched=n + 16) for n in range(both)]
    slow = [incident(n, n + 240, touched=n + 16) for n in range(response)]
    return [*late, *slow, *(incident(n, n + 240) for n in range(in_all - both - response))]


def test_an_incident_counts_where_it_costs_most() -> None:
    """Two of twenty late in both: 500 GBP and 400 alone. In the dearer 18 of 20; in the other none of 18 is late."""
    both = two("40 %", "50 %", one_incident_several_misses="all of them").charge(incidents(2))
    assert [(credit.clause, int(credit.amount)) for credit in both.credits] == [
        ("sla/response", 400),
        ("sla/resolution", 500),
    ]
    (credit,) = two("40 %", "50 %").charge(incidents(2)).credits
    assert (credit.clause, int(credit.amount)) == ("sla/resolution", 500)
    assert credit.trace[0] == "attainment 18/20 = 90 %"


def test_of_equal_credits_the_first_of_the_file_keeps_it() -> None:
    (credit,) = two("50 %", "50 %").charge(incidents(2)).credits
    assert credit.clause == "sla/response"


def test_what_else_was_late_still_counts() -> None:
    """Two late twice stay with the resolution; two more are late in their response alone: 16 of 18 are 88.9 %."""
    credits = two("40 %", "50 %").charge(incidents(2, 2)).credits
    assert [(credit.clause, int(credit.amount)) for credit in credits] == [
        ("sla/response", 400),
        ("sla/resolution", 500),
    ]
    assert credits[0].trace[:2] == (
        "2 incidents late in another promise, too, and counted there alone",
        "attainment 16/18 = 88.8888… %",
    )
    assert [cause.subject for cause in credits[0].causes] == [2, 3]


def test_a_clause_may_be_left_without_data() -> None:
    """All are late twice: from the cheaper clause all are left out, and it owes nothing."""
    (credit,) = two("40 %", "50 %").charge(incidents(3, in_all=3)).credits
    assert credit.clause == "sla/resolution"


def test_other_schemes_and_other_periods_do_not_compete() -> None:
    targets = {
        "response": in_time(clock="response", within="15 min"),
        "resolution": in_time(measurement={"service_period": "calendar quarter"}),
    }
    ledger = desk({"bands": FIVE, "one_incident_several_misses": "largest only"}, targets).charge(incidents(2))
    assert len(ledger.credits) == 2


def test_a_rate_of_misses_is_counted_anew() -> None:
    """An incident that was late and came back: with it one of two is reopened, without it none of one."""
    targets = {
        "resolution": in_time(clock="response", within="15 min"),
        "reopened": {"measure": "reopen rate", "at_most": "5 %", "credit": "scheme"},
    }
    bands = {"missed": {"below": "target", "credit": "5 %"}, "often": {"above": "target", "credit": "4 %"}}
    came_back = Incident(0, [Step(0, 16, 60, REOPENED), Step(120, 120, 180)])
    ledger = desk({"bands": bands, "one_incident_several_misses": "largest only"}, targets).charge(
        [came_back, incident(5, 50)]
    )
    assert [credit.clause for credit in ledger.credits] == ["sla/resolution"]
