"""The report of a measured log: one page that holds everything it needs, without scripts and any outside request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from slm_sim.model.measured import Breach, Measured, MeasuredAgreement, MeasuredClause, MeasuredPeriod
from slm_sim.report.html import environment
from slm_sim.report.measuredmoney import all_due, claim_table
from slm_sim.report.measuredwords import (
    TOGETHER,
    breach_in_words,
    credit_tables,
    headline,
    log_in_words,
    measured_title,
    missed_in_words,
    open_table,
    reached_in_words,
    rights_in_words,
)
from slm_sim.report.numbers import NBSP, NOTHING, count, period

MOST = 100
"""Breaches of one clause in one period that the page holds, the longest first, and open incidents of one agreement, the
least time left first; all of them stand in the tables."""

SHADES = {"met": 5, "missed": 1, "no data": 0}


@dataclass(frozen=True)
class Cell:
    """One clause in one period: its label, what was reached, the counts behind it, and the shade."""

    period: str
    text: str
    detail: str
    shade: int
    words: str


@dataclass(frozen=True)
class Grid:
    """The clauses of an agreement that share their periods."""

    title: str
    periods: tuple[str, ...]
    rows: tuple[tuple[MeasuredClause, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Group:
    """The breaches of one clause in one period, the longest first, as far as the page holds them."""

    title: str
    every: int
    shown: tuple[Breach, ...]


def measured_page(measured: Measured) -> str:
    """What was measured as one HTML page."""
    made = environment()
    made.filters.update(
        {
            "missed_in": missed_in_words,
            "reached_in": reached_in_words,
            "told": breach_in_words,
        }
    )
    titles = " and ".join(dict.fromkeys(one.title for one in measured.agreements))
    return made.get_template("measured.html").render(
        measured=measured,
        title=f"{titles}: what the log shows",
        log_in_words=log_in_words(measured.log),
        all_due=all_due(measured),
        headline=headline,
        measured_title=measured_title,
        grids=grids,
        credit_tables=credit_tables,
        claim_table=claim_table,
        groups=groups,
        open_table=partial(open_table, most=MOST),
        rights_in_words=rights_in_words,
    )


def grids(agreement: MeasuredAgreement) -> tuple[Grid, ...]:
    """The clauses that were measured, in a grid for each set of periods."""
    by_periods: dict[tuple[str, ...], list[MeasuredClause]] = {}
    for clause in agreement.clauses:
        if clause.periods:
            by_periods.setdefault(tuple(part.period for part in clause.periods), []).append(clause)
    return tuple(
        Grid(
            title=f"By {clauses[0].service_period}",
            periods=tuple(period(label).replace(NBSP, " ") for label in labels),
            rows=tuple((clause, tuple(_cell(part, clause) for part in clause.periods)) for clause in clauses),
        )
        for labels, clauses in by_periods.items()
    )


def _cell(part: MeasuredPeriod, clause: MeasuredClause) -> Cell:
    reached = reached_in_words(part, clause.unit)
    short = reached_in_words(part, clause.unit, places=2)
    together = clause.measure in TOGETHER
    counts = f"{count(part.counted)} counted" if together else f"{count(part.misses)} of {count(part.counted)}"
    others = (("undecided", part.undecided), ("unknown", part.unknown), ("excluded", part.excluded))
    words = "; ".join(
        [
            f"{reached}: {part.verdict}",
            counts if together else f"{counts} missed",
            *(f"{n} {what}" for what, n in others if n),
        ]
    )
    detail = "" if part.verdict == "no data" else counts
    return Cell(
        period(part.period), short.replace(NBSP, " ") if detail else NOTHING, detail, SHADES[part.verdict], words
    )


def groups(agreement: MeasuredAgreement) -> Iterator[Group]:
    """The breaches of an agreement by clause and period."""
    together = {clause.clause for clause in agreement.clauses if clause.measure in TOGETHER}
    by_cell: dict[tuple[str, str], list[Breach]] = {}
    for breach in agreement.breaches:
        by_cell.setdefault((breach.clause, breach.period), []).append(breach)
    for (clause, label), breaches in by_cell.items():
        longest = sorted(breaches, key=lambda breach: -(breach.over or 0.0))[:MOST]
        longer = ", each longer than all should be on average" if clause in together else ""
        yield Group(f"{clause}, {period(label)}{longer}", len(breaches), tuple(longest))
