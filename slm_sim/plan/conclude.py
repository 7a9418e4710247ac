"""What a race of candidates comes to, as facts that can be written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from slm_sim.model.arrays import Floats
from slm_sim.model.compared import CandidateResult, EffectRange, Interaction, InterventionFact, LookTaken, PairCompared
from slm_sim.model.intervention import Cost
from slm_sim.plan.benefit import Plan, cash_flow, money_parts, payback
from slm_sim.plan.cashflow import Parts, per_month
from slm_sim.plan.figures import compared_figures, told
from slm_sim.plan.race import Race, difference
from slm_sim.plan.yearly import Figure
from slm_sim.read import Intervention, in_words
from slm_sim.statistics import mean, proportion, simultaneous

NOT_STATED = "not stated"


def intervention_fact(one: Intervention) -> InterventionFact:
    """An intervention as the scenario states it."""
    overlay = one.overlay
    cost = overlay.cost if isinstance(overlay.cost, Cost) else Cost()
    return InterventionFact(
        name=one.name,
        story=overlay.story.strip(),
        evidence=overlay.evidence.strip(),
        once=float(cost.once.amount) if cost.once else 0.0,
        running=float(per_month(cost)),
        lead_months=float(overlay.lead_time.months) if overlay.lead_time else 0.0,
        place=str(one.place),
        effects=tuple(
            EffectRange(
                path=change.path,
                phrase=change.phrase,
                before=NOT_STATED if change.before is None else in_words(change.before),
                best=in_words(change.best),
                low=change.low,
                high=change.high,
            )
            for change in one.changes
        ),
    )


def candidate_results(
    plans: Sequence[Plan],
    figures: Sequence[tuple[Figure, ...]],
    rows: Sequence[Floats],
    raced: Race,
    confidence: float,
    uniforms: Floats,
) -> tuple[CandidateResult, ...]:
    """Every candidate, the best first; `plans`, `figures` and `rows` are in the order of the race."""
    order = ranking(raced)
    of_parts: Mapping[Parts, Floats] = {plan.candidate.parts: found for plan, found in zip(plans, rows, strict=True)}
    beside = compared_figures(
        [told(names, found) for names, found in zip(figures, rows, strict=True)], confidence, uniforms
    )
    found = []
    for rank, number in enumerate(order, start=1):
        plan, net = plans[number], raced.values[number]
        flow = cash_flow(plan, of_parts, len(net))
        worse = raced.worse.get(number)
        found.append(
            CandidateResult(
                name=plan.candidate.name,
                parts=tuple(one.name for one in plan.candidate.interventions),
                replications=len(net),
                rank=rank,
                standing="worse" if worse is not None else "best" if rank == 1 else "not told apart",
                worse_than="" if worse is None else plans[worse].candidate.name,
                net_benefit=difference(raced.pairs, number, 0) if number else None,
                positive=proportion(int((net > 0).sum()), len(net), confidence) if number else None,
                payback=payback(flow) if number else None,
                money=money_parts(plan, of_parts, len(net)),
                cash_flow=flow,
                figures=tuple(beside[number]),
            )
        )
    return tuple(found)


def ranking(raced: Race) -> list[int]:
    """The candidates by their mean net benefit, those that are worse than another beyond doubt last."""
    means = [float(np.mean(values)) for values in raced.values]
    return sorted(range(len(means)), key=lambda one: (one in raced.worse, -means[one], one))


def pairs_compared(plans: Sequence[Plan], raced: Race) -> tuple[PairCompared, ...]:
    """Every pair of candidates, in the order of their ranks."""
    order = ranking(raced)
    found = []
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            told_apart = difference(raced.pairs, one, other)
            better = {1: one, -1: other}.get(told_apart.beyond_doubt)
            found.append(
                PairCompared(
                    one=plans[one].candidate.name,
                    other=plans[other].candidate.name,
                    replications=max(
                        look.replications for look in raced.looks if one in look.playing and other in look.playing
                    ),
                    difference=told_apart,
                    verdict="" if better is None else plans[better].candidate.name,
                )
            )
    return tuple(found)


def interactions(plans: Sequence[Plan], raced: Race, confidence: float) -> tuple[Interaction, ...]:
    """What each combination brings beyond the sum of its parts, with intervals that hold for all (Bonferroni)."""
    alone = {
        plan.candidate.interventions[0].name: number
        for number, plan in enumerate(plans)
        if len(plan.candidate.interventions) == 1
    }
    combined = [number for number, plan in enumerate(plans) if len(plan.candidate.interventions) > 1]
    found = []
    for number in combined:
        parts = [raced.values[alone[part.name]] for part in plans[number].candidate.interventions]
        common = min(map(len, (raced.values[number], *parts)))
        beyond = raced.values[number][:common] - np.sum([part[:common] for part in parts], axis=0)
        estimate = mean(beyond, simultaneous(confidence, len(combined)))
        name = plans[number].candidate.name
        found.append(Interaction(combination=name, replications=common, beyond_the_sum=estimate))
    return tuple(found)


def looks_taken(plans: Sequence[Plan], raced: Race) -> tuple[LookTaken, ...]:
    """The looks of the race."""
    names = [plan.candidate.name for plan in plans]
    return tuple(
        LookTaken(
            replications=look.replications,
            playing=tuple(names[one] for one in look.playing),
            error=look.error,
            dropped=tuple(names[one] for one in look.dropped),
        )
        for look in raced.looks
    )
