"""The summary of a study as plain text and rows; whoever writes to a terminal decides how they look there."""

from __future__ import annotations

from dataclasses import dataclass

from slm_sim.model.results import ClauseResult, PenaltyResult, Results
from slm_sim.report.answer import headline
from slm_sim.report.numbers import amount, chance, figure_of, money, reached
from slm_sim.report.overview import CREDIT_HEADS, columns, overviews
from slm_sim.report.words import span_in_words, span_noun

MOST_VARIATIONS = 20
"""Variations beyond which the report has to be read."""


@dataclass(frozen=True)
class TextTable:
    """A table of text: its title, the heads of its columns, and its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Summary:
    """What is told at the end of a run, in this order.

    warnings  weight (``stop``, ``caution`` or ``note``) and text
    """

    title: str
    headline: str
    warnings: tuple[tuple[str, str], ...]
    tables: tuple[TextTable, ...]


def summary(results: Results) -> Summary:
    """The answer, the warnings, and a table each for clauses, credits and teams; empty tables are left out."""
    question = results.question
    noun = span_noun(question)
    many = "1 simulated " + noun if question.replications == 1 else f"{question.replications} simulated {noun}s"
    credits = (_credits(results, noun), _balance(results, noun))
    tables = (_clauses(results), *credits, _teams(results), *_variations(results))
    return Summary(
        title=f"{question.title}: {span_in_words(question)}, {many}",
        headline=headline(results),
        warnings=tuple((warned.weight, warned.text) for warned in results.warnings),
        tables=tuple(table for table in tables if table.rows),
    )


def _clauses(results: Results) -> TextTable:
    heads = ("Clause", "Promise", "Kept in a period", "Kept in all", "Mean reached")
    return TextTable("Chance of each clause", heads, tuple(map(_clause, results.clauses)))


def _clause(clause: ClauseResult) -> tuple[str, ...]:
    mean = reached(clause.attainment, clause.unit)
    return (clause.clause, clause.promise, chance(clause.chance), chance(clause.all_periods), mean)


def _credits(results: Results, noun: str) -> TextTable:
    heads = ("Agreement", "Mean", "P50", "P95", "Cap in a month", "Above our margin")
    return TextTable(f"Service credits of the {noun}", heads, tuple(map(_penalty, results.penalties)))


def _penalty(penalty: PenaltyResult) -> tuple[str, ...]:
    middle, high = (figure_of(amount(estimate, penalty.currency)) for estimate in (penalty.p50, penalty.p95))
    cap = "no cap" if penalty.cap_reached_month is None else chance(penalty.cap_reached_month)
    return (
        penalty.agreement if penalty.flow == "paid" else f"{penalty.agreement} ({penalty.flow})",
        amount(penalty.mean, penalty.currency),
        middle,
        high,
        cap,
        chance(penalty.above_margin),
    )


def _balance(results: Results, noun: str) -> TextTable:
    """Credits paid, received and net; without rows where nothing can be received."""
    balance = results.balance
    figures = () if balance is None else (balance.paid, balance.received, balance.net, balance.net_p95)
    row = tuple(amount(figure, balance.currency) for figure in figures) if balance is not None else ()
    heads = ("Paid, mean", "Received, mean", "Net, mean", "Net, P95")
    return TextTable(f"Service credits of the {noun} over all agreements", heads, (row,) if row else ())


def _teams(results: Results) -> TextTable:
    rows = tuple(
        (
            team.team,
            chance(team.occupancy),
            "steady" if team.steady else "no steady state",
            "–" if team.staff_cost is None or team.currency is None else money(team.staff_cost, team.currency),
        )
        for team in results.teams
        if not team.unlimited
    )
    return TextTable("Teams", ("Team", "Occupancy", "Backlog", "Cost a month"), rows)


def _variations(results: Results) -> tuple[TextTable, ...]:
    """What each variation costs; without credits, its chances are for the report."""
    heads = tuple(varied.short for varied in columns(results)) or ("Changes",)
    return tuple(
        TextTable(
            f"Variations: {table.title}",
            ("Variation", *heads, *table.heads),
            tuple(
                (row.name, *row.values, *(cell.figure for cell in row.cells)) for row in table.rows[:MOST_VARIATIONS]
            ),
        )
        for table in overviews(results)
        if table.heads == CREDIT_HEADS
    )
