"""The folders of choices: of a comparison, of a sensitivity analysis, of a proposal, of a staff, and of a frontier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from slm_sim.model.compared import Compared
from slm_sim.model.comparedtables import COMPARED_TABLES
from slm_sim.model.frontier import FRONTIER_TABLES, Frontier
from slm_sim.model.proposal import Proposal
from slm_sim.model.proposaltables import PROPOSAL_TABLES
from slm_sim.model.sensed import Sensed
from slm_sim.model.sensedtables import SENSED_TABLES
from slm_sim.model.staffed import Staffed
from slm_sim.model.staffedtables import STAFFED_TABLES
from slm_sim.model.tables import Table
from slm_sim.report import comparedwords, frontierwords, proposalwords, sensedwords, staffedwords
from slm_sim.report.comparedpage import compared_page
from slm_sim.report.factsfolder import Kind
from slm_sim.report.frontierpage import frontier_page, frontier_table
from slm_sim.report.proposalpage import proposal_page
from slm_sim.report.rostercalendar import person_calendars, roster_calendar
from slm_sim.report.sensedpage import sensed_page
from slm_sim.report.staffedpage import staffed_page

if TYPE_CHECKING:
    from pandas import DataFrame

    from slm_sim.report.figures import Drawn


def _compared_table(table: Table, compared: Compared) -> DataFrame:
    from slm_sim.report.comparedtables import table_of

    return table_of(table, compared)


def _compared_figures(compared: Compared) -> Sequence[Drawn]:
    from slm_sim.report.figures.compared import draw_compared

    return draw_compared(compared)


def _sensed_table(table: Table, sensed: Sensed) -> DataFrame:
    from slm_sim.report.sensedtables import table_of

    return table_of(table, sensed)


def _sensed_figures(sensed: Sensed) -> Sequence[Drawn]:
    from slm_sim.report.figures.sensed import draw_sensed

    return draw_sensed(sensed)


def _proposal_table(table: Table, proposal: Proposal) -> DataFrame:
    from slm_sim.report.proposaltables import table_of

    return table_of(table, proposal)


def _staffed_table(table: Table, staffed: Staffed) -> DataFrame:
    from slm_sim.report.staffedtables import table_of

    return table_of(table, staffed)


def _staffed_figures(staffed: Staffed) -> Sequence[Drawn]:
    from slm_sim.report.figures.staffed import draw_staffed

    return draw_staffed(staffed)


def _frontier_figures(frontier: Frontier) -> Sequence[Drawn]:
    from slm_sim.report.figures.frontier import draw_frontier

    return draw_frontier(frontier)


COMPARISON = Kind(
    "compare.json", Compared, COMPARED_TABLES, _compared_table, comparedwords.summary, compared_page, _compared_figures
)
SENSITIVITY = Kind(
    "sensitivity.json", Sensed, SENSED_TABLES, _sensed_table, sensedwords.summary, sensed_page, _sensed_figures
)
PROPOSAL = Kind(
    "proposal.json",
    Proposal,
    PROPOSAL_TABLES,
    _proposal_table,
    proposalwords.summary,
    lambda proposal, *_: proposal_page(proposal),
)
STAFFING = Kind(
    "staff.json",
    Staffed,
    STAFFED_TABLES,
    _staffed_table,
    staffedwords.summary,
    staffed_page,
    _staffed_figures,
    beside=lambda staffed: {"roster.ics": roster_calendar(staffed), **person_calendars(staffed)},
)
FRONTIER = Kind(
    "frontier.json", Frontier, FRONTIER_TABLES, frontier_table, frontierwords.summary, frontier_page, _frontier_figures
)
