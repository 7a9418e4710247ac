"""Where each thing that must hold of clocks, measures and credits is shown, and that it is still there.

A table to look things up in: what must hold, and the tests that show it. A worked example has its calculation by hand
in its docstring; `tests.sla.audit.test_pairs` holds every family against every modifier, and reckons each ledger, its
rights and its resets a second time.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path
from typing import get_args

import pytest

from slm_sim.model.creditscheme import FAMILIES
from slm_sim.model.measurement import MEASURES
from slm_sim.model.triggers import TriggerKind
from tests.sla.audit.test_pairs import MODIFIERS

TESTS = Path(__file__).resolve().parents[1]

FAMILY = {
    "bands": "sla/test_published.py::test_cloud_bands",
    "at-risk pool": "sla/credits/test_points.py::test_a_missed_clause_costs_its_weight_of_what_is_at_risk",
    "service points": "sla/test_published.py::test_service_points",
    "points table": "sla/credits/test_points.py::test_the_points_of_all_clauses_come_to_a_step",
    "linear": "sla/credits/test_rates.py::test_linear_by_whole_and_part_points",
    "per unit of time": "sla/credits/test_rates.py::test_each_incident_by_its_own_units_of_time",
    "ladder": "sla/test_published.py::test_a_ladder",
    "breach count": "sla/credits/test_points.py::test_missed_targets_are_counted",
    "outage time": "sla/credits/test_outage_time.py::test_the_longest_outage_decides",
    "mean time": "sla/credits/test_outage_time.py::test_a_monthly_mean_above_four_hours",
    "persistent failure": (
        "sla/credits/test_occurrences.py::test_each_ten_failures_cost_five_percent_of_the_annual_fee"
    ),
    "bonus and malus": "sla/credits/test_rates.py::test_a_bonus_and_a_malus_outside_the_dead_band",
}
"""A worked example of each family."""

MODIFIER = {
    "exclusions": "sla/test_availability.py::test_planned_maintenance_is_out_of_both_terms",
    "minimum volume": "sla/test_published.py::test_a_minimum_volume",
    "repeat multiplier": "sla/credits/test_repeats.py::test_the_second_and_the_third_period_running_cost_more",
    "one incident, several misses": "sla/credits/test_once.py::test_an_incident_counts_where_it_costs_most",
    "cap of the period": (
        "sla/credits/test_price.py::test_what_the_cap_of_the_month_cuts_does_not_use_up_the_cap_of_the_year"
    ),
    "cap of a rolling window": (
        "sla/audit/test_by_hand.py::"
        "test_a_rolling_cap_that_is_reached_in_the_middle_of_its_window_opens_again_after_a_year"
    ),
    "cap of a fixed window": "sla/credits/test_price.py::test_the_cap_of_a_contract_year_runs_over_its_months",
    "minimum payable": "sla/credits/test_settle.py::test_less_than_the_minimum_is_not_paid_and_uses_up_no_cap",
    "claim duty": "sla/credits/test_settle.py::test_what_nobody_claims_is_lost_and_uses_up_no_cap",
    "earn-back": "sla/credits/test_earnback.py::test_half_is_returned_after_two_met_months",
    "bedding-in": "sla/audit/test_by_hand.py::test_a_year_and_a_third_with_every_modifier",
    "target reset": "sla/test_ratchet.py::test_two_better_months_raise_the_target_to_their_mean",
    "workload limit": "sla/credits/test_workload.py::test_a_month_at_the_limit_earns_credits_and_one_above_does_not",
}
"""A worked example of each modifier."""

TRIGGER = {
    "missed": "sla/credits/test_rights.py::test_three_of_six_missed",
    "heavy credits": "sla/credits/test_rights.py::test_heavy_credits_in_two_of_four_months",
    "low mean": "sla/credits/test_rights.py::test_a_rolling_mean_below_a_level",
    "sum of credits": "sla/credits/test_rights.py::test_a_sum_of_credits_over_a_window",
}
"""A worked example of each kind of termination trigger."""

MEASURE = {
    "share in time": "sla/test_clocks.py::test_a_minute_more_than_the_target_is_late",
    "mean time": "sla/credits/test_outage_time.py::test_a_monthly_mean_above_four_hours",
    "90th percentile": "sla/test_measures.py::test_a_missed_contact_is_longer_than_a_percentile_and_in_no_mean",
    "number of misses": "sla/test_measures.py::test_a_quarter_counts_what_its_months_hold",
    "availability": "sla/test_availability.py::test_three_nines_of_a_month_allow_44_whole_minutes",
    "error rate": "sla/test_downtimes.py::test_an_error_rate_is_what_availability_lacks",
    "longest outage": "sla/test_downtimes.py::test_four_hours_are_not_more_than_four",
    "total outage": "sla/test_downtimes.py::test_outages_are_weighted_and_clipped_to_the_agreed_service_time",
    "first contact resolution": "sla/test_measures.py::test_first_contact_resolution",
    "reopen rate": "sla/test_measures.py::test_reopen_rate",
    "abandonment": "sla/test_measures.py::test_who_gives_up_soon_counts_nowhere",
    "backlog in time": "sla/test_backlogs.py::test_what_is_open_at_the_end_is_counted_with_its_age_then",
    "mean backlog age": "sla/test_backlogs.py::test_a_mean_and_the_oldest_age",
    "oldest backlog age": "sla/test_backlogs.py::test_a_mean_and_the_oldest_age",
}
"""An example by hand of each measure; all of them stand in docs/measures.md, too."""

EDGES = {
    "an edge is on one side, which the scheme names": (
        "sla/credits/test_bands.py::test_the_edge_belongs_to_the_side_that_the_scheme_names"
    ),
    "99.9 is not below 99.9": "sla/test_availability.py::test_an_edge_is_met_exactly",
    "part and whole units": "sla/credits/test_rates.py::test_each_incident_by_its_own_units_of_time",
    "a repeat chain broken by a met period": "sla/credits/test_repeats.py::test_a_met_period_ends_a_chain",
    "an earn-back forfeited by a miss": ("sla/credits/test_earnback.py::test_a_missed_month_in_between_forfeits_it"),
    "an earn-back forfeited by its floor": (
        "sla/credits/test_earnback.py::test_nothing_is_returned_after_a_month_below_the_floor"
    ),
    "a ladder that rolls, and one that begins anew": (
        "sla/audit/test_by_hand.py::test_a_ladder_that_rolls_and_one_that_begins_anew"
    ),
    "an outage over the end of a month": (
        "sla/credits/test_outage_time.py::test_outages_that_touch_at_the_end_of_a_month_are_one_failure"
    ),
}
"""Edges that are hit exactly."""

PROPERTY = {
    "elapsed time adds up over adjacent intervals": "calendars/test_arithmetic.py::test_elapsed_adds_up",
    "and is none outside opening hours": "calendars/test_arithmetic.py::test_agrees_with_counting_minutes",
    "the open time to a deadline leads back to it": (
        "calendars/test_arithmetic.py::test_after_is_the_earliest_moment_with_that_much_open_time"
    ),
    "worse never earns a smaller credit, by one late incident": (
        "sla/audit/test_properties.py::test_one_more_late_incident_never_costs_less"
    ),
    "by one outage": "sla/audit/test_properties.py::test_one_more_outage_never_costs_less",
    "by the attainment": "sla/credits/test_families.py::test_a_worse_attainment_never_costs_less",
    "no sum exceeds its cap": "sla/audit/test_properties.py::test_no_sum_of_credits_exceeds_its_cap",
    "an excluded incident changes nothing, by any measure": (
        "sla/test_excluded.py::test_an_excluded_incident_changes_nothing"
    ),
    "under any family and modifiers": "sla/audit/test_properties.py::test_an_excluded_incident_changes_nothing",
    "each ledger is reckoned from its trace, and from the words": (
        "sla/audit/test_any_terms.py::test_any_ledger_is_worked_out_twice_more"
    ),
    "an auditor finds what was changed": "sla/audit/test_auditor.py::test_a_figure_that_was_changed_is_found",
    "planned work beyond its allowance": "sla/test_allowances.py::test_minute_by_minute",
}
"""What is searched for counter-examples."""

CLOCK = {
    "each word, from a file": "measuring/test_words_of_clocks.py::test_minutes_of_a_clock",
    "each word, over events": "sla/test_general_clocks.py::test_every_word",
    "business hours against pandas": "sla/test_clock_oracles.py::test_deadlines_by_the_business_hours_of_pandas",
    "business hours against numpy": "sla/test_clock_oracles.py::test_hours_by_the_business_days_of_numpy",
    "business days against numpy": "sla/test_clock_oracles.py::test_business_days_by_those_of_numpy",
    "hours around changes of the clocks": (
        "sla/test_clock_oracles.py::test_by_minutes_around_the_changes_of_the_clocks"
    ),
    "days and times on later days around them": (
        "sla/test_days_over_clock_changes.py::test_due_and_state_by_the_business_days_of_pandas"
    ),
    "warnings and time left": "sla/test_lines.py::test_a_clock_that_was_late",
    "a missing moment is unknown": (
        "sla/test_general_clocks.py::test_a_missing_moment_makes_unknown_only_the_clocks_that_need_it"
    ),
}
"""Clocks against reckoners that share nothing with them."""

WORKED = {**FAMILY, **MODIFIER, **TRIGGER}
ALL = {**WORKED, **MEASURE, **EDGES, **PROPERTY, **CLOCK}


@lru_cache
def functions(file: str) -> dict[str, str | None]:
    """The tests of a file, each with its docstring."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return {node.name: ast.get_docstring(node) for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("what", ALL)
def test_it_is_shown(what: str) -> None:
    file, _, name = ALL[what].partition("::")
    assert name in functions(file)


@pytest.mark.parametrize("what", WORKED)
def test_a_worked_example_has_its_calculation_in_its_docstring(what: str) -> None:
    file, _, name = WORKED[what].partition("::")
    assert functions(file)[name]


def test_nothing_is_missing() -> None:
    assert set(FAMILY) == set(FAMILIES)
    assert set(MODIFIER) == set(MODIFIERS)
    assert set(MEASURE) == set(MEASURES)
    assert set(TRIGGER) == set(get_args(TriggerKind))
