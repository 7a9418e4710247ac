"""The report of a plan of the staff: one page, without scripts and without any outside request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from slm_sim.model.staffed import Staffed
from slm_sim.report import staffedwords as words
from slm_sim.report.html import environment
from slm_sim.report.inline import inline

if TYPE_CHECKING:
    from slm_sim.report.figures import Drawn


def staffed_page(staffed: Staffed, figures: Sequence[Drawn], colours: Mapping[str, str]) -> str:
    """A plan of the staff as one HTML page; `figures` as drawn, and their colours by name."""
    template = environment().get_template("staffed.html")
    return template.render(
        staffed=staffed,
        words=words,
        drawings=[inline(one.svg, one.name, one.description, colours) for one in figures],
    )
