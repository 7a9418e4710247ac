"""Rights to terminate in words: likeliest first, never more sure than the replications are."""

from __future__ import annotations

import re

import pytest

from slm_sim.model.results import Results
from slm_sim.model.rights import FirstSeen
from slm_sim.report.answer import Card, cards
from slm_sim.report.numbers import NBSP
from slm_sim.report.rights import how_likely, likeliest_first, of_rights, trigger_in_words, when_first
from tests.report.example import example
from tests.report.test_html import page

RESULTS = example().results


def card_of(results: Results) -> Card:
    (card,) = (one for one in cards(results) if "right to terminate" in one.label)
    return card


def unseen() -> Results:
    (rights,) = RESULTS.rights
    never = rights.triggers[0]
    changed = rights.model_copy(update={"any_right": never.chance, "triggers": (never,)})
    return RESULTS.model_copy(update={"rights": (changed,)})


@pytest.mark.parametrize(
    ("trigger", "replications", "said"),
    [
        (1, 100, "By persistent-p1: 35 % (26 to 45), usually first in Aug 2027"),
        (0, 100, "By dark-branches: never in 100 simulated years (at most 4 %)"),
        (2, 100, "By lasting: the span is too short"),
        (0, 1, "By dark-branches: no"),
    ],
)
def test_a_trigger_in_a_line(trigger: int, replications: int, said: str) -> None:
    results = example(replications=replications).results
    found = trigger_in_words(results.rights[0].triggers[trigger], results.question)
    assert found.replace(NBSP, " ") == said


def test_one_replication_has_no_chance() -> None:
    (rights,) = RESULTS.rights
    once = example(replications=1).results.question
    assert how_likely(rights.any_right, once) == "yes"
    assert trigger_in_words(rights.triggers[1], once).replace(NBSP, " ") == "By persistent-p1: yes, first in Aug 2027"


def test_first_periods_are_a_median_and_a_range() -> None:
    assert when_first(None) == "–"
    once = FirstSeen(earliest="2027-Q2", median="2027-Q2", latest="2027-Q2")
    assert when_first(once).replace(NBSP, " ") == "Q2 2027"
    told = when_first(FirstSeen(earliest="2027-04", median="2027-06", latest="2028-01"))
    assert told.replace(NBSP, " ") == "Jun 2027 (Apr 2027 to Jan 2028)"


def test_the_likeliest_comes_first_and_what_cannot_be_judged_last() -> None:
    assert [one.trigger for one in likeliest_first(RESULTS.rights[0])] == ["persistent-p1", "dark-branches", "lasting"]


def test_the_answer_says_how_likely_a_right_is_and_by_which_trigger() -> None:
    told = card_of(RESULTS)
    assert (told.value.replace(NBSP, " "), told.interval.replace(NBSP, " "), told.tone) == ("35 %", "(26 to 45)", "bad")
    assert [detail.partition(":")[0] for detail in told.details] == ["By persistent-p1"]
    never = card_of(unseen())
    assert never.value == "never in 100 simulated years"
    assert (never.details, never.tone) == (("By none of dark-branches",), "good")


def test_rights_against_suppliers_are_no_card() -> None:
    (rights,) = RESULTS.rights
    ours = RESULTS.model_copy(update={"rights": (rights.model_copy(update={"type": "UC"}),)})
    assert not [card for card in cards(ours) if "right to terminate" in card.label]


def test_the_lead_names_the_likeliest() -> None:
    assert of_rights(RESULTS).replace(NBSP, " ") == (
        "The likeliest right to terminate is persistent-p1 of pharmacy-sla: resolution.P1 missed in 3 of 6 periods, "
        "with a chance of 35 % (26 to 45) in the year."
    )
    assert of_rights(unseen()) == "No right to terminate arises in any simulated year."
    assert of_rights(RESULTS.model_copy(update={"rights": ()})).startswith("No agreement gives a right")
    short = RESULTS.rights[0].model_copy(update={"triggers": RESULTS.rights[0].triggers[2:]})
    assert of_rights(RESULTS.model_copy(update={"rights": (short,)})).startswith("The span is too short")
    once = RESULTS.model_copy(update={"question": example(replications=1).results.question})
    assert of_rights(once) == "In the one simulated year pharmacy-sla gives a right to terminate by persistent-p1."


def test_the_page_has_a_row_per_trigger_and_per_target_that_moves() -> None:
    text = page(example())
    section = text[text.index('id="rights"') : text.index('id="rules"')]
    rows = [re.sub(r"<[^>]*>", "|", row) for row in section.splitlines() if row.startswith("<tr>")]
    assert ["persistent-p1" in row for row in rows] == [True, False, False, False, False]
    assert "Aug 2027 (Jun 2027 to Mar 2028)" in rows[0]
    assert "60 days" in rows[0]
    assert "any of them" in rows[3]
    for word in ("resolution.P2", "90 %", "92.0 %", "Oct 2027"):
        assert word in rows[4]


def test_without_rights_and_resets_the_page_has_no_such_section() -> None:
    assert 'id="rights"' not in page(example(replications=2, credits=False))
