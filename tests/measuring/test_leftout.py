"""What was left out of a log is said before any figure: how many of how many incidents, and the main reason."""

from __future__ import annotations

from pathlib import Path

from slm_sim.measuring import measure
from slm_sim.report.measuredpage import measured_page
from slm_sim.report.measuredwords import summary
from tests.measuring.test_unsaid import BY_INCIDENT
from tests.measuring.worked import write

ROWS = "".join(
    f"{name},Resolved,{day}/1/2027 09:00,{day}/1/2027 09:10,{day}/1/2027 11:00,?,High,Desk\n"
    for name, day in (("A", 4), ("B", 14), ("C", 25))
)


def test_a_wrong_format_of_dates_is_the_first_thing_that_is_said(tmp_path: Path) -> None:
    """Month first, A is read as a day of April and the two others cannot be read."""
    mapping = BY_INCIDENT.replace("D/M/YYYY", "M/D/YYYY")
    files = write(tmp_path, "", mapping)
    files[0].write_text(files[0].read_text(encoding="utf-8") + ROWS, encoding="utf-8")
    measured = measure(*files)
    (warned,) = measured.log.warnings
    assert (warned.weight, measured.log.incidents, measured.log.left_out) == ("caution", 1, 2)
    assert warned.text == (
        "2 of 3 incidents of the log were left out, and no figure holds them. The most frequent reason: 6 × dates that "
        "are not written as M/D/YYYY HH:MM (line 3: '14/1/2027 09:00'): the value counts as missing; where it is the "
        "moment of the row itself, the row is left out; all of them are written as D/M/YYYY HH:MM."
    )
    assert summary(measured).warnings[0] == warned
    page = measured_page(measured)
    assert page.index("2 of 3 incidents") < page.index("<section")


def test_of_a_log_that_reads_nothing_is_said(tmp_path: Path) -> None:
    files = write(tmp_path, "", BY_INCIDENT)
    files[0].write_text(files[0].read_text(encoding="utf-8") + ROWS, encoding="utf-8")
    log = measure(*files).log
    assert (log.incidents, log.left_out, log.warnings) == (3, 0, ())
