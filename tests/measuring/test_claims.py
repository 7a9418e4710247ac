"""Credits of a measured log that must be claimed: by when, what is said of them, and what is lost.

Of January, `resolution.P1` owes 50 GBP and `resolution.P2` what 80 GBP a period leave of its own 50. Each must be
claimed within some days of the month, and the log ends on 8 January 2027.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from slm_sim.cli.measured import print_measured
from slm_sim.errors import InputError
from slm_sim.measuring import measure
from slm_sim.model.measured import Measured
from slm_sim.report.measuredpage import measured_page
from tests.measuring.worked import AGREEMENT, write

P1, P2 = "resolution.P1:2027-01", "resolution.P2:2027-01"


def measured(folder: Path, claimed: tuple[str, ...] = (), unclaimed: tuple[str, ...] = ()) -> Measured:
    terms = AGREEMENT.replace("    of: fee\n", "    of: fee\n    claim: within 30 days of the month\n")
    return measure(*write(folder, agreement=terms), claimed=claimed, unclaimed=unclaimed)


def told_of(found: Measured) -> list[tuple[str, str, str, str]]:
    return [(one.clause, one.until, one.claimed, one.amount) for one in found.agreements[0].claims]


def warned(found: Measured) -> list[str]:
    return [one.text for one in found.agreements[0].warnings if one.about == "claims"]


def test_what_is_not_said_counts_as_claimed_and_is_told_with_its_deadline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = measured(tmp_path)
    assert told_of(found) == [
        ("resolution.P1", "2027-03-02", "not said", "50"),
        ("resolution.P2", "2027-03-02", "not said", "30"),
    ]
    assert warned(found) == [
        "Still to be claimed when the log ends, or lost: 50 GBP (resolution.P1, 2027-01) by 2027-03-02, "
        "30 GBP (resolution.P2, 2027-01) by 2027-03-02. Counted as claimed."
    ]
    assert found.agreements[0].credits_due == {"GBP": "80"}
    assert found.agreements[0].credits[0].trace[-1].endswith(": taken as claimed")
    print_measured(found, 0, 0, None)
    terminal = " ".join(capsys.readouterr().out.split())
    assert "To be claimed Clause Period Until Claimed At stake resolution.P1 Jan 2027 2 Mar 2027 not said" in terminal
    assert "<caption>To be claimed</caption>" in measured_page(found)


def test_what_was_not_claimed_is_lost_and_what_was_is_said(tmp_path: Path) -> None:
    """P1's 50 used up its caps like any other, so P2 is not raised to 50."""
    found = measured(tmp_path, claimed=(f"worked-sla/{P2}",), unclaimed=(P1,))
    assert [one.amount for one in found.agreements[0].credits] == ["0", "30"]
    assert told_of(found) == [
        ("resolution.P1", "2027-03-02", "no", "50"),
        ("resolution.P2", "2027-03-02", "yes", "30"),
    ]
    assert warned(found) == []


def test_a_deadline_that_has_passed_when_the_log_ends_is_told_apart(tmp_path: Path) -> None:
    """An incident that is touched in March makes the log speak until then: 31 January and a day is over."""
    terms = AGREEMENT.replace("    of: fee\n", "    of: fee\n    claim: within 1 days of the month\n")
    files = write(tmp_path, agreement=terms)
    with files[0].open("a", encoding="utf-8") as log:
        log.write("Z,New,1/3/2027 09:00,1/3/2027 09:00,?,?,Low,Desk\n")
    assert warned(measure(*files, last=date(2027, 1, 31), unclaimed=(P2,))) == [
        "No longer to be claimed when the log ends, and nobody says whether it was done: "
        "50 GBP (resolution.P1, 2027-01) "
        "by 2027-02-01. Counted as claimed; --claimed and --unclaimed say what was."
    ]


def test_what_names_no_such_credit_or_contradicts_itself_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        measured(tmp_path, claimed=("resolution.P1:2027-02",), unclaimed=("resolution.P1:2027-01",))
    assert str(error.value) == (
        "--claimed: 'resolution.P1:2027-02' is no credit that must be claimed; expected one of "
        "resolution.P1:2027-01, resolution.P2:2027-01. Did you mean 'resolution.P1:2027-01'?"
    )
    with pytest.raises(InputError, match=f"--unclaimed: '{P1}' is said to be claimed as well; expected one of both"):
        measured(tmp_path, claimed=(P1,), unclaimed=(P1,))
    with pytest.raises(InputError, match="expected none, for no credit of this log must be claimed"):
        measure(*write(tmp_path), unclaimed=(P1,))
