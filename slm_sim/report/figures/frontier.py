"""The figure of a frontier: the cheapest staff for each notch of a promise."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from slm_sim.model.frontier import Frontier
from slm_sim.report.figures.style import TOKENS, Drawn, drawn, panel
from slm_sim.report.numbers import count


def draw_frontier(frontier: Frontier) -> tuple[Drawn, ...]:
    """The one figure, if a staff was found for any notch."""
    return (costs(frontier),) if any(notch.cost is not None for notch in frontier.notches) else ()


def costs(frontier: Frontier) -> Drawn:
    """Cost by notch, a line from bound to cost where the cheapest is not proven; an impossible notch has no dot."""
    shown = [
        (place, notch.value, notch.bound, notch.cost)
        for place, notch in enumerate(frontier.notches)
        if notch.cost is not None
    ]
    unit = frontier.currency or "hours"
    with panel(2.4) as (figure, (axes,)):
        for place, _, bound, cost in shown:
            axes.plot([place, place], [bound, cost], color=TOKENS["grey"], linewidth=1.6)
        axes.plot([one[0] for one in shown], [one[3] for one in shown], marker="o", color=TOKENS["blue"])
        axes.set_xticks(np.arange(len(frontier.notches)), [notch.value for notch in frontier.notches])
        axes.yaxis.set_major_locator(MaxNLocator(4))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: count(value)))
        axes.set_ylabel(f"{unit} a month")
        axes.set_title("Cheapest staff by promise")
        said = "; ".join(f"{value}: {count(cost)} {unit}" for _, value, _, cost in shown)
        return drawn(figure, "frontier", "", f"Cost of the cheapest staff a month by what is promised: {said}.")
