"""Figures of teams: a usual week, hour by hour, and the backlog through the run."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from slm_sim.report.figures.style import TOKENS, Drawn, drawn, panel

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def load(team: str, hours: pd.DataFrame) -> Drawn:
    """People at work, people busy and incidents waiting by hour of the week; `hours` are the team's of `team_load`."""
    ordered = hours.sort_values("hour_of_week")
    at_work, busy, waiting = (ordered[name].to_numpy(dtype=float) for name in ("at_work", "busy", "waiting"))
    edges = np.arange(len(ordered) + 1)
    known = bool(np.isfinite(at_work).all())
    with panel(2.9, rows=2, height_ratios=[3, 2]) as (figure, (people, queue)):
        people.stairs(busy, edges, fill=True, color=TOKENS["sky"])
        if known:
            people.stairs(at_work, edges, color=TOKENS["blue"], linewidth=1.4)
        queue.stairs(waiting, edges, fill=True, color=TOKENS["peach"])
        queue.stairs(waiting, edges, color=TOKENS["orange"], linewidth=1)
        figure.suptitle(team, x=0.01, ha="left", fontsize=9.5, fontweight="bold", color=TOKENS["ink"])
        _caption(people, "people: at work (line), busy (filled)" if known else "people busy; at work: not limited")
        _caption(queue, "incidents waiting")
        top = float(np.nanmax([busy.max(), at_work.max() if known else 0]))
        people.set_ylim(0, max(top * 1.1, 1))
        queue.set_ylim(0, max(float(waiting.max()) * 1.15, 1))
        for axes in (people, queue):
            axes.set_xlim(0, len(ordered))
            axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
            for midnight in range(24, len(ordered), 24):
                axes.axvline(midnight, color=TOKENS["line"], linewidth=0.6, zorder=0)
        queue.set_xticks(np.arange(12, len(ordered), 24), DAYS[: len(ordered) // 24])
        text = f"{team} in a usual week, hour by hour: people at work, people busy and incidents waiting."
        return drawn(figure, "load", team, text)


def backlog(team: str, weeks: pd.DataFrame, steady: bool) -> Drawn:
    """Incidents that wait for a team, week by week, the warm-up shaded; `weeks` are the team's of `backlog`."""
    ordered = weeks.sort_values("week")
    week, waiting, low, high = (ordered[name].to_numpy(dtype=float) for name in ("week", "waiting", "low", "high"))
    with panel(2.1) as (figure, (axes,)):
        axes.fill_between(week, np.maximum(low, 0), high, color=TOKENS["peach"])
        axes.plot(week, waiting, color=TOKENS["orange"])
        top = max(float(np.nanmax([waiting.max(), np.nanmax(high, initial=0)])) * 1.2, 1)
        axes.set_ylim(0, top)
        axes.set_xlim(week[0], week[-1])
        if week[0] < 0:
            axes.axvspan(week[0], 0, color=TOKENS["shade"], zorder=0)
            axes.annotate("warm-up", (0, top), (-4, -3), textcoords="offset points", rotation=90, va="top", ha="right",
                          fontsize=8, color=TOKENS["muted"])  # fmt: skip
        axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        axes.set_title(team if steady else f"{team}: no steady state")
        axes.set_xlabel("week of the span")
        text = f"Incidents waiting for {team}, week by week{'' if steady else '; they grow without end'}."
        return drawn(figure, "backlog", team, text)


def _caption(axes: Axes, text: str) -> None:
    axes.set_title(text, fontsize=8.5, fontweight="normal", color=TOKENS["muted"], pad=4)
