"""What a log does not cover of its first and its last month is told with its name, and with how to leave it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from slm_sim.measuring import measure
from tests.measuring.test_unsaid import BY_INCIDENT
from tests.measuring.worked import write

OPENED = ("30/1/2027", "10/2/2027", "31/3/2027", "2/4/2027")


def coverage(
    folder: Path, first: date | None = None, last: date | None = None, opened: Sequence[str] = OPENED
) -> list[str]:
    """What is said of the months of a log with one incident on each of some days."""
    rows = "".join(f"{day},Resolved,{day} 09:00,{day} 09:10,{day} 11:00,?,High,Desk\n" for day in opened)
    files = write(folder, "", BY_INCIDENT)
    files[0].write_text(files[0].read_text(encoding="utf-8") + rows, encoding="utf-8")
    (agreement,) = measure(*files, first=first, last=last).agreements
    return [warned.text for warned in agreement.warnings if "may be incomplete" in warned.text]


def test_months_that_the_log_does_not_cover_are_named_and_can_be_left_out(tmp_path: Path) -> None:
    assert coverage(tmp_path) == [
        "The first incident of the log was opened on 2027-01-30, so 2027-01 may be incomplete: the log shows nothing "
        "of the 29 days before it. It is priced all the same, unless '--from 2027-02-01' leaves it out.",
        "The last incident of the log was opened on 2027-04-02, so 2027-04 may be incomplete: the log shows nothing "
        "of the 28 days after it. It is priced all the same, unless '--to 2027-03-31' leaves it out.",
    ]
    assert coverage(tmp_path, date(2027, 2, 1), date(2027, 3, 31)) == []


def test_several_months_are_named_by_the_first_and_the_last(tmp_path: Path) -> None:
    (text,) = coverage(tmp_path, date(2027, 2, 1), date(2027, 6, 30))
    assert "so 2027-04 to 2027-06 may be incomplete: the log shows nothing of the 89 days after it." in text
    assert text.endswith("unless '--to 2027-03-31' leaves it out.")


def test_a_month_that_the_log_covers_from_its_first_or_to_its_last_day_is_not_named(tmp_path: Path) -> None:
    whole = ("1/2/2027", "31/3/2027")
    before, after = coverage(tmp_path, date(2027, 1, 1), date(2027, 4, 30), whole)
    assert "so 2027-01 may be incomplete: the log shows nothing of the 31 days before it." in before
    assert before.endswith("unless '--from 2027-02-01' leaves it out.")
    assert "so 2027-04 may be incomplete: the log shows nothing of the 30 days after it." in after
    assert after.endswith("unless '--to 2027-03-31' leaves it out.")


def test_the_only_month_cannot_be_left_out(tmp_path: Path) -> None:
    (text,) = coverage(tmp_path, date(2027, 4, 1), date(2027, 4, 30))
    assert text.endswith("after it. It is priced all the same.")


def test_days_without_a_whole_period_are_told_first_and_what_to_ask_for(tmp_path: Path) -> None:
    """Nothing is measured of ten days of a month, and no credits can be due."""
    files = write(tmp_path, "", BY_INCIDENT)
    row = "6/1/2027,Resolved,6/1/2027 09:00,6/1/2027 09:10,6/1/2027 11:00,?,High,Desk\n"
    files[0].write_text(files[0].read_text(encoding="utf-8") + row, encoding="utf-8")
    found = measure(*files, first=date(2027, 1, 5), last=date(2027, 1, 14))
    (agreement,) = found.agreements
    (stop,) = [warned for warned in agreement.warnings if warned.weight == "stop"]
    assert stop.text == (
        "Nothing was measured: no whole calendar month lies in 2027-01-05 to 2027-01-14. "
        "Ask for whole ones with --from and --to."
    )
    assert not any(clause.periods for clause in agreement.clauses)
    assert (agreement.credits_due, found.balance) == ({}, ())
