"""A frontier in words: what the tightest notch costs, and the table of all."""

from __future__ import annotations

from slm_sim.model.frontier import Frontier, Notch
from slm_sim.report.numbers import NOTHING, amount, chance, money, promised
from slm_sim.report.summary import Summary, TextTable
from slm_sim.report.words import between


def headline(frontier: Frontier) -> str:
    """What it costs to go from the first notch to the last of those whose cheapest staff is known; which are not."""
    known = [(notch.value, notch.cost) for notch in frontier.notches if is_known(notch) and notch.cost is not None]
    open_ones = [notch.value for notch in frontier.notches if not is_known(notch)]
    if len(known) > 1:
        (first, low), (last, high) = known[0], known[-1]
        told = f"From {first} to {last}, the cheapest staff costs {cost(high - low, frontier)} a month more."
    elif known:
        told = f"{known[0][0]} is the only one of these values for which the cheapest staff was found."
    elif open_ones:
        told = "The cheapest staff was found for none of these values."
    else:
        told = "No staff within the wishes keeps the promises at any of these values."
    return f"{told} Not searched to the end: {', '.join(open_ones)}." if open_ones else told


def is_known(notch: Notch) -> bool:
    """Whether it is settled what the notch costs, or that it cannot be had: else the search for it was cut short."""
    return notch.status in ("best", "impossible")


def frontier_title(frontier: Frontier) -> str:
    """What is promised in turn, over which span, and with which confidence."""
    asked = f"{promised(frontier.asked, 'fraction')} of the months are to keep every promise"
    return f"{frontier.title}: {between(frontier.starts, frontier.ends)}, {frontier.path}; {asked}"


def cost(value: float, frontier: Frontier) -> str:
    """An amount of money, or of paid hours."""
    return money(value, frontier.currency or "h")


def notches(frontier: Frontier) -> TextTable:
    """Each notch with its cheapest staff; what it costs more than the last before it, as far as both are known."""
    rows, before = [], None
    for notch in frontier.notches:
        known = notch.cost if is_known(notch) else None
        more = NOTHING if known is None or before is None else cost(known - before, frontier)
        rows.append(
            (
                notch.value,
                _cost(notch, frontier),
                more,
                chance(notch.confidence, frontier.asked),
                _credits(notch, frontier),
            )
        )
        before = before if known is None else known
    heads = ("Promise", "Cheapest staff a month", "More than before", "Months kept, fresh", "Credits a month")
    return TextTable("What each notch costs", heads, tuple(rows))


def _cost(notch: Notch, frontier: Frontier) -> str:
    if notch.cost is None:
        return "impossible" if notch.status == "impossible" else NOTHING
    bound = "" if is_known(notch) else f" (at least {cost(notch.bound, frontier)})"
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
