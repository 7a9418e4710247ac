"""Numbers as people write them, in the notation of the files."""

from __future__ import annotations

import pytest

from slm_sim.model.notation import in_figures


@pytest.mark.parametrize(
    ("written", "figures"),
    [
        ("99,5 %", "99.5 %"),
        ("99,999 %", "99.999 %"),
        ("10,000 GBP", "10 000 GBP"),
        ("1,000,000 GBP", "1 000 000 GBP"),
        ("1,234.50 EUR", "1 234.50 EUR"),
        ("1.234,50 EUR", "1 234.50 EUR"),
        ("0,500 s", "0.500 s"),
        ("Two years", "2 years"),
        ("4 h", "4 h"),
        ("a, b", "a, b"),
    ],
)
def test_a_number_is_written_with_a_point_and_spaces(written: str, figures: str) -> None:
    assert in_figures(written) == figures
