"""The report of a proposal: one page that holds everything it needs, without scripts and any outside request."""

from __future__ import annotations

from slm_sim.model.proposal import Proposal
from slm_sim.report import proposalwords as words
from slm_sim.report.html import environment


def proposal_page(proposal: Proposal) -> str:
    """A proposal as one HTML page; it has no figures."""
    return environment().get_template("proposal.html").render(proposal=proposal, words=words)
