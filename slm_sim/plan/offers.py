"""From readings to an offer: what is asked of the programme, and what stands in the agreement after its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

import numpy as np

from slm_sim.model.inwords import percent
from slm_sim.model.proposal import ClauseOffered
from slm_sim.model.propose import TAIL, Propose
from slm_sim.model.quantities import Percent
from slm_sim.plan.options import RULES, Choice, Option
from slm_sim.plan.programme import Picks, Programme, failing
from slm_sim.plan.readings import Readings
from slm_sim.plan.trial import Trial
from slm_sim.sla.verdicts import COUNTING_LATE
from slm_sim.statistics import pooled_proportion

ANY_RULE = -1


@dataclass(frozen=True)
class Limits:
    """How much the credits of a term may come to, in ten-thousandths; None: as much as they like."""

    expected: float | None
    worst: float | None
    tail: float


def limits_of(asked: Propose, charges: Fraction, parts: int) -> Limits:
    """The limits in money; without charges there are none, since they are shares of these."""

    def money(share: Percent | str) -> float | None:
        return float(share.fraction * charges * parts) if isinstance(share, Percent) and charges else None

    return Limits(money(asked.expected_credits), money(asked.cvar_95), float(TAIL))


def wanted_confidences(confidence: Fraction) -> dict[str, Fraction]:
    """The chance that each offer is to keep: half of the risk, the risk as it was asked for, and twice the risk.

    Twice a risk beyond one half would leave nothing; then it is halfway from the risk to certain failure.
    """
    risk = 1 - confidence
    return {
        "safe": 1 - risk / 2,
        "balanced": confidence,
        "ambitious": max(1 - 2 * risk, confidence / 2),
    }


def programme_of(choices: Sequence[Choice], readings: Readings, confidence: Fraction, limits: Limits) -> Programme:
    """What is asked of one offer."""
    months = readings.fails[0].shape[1]
    return Programme(
        worth=tuple(np.array([option.worth for option in choice.options]) for choice in choices),
        fails=readings.fails,
        credits=readings.credits,
        group=tuple(choice.target for choice in choices),
        rule=tuple(np.array([_rule(choice, option) for option in choice.options]) for choice in choices),
        failing=floor((1 - confidence) * months),
        expected=limits.expected,
        worst=limits.worst,
        tail=limits.tail,
    )


def _rule(choice: Choice, option: Option) -> int:
    """The number of the rule of an option: 0 for that of the draft, which has none where one may be proposed."""
    if not any(one.rule in RULES for one in choice.options[1:]) or choice.clause.minimum_volume is not None:
        return ANY_RULE
    return 0 if option.rule is None else 1 + RULES.index(option.rule)


def taken(choices: Sequence[Choice], picks: Picks) -> list[Option]:
    """The options of a choice as they will stand in the agreement, where a rule holds for all rows of a target."""
    options = [choice.options[pick] for choice, pick in zip(choices, picks, strict=True)]
    ruled = {
        choice.target: option.rule
        for choice, option in zip(choices, options, strict=True)
        if choice.clause.minimum_volume is None and option.rule is not None
    }
    return [
        replace(option, rule=ruled[choice.target])
        if choice.target in ruled and choice.clause.measure in COUNTING_LATE
        else option
        for choice, option in zip(choices, options, strict=True)
    ]


def offered(
    choices: Sequence[Choice], options: Sequence[Option], trial: Trial | None, confidence: float
) -> tuple[ClauseOffered, ...]:
    """The clauses of an offer, with how often fresh terms kept them."""
    found = []
    for place, (choice, option) in enumerate(zip(choices, options, strict=True)):
        seen = trial is not None and bool(trial.periods[:, place].any())
        kept = pooled_proportion(trial.met[:, place], trial.periods[:, place], confidence) if trial and seen else None
        found.append(
            ClauseOffered(
                clause=choice.clause.id,
                asked=promised(choice.options[0], choice),
                offered=promised(option, choice),
                changed=option.of(choice.clause) != choice.clause,
                weight=choice.weight,
                worth=option.worth,
                kept=kept,
            )
        )
    return tuple(found)


def promised(option: Option, choice: Choice) -> str:
    """A promise in few words: ``8 h, at least 95 %``; with its minimum-volume rule where a month has few incidents."""
    clause = option.of(choice.clause)
    rule = clause.minimum_volume
    time = f"{clause.within}, " if clause.within is not None else ""
    few = f"; below {rule.below} incidents at most {rule.allows} late" if rule and choice.few else ""
    return f"{time}{clause.direction} {clause.level}{few}"


def impossible(choices: Sequence[Choice], programme: Programme) -> tuple[str, str]:
    """Why no choice keeps the limits, by what the safest options come to, and which clause is missed most often."""
    safest = tuple(int(np.argmin(fails.sum(axis=1))) for fails in programme.fails)
    months = programme.fails[0].shape[1]
    kept = percent(1 - Fraction(int(failing(programme, safest)), months), 1)
    each = [float(fails[pick].mean()) for fails, pick in zip(programme.fails, safest, strict=True)]
    hardest = int(np.argmax(each))
    loosest, name = choices[hardest].options[safest[hardest]], choices[hardest].clause.id
    if failing(programme, safest) > programme.failing:
        why = (
            f"even the options that are kept most often are kept together in {kept} of the months. The hardest "
            f"is {name}: '{promised(loosest, choices[hardest])}' is missed in {each[hardest] * 100:.1f} % of them."
        )
        return why, name
    why = (
        f"the options that are kept most often reach the confidence ({kept} of the months), but no choice keeps "
        "the limits of the credits as well."
    )
    return why, name
