"""A sensitivity analysis in words: its answer, and its tables as text."""

from __future__ import annotations

from collections.abc import Iterable

from slm_sim.model.estimate import Estimate
from slm_sim.model.results import Warned
from slm_sim.model.sensed import BreakEven, Outcome, Sensed, Swing
from slm_sim.report.numbers import NOTHING, amount, chance, count, difference, figure_of, points
from slm_sim.report.summary import Summary, TextTable
from slm_sim.report.words import between

MONEY = ("left", "credits", "staff", "charges")


def headline(sensed: Sensed) -> str:
    """What moves the answer most, and where it turns."""
    turns = [turning(one) for one in sensed.break_even if one.verdict == "turns"]
    most = strongest(sensed)
    moved = f"What is left of a month depends most on {most}." if most else _unmoved(sensed)
    return " ".join([moved, *turns])


def _unmoved(sensed: Sensed) -> str:
    if sensed.stopped == "all played":
        return "Nothing moves what is left of a month."
    if sensed.indices or any(end is not None for one in sensed.swings for end in (one.at_low, one.at_high)):
        return "Nothing that was tried moves what is left of a month."
    return "Nothing was tried yet: what moves what is left of a month is not known."


def cut_short(sensed: Sensed) -> tuple[Warned, ...]:
    """What is missing where not everything was played."""
    why = {"out of time": "Time ran out", "interrupted": "The analysis was interrupted"}.get(sensed.stopped)
    if why is None:
        return ()
    if sensed.how == "sobol":
        missing = f"the sample is the {count(sensed.samples)} points that were played by then"
    else:
        missing = "ends of ranges and values at which the deal turns that were not known by then are missing"
    return (Warned(weight="caution", about="sensitivity", text=f"{why}: {missing}."),)


def strongest(sensed: Sensed) -> str:
    """The assumption that moves what is left by most; empty if none does."""
    if sensed.how == "sobol":
        totals = {one.path: one.total.value for one in sensed.indices if one.outcome == "left"}
    else:
        totals = {one.path: reach(one) for one in sensed.swings if one.outcome == "left"}
    return max(totals, key=totals.__getitem__) if any(totals.values()) else ""


def reach(swing: Swing) -> float:
    """How far an outcome moves between both ends of a range, and from as stated."""
    ends = [0.0, *(end.value for end in (swing.at_low, swing.at_high) if end is not None)]
    return max(ends) - min(ends)


def turning(one: BreakEven) -> str:
    """``Nothing is left when workload.incidents is above 4 480 / month (4 300 to 4 600), 12 % more than stated.``"""
    percent = "" if one.change is None else f", {abs(one.change) * 100:.3g} % {'more' if one.change > 0 else 'less'}"
    stated = f"{percent} than stated" if percent else ""
    interval = f" ({one.low} to {one.high})" if one.low else ""
    return f"Nothing is left when {one.path} is {one.bad} {one.value}{interval}{stated}."


def sensed_title(sensed: Sensed) -> str:
    """What was asked, over which span, and how much was played."""
    many = f"{count(sensed.played)} replications, {sensed.replications} of each point"
    return f"{sensed.title}: {between(sensed.starts, sensed.ends)}, {many}"


def tornado(sensed: Sensed, outcome: Outcome) -> TextTable:
    """What one outcome does at both ends of each range, the strongest first."""
    swings = sorted(swings_of(sensed, outcome), key=lambda one: -reach(one))
    about = {one.path: one for one in sensed.assumptions}
    rows = tuple(
        (
            swing.path,
            about[swing.path].stated,
            *(
                f"{getattr(about[swing.path], end)}: {_told(outcome, getattr(swing, f'at_{end}'), sensed)}"
                for end in ("low", "high")
            ),
        )
        for swing in swings
    )
    title = f"{outcome_name(outcome)}: {_stated(outcome, sensed)} as stated"
    return TextTable(title, ("Assumption", "Stated", "At the low end", "At the high end"), rows)


