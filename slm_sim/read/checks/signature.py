"""What separates a draft from an agreement that may be signed: no contradiction, and nothing left out."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.model.doubt import NOT_STATED
from slm_sim.model.scenario import Scenario
from slm_sim.read.checks import (
    bandedges,
    clocks,
    closed,
    contract_names,
    contradictions,
    idle,
    idlewords,
    reach,
    silence,
    singlecredits,
    takenover,
)
from slm_sim.read.checks.flaw import AgreementCheck, CheckInScenario, Flaw, Path
from slm_sim.read.checks.promises import agreements_of

UNREACHABLE, UNKNOWN_NAME = "unreachable-clause", "unknown-name"

CONTRADICTIONS: dict[str, AgreementCheck] = {
    "no-time-zone": contradictions.a_zone_is_stated,
    "unknown-currency": contradictions.currencies_exist,
    "finer-than-a-coin": contradictions.amounts_can_be_paid,
    "percentage-of-nothing": contradictions.percentages_are_of_something,
    UNREACHABLE: contradictions.clauses_can_be_reached,
    "calendar-never-opens": closed.time_counts,
    "stops-as-it-starts": idle.clocks_stop_later,
    "clock-never-runs": idle.clocks_can_run,
    "endless-bedding-in": idle.bedding_in_ends,
    "idle-minimum-volume": idle.volumes_can_be_missed,
    "gap-between-bands": bandedges.bands_leave_no_gap,
    "overlapping-bands": bandedges.bands_do_not_overlap,
    "falling-bands": bandedges.worse_bands_credit_more,
    "weights-off-total": singlecredits.weights_fill_the_pool,
    "cap-below-a-credit": singlecredits.caps_hold_a_credit,
    "idle-word": idlewords.words_do_something,
    NOT_STATED: silence.silences,
}
"""What an agreement must not have once it is signed, by the name under which a draft is told of it."""

IN_A_SCENARIO: tuple[tuple[str, CheckInScenario], ...] = (
    (UNKNOWN_NAME, contract_names.targets_name_what_arrives),
    (UNKNOWN_NAME, contract_names.pauses_are_pending_reasons),
    (UNKNOWN_NAME, clocks.clocks_name_what_exists),
    (UNREACHABLE, reach.clauses_can_be_reached_here),
    (UNREACHABLE, reach.priorities_occur),
    ("moment-never-comes", reach.moments_come),
    ("window-not-taken-over", takenover.windows_are_taken_over),
)
"""What it must not have besides in the scenario that it stands in."""

Named = tuple[str, Flaw]
"""A flaw and the name of its kind."""


def unsettled(agreement: Agreement, at: Path) -> list[Named]:
    """What keeps an agreement from being signed, as far as the agreement itself shows."""
    return [(name, flaw) for name, check in CONTRADICTIONS.items() for flaw in dict.fromkeys(check(agreement, at))]


def unsettled_in(scenario: Scenario) -> Iterator[tuple[str, Named]]:
    """What keeps agreements from being signed in the light of a scenario; with the name of each agreement."""
    for at, agreement in agreements_of(scenario):
        yield from ((at[-1], named) for named in unsettled(agreement, at))
    for kind, check in IN_A_SCENARIO:
        for at, agreement in agreements_of(scenario):
            yield from ((at[-1], (kind, flaw)) for flaw in check(agreement, at, scenario))
