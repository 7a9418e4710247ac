"""Figures of a comparison: who is ahead, and what the money of each is made of."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from slm_sim.model.compared import CandidateResult, Compared
from slm_sim.report.comparedwords import horizon
from slm_sim.report.figures.style import TOKENS, Drawn, drawn, panel
from slm_sim.report.numbers import amount, count, money

LONGEST_NAME = 22
COLOURS = {"best": "green", "not told apart": "blue", "worse": "orange"}


def draw_compared(compared: Compared) -> tuple[Drawn, ...]:
    """The ranking, and a waterfall for each candidate but the scenario as stated."""
    return (ranking(compared), *(waterfall(compared, one) for one in compared.candidates if one.parts))


def ranking(compared: Compared) -> Drawn:
    """Net benefit of each candidate with its interval, the best at the top; zero is the scenario as stated."""
    shown = compared.candidates
    with panel(0.9 + 0.24 * len(shown)) as (figure, (axes,)):
        axes.axvline(0, color=TOKENS["line"], linewidth=1)
        for place, one in enumerate(shown):
            colour, net = TOKENS[COLOURS[one.standing]], one.net_benefit
            if net is not None and net.low is not None and net.high is not None:
                axes.plot([net.low, net.high], [place, place], color=colour, linewidth=1.6)
            axes.plot([net.value if net else 0.0], [place], marker="o", markersize=4.5, color=colour)
        axes.set_yticks(np.arange(len(shown)), [_cut(one.name) for one in shown])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: count(value)))
        axes.set_xlabel(f"net benefit over {horizon(compared)} in {compared.currency}")
        axes.set_title("Net benefit, the best first")
        said = "; ".join(
            f"{one.name} {amount(one.net_benefit, compared.currency) if one.net_benefit else 0} ({one.standing})"
            for one in shown
        )
        return drawn(figure, "ranking", "", f"Net benefit of each candidate with its interval: {said}.")


def waterfall(compared: Compared, one: CandidateResult) -> Drawn:
    """How the net benefit of a candidate comes about, part after part."""
    parts = [part for part in one.money if part.amount]
    total = sum(part.amount for part in parts)
    with panel(2.4) as (figure, (axes,)):
        axes.axhline(0, color=TOKENS["line"], linewidth=1)
        level = 0.0
        for place, part in enumerate(parts):
            axes.bar(place, part.amount, 0.6, bottom=level, color=TOKENS["green" if part.amount > 0 else "orange"])
            level += part.amount
            axes.plot([place + 0.3, place + 0.7], [level, level], color=TOKENS["grey"], linewidth=0.8)
        axes.bar(len(parts), total, 0.6, color=TOKENS["blue"])
        labels = [*(part.part for part in parts), "net\nbenefit"]
        axes.set_xticks(np.arange(len(labels)), labels)
        axes.yaxis.set_major_locator(MaxNLocator(4))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: count(value)))
        axes.set_ylabel(compared.currency)
        axes.set_title(_cut(one.name))
        said = "; ".join(f"{part.part} {money(part.amount, compared.currency)}" for part in parts)
        text = f"Net benefit of {one.name}: {said or 'nothing'}; in all {money(total, compared.currency)}."
        return drawn(figure, "waterfall", one.name, text)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
