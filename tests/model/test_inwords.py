from __future__ import annotations

from fractions import Fraction

from slm_sim.model.inwords import percent


def test_a_figure_in_a_trace_is_never_rounded_across_an_edge() -> None:
    """94 999 of 100 000 and a hair: shown as cut off, not as 95."""
    assert percent(Fraction(9_499_999, 10_000_000)) == "94.9999… %"
