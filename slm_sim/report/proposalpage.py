"""The report of a proposal: one page that holds everything it needs, without scripts and any outside request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from slm_sim.model.proposal import Proposal
from slm_sim.report import proposalwords as words
from slm_sim.report.html import environment

if TYPE_CHECKING:
    from slm_sim.report.figures import Drawn


def proposal_page(proposal: Proposal, figures: Sequence[Drawn], colours: Mapping[str, str]) -> str:
    """A proposal as one HTML page; it has no figures, so nothing is made of these and their colours."""
    return environment().get_template("proposal.html").render(proposal=proposal, words=words)
