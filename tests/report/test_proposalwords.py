"""A proposal in words: offers that promise the same are told once, and what an offer may break is said."""

from __future__ import annotations

from typing import Any

import pytest

from slm_sim.model.proposal import Proposal
from slm_sim.report.proposalwords import clauses, coincide, offers, reasons, summary

SURE = {"value": 0.9, "low": 0.8, "high": 0.95, "confidence": 0.95, "method": "Wilson"}
TRIED = {"confidence": SURE, "credits": None, "worst": None, "terms": 10}


def proposal(promised: dict[str, str], **balanced: Any) -> Proposal:
    """An offer of one promise for each name."""
    return Proposal.model_validate(
        {
            "title": "A desk",
            "agreement": "shops",
            "seed": 1,
            "confidence": 0.9,
            "replications": 10,
            "currency": "",
            "charges": None,
            "as_asked": TRIED,
            "asked": (),
            "offers": [
                {
                    "name": name,
                    "wanted": 0.9,
                    "status": "best",
                    "worth": 0.0,
                    "tried": TRIED,
                    "clauses": [_clause(text)],
                    **(balanced if name == "balanced" else {}),
                }
                for name, text in promised.items()
            ],
        }
    )


def _clause(text: str) -> dict[str, Any]:
    told = {"clause": "resolution", "asked": "1 h", "changed": True, "weight": 1.0, "worth": -1.0, "kept": None}
    return {**told, "offered": text}


@pytest.mark.parametrize(
    ("promised", "named"),
    [
        (("4 h", "3 h", "2 h"), ["The safe", "The balanced", "The ambitious"]),
        (("4 h", "4 h", "2 h"), ["The safe and the balanced", "The ambitious"]),
        (("4 h", "4 h", "4 h"), ["The safe, the balanced and the ambitious"]),
    ],
)
def test_offers_that_promise_the_same_are_told_once(promised: tuple[str, ...], named: list[str]) -> None:
    told = proposal(dict(zip(("safe", "balanced", "ambitious"), promised, strict=True)))
    several = [name for name in named if " and " in name]
    assert [table.title for table in clauses(told)] == [
        f"{name} offer{'s' if name in several else ''}" for name in named
    ]
    assert [text.split(" offers are the same")[0] for text in coincide(told)] == several
    assert set(coincide(told)) <= set(summary(told).remarks)


def test_impossible_offers_are_told_once_with_what_each_was_to_reach() -> None:
    why = {"status": "impossible", "why": "even the safest options are kept in 7.2 % of the months.", "tried": None}
    given = proposal({"balanced": "4 h"}, **why, wanted=0.9995)
    offer = given.offers[0]
    told = given.model_copy(update={"offers": (offer.model_copy(update={"name": "safe", "wanted": 0.99975}), offer)})
    text = summary(told)
    assert "".join((text.headline, *text.remarks)).count(offer.why) == 1
    assert reasons(told)[0].startswith("No safe (99.975\u00a0%) or balanced (99.95\u00a0%) offer: even")
    assert text.headline.endswith("No balanced offer can be kept in 99.95\u00a0% of them.")


def test_an_offer_whose_credits_may_break_their_limits_says_so_beside_its_figures() -> None:
    told = proposal({"balanced": "4 h"}, affordable=False)
    assert offers(told).rows[1][-1] == "best, credits beyond their limits"
