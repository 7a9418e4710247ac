from __future__ import annotations

from fractions import Fraction

from slm_sim.model.inwords import cut, money, percent


def test_a_figure_in_a_trace_is_never_rounded_across_an_edge() -> None:
    """94 999 of 100 000 and a hair: shown as cut off, not as 95."""
    assert percent(Fraction(9_499_999, 10_000_000)) == "94.9999… %"


def test_a_figure_that_is_cut_off_shows_all_its_decimals() -> None:
    assert cut(Fraction(77_528_000_001, 10**9)) == "77.5280…"
    assert cut(Fraction(91) + Fraction(1, 10**9)) == "91.0000…"
    assert cut(Fraction(-4, 3)) == "-1.3333…"
    assert cut(Fraction(-5, 4)) == "-1.25"


def test_money_has_groups_of_three_and_pence_or_none() -> None:
    amounts = ("5000.5", "208500", "-1234.5", "0.3333")
    assert [money(Fraction(amount), "GBP") for amount in amounts] == [
        "5 000.50 GBP", "208 500 GBP", "-1 234.50 GBP", "0.3333 GBP",
    ]  # fmt: skip
