"""What the public functions return shows itself, and finds its figures and tables by name."""

from __future__ import annotations

import pytest

from slm_sim.answers.answer import Answer, Figures
from slm_sim.model.results import Warned
from slm_sim.report.figures import Drawn
from slm_sim.report.summary import Summary, TextTable

TABLE = TextTable("Promises <kept>", ("Clause", "Kept"), (("resolution.P1", "93 % (91–95)"),))
EMPTY = TextTable("Rights", ("Right",), ())
SUMMARY = Summary(
    title="A desk",
    headline="P1 & P2 hold.",
    warnings=(
        Warned(weight="stop", about="desk", text="The queue grows."),
        Warned(weight="note", about="desk", text="A detail."),
    ),
    tables=(TABLE, EMPTY),
    grounds="Asked for: 90 %.",
    remarks=("In place at once.",),
)
DRAWN = Drawn("ranking", "ranking", "", 'Net benefit, "best" first', "<svg>curve</svg>", b"png")


def test_a_notebook_shows_what_the_terminal_tells() -> None:
    shown = Answer(None, SUMMARY, {})._repr_html_()
    places = [shown.index(text) for text in ("P1 &amp; P2 hold.", "A desk", "Asked for", "The queue grows.")]
    places += [shown.index(text) for text in ("Promises &lt;kept&gt;", "93 % (91–95)", "In place at once.")]
    assert places == sorted(places)
    assert "A detail." not in shown
    assert "Rights" not in shown


def test_figures_follow_the_tables_with_their_descriptions() -> None:
    shown = Answer(None, SUMMARY, {}, draw=lambda: (DRAWN,))._repr_html_()
    assert shown.index("93 %") < shown.index("<img")
    assert 'alt="Net benefit, &#34;best&#34; first"' in shown


def test_figures_are_drawn_once_and_when_they_are_asked_for() -> None:
    drawings = []

    def draw() -> tuple[Drawn, ...]:
        drawings.append(DRAWN)
        return (DRAWN,)

    answer = Answer(None, SUMMARY, {}, draw=draw)
    assert drawings == []
    assert answer.figures["ranking"] is answer.figures["ranking"] is DRAWN
    assert drawings == [DRAWN]


def test_a_figure_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(KeyError, match="there are: ranking"):
        Figures((DRAWN,))["waterfall"]
    assert len(Figures(())) == 0


def test_a_table_is_found_by_how_its_title_begins() -> None:
    assert SUMMARY.table("Promises") is TABLE
    with pytest.raises(KeyError, match="no table 'Credits'; there are: Promises <kept>, Rights"):
        SUMMARY.table("Credits")
