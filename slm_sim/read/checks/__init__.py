"""Checks of what the words of a scenario allow and its sense does not.

Each check is a function from a frozen scenario to its flaws, and knows nothing of files; `problems_of` finds their
places. A check may rely on what the models guarantee, and on nothing that another check looks after.
"""

from __future__ import annotations

from pathlib import PurePath

from slm_sim.errors import Problem
from slm_sim.model.agreement import Agreement
from slm_sim.model.doubt import Doubt
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks import (
    clocks,
    contract_names,
    contracts,
    credits,
    decisions,
    dispatch,
    interventions,
    moments,
    names,
    priorities,
    proposals,
    quantities,
    replay,
    routing,
    staffs,
    tables,
    timelimits,
    variations,
)
from slm_sim.read.checks.flaw import AgreementCheck, Check, Flaw
from slm_sim.read.checks.signature import unsettled, unsettled_in
from slm_sim.read.paths import place_of
from slm_sim.read.tree import Table

CHECKS: tuple[Check, ...] = (
    names.teams_exist,
    names.tiers_exist,
    names.staffing_names_exist,
    names.sites_exist,
    names.customers_have_desks,
    names.calendars_exist,
    names.categories_exist,
    names.services_exist,
    names.contract_words_exist,
    priorities.priorities_have_one_source,
    priorities.priorities_exist,
    priorities.impact_fits_the_matrix,
    tables.tables_have_words,
    tables.tables_decide_every_case,
    tables.unique_rows_do_not_overlap,
    tables.rows_decide_something,
    decisions.deciding_tables_exist,
    decisions.tables_decide_what_is_asked,
    decisions.tables_know_the_words_of_the_scenario,
    decisions.decisions_exist,
    decisions.decisions_reach_somebody,
    decisions.priorities_are_decided_once,
    quantities.shares_add_up,
    quantities.channel_shares_add_up,
    quantities.pending_shares_leave_room,
    quantities.spreads_fit_their_shape,
    quantities.business_hours_have_a_calendar,
    quantities.counts_fit,
    quantities.one_currency,
    routing.routing_is_stated,
    routing.routing_goes_on,
    routing.routing_ends,
    routing.work_has_effort,
    dispatch.orders_have_what_they_read,
    dispatch.marked_clocks_promise_a_time,
    dispatch.escalations_read_a_clock,
    dispatch.escalations_change_something,
    moments.zones_exist,
    moments.holidays_are_known,
    moments.the_span_is_possible,
    moments.the_tick_is_possible,
    moments.agreements_hold_then,
    moments.a_backlog_replaces_the_warm_up,
    contract_names.services_rest_on_services,
    clocks.work_goes_by_plain_clocks,
    replay.sources_are_possible,
    replay.stated_facts_have_a_source,
    replay.promises_rest_on_the_log,
    replay.declared_teams_have_effort,
    replay.only_a_replay_resamples,
    variations.variations_are_described,
    variations.variations_are_few_enough,
    interventions.costs_say_something,
    interventions.compared_overlays_exist,
    proposals.proposals_are_possible,
    proposals.proposals_are_valued,
    proposals.proposals_can_be_promised,
    proposals.proposals_value_the_draft,
    staffs.staffs_are_possible,
    staffs.staff_limits_agree,
    staffs.staff_patterns_can_be_worked,
    timelimits.choices_have_time,
)
"""Every check, in the order of the file that it looks at."""

AGREEMENT_CHECKS: tuple[AgreementCheck, ...] = (
    moments.terms_have_an_end,
    contract_names.agreement_calendars_exist,
    contract_names.targets_name_what_exists,
    contract_names.charges_and_credits_exist,
    contract_names.agreement_priorities_exist,
    clocks.clocks_go_on_after_a_pause,
    clocks.clocks_name_priorities,
    contract_names.the_matrix_is_complete,
    contracts.promises_can_be_measured,
    contracts.hours_say_whose,
    contracts.business_days_can_be_counted,
    contracts.bands_fit_the_promise,
    contracts.service_charges_are_stated,
    credits.bands_of_time_are_times,
    credits.units_fit_the_promise,
    credits.triggers_name_what_exists,
    credits.floors_lie_on_the_worse_side,
)
"""Every check of a single agreement, wherever it is read."""

ALONE: tuple[AgreementCheck, ...] = (
    moments.zones_of_an_agreement_exist,
    moments.holidays_of_an_agreement_are_known,
    quantities.one_currency_of_an_agreement,
)
"""What is checked besides where an agreement is read without a scenario, which would look after it."""

__all__ = [
    "AGREEMENT_CHECKS",
    "CHECKS",
    "AgreementCheck",
    "Check",
    "Flaw",
    "doubts_of",
    "doubts_of_agreement",
    "problems_of",
    "problems_of_agreement",
]


def problems_of(scenario: Scenario, tree: Table) -> list[Problem]:
    """What the checks find, each with its place in the tree that the scenario came from.

    If they find nothing, what contradicts itself or is left out in an agreement that is signed.
    """
    flaws = [flaw for check in CHECKS for flaw in check(scenario)]
    for name, agreement in scenario.agreements.items():
        flaws += (flaw for check in AGREEMENT_CHECKS for flaw in check(agreement, ("agreements", name)))
    signed = {name for name, agreement in scenario.agreements.items() if agreement.is_signed}
    if signed and not flaws:
        flaws = [flaw for name, (_, flaw) in unsettled_in(scenario) if name in signed]
    return [_placed(flaw, tree) for flaw in dict.fromkeys(flaws)]


def problems_of_agreement(agreement: Agreement, tree: Table) -> list[Problem]:
    """As `problems_of`, of an agreement that is read without a scenario."""
    flaws = [flaw for check in (*AGREEMENT_CHECKS, *ALONE) for flaw in check(agreement, ())]
    if agreement.is_signed and not flaws:
        flaws = [flaw for _, flaw in unsettled(agreement, ())]
    return [_placed(flaw, tree) for flaw in dict.fromkeys(flaws)]


def doubts_of(scenario: Scenario, tree: Table) -> tuple[Doubt, ...]:
    """What would be wrong with the drafts of a scenario in which nothing else is wrong, if they were signed."""
    drafts = {name for name, agreement in scenario.agreements.items() if not agreement.is_signed}
    return tuple(
        Doubt(kind, name, _placed(flaw, tree)) for name, (kind, flaw) in unsettled_in(scenario) if name in drafts
    )


def doubts_of_agreement(agreement: Agreement, tree: Table) -> tuple[Doubt, ...]:
    """As `doubts_of`, of an agreement that is read without a scenario, and is called as its file is."""
    if agreement.is_signed:
        return ()
    name = PurePath(tree.place.file).stem
    return tuple(Doubt(kind, name, _placed(flaw, tree)) for kind, flaw in unsettled(agreement, ()))


def _placed(flaw: Flaw, tree: Table) -> Problem:
    return Problem(place_of(tree, flaw.path), flaw.found, flaw.expected, flaw.nearest)
