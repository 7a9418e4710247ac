"""Months that keep every promise: when their share is settled, and verdicts without credits."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from slm_sim.model.attainment import MET, MISSED
from slm_sim.plan.staffing.months import Months, settled, without_credits
from slm_sim.sla import attain, compile_agreement, histories
from tests.sla.build import Desk, agreement, played
from tests.sla.credits.build import in_time, months

BANDS = {"of": "fee", "bands": {"missed": {"below": "target", "credit": "5 %"}}}
RESETTING = {**BANDS, "target_reset": {"after": "2 periods", "at_most": "none"}}


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 4), st.fractions(Fraction(1, 10), 1, max_denominator=20))
def test_a_share_is_settled_once_no_end_can_change_it(kept: int, missed: int, left: int, needed: Fraction) -> None:
    """Each month that is left is kept, missed or without data: all ends are looked at."""
    ends = set()
    for end in product(("kept", "missed", "without data"), repeat=left):
        counted = kept + missed + left - end.count("without data")
        ends.add(missed + end.count("missed") <= (1 - needed) * counted)
    told = settled(Months(kept, kept + missed), left, needed)
    assert told == (ends.pop() if len(ends) == 1 else None)


def test_verdicts_without_credits_are_the_same_also_where_a_scheme_resets_targets() -> None:
    """85 % and 90 % raise one of two targets of 80 % to 87.5 %, which the 85 % of March do not reach."""
    targets = {"usual": in_time("80 %"), "reset": {**in_time("80 %"), "credit": "resetting"}}
    desk = Desk(agreement(targets, credits={"scheme": BANDS, "resetting": RESETTING}))
    compiled = without_credits(compile_agreement("sla", desk.agreement, desk.span))
    told = played(months(3, 2, 3), desk.span.horizon, desk.axis)
    usual, reset = attain(compiled, *told, histories(*told))
    assert (usual.verdict.tolist(), len(usual.failures)) == ([MET, MET, MET], 0)
    assert reset.verdict.tolist() == [MET, MET, MISSED]
