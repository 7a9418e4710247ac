"""Where in the files stands what keeps a proposal from being made, or from being what the customer wants."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.errors import InputError, Problem
from slm_sim.model.proposal import Proposal
from slm_sim.plan.proposal import not_asked
from slm_sim.read import Reading, place_of

WEIGHTS = "such as 'weights: {resolution: 2, response: 1}'"


def expect_asked(reading: Reading) -> None:
    """Raise `InputError`, with the line, where the study does not ask for a proposal."""
    if reading.scenario.study.propose is None:
        raise InputError(not_asked(place_of(reading.tree, ("study", "propose"))))


def which_lines(reading: Reading, proposal: Proposal) -> Iterator[Problem]:
    """Weights that nobody stated, and the promises that are the hardest to keep where offers are impossible."""
    asked = reading.scenario.study.propose
    if asked is not None and not asked.weights and not asked.values:
        found = "no weights: all promises count alike, whatever the customer values"
        yield Problem(place_of(reading.tree, ("study", "propose")), found, WEIGHTS)
    agreement = reading.scenario.agreements[proposal.agreement]
    rows = {
        row.clause_of(name): ("targets", name, *row.path)
        for name, target in agreement.targets.items()
        for row in target.rows
    }
    for hardest in dict.fromkeys(offer.hardest for offer in proposal.offers if offer.why):
        place = place_of(reading.tree, ("agreements", proposal.agreement, *rows.get(hardest, ())))
        yield Problem(place, f"offers are impossible, and {hardest} is the hardest to keep, whatever it promises")
