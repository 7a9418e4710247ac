"""A frontier in words: only what was searched to the end is compared, and the rest is named."""

from __future__ import annotations

import re
from typing import Any

import pytest

from slm_sim.model.frontier import Frontier
from slm_sim.report.figures.frontier import draw_frontier
from slm_sim.report.frontierwords import headline, notches

COSTS = {"40 h": 1000.0, "12 h": 1500.0, "4 h": 1800.0, "1 h": None}


def frontier(*status: str) -> Frontier:
    """Notches of these statuses, all with a staff but the last."""
    found: list[dict[str, Any]] = [
        {
            "value": value,
            "status": one,
            "cost": cost,
            "bound": 900.0,
            "confidence": None,
            "credits": None,
            "people": {},
            "collisions": (),
        }
        for (value, cost), one in zip(COSTS.items(), status, strict=True)
    ]
    return Frontier.model_validate(
        {
            "title": "A desk",
            "story": "",
            "starts": "2027-01-01T00:00:00+00:00",
            "ends": "2028-01-01T00:00:00+00:00",
            "currency": "",
            "seed": 1,
            "path": "agreements.shops.targets.resolution.within",
            "asked": 0.8,
            "notches": found,
        }
    )


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (
            ("best", "best", "best", "impossible"),
            "From 40 h to 4 h, the cheapest staff costs 800 h a month more.",
        ),
        (
            ("best", "best", "out of time", "impossible"),
            "From 40 h to 12 h, the cheapest staff costs 500 h a month more. Not searched to the end: 4 h.",
        ),
        (
            ("out of time", "best", "best", "interrupted"),
            "From 12 h to 4 h, the cheapest staff costs 300 h a month more. Not searched to the end: 40 h, 1 h.",
        ),
        (
            ("out of time", "best", "out of time", "impossible"),
            "12 h is the only one of these values for which the cheapest staff was found. "
            "Not searched to the end: 40 h, 4 h.",
        ),
        (
            ("out of time", "out of time", "out of time", "out of time"),
            "The cheapest staff was found for none of these values. Not searched to the end: 40 h, 12 h, 4 h, 1 h.",
        ),
    ],
)
def test_only_cheapest_staffs_are_compared(status: tuple[str, ...], said: str) -> None:
    assert headline(frontier(*status)).replace("\N{NO-BREAK SPACE}", " ") == said


def test_that_no_staff_keeps_a_promise_is_said_only_where_it_is_known() -> None:
    found = frontier("best", "best", "best", "impossible")
    alone = found.model_copy(update={"notches": found.notches[3:]})
    assert headline(alone) == "No staff within the wishes keeps the promises at any of these values."


def test_what_was_cut_short_is_no_step() -> None:
    rows = notches(frontier("best", "out of time", "best", "impossible")).rows
    told = [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row[1:3]] for row in rows]
    assert told == [["1 000 h", "–"], ["1 500 h (at least 900 h)", "–"], ["1 800 h", "800 h"], ["impossible", "–"]]


def test_the_figure_joins_no_notch_that_was_cut_short() -> None:
    joined, apart = (draw_frontier(frontier("best", one, "best", "impossible"))[0] for one in ("best", "out of time"))
    assert "12 h: 1 500 hours, not searched to the end; 4 h: 1 800 hours." in apart.description.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "not searched" not in joined.description
    moved, drawn_to = r"M [\d. ]+\n", r"L [\d. ]+\n"
    assert re.search(f'd="{moved}{drawn_to}{drawn_to}"', joined.svg)
    assert re.search(f'd="{moved}{moved}"', apart.svg)
