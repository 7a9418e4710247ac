"""Seven incidents measured by hand; times are hours and minutes of office time unless the clock runs around the clock.

A  P1  09:00 to 15:00, less 10:00 to 12:00 with the customer: 4 h, which is exactly what is promised: in time
B  P1  09:00 to 14:01, less 12:00 to 13:00 with the customer: 4 h 1 min: late at 14:00
C  P1  08:00 to 10:00, back at 09:00 the next day until 11:00: 2 h and 2 h: in time
D  P1  since 10:00, before that P2; 09:00 to 13:01: counted from the opening 4 h 1 min: late at 13:00
E  P1  resolved, and the log does not say when: unknown
F  P2  Thursday 09:00 and open; one business day ends on Friday 09:00, and the log at 10:00: late
G  P2  Friday 09:30 and open; due on Monday 09:30: undecided

First touch, within 30 minutes: A 30, B 10, C 30, D 60, E 15. So four of five.
Resolution of P1: A and C of A, B, C and D, one unknown. Of P2: none of one (F), one undecided (G).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.measuring import measure
from slm_sim.measuring.money import balances
from slm_sim.model.measured import Measured
from tests.measuring.worked import AGREEMENT, breaches_of, clause_of, january, lines_of, worked, write


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    return worked(tmp_path_factory.mktemp("worked"))


@pytest.mark.parametrize(
    ("clause", "exact", "verdict", "counts"),
    [
        ("response.P1", "4/5", "missed", (5, 1, 0, 0, 0)),
        ("resolution.P1", "2/4", "missed", (4, 2, 0, 1, 0)),
        ("resolution.P2", "0/1", "missed", (1, 1, 1, 0, 0)),
        ("reopened", "1/4", "missed", (4, 1, 3, 0, 0)),
    ],
)
def test_every_clause_is_counted_as_by_hand(
    measured: Measured, clause: str, exact: str, verdict: str, counts: tuple[int, ...]
) -> None:
    period = january(measured, clause)
    assert (period.period, period.exact, period.verdict) == ("2027-01", exact, verdict)
    assert (period.counted, period.misses, period.undecided, period.unknown, period.excluded) == counts


def test_a_clock_is_told_line_by_line(measured: Measured) -> None:
    late, after_change = breaches_of(measured, "resolution.P1")
    assert (late.incident, late.priority, late.target, late.elapsed, late.over) == (
        "B", "P1", "4 business hours", 14_460.0, 60.0,
    )  # fmt: skip
    assert (late.breached, late.ended) == ("2027-01-04T14:00:00+00:00", "2027-01-04T14:01:00+00:00")
    assert lines_of(late) == [
        ("2027-01-04T09:00:00+00:00", "started", "opened", 0),
        ("2027-01-04T12:00:00+00:00", "paused", "pending customer", 180),
        ("2027-01-04T13:00:00+00:00", "resumed", "in progress", 180),
        ("2027-01-04T14:00:00+00:00", "target reached", "4 h used up", 240),
        ("2027-01-04T14:01:00+00:00", "stopped", "resolved", 241),
    ]
    assert (after_change.incident, after_change.breached) == ("D", "2027-01-05T13:00:00+00:00")


def test_an_incident_open_beyond_its_deadline_is_late_when_the_log_ends(measured: Measured) -> None:
    (breach,) = breaches_of(measured, "resolution.P2")
    assert (breach.incident, breach.breached, breach.ended) == ("F", "2027-01-08T09:00:00+00:00", None)
    assert [line.what for line in breach.lines] == ["started", "target reached", "still running"]
    assert breach.lines[-1].why == "1 h over the target"


def test_a_clock_that_counts_from_the_change_of_priority(measured: Measured) -> None:
    """A 6 h, B 5 h 1 min, C 4 h; D has been P1 since 10:00, so 3 h 1 min; E is unknown. All within 7 h."""
    assert (january(measured, "rework").exact, january(measured, "rework").unknown) == ("4/4", 1)


def test_a_reopening_is_a_breach_without_a_clock(measured: Measured) -> None:
    (breach,) = breaches_of(measured, "reopened")
    assert (breach.incident, breach.breached, breach.elapsed, breach.lines) == (
        "C", "2027-01-06T09:00:00+00:00", None, (),
    )  # fmt: skip


def test_what_the_log_cannot_tell_is_named_and_has_no_figures(measured: Measured) -> None:
    clause = clause_of(measured, "available")
    assert clause.periods == ()
    assert clause.not_in_the_log == "the log holds nothing of which 'availability' is made"


def test_credits_follow_with_their_cap(measured: Measured) -> None:
    """5 % of 1 000 GBP for P1 and for P2, under a cap of 8 %: 50 GBP and what is left, 30 GBP."""
    (agreement,) = measured.agreements
    assert [(credit.clause, credit.before_caps, credit.amount) for credit in agreement.credits] == [
        ("resolution.P1", "50", "50"),
        ("resolution.P2", "50", "30"),
    ]
    (balance,) = measured.balance
    assert (agreement.credits_due, balance.currency, balance.net) == ({"GBP": "80"}, "GBP", "80")
    assert [(month.period, month.charges, month.amount, month.cap_reached) for month in agreement.months] == [
        ("2027-01", "1000", "80", True)
    ]
    assert [(cause.incident, cause.breached) for cause in agreement.credits[0].causes] == [
        ("B", "2027-01-04T14:00:00+00:00"),
        ("D", "2027-01-05T13:00:00+00:00"),
    ]


def test_a_balance_is_written_as_the_amounts_that_it_adds_up(measured: Measured) -> None:
    """Half a pound of each of two agreements is ``1``, and no ``1.0``."""
    half = measured.agreements[0].model_copy(update={"credits_due": {"GBP": "0.5"}})
    (balance,) = balances((half, half))
    assert (balance.paid, balance.received, balance.net) == ("1", "0", "1")


def test_a_right_to_terminate_follows_unless_it_rests_on_what_the_log_cannot_tell(measured: Measured) -> None:
    (agreement,) = measured.agreements
    assert [(right.trigger, right.period, right.because) for right in agreement.rights] == [
        ("slow", "2027-01", ("2027-01",))
    ]
    texts = [warned.text for warned in agreement.warnings]
    assert "The right to terminate 'down' rests on available, which the log cannot tell." in texts
    assert "Credits for what the log cannot tell are missing from every sum: available." in texts


def test_warnings_say_what_is_missing(measured: Measured) -> None:
    texts = [warned.text for warned in measured.agreements[0].warnings]
    assert any(text.startswith("The log says that one incident was resolved, and not when") for text in texts)
    assert any("the log shows nothing of the 23 days after it" in text for text in texts)


REOPENED = """\
A,New,4 09:00,4 09:00,5 16:30,?,High,Desk
A,Active,4 09:00,4 09:31,5 16:30,?,High,Desk
A,Resolved,4 09:00,4 11:00,5 16:30,?,High,Desk
A,Active,4 09:00,5 10:00,5 16:30,?,High,Desk
A,Resolved,4 09:00,5 16:30,5 16:30,?,High,Desk
"""


@pytest.mark.parametrize(("state", "elapsed"), [("new", 7 * 60 + 59), ("in progress", 31)])
@pytest.mark.parametrize("row", ["Active", "New"])
def test_a_reopened_incident_is_in_progress(state: str, elapsed: int, row: str, tmp_path: Path) -> None:
    """In work from 09:31 to 11:00, and on the next day from 10:00 to 16:30."""
    rows = REOPENED.replace("A,Active,4 09:00,5", f"A,{row},4 09:00,5")
    clock = AGREEMENT.replace("pauses_while_pending: [customer], calendar: office", f"pauses_while: {state}")
    clock = clock.replace("4 business hours", "15 min").replace("1 business day", "1 h")
    (breach,) = breaches_of(measure(*write(tmp_path, rows, agreement=clock)), "resolution.P1")
    assert lines_of(breach)[-1] == ("2027-01-05T16:30:00+00:00", "stopped", "resolved", elapsed)
