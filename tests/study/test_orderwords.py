"""What the assumptions say of the order of work is what the scenario states."""

from __future__ import annotations

import pytest

from slm_sim.study.orderwords import of_order
from tests.study.build import PROMISED, desk
from tests.tables.build import table_of

HELD = "nothing that has begun is interrupted by a new incident"


@pytest.mark.parametrize(
    ("dispatch", "told"),
    [
        ({}, f"Work is taken by priority, then first come; {HELD}."),
        (
            {"preemptive": ["P1"]},
            "Work is taken by priority, then first come; P1 interrupt work on lower priorities.",
        ),
        (
            {"order": "age", "head_start": {"P1": "4 h"}},
            f"Work is taken first come, first served, P1 counted as 4 h earlier; {HELD}.",
        ),
        (
            {"order": "deadline", "clocks": ["response"], "preemptive": ["P1"]},
            "Work is taken by the earliest deadline of response; "
            "P1 come before all others and interrupt work on lower priorities.",
        ),
    ],
)
def test_the_order(dispatch: dict[str, object], told: str) -> None:
    assert list(of_order(desk({**PROMISED, "dispatch": dispatch}))) == [told]


def test_an_escalation() -> None:
    rule = {"after": "75 %", "of": "response", "priorities": ["P2"], "raises_to": "P1"}
    found = list(of_order(desk({**PROMISED, "escalation": {"soon-late": rule}})))
    assert found[1] == (
        "Escalation soon-late: P2 that wait when 75 % of the response time is used up are worked on like P1."
    )


def test_decision_tables() -> None:
    rule = {"after": "75 %", "of": "response", "priorities": {"decided_by": "late"}, "hands_to": "desk"}
    late = table_of({"title": "Who is late", "decides": {"escalation": ["soon", "none"]}})
    tables = {"late": late.model_dump(by_alias=True, exclude_none=True)}
    found = list(of_order(desk({**PROMISED, "escalation": {"soon": rule, "again": rule}, "decision_tables": tables})))
    assert found[0] == "The decision table late says which rule escalates an incident that waits: Who is late."
    assert found[2] == (
        "Escalation soon: incidents named by the table late that wait "
        "when 75 % of the response time is used up go to desk."
    )
    assert len(found) == 4


def test_customers_who_hang_up() -> None:
    channels = {
        "phone": {"share": "60 %", "patience": {"shape": "exponential", "mean": "4 min"}},
        "mail": {"share": "rest"},
    }
    found = list(of_order(desk({**PROMISED, "workload/channels": channels})))
    assert found[1] == "Customers on phone hang up where nobody begins before their patience ends."
    assert found[2].endswith("is left out, so that losing customers flatters it.")
