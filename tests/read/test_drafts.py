"""What is told of drafts: each contradiction by itself, and all that one leaves out together."""

from __future__ import annotations

from slm_sim.errors import Place, Problem
from slm_sim.model.doubt import Doubt
from slm_sim.read.drafts import of_drafts


def doubt(name: str, found: str, line: int, agreement: str = "sla") -> Doubt:
    return Doubt(name, agreement, Problem(Place("sla.yaml", line, 3), found, "another"))


def test_a_contradiction_is_a_caution_with_its_place_and_its_name() -> None:
    (told,) = of_drafts([doubt("unknown-currency", "there is no currency 'GPB'", 7)])
    assert told.weight == "caution"
    assert told.text == (
        "The draft sla cannot be signed as it stands: "
        "sla.yaml:7:3: there is no currency 'GPB'; expected another [unknown-currency]."
    )


def test_what_a_draft_leaves_out_is_one_note() -> None:
    silent = [doubt("not-stated", f"{word!r} is not stated", line) for word, line in (("claim", 4), ("caps", 5))]
    other = doubt("not-stated", "'claim' is not stated", 9, "ola")
    first, second = of_drafts([*silent, other])
    assert (first.weight, first.about, second.about) == ("note", "sla", "ola")
    assert first.text.endswith("'claim' is not stated (sla.yaml:4:3), 'caps' is not stated (sla.yaml:5:3).")


def test_nothing_is_told_of_what_nobody_doubts() -> None:
    assert list(of_drafts([])) == []
