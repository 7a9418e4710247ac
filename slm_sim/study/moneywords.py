"""What figures of money and rights rest on, in words."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.model.creditmodifiers import Caps
from slm_sim.model.creditnotation import OwedOrNone
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.scenario import Scenario


def of_money(scenario: Scenario) -> Iterator[str]:
    """Each assumption that the money or the rights of this scenario rest on."""
    agreements = scenario.agreements
    schemes = {
        f"{name}/{scheme}": terms
        for name, agreement in agreements.items()
        for scheme, terms in agreement.credits.items()
    }
    if schemes:
        yield "Every credit is claimed and paid."
        yield "Charges are billed as stated, whatever the volume of incidents."
    for month in ("30 days", "730 h"):
        counted = [name for name, scheme in schemes.items() if scheme.month_counts_as == month]
        if counted:
            yield f"Where the charge of a month is divided, each month counts as {month}: in {', '.join(counted)}."
    claimed = [name for name, scheme in schemes.items() if scheme.claim != "automatic"]
    if claimed:
        yield f"The customer asks in time for what must be claimed: all credits of {', '.join(claimed)}."
    fresh = list(_begins_afresh(list(schemes.values()), list(agreements.values())))
    if fresh:
        yield f"Nothing from before the span counts towards {_listed(fresh)}."
    if any(scheme.earn_back != "none" for scheme in schemes.values()):
        yield "What would be earned back after the span is not set off."
    if any(agreement.termination_triggers for agreement in agreements.values()):
        yield "Nobody uses a right to terminate: the agreement runs on to the end of the span."


def _begins_afresh(schemes: list[CreditScheme], agreements: list[Agreement]) -> Iterator[str]:
    """What would look back beyond the beginning of the span."""
    if any(scheme.multiplier is not None for scheme in schemes):
        yield "repeats"
    if any(any(cap != "none" for cap in _of_long_windows(scheme.caps)) for scheme in schemes):
        yield "caps of longer windows"
    if any(scheme.family in ("ladder", "persistent failure") for scheme in schemes):
        yield "failures of a window"
    if any(scheme.target_reset != "none" for scheme in schemes):
        yield "target resets"
    if any(agreement.termination_triggers for agreement in agreements):
        yield "rights to terminate"


def _of_long_windows(caps: Caps) -> tuple[OwedOrNone, ...]:
    return (*caps.rolling.values(), caps.contract_year, caps.term)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
