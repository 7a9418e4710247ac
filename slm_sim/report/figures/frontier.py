"""The figure of a frontier: the cheapest staff for each notch of a promise."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from slm_sim.model.frontier import Frontier
from slm_sim.report.figures.style import TOKENS, Drawn, drawn, panel
from slm_sim.report.frontierwords import is_known
from slm_sim.report.numbers import count


def draw_frontier(frontier: Frontier) -> tuple[Drawn, ...]:
    """The one figure, if a staff was found for any notch."""
    return (costs(frontier),) if any(notch.cost is not None for notch in frontier.notches) else ()


def costs(frontier: Frontier) -> Drawn:
    """Cost by notch: dots and lines for the cheapest staffs that are known, and an impossible notch has none.

    Where the search was cut short a hollow dot says what was found, a grey bar reaches down to the bound, and no line
    leads there.
    """
    shown = [(place, notch, notch.cost) for place, notch in enumerate(frontier.notches) if notch.cost is not None]
    unit = frontier.currency or "hours"
    with panel(2.4) as (figure, (axes,)):
        known = np.full(len(frontier.notches), np.nan)
        for place, notch, cost in shown:
            known[place] = cost if is_known(notch) else np.nan
        axes.plot(np.arange(len(known)), known, marker="o", color=TOKENS["blue"])
        for place, notch, cost in shown:
            if not is_known(notch):
                axes.plot([place, place], [notch.bound, cost], color=TOKENS["grey"], linewidth=1.6)
                axes.plot(place, cost, marker="o", color=TOKENS["blue"], markerfacecolor=TOKENS["shade"])
        axes.set_xticks(np.arange(len(frontier.notches)), [notch.value for notch in frontier.notches])
        axes.yaxis.set_major_locator(MaxNLocator(4))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: count(value)))
        axes.set_ylabel(f"{unit} a month")
        axes.set_title("Cheapest staff by promise")
        said = "; ".join(
            f"{notch.value}: {count(cost)} {unit}{'' if is_known(notch) else ', not searched to the end'}"
            for _, notch, cost in shown
        )
        return drawn(figure, "frontier", "", f"Cost of the cheapest staff a month by what is promised: {said}.")
