"""Measures, read from a file and held against the seven incidents of `tests.measuring.worked`, by hand.

Around the clock and with all pauses, the minutes to resolution of P1 are: A 360, B 301, C 120 and 120, D 241; of E
nobody knows. B alone was passed on, from the desk to the experts, while it was pending; C alone came back. F and G, of
P2, are open.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from slm_sim.measuring import measure
from slm_sim.model.measured import Measured
from tests.measuring.worked import AGREEMENT, january, write

OF_P1 = "clock: plain, priority: P1"
FEW = "minimum_volume: {below: 5 incidents, allows: 1 miss}"
TARGETS: dict[str, tuple[str, str, str]] = {
    # words, the exact attainment in seconds or as a share, and the verdict
    "share": (f"measure: share in time, {OF_P1}, within: 301 min, at_least: 75 %", "3/4", "met"),
    "tighter": (f"measure: share in time, {OF_P1}, within: 300 min, at_least: 75 %", "2/4", "missed"),
    "mean": (f"measure: mean time, {OF_P1}, at_most: 17130 s", str(Fraction(1142 * 60, 4)), "met"),
    "mean-less": (f"measure: mean time, {OF_P1}, at_most: 17129 s", str(Fraction(1142 * 60, 4)), "missed"),
    "median": (f"measure: 50th percentile, {OF_P1}, at_most: 241 min", str(241 * 60), "met"),
    "most": (f"measure: 75th percentile, {OF_P1}, at_most: 300 min", str(301 * 60), "missed"),
    "more": (f"measure: 75.1th percentile, {OF_P1}, at_most: 6 h", str(360 * 60), "met"),
    "late": (f"measure: number of misses, {OF_P1}, within: 300 min, at_most: 2 incidents", "2", "met"),
    "later": (f"measure: number of misses, {OF_P1}, within: 4 h, at_most: 2 incidents", "3", "missed"),
    "first-contact": ("measure: first contact resolution, priority: P1, at_least: 75 %", "3/4", "met"),
    "came-back": ("measure: reopen rate, at_most: 25 %", "1/4", "met"),
    "of-experts": ("measure: share in time, clock: plain, team: experts, within: 5 h, at_least: 50 %", "0/1", "missed"),
    "few": (
        f"measure: share in time, {OF_P1}, within: 301 min, at_least: 99 %, measurement: {{{FEW}}}", "3/4", "met",
    ),
    "few-late": (
        f"measure: share in time, {OF_P1}, within: 300 min, at_least: 50 %, measurement: {{{FEW}}}", "2/4", "missed",
    ),
    "rounded": (
        "measure: reopen rate, priority: P1, at_most: 20 %, measurement: {rounding: '0 decimals, down'}",
        "1/4", "missed",
    ),
    "by-resolution": (
        f"measure: share in time, {OF_P1}, within: 5 h, at_least: 50 %, measurement: {{placed_by: resolved}}",
        "2/4", "met",
    ),
    "by-due": (
        f"measure: share in time, {OF_P1}, within: 28 days, at_least: 50 %, measurement: {{placed_by: due}}",
        "", "no data",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    head, _, rest = AGREEMENT.partition("clocks:\n")
    targets = "".join(f"  {name}: {{{words}, credit: none}}\n" for name, (words, _, _) in TARGETS.items())
    measurement = rest[rest.index("measurement:") : rest.index("targets:")]
    agreement = f"{head}clocks: {{plain: {{stops: resolved}}}}\n{measurement}targets:\n{targets}"
    return measure(*write(tmp_path_factory.mktemp("measures"), agreement=agreement))


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_reached(measured: Measured, name: str) -> None:
    _, exact, verdict = TARGETS[name]
    period = january(measured, name)
    assert period.verdict == verdict
    if exact:
        assert Fraction(period.exact or "") == Fraction(exact)
