"""The report of a frontier, as one page without any outside request, and its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from slm_sim.model.frontier import Frontier
from slm_sim.model.tables import Table
from slm_sim.report import frontierwords as words
from slm_sim.report.html import environment
from slm_sim.report.inline import inline

if TYPE_CHECKING:
    from pandas import DataFrame

    from slm_sim.report.figures import Drawn


def frontier_page(frontier: Frontier, figures: Sequence[Drawn], colours: Mapping[str, str]) -> str:
    """A frontier as one HTML page; `figures` as drawn, and their colours by name."""
    template = environment().get_template("frontier.html")
    return template.render(
        frontier=frontier,
        words=words,
        drawings=[inline(one.svg, one.name, one.description, colours) for one in figures],
    )


def frontier_table(table: Table, frontier: Frontier) -> DataFrame:
    """The one of `slm_sim.model.frontier.FRONTIER_TABLES`; its rows are in the order of ``frontier.json``."""
    from slm_sim.report.frames import frame_of, value_and_ends

    rows = (
        (one.value, one.status, one.cost, one.bound, *value_and_ends(one.confidence), *value_and_ends(one.credits))
        for one in frontier.notches
    )
    return frame_of(table, rows)
