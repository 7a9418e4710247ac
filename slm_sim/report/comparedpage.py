"""The report of a comparison: one page that holds everything it needs, without scripts and any outside request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from slm_sim.model.compared import Compared
from slm_sim.report import comparedwords as words
from slm_sim.report.html import environment
from slm_sim.report.inline import inline

if TYPE_CHECKING:
    from slm_sim.report.figures import Drawn


def compared_page(compared: Compared, figures: Sequence[Drawn], colours: Mapping[str, str]) -> str:
    """A comparison as one HTML page; `figures` as drawn, and their colours by name."""
    drawings = [(one.topic, inline(one.svg, one.name, one.description, colours)) for one in figures]
    template = environment().get_template("compared.html")
    return template.render(
        compared=compared,
        words=words,
        ranking_figures=[drawing for topic, drawing in drawings if topic == "ranking"],
        waterfalls=[drawing for topic, drawing in drawings if topic == "waterfall"],
    )