def shared_out(sensed: Sensed, outcome: Outcome) -> TextTable:
    """How the variance of one outcome is shared out."""
    rows = tuple(
        (one.path, chance(_within(one.first)), chance(_within(one.total)))
        for one in sorted(sensed.indices, key=lambda one: -one.total.value)
        if (one.outcome, one.agreement, one.clause) == (outcome.name, outcome.agreement, outcome.clause)
    )
    heads = ("Assumption", "Alone", "With others")
    return TextTable(f"{outcome_name(outcome)}: share of the variance", heads, rows)


def tables(sensed: Sensed) -> tuple[TextTable, ...]:
    """A table for each outcome that moves, what is left first."""
    if sensed.how == "sobol":
        every: Iterable[TextTable] = (shared_out(sensed, outcome) for outcome in ordered(sensed))
    else:
        every = (tornado(sensed, outcome) for outcome in ordered(sensed) if moves(sensed, outcome))
    return tuple(table for table in every if table.rows)


def ordered(sensed: Sensed) -> list[Outcome]:
    """The outcomes, what is left first and the chances of clauses next."""
    order = {"left": 0, "credits": 1, "chance": 2}
    return sorted(sensed.outcomes, key=lambda one: order.get(one.name, 3))


def moves(sensed: Sensed, outcome: Outcome) -> bool:
    """Whether any assumption moves an outcome beyond doubt."""
    ends = [end for swing in swings_of(sensed, outcome) for end in (swing.at_low, swing.at_high) if end is not None]
    return any(end.beyond_doubt for end in ends)


def swings_of(sensed: Sensed, outcome: Outcome) -> list[Swing]:
    """What each assumption does to one outcome."""
    which = (outcome.name, outcome.agreement, outcome.clause)
    return [one for one in sensed.swings if (one.outcome, one.agreement, one.clause) == which]


def turnings(sensed: Sensed) -> TextTable:
    """Where nothing is left, along each assumption."""
    said = {"good": "something is left all the way", "bad": "nothing is left all the way"}
    rows = tuple((one.path, said.get(one.verdict) or turning(one)) for one in sensed.break_even)
    return TextTable("Where the deal turns", ("Assumption", "With all else as stated"), rows)


def outcome_name(outcome: Outcome) -> str:
    """What an outcome is called."""
    names = {
        "left": "Left of a month",
        "credits": "Credits of a month",
        "staff": "Staff of a month",
        "charges": "Charges of a month",
        "abandoned": "Customers who give up",
        "unresolved": "Still open at the end",
    }
    return names.get(outcome.name) or f"Chance of {outcome.clause} ({outcome.agreement})"


def _stated(outcome: Outcome, sensed: Sensed) -> str:
    if outcome.name in MONEY:
        return amount(outcome.estimate, sensed.currency)
    return chance(outcome.estimate)


def _told(outcome: Outcome, estimate: Estimate | None, sensed: Sensed) -> str:
    if estimate is None:
        return NOTHING
    told = difference(estimate, sensed.currency) if outcome.name in MONEY else points(estimate)
    return figure_of(told) if estimate.low == estimate.high else told


def _within(estimate: Estimate) -> Estimate:
    """An index as a share: sampling error may carry it a little below zero or above one."""
    low, high = (None if end is None else min(max(end, 0.0), 1.0) for end in (estimate.low, estimate.high))
    return Estimate(min(max(estimate.value, 0.0), 1.0), low, high, estimate.confidence, estimate.method)


def summary(sensed: Sensed) -> Summary:
    """The answer in short, with a table for each outcome that moves."""
    return Summary(
        title=sensed_title(sensed),
        headline=headline(sensed),
        grounds=f"What is left of a month: {sensed.left_means}.",
        warnings=(*cut_short(sensed), *sensed.warnings),
        tables=(turnings(sensed), *tables(sensed)),
    )
