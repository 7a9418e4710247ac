"""Figures of variations: what each costs, beside the scenario as stated."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from slm_sim.model.estimate import Estimate
from slm_sim.report.figures.style import TOKENS, Drawn, drawn, panel
from slm_sim.report.numbers import amount, count

MOST_ROWS = 40
"""Variations in one figure; of more, those that differ most are shown."""
LONGEST_NAME = 18


def credits_by_variation(agreement: str, currency: str, rows: Sequence[tuple[str, Estimate]]) -> Drawn:
    """Mean credits of each variation with their interval; the first row is the scenario as stated."""
    stated = rows[0][1]
    furthest = sorted(rows[1:], key=lambda row: -abs(row[1].value - stated.value))[: MOST_ROWS - 1]
    shown = [row for row in rows if row is rows[0] or row in furthest]
    with panel(0.9 + 0.21 * len(shown)) as (figure, (axes,)):
        axes.axvline(stated.value, color=TOKENS["line"], linewidth=1)
        for place, (_, mean) in enumerate(shown):
            colour = TOKENS["ink" if place == 0 else "blue"]
            if mean.low is not None and mean.high is not None:
                axes.plot([mean.low, mean.high], [place, place], color=colour, linewidth=1.6)
            axes.plot([mean.value], [place], marker="o", markersize=4.5, color=colour)
        axes.set_yticks(np.arange(len(shown)), [_cut(name) for name, _ in shown])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlim(left=min(0.0, *(mean.low or 0.0 for _, mean in shown)))
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: count(value)))
        axes.set_xlabel(f"mean credits of the whole span in {currency}, with their interval")
        axes.set_title(f"What each variation costs under {agreement}")
        text = (
            f"Mean service credits of {agreement} by variation, with intervals: "
            f"{'; '.join(f'{name} {amount(mean, currency)}' for name, mean in shown)}."
        )
        return drawn(figure, "variations", agreement, text)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
