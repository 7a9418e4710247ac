"""The heat table: the chance of every clause, period by period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from slm_sim.model.estimate import Estimate
from slm_sim.model.results import ClausePeriod, ClauseResult, Question, Results
from slm_sim.report.answer import kept_periods, monthly, of_which
from slm_sim.report.numbers import NBSP, NOTHING, chance, count, period, reached, share

STEPS = ((0.99, 5), (0.95, 4), (0.8, 3), (0.5, 2), (0.0, 1))
"""From which chance on which of the five shades is used."""


@dataclass(frozen=True)
class Cell:
    """One clause in one period: its label, the chance in short, the shade (0: no data), and all of it in words."""

    period: str
    text: str
    shade: int
    words: str


@dataclass(frozen=True)
class Row:
    """One clause over its periods."""

    name: str
    promise: str
    chance: str
    reached: str
    credit: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Heat:
    """The clauses of one agreement that share their periods."""

    title: str
    periods: tuple[str, ...]
    rows: tuple[Row, ...]


def heat(results: Results) -> tuple[Heat, ...]:
    """The heat tables of all agreements, one for each set of periods; the joint chance of the months comes first."""
    tables = [_joint(results)] if results.joint and len(results.clauses) > 1 else []
    groups: dict[tuple[str, tuple[str, ...]], list[ClauseResult]] = {}
    for clause in results.clauses:
        if clause.periods:
            groups.setdefault((clause.agreement, tuple(part.period for part in clause.periods)), []).append(clause)
    for (agreement, labels), clauses in groups.items():
        title = f"{agreement}, by {clauses[0].service_period}"
        tables.append(
            Heat(title, _heads(map(period, labels)), tuple(_row(clause, results.question) for clause in clauses))
        )
    return tuple(tables)


def unmeasured(results: Results) -> tuple[ClauseResult, ...]:
    """The clauses of which no whole period lies in the span."""
    return tuple(clause for clause in results.clauses if not clause.periods)


def shade(estimate: Estimate | None) -> int:
    """The shade of a chance, 1 (unlikely) to 5 (all but certain); 0 without data."""
    return 0 if estimate is None else next(number for edge, number in STEPS if estimate.value >= edge)


def _joint(results: Results) -> Heat:
    cells = tuple(
        Cell(period(month.period), _short(month.chance, results.question), shade(month.chance), chance(month.chance))
        for month in results.joint
    )
    of = of_which(results)
    row = Row("All together", f"every one of the {monthly(results)} monthly clauses{of} holds", "", "", False, cells)
    return Heat(f"All clauses{of} in the same month", _heads(cell.period for cell in cells), (row,))


def _row(clause: ClauseResult, question: Question) -> Row:
    cells = tuple(_cell(part, clause, question) for part in clause.periods)
    mean = reached(clause.attainment, clause.unit)
    return Row(clause.clause, clause.promise, kept_periods(clause, question), mean, clause.credit is not None, cells)


def _short(estimate: Estimate, question: Question) -> str:
    """A chance without its interval; what was played once was kept or missed."""
    if question.replications > 1:
        return share(estimate.value)
    return "kept" if estimate.value == 1 else "missed"


def _cell(part: ClausePeriod, clause: ClauseResult, question: Question) -> Cell:
    if part.chance is None:
        return Cell(period(part.period), NOTHING, 0, "nothing to count")
    mean = reached(part.attainment, clause.unit)
    words = f"{chance(part.chance)}; mean reached {mean}; {count(part.counted)} counted"
    if part.no_data:
        words += f"; no data in {share(part.no_data)} of the simulated spans"
    return Cell(period(part.period), _short(part.chance, question), shade(part.chance), words)


def _heads(periods: Iterable[str]) -> tuple[str, ...]:
    """The periods with spaces at which a narrow column may break them."""
    return tuple(label.replace(NBSP, " ") for label in periods)
