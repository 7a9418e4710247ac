"""The report of a sensitivity analysis: one page, without scripts and without any outside request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from slm_sim.model.sensed import Sensed
from slm_sim.report import sensedwords as words
from slm_sim.report.html import environment
from slm_sim.report.inline import inline

if TYPE_CHECKING:
    from slm_sim.report.figures import Drawn


def sensed_page(sensed: Sensed, figures: Sequence[Drawn], colours: Mapping[str, str]) -> str:
    """A sensitivity analysis as one HTML page; `figures` as drawn, and their colours by name."""
    template = environment().get_template("sensed.html")
    return template.render(
        sensed=sensed,
        words=words,
        drawings=[inline(one.svg, one.name, one.description, colours) for one in figures],
    )
