"""How many incidents of a log no figure holds, and why: what a reader has to know before all else."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slm_sim.model.incidentlog import IncidentLog, LogProblem
from slm_sim.model.inwords import count, in_number
from slm_sim.model.results import Warned

FEW = Fraction(1, 100)
"""Share of the incidents of a log up to which those that are left out are a note."""

COSTS_NO_INCIDENT = ("duplicate_row", "incident_twice", "incident_missing")
"""Problems for which rows are left out and yet no incident is lost."""

FOLLOWS = ("incident_without_rows", "opened_missing", "priority_never_known")
"""Problems that most often follow from another one, which is named where it is as frequent."""


def left_out(log: IncidentLog) -> Iterator[Warned]:
    """How many of the incidents that a log names were left out, with the most frequent problem that costs incidents."""
    if not log.left_out:
        return
    named = log.incidents + log.left_out
    of_all = f"{count(log.left_out)} of {count(named)} incidents of the log {'was' if log.left_out == 1 else 'were'}"
    text = f"{of_all} left out, and no figure holds them."
    costly = [one for one in log.problems if "left out" in one.done and one.kind not in COSTS_NO_INCIDENT]
    if costly:
        text += f" {_because(max(costly, key=_frequency))}"
    yield Warned(weight="note" if Fraction(log.left_out, named) <= FEW else "caution", about="left out", text=text)


def _frequency(problem: LogProblem) -> tuple[int, bool]:
    return problem.count, problem.kind not in FOLLOWS


def _because(problem: LogProblem) -> str:
    example = f" ({problem.examples[0]})" if problem.examples else ""
    what = in_number(problem.count, problem.found)
    return f"The most frequent reason: {count(problem.count)} × {what}{example}: {problem.done}."
