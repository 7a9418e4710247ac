"""The summary of a study as plain text and rows; whoever shows it decides how they look there."""

from __future__ import annotations

from collections.abc import Sequence

from slm_sim.model.results import ClauseResult, PenaltyResult, Results
from slm_sim.report.answer import headline
from slm_sim.report.numbers import NOTHING, amount, chance, figure_of, money, reached
from slm_sim.report.overview import CREDIT_HEADS, columns, overviews
from slm_sim.report.rights import how_likely, likeliest_first, when_first
from slm_sim.report.summary import Summary, TextTable
from slm_sim.report.words import span_in_words, span_noun

MOST_VARIATIONS = 20
"""Variations beyond which the report has to be read."""


def summary(results: Results) -> Summary:
    """The answer, the warnings, and a table each for clauses, credits, rights and teams; empty tables are left out."""
    question = results.question
    noun = span_noun(question)
    many = "1 simulated " + noun if question.replications == 1 else f"{question.replications} simulated {noun}s"
    credits = (_credits(results, noun), _balance(results, noun))
    follows = (_chances(results, noun), _rights(results, noun))
    tables = (_clauses(results), *credits, *follows, _teams(results), *_variations(results))
    return Summary(
        title=f"{question.title}: {span_in_words(question)}, {many}",
        headline=headline(results),
        warnings=results.warnings,
        tables=tuple(table for table in tables if table.rows),
    )


def _clauses(results: Results) -> TextTable:
    heads = ("Clause", "Promise", "Kept in a period", "Kept in all", "Mean reached")
    return TextTable("Chance of each clause", heads, tuple(map(_clause, results.clauses)))


def _clause(clause: ClauseResult) -> tuple[str, ...]:
    mean = reached(clause.attainment, clause.unit)
    return (clause.clause, clause.promise, chance(clause.chance), chance(clause.all_periods), mean)


def _credits(results: Results, noun: str) -> TextTable:
    """What credits cost; with what is set off against them where any scheme knows such a thing."""
    parts = [part for part in SET_OFF if any(getattr(penalty, part) is not None for penalty in results.penalties)]
    heads = ("Agreement", "Mean", "P50", "P95", *(SET_OFF[part] for part in parts))
    rows = tuple(_penalty(penalty, parts) for penalty in results.penalties)
    return TextTable(f"Service credits of the {noun}", heads, rows)


SET_OFF = {
    "credits": "Gross",
    "returned": "Earned back",
    "bonus": "Bonuses",
    "below_minimum": "Below the minimum",
}
"""What credits are made of, by field of `PenaltyResult`, and the head of its column."""


def _penalty(penalty: PenaltyResult, parts: Sequence[str]) -> tuple[str, ...]:
    estimates = (penalty.p50, penalty.p95, *(getattr(penalty, part) for part in parts))
    return (
        penalty.agreement if penalty.flow == "paid" else f"{penalty.agreement} ({penalty.flow})",
        amount(penalty.mean, penalty.currency),
        *(figure_of(amount(estimate, penalty.currency)) for estimate in estimates),
    )


def _chances(results: Results, noun: str) -> TextTable:
    """What may follow from credits and from missed promises, a row per agreement."""
    penalties = {penalty.agreement: penalty for penalty in results.penalties}
    rights = {one.agreement: one.any_right for one in results.rights}
    rows = tuple(
        (agreement, *_of_penalty(penalties.get(agreement)), chance(rights.get(agreement)))
        for agreement in dict.fromkeys((*penalties, *rights))
    )
    heads = ("Agreement", "Any credit", "A cap is reached", "Above our margin", "Right to terminate")
    return TextTable(f"Chances in the {noun}", heads, rows)


def _of_penalty(penalty: PenaltyResult | None) -> tuple[str, str, str]:
    if penalty is None:
        return NOTHING, NOTHING, NOTHING
    cap = "no cap" if penalty.cap_reached is None else chance(penalty.cap_reached)
    return chance(penalty.any_credit), cap, chance(penalty.above_margin)


def _balance(results: Results, noun: str) -> TextTable:
    """Credits paid, received and net; without rows where nothing can be received."""
    balance = results.balance
    figures = () if balance is None else (balance.paid, balance.received, balance.net, balance.net_p95)
    row = tuple(amount(figure, balance.currency) for figure in figures) if balance is not None else ()
    heads = ("Paid, mean", "Received, mean", "Net, mean", "Net, P95")
    return TextTable(f"Service credits of the {noun} over all agreements", heads, (row,) if row else ())


def _rights(results: Results, noun: str) -> TextTable:
    rows = tuple(
        (f"{rights.agreement}: {one.trigger}", how_likely(one.chance, results.question), when_first(one.first))
        for rights in results.rights
        for one in likeliest_first(rights)
    )
    return TextTable(f"Rights to terminate that arise in the {noun}", ("Trigger", "Chance", "Arises first"), rows)


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
