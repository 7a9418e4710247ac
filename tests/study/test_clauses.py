"""Chances over replications: what is a trial, what is a success, and which interval follows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from slm_sim.model.attainment import Attainment
from slm_sim.model.clause import Clause
from slm_sim.model.estimate import Estimate
from slm_sim.model.quantities import Length
from slm_sim.model.results import ClauseResult
from slm_sim.statistics import mean, pooled_proportion, proportion
from slm_sim.study import clauses
from slm_sim.study.clauses import joint_periods, joint_span, level
from tests.study.build import SPAN, attainment, clause, reached_by

MARKS = st.integers(1, 4).flatmap(
    lambda months: st.lists(st.text("+-.", min_size=months, max_size=months), min_size=2, max_size=25)
)


def clause_result(of: Clause, rows: Sequence[Attainment], confidence: float) -> ClauseResult:
    return clauses.clause_result(of, reached_by(rows, of), SPAN, confidence)


def ends(estimate: Estimate | None) -> tuple[float, float]:
    assert estimate is not None
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.low, estimate.high


@settings(deadline=None)
@given(MARKS)
def test_the_chance_in_a_period_is_exact_over_the_replications_with_data(rows: list[str]) -> None:
    found = clause_result(clause(), [attainment(row) for row in rows], 0.9)
    for column, period in enumerate(found.periods):
        marks = [row[column] for row in rows]
        met, told = marks.count("+"), len(rows) - marks.count(".")
        assert period.no_data == pytest.approx(marks.count(".") / len(rows))
        if not told:
            assert period.chance is None
            assert period.attainment is None
            continue
        assert period.chance is not None
        assert period.chance.value == met / told
        if told == 1:
            assert (period.chance.low, period.chance.high) == (None, None)
        else:
            exact = stats.binomtest(met, told).proportion_ci(0.9, method="exact")
            assert ends(period.chance) == pytest.approx((exact.low, exact.high), abs=1e-9)


@settings(deadline=None)
@given(MARKS)
def test_the_chance_in_any_period_rests_on_the_variance_between_replications(rows: list[str]) -> None:
    found = clause_result(clause(), [attainment(row) for row in rows], 0.9)
    kept = np.array([row.count("+") for row in rows])
    told = np.array([len(row) - row.count(".") for row in rows])
    assert found.chance == (pooled_proportion(kept, told, 0.9) if told.any() else None)


def test_months_that_stand_or_fall_together_are_no_more_than_one_trial() -> None:
    together = clause_result(clause(), [attainment("++++")] * 30 + [attainment("----")] * 10, 0.95)
    apart = clause_result(clause(), [attainment("+--+"), attainment("-+++"), attainment("++++")] * 13, 0.95)
    assert together.chance is not None
    assert apart.chance is not None
    assert together.chance.value == apart.chance.value == 0.75
    assert together.chance.half_width == pytest.approx(proportion(30, 40, 0.95).half_width, rel=0.05)
    assert ends(apart.chance)[0] > ends(together.chance)[0] + 0.05


@settings(deadline=None)
@given(MARKS)
def test_a_promise_is_kept_throughout_if_it_is_never_missed_where_there_is_data(rows: list[str]) -> None:
    found = clause_result(clause(), [attainment(row) for row in rows], 0.9).all_periods
    told = [row for row in rows if set(row) != {"."}]
    if not told:
        assert found is None
    else:
        assert found == proportion(sum("-" not in row for row in told), len(told), 0.9)


def test_mean_attainment_leaves_out_what_has_no_data() -> None:
    rows = [attainment("+-."), attainment("+.."), attainment("...")]
    found = clause_result(clause(), rows, 0.95)
    assert found.attainment == mean(np.array([0.75, 1.0]), 0.95, 0, 1)
    assert [period.attainment and period.attainment.value for period in found.periods] == [1.0, 0.5, None]
    assert [period.counted for period in found.periods] == pytest.approx([20 / 3, 10 / 3, 0])


def test_one_replication_has_no_interval() -> None:
    found = clause_result(clause(), [attainment("+-+")], 0.95)
    for estimate in (found.chance, found.all_periods, found.attainment, *(period.chance for period in found.periods)):
        assert estimate is not None
        assert (estimate.low, estimate.high) == (None, None)


def test_without_any_period_nothing_is_claimed() -> None:
    found = clause_result(clause(), [attainment("")] * 3, 0.95)
    assert (found.chance, found.all_periods, found.attainment, found.periods) == (None, None, None, ())


def test_undecided_clocks_are_told_apart() -> None:
    rows = [attainment("++", undecided=[0, 3]), attainment("++", undecided=[0, 2])]
    assert [period.undecided for period in clause_result(clause(), rows, 0.95).periods] == [0, 2.5]


def test_times_are_told_in_seconds_and_service_time_in_hours() -> None:
    slow = clause(measure="mean time", level=Length.parse("2 h"), direction="at most", within=None)
    found = clause_result(slow, [attainment("+", numerator=[300], denominator=[10])], 0.95)
    assert (found.unit, found.level) == ("seconds", 7200)
    assert found.attainment is not None
    assert found.attainment.value == 30 * 60  # ticks are minutes
    up = clause(measure="availability", priority=None, service="tills")
    assert clause_result(up, [attainment("+", of=600)], 0.95).periods[0].counted == 10
    assert level(clause(measure="mean time", level=Length.parse("2 business days"))) is None


def test_a_joint_month_is_kept_if_no_clause_with_data_is_missed() -> None:
    first = reached_by([attainment("+-"), attainment("++"), attainment("..")])
    second = reached_by([attainment("++"), attainment(".+"), attainment(".+")])
    january, february = joint_periods([first, second], 0.95)
    assert (january.period, january.chance) == ("2027-01", proportion(2, 2, 0.95))
    assert (february.period, february.chance) == ("2027-02", proportion(2, 3, 0.95))
    assert joint_span([first, second], 0.95) == proportion(2, 3, 0.95)


def test_joint_months_of_agreements_with_other_terms_are_those_of_either() -> None:
    first = reached_by([attainment("+-", ["2027-01", "2027-02"])] * 2)
    second = reached_by([attainment("-++", ["2027-02", "2027-03", "2027-04"])] * 2)
    found = joint_periods([first, second], 0.95)
    assert [(month.period, month.chance.value) for month in found] == [
        ("2027-01", 1.0),
        ("2027-02", 0.0),
        ("2027-03", 1.0),
        ("2027-04", 1.0),
    ]
    assert joint_span([first, second], 0.95) == proportion(0, 2, 0.95)


def test_nothing_joint_is_claimed_without_data() -> None:
    assert joint_periods([], 0.95) == ()
    assert joint_span([], 0.95) is None
    assert joint_periods([reached_by([attainment(".+")] * 2)], 0.95)[0].period == "2027-02"
    assert joint_span([reached_by([attainment("..")] * 2), reached_by([attainment("")] * 2)], 0.95) is None
