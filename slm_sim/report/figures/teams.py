"""Figures of teams: a usual week, hour by hour, and the backlog through the run."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from slm_sim.model.arrays import Floats, Ints
from slm_sim.report.figures.style import TOKENS, Drawn, drawn, panel

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def load(team: str, hours: pd.DataFrame) -> Drawn:
    """People at work, people busy and incidents waiting by hour of the week; `hours` are the team's of `team_load`."""
    ordered = hours.sort_values("hour_of_week")
    at_work, busy, waiting = (ordered[name].to_numpy(dtype=float) for name in ("at_work", "busy", "waiting"))
    edges = np.arange(len(ordered) + 1)
    if not np.isfinite(at_work).all():
        return _in_hand(team, busy, edges)
    with panel(2.9, rows=2, height_ratios=[3, 2]) as (figure, (people, queue)):
        people.stairs(busy, edges, fill=True, color=TOKENS["sky"])
        people.stairs(at_work, edges, color=TOKENS["blue"], linewidth=1.4)
        queue.stairs(waiting, edges, fill=True, color=TOKENS["peach"])
        queue.stairs(waiting, edges, color=TOKENS["orange"], linewidth=1)
        figure.suptitle(team, x=0.01, ha="left", fontsize=9.5, fontweight="bold", color=TOKENS["ink"])
        _caption(people, "people: at work (line), busy (filled)")
        _caption(queue, "incidents waiting")
        _week(people, len(ordered), max(float(busy.max()), float(at_work.max())))
        _week(queue, len(ordered), float(waiting.max()))
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


def _in_hand(team: str, busy: Floats, edges: Ints) -> Drawn:
    """A team whose people are not counted: nothing waits for them, so there is one thing to show."""
    with panel(1.9) as (figure, (axes,)):
        axes.stairs(busy, edges, fill=True, color=TOKENS["sky"])
        figure.suptitle(team, x=0.01, ha="left", fontsize=9.5, fontweight="bold", color=TOKENS["ink"])
        _caption(axes, "incidents in hand; how many people there are is not limited")
        _week(axes, len(busy), float(busy.max()))
        return drawn(figure, "load", team, f"{team} in a usual week, hour by hour: incidents in hand.")


def _week(axes: Axes, hours: int, top: float) -> None:
    axes.set_xlim(0, hours)
    axes.set_ylim(0, max(top * 1.12, 1))
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    for midnight in range(24, hours, 24):
        axes.axvline(midnight, color=TOKENS["line"], linewidth=0.6, zorder=0)
    axes.set_xticks(np.arange(12, hours, 24), DAYS[: hours // 24])


def _caption(axes: Axes, text: str) -> None:
    axes.set_title(text, fontsize=8.5, fontweight="normal", color=TOKENS["muted"], pad=4)
