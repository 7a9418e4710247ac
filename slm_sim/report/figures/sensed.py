"""Figures of a sensitivity analysis: tornadoes, or shares of the variance."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from slm_sim.model.sensed import Outcome, Sensed, SobolIndex
from slm_sim.report.figures.style import TOKENS, Drawn, drawn, panel
from slm_sim.report.numbers import count
from slm_sim.report.sensedwords import MONEY, moves, ordered, outcome_name, reach, swings_of

MOST_ROWS = 20
LONGEST_NAME = 26


def draw_sensed(sensed: Sensed) -> tuple[Drawn, ...]:
    """A figure for each outcome that an assumption moves, what is left first."""
    if sensed.how == "sobol":
        return tuple(shares(sensed, one) for one in ordered(sensed) if _indices(sensed, one))
    return tuple(tornado(sensed, one) for one in ordered(sensed) if moves(sensed, one))


def tornado(sensed: Sensed, outcome: Outcome) -> Drawn:
    """How far an outcome moves at both ends of each range, the strongest at the top."""
    shown = sorted(swings_of(sensed, outcome), key=lambda one: -reach(one))[:MOST_ROWS]
    scale = 1.0 if outcome.name in MONEY else 100.0
    with panel(0.9 + 0.26 * len(shown)) as (figure, (axes,)):
        for place, swing in enumerate(shown):
            for end, colour in ((swing.at_low, "sky"), (swing.at_high, "blue")):
                if end is not None:
                    axes.barh(place, end.value * scale, 0.6, color=TOKENS[colour])
                    if end.low is not None and end.high is not None and end.high > end.low:
                        ends = [end.low * scale, end.high * scale]
                        axes.plot(ends, [place, place], color=TOKENS["ink"], linewidth=1)
        axes.axvline(0, color=TOKENS["ink"], linewidth=0.8)
        _rows(axes, [swing.path for swing in shown])
        unit = sensed.currency if outcome.name in MONEY else "points"
        axes.set_xlabel(f"difference from as stated in {unit}; pale at the low end, dark at the high end")
        axes.set_title(outcome_name(outcome))
        said = "; ".join(
            f"{swing.path} {' and '.join(count(end.value * scale) for end in (swing.at_low, swing.at_high) if end)}"
            for swing in shown
        )
        text = f"{outcome_name(outcome)}, difference from as stated at the low and the high end of each range: {said}."
        return drawn(figure, "tornado", f"{outcome.name} {outcome.agreement} {outcome.clause}".strip(), text)


def shares(sensed: Sensed, outcome: Outcome) -> Drawn:
    """How the variance of an outcome is shared out: alone, and together with others."""
    shown = sorted(_indices(sensed, outcome), key=lambda one: -one.total.value)[:MOST_ROWS]
    with panel(0.9 + 0.26 * len(shown)) as (figure, (axes,)):
        for place, one in enumerate(shown):
            axes.barh(place, one.total.value * 100, 0.6, color=TOKENS["sky"])
            axes.barh(place, max(one.first.value, 0) * 100, 0.6, color=TOKENS["blue"])
            if one.total.low is not None and one.total.high is not None:
                ends = [one.total.low * 100, one.total.high * 100]
                axes.plot(ends, [place, place], color=TOKENS["ink"], linewidth=1)
        _rows(axes, [one.path for one in shown])
        axes.set_xlabel("% of the variance; dark alone, pale with others")
        axes.set_title(outcome_name(outcome))
        said = "; ".join(f"{one.path} {one.total.value * 100:.0f} %" for one in shown)
        text = f"{outcome_name(outcome)}, share of the variance by assumption, with others: {said}."
        return drawn(figure, "variance", f"{outcome.name} {outcome.agreement} {outcome.clause}".strip(), text)


def _indices(sensed: Sensed, outcome: Outcome) -> list[SobolIndex]:
    which = (outcome.name, outcome.agreement, outcome.clause)
    return [one for one in sensed.indices if (one.outcome, one.agreement, one.clause) == which]


def _rows(axes: Axes, names: list[str]) -> None:
    axes.set_yticks(np.arange(len(names)), [_cut(name) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: count(value)))


def _cut(path: str) -> str:
    """The end of a path, which tells more than its beginning."""
    return path if len(path) <= LONGEST_NAME else f"…{path[-LONGEST_NAME + 1 :]}"
