"""Figures of service credits: their distribution over the simulated terms, and month by month."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import ArrayLike

from slm_sim.model.arrays import Floats
from slm_sim.model.results import PenaltyResult
from slm_sim.report.figures.style import TOKENS, Drawn, drawn, panel
from slm_sim.report.numbers import amount, figure_of, money, period, share

BINS = 24


def distribution(penalty: PenaltyResult, owed: Floats) -> Drawn:
    """How many of the simulated terms cost how much; `owed` holds one amount per term."""
    charges = penalty.charges
    with panel(3.1) as (figure, (axes,)):
        top, lowest = max(float(owed.max()), 1.0), min(float(owed.min()), 0.0)
        counts, edges = np.histogram(owed, bins=min(BINS, max(len(owed) // 4, 1)), range=(lowest, top))
        axes.bar(edges[:-1], counts / len(owed), np.diff(edges) * 0.94, align="edge", color=TOKENS["sky"])
        tallest = float((counts / len(owed)).max())
        marks = _marks(penalty, 1.3 * top)
        limit = max(top, *(value for value, _, _ in marks)) * 1.04
        for row, (value, said, colour) in enumerate(marks):
            height = tallest * (1.52 - 0.13 * row)
            axes.plot([value, value], [0, height], color=TOKENS[colour], linewidth=1.4)
            left = value > 0.55 * limit
            axes.annotate(
                said, (value, height), (-4 if left else 4, -1),
                textcoords="offset points", ha="right" if left else "left", va="top", color=TOKENS[colour],
            )  # fmt: skip
        axes.set_ylim(0, tallest * 1.58)
        axes.set_xlim(lowest, limit)
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _thousands(value)))
        axes.yaxis.set_major_locator(MaxNLocator(3, prune="upper"))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: share(value) if value <= tallest else ""))
        axes.set_xlabel(f"service credits of the whole span in {penalty.currency}")
        axes.set_title("Share of the simulated spans")
        if charges > 0:
            scale = axes.secondary_xaxis(-0.3, functions=(_times(1 / charges), _times(charges)))
            scale.xaxis.set_major_locator(MaxNLocator(4))
            scale.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value * 100:.3g} %"))
            scale.set_xlabel("the same as a share of all charges")
        text = (
            f"Histogram of the service credits of {penalty.agreement} over {len(owed)} simulated spans: "
            f"{'; '.join(said for _, said, _ in marks)}."
        )
        return drawn(figure, "credits", penalty.agreement, text)


def by_month(penalty: PenaltyResult) -> Drawn:
    """Mean credits of each month with their interval, and the amount that one month in twenty exceeds."""
    with panel(3.1) as (figure, (axes,)):
        months = penalty.periods
        places = np.arange(len(months))
        means = np.array([month.mean.value for month in months])
        p95 = np.array([month.p95 for month in months])
        axes.bar(places, means, 0.72, color=TOKENS["sky"])
        axes.plot(places, p95, linestyle="none", marker="_", markersize=9, markeredgewidth=2, color=TOKENS["ink"])
        for place, month in zip(places, months, strict=True):
            if month.mean.low is not None and month.mean.high is not None:
                axes.plot([place] * 2, [month.mean.low, month.mean.high], color=TOKENS["blue"], linewidth=1.2)
        step = max(len(months) // 6, 1)
        axes.set_xticks(places[::step], [_short(month.period) for month in months[::step]])
        lowest = min(float(means.min()), float(p95.min()), 0.0)
        axes.set_ylim(lowest * 1.12, max(float(p95.max()), float(means.max()), 1.0) * 1.12)
        axes.yaxis.set_major_locator(MaxNLocator(4))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _thousands(value)))
        axes.set_title(f"{penalty.currency} a month: bar is the mean, dash is P95")
        text = f"Service credits of {penalty.agreement} in each month: mean with its interval, and 95th percentile."
        return drawn(figure, "credits by month", penalty.agreement, text)


def _times(factor: float) -> Callable[[ArrayLike], Floats]:
    return lambda values: np.asarray(values, dtype=np.float64) * factor


def _marks(penalty: PenaltyResult, furthest: float) -> list[tuple[float, str, str]]:
    """What is marked in the distribution, from the smallest amount: the amount, its name with it, and its colour."""
    currency = penalty.currency
    found = [
        (estimate.value, f"{name} {figure_of(amount(estimate, currency))}", colour)
        for name, estimate, colour in (
            ("mean", penalty.mean, "orange"),
            ("P50", penalty.p50, "blue"),
            ("P95", penalty.p95, "ink"),
        )
    ]
    margin = None if penalty.margin is None else penalty.margin * penalty.charges
    if margin is not None and margin <= furthest:
        found.append((margin, f"our margin {money(margin, currency)}", "violet"))
    return sorted(found)


def _thousands(value: float) -> str:
    size = abs(value)
    said = f"{size / 1000:g}k" if size % 100 == 0 and size >= 10_000 else f"{size:,.0f}".replace(",", " ")
    return f"−{said}" if value < 0 and said != "0" else said


def _short(label: str) -> str:
    """``Apr`` or, where a year begins, ``Jan 28``."""
    written = period(label).split()
    if len(written) != 2:
        return label
    return f"{written[0]}\n{written[1]}" if label.endswith("-01") else written[0]
