"""Figures of priorities: where the time of an incident goes, and a log beside its replay."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from slm_sim.model.results import ObservedTimes, PriorityTimes
from slm_sim.report.figures.style import TOKENS, Drawn, drawn, panel
from slm_sim.report.numbers import length, period

PART_COLOURS = {"hands-on": "blue", "waiting": "orange", "call-out": "yellow", "suspended": "grey"}
OTHER_COLOURS = ("green", "violet", "sky", "peach")
WIDE_ENOUGH = 0.09
"""Share of a bar from which a percentage fits into it."""
LONGEST_OF_TWO = 20
"""Letters of a name up to which a legend has two columns."""
LETTERS = {"sky": TOKENS["ink"], "peach": TOKENS["ink"], "yellow": "#1b2732", "grey": "#1b2732"}
"""What is written upon a bar in; white unless it stands here."""
TIMES = {
    60: "1 min",
    600: "10 min",
    3600: "1 h",
    14_400: "4 h",
    43_200: "12 h",
    86_400: "1 day",
    172_800: "2 days",
    345_600: "4 days",
    864_000: "10 days",
    2_592_000: "30 days",
    8_640_000: "100 days",
}
"""Ticks of a logarithmic axis of time, in seconds."""


def time_parts(times: Sequence[PriorityTimes]) -> Drawn:
    """What an incident of each priority spends its time on, as shares of its mean time until resolution."""
    names = [name for name in _part_names(times) if any(_shares(row).get(name, 0) >= 0.005 for row in times)]
    colours = part_colours(names)
    columns = 2 if max(map(len, names), default=0) <= LONGEST_OF_TWO else 1
    with panel(0.85 + 0.42 * len(times) + 0.2 * -(-len(names) // columns)) as (figure, (axes,)):
        places = np.arange(len(times))[::-1]
        left = np.zeros(len(times))
        for name in names:
            widths = np.array([_shares(row).get(name, 0.0) for row in times])
            axes.barh(places, widths, 0.66, left, color=TOKENS[colours[name]], label=name)
            for place, start, width in zip(places, left, widths, strict=True):
                if width >= WIDE_ENOUGH:
                    paint = LETTERS.get(colours[name], "#ffffff")
                    axes.text(start + width / 2, place, f"{width * 100:.0f}%", ha="center", va="center",
                              fontsize=8.5, color=paint)  # fmt: skip
            left += widths
        axes.set_yticks(places, [f"{row.priority}\n{length(sum(row.parts.values()))}" for row in times])
        axes.tick_params(axis="y", labelcolor=TOKENS["ink"])
        axes.set_xlim(0, 1)
        axes.xaxis.set_major_locator(NullLocator())
        axes.spines[:].set_visible(False)
        axes.set_title("Shares of the mean time of an incident", loc="left")
        axes.legend(
            loc="upper left", bbox_to_anchor=(0, -0.01), ncols=columns, frameon=False, fontsize=8.5, handlelength=0.9,
            handleheight=0.9, columnspacing=1.4, borderpad=0.2,
        )  # fmt: skip
        said = "; ".join(f"{row.priority} {length(sum(row.parts.values()))}" for row in times)
        return drawn(figure, "time", "by priority", f"Where the time of an incident goes, by priority. In all: {said}.")


def part_colours(names: Sequence[str]) -> dict[str, str]:
    """A colour for each part of the time; the same part has the same colour in every report."""
    others = [name for name in names if name not in PART_COLOURS]
    return {name: PART_COLOURS.get(name) or OTHER_COLOURS[others.index(name) % len(OTHER_COLOURS)] for name in names}


def observed_and_simulated(priority: str, rows: Sequence[ObservedTimes]) -> Drawn:
    """Resolution times of one priority in each month, as the log shows them and as they were simulated."""
    with panel(2.5) as (figure, (axes,)):
        places = np.arange(len(rows))
        seen: list[float] = []
        for quantile, marker in (("p50", "o"), ("p90", "D")):
            for source, colour in (("observed", "ink"), ("simulated", "orange")):
                values = [getattr(row, source).get(quantile) for row in rows]
                heights = np.array([np.nan if value is None else max(value, 1.0) for value in values])
                seen += heights[np.isfinite(heights)].tolist()
                axes.plot(
                    places, heights, color=TOKENS[colour], marker=marker, markersize=5, linewidth=1.3,
                    linestyle="-" if source == "observed" else "--",
                    markerfacecolor=TOKENS[colour] if source == "observed" else "none",
                    label=f"{quantile.upper()} {source}",
                )  # fmt: skip
        axes.set_yscale("log")
        if seen:
            axes.set_ylim(min(seen) / 1.8, max(seen) * 1.8)
        axes.yaxis.set_major_locator(FixedLocator(_ticks(*axes.get_ylim())))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: TIMES.get(round(value), "")))
        axes.grid(axis="y")
        axes.set_xticks(places, [period(row.period) for row in rows])
        axes.set_xlim(-0.4, len(rows) - 0.6)
        axes.set_title(priority if priority != "all" else "all priorities")
        axes.legend(loc="upper left", bbox_to_anchor=(0, -0.12), ncols=2, frameon=False, fontsize=8.5, borderpad=0.2)
        text = f"Time until resolution of {priority}, observed in the log and simulated: median and 90th percentile."
        return drawn(figure, "log", priority, text)


def _ticks(low: float, high: float) -> list[int]:
    """The round times of a logarithmic axis that do not stand too close."""
    apart = (high / low) ** (1 / 6)
    kept: list[int] = []
    for tick in TIMES:
        if low <= tick <= high and (not kept or tick >= kept[-1] * apart):
            kept.append(tick)
    return kept


def _part_names(times: Sequence[PriorityTimes]) -> list[str]:
    order = ["hands-on", "waiting", "call-out", "suspended"]
    found = dict.fromkeys(name for row in times for name in row.parts)
    return [*(name for name in order if name in found), *(name for name in found if name not in order)]


def _shares(row: PriorityTimes) -> dict[str, float]:
    whole = sum(row.parts.values())
    return {name: seconds / whole for name, seconds in row.parts.items()} if whole > 0 else {}
