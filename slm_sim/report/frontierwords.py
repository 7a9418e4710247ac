"""A frontier in words: what the tightest notch costs, and the table of all."""

from __future__ import annotations

from slm_sim.model.frontier import Frontier, Notch
from slm_sim.report.numbers import NOTHING, amount, chance, money, share
from slm_sim.report.summary import Summary, TextTable
from slm_sim.report.words import between


def headline(frontier: Frontier) -> str:
    """What it costs to go from the first notch that can be kept to the last."""
    kept = [notch for notch in frontier.notches if notch.cost is not None]
    if not kept:
        return "No staff within the wishes keeps the promises at any of these values."
    first, last = kept[0], kept[-1]
    if first is last:
        return f"{first.value} is the only one of these values for which a staff was found."
    more = cost((last.cost or 0) - (first.cost or 0), frontier)
    return f"From {first.value} to {last.value}, the cheapest staff costs {more} a month more."


def frontier_title(frontier: Frontier) -> str:
    """What is promised in turn, over which span, and with which confidence."""
    asked = f"{share(frontier.asked)} of the months are to keep every promise"
    return f"{frontier.title}: {between(frontier.starts, frontier.ends)}, {frontier.path}; {asked}"


def cost(value: float, frontier: Frontier) -> str:
    """An amount of money, or of paid hours."""
    return money(value, frontier.currency or "h")


def notches(frontier: Frontier) -> TextTable:
    """Each notch with its cheapest staff; what it costs more than the notch before it."""
    rows, before = [], None
    for notch in frontier.notches:
        more = NOTHING if notch.cost is None or before is None else cost(notch.cost - before, frontier)
        rows.append((notch.value, _cost(notch, frontier), more, chance(notch.confidence), _credits(notch, frontier)))
        before = before if notch.cost is None else notch.cost
    heads = ("Promise", "Cheapest staff a month", "More than before", "Months kept, fresh", "Credits a month")
    return TextTable("What each notch costs", heads, tuple(rows))


def _cost(notch: Notch, frontier: Frontier) -> str:
    if notch.cost is None:
        return "impossible" if notch.status == "impossible" else NOTHING
    bound = "" if notch.status == "best" else f" (at least {cost(notch.bound, frontier)})"
    return f"{cost(notch.cost, frontier)}{bound}"


def _credits(notch: Notch, frontier: Frontier) -> str:
    return amount(notch.credits, frontier.currency)


def summary(frontier: Frontier) -> Summary:
    """The answer in short."""
    return Summary(
        title=frontier_title(frontier),
        headline=headline(frontier),
        warnings=(),
        tables=(notches(frontier),),
    )
