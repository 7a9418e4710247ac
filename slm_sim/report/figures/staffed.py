"""The figure of a plan of the staff: what one person more or fewer changes."""

from __future__ import annotations

import numpy as np

from slm_sim.model.staffed import Staffed
from slm_sim.report.figures.style import TOKENS, Drawn, drawn, panel


def draw_staffed(staffed: Staffed) -> tuple[Drawn, ...]:
    """The one figure, if there is a plan."""
    return (one_more(staffed),) if staffed.one_more else ()


def one_more(staffed: Staffed) -> Drawn:
    """Difference of the months kept by one person more (green) or fewer (orange), shift by shift, with intervals."""
    shown = staffed.one_more
    with panel(0.9 + 0.24 * len(shown)) as (figure, (axes,)):
        axes.axvline(0, color=TOKENS["line"], linewidth=1)
        for place, one in enumerate(shown):
            colour = TOKENS["green" if one.change > 0 else "orange"]
            if one.kept.low is not None and one.kept.high is not None:
                axes.plot([100 * one.kept.low, 100 * one.kept.high], [place, place], color=colour, linewidth=1.6)
            axes.plot([100 * one.kept.value], [place], marker="o", markersize=4.5, color=colour)
        names = [f"{one.team}, {one.shift} {'+' if one.change > 0 else '−'}{abs(one.change)}" for one in shown]
        axes.set_yticks(np.arange(len(shown)), names)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlabel("points of the months that keep every promise")
        axes.set_title("One person more or fewer")
        said = "; ".join(f"{name} {100 * one.kept.value:+.1f} points" for name, one in zip(names, shown, strict=True))
        return drawn(figure, "one-more", "", f"What one person more or fewer changes: {said}.")
