"""Facts of credit schemes and of teams: the second half of the rule writer's reference."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from slm_sim.rules.told import Told


@dataclass(frozen=True, kw_only=True)
class SchemeFacts:
    """A credit scheme of an agreement."""

    name: Annotated[str, Told("its name")]
    family: Annotated[str, Told("bands, at-risk pool, ...")]
    clauses: Annotated[int, Told("how many promises owe their credit by it")]
    period_cap: Annotated[
        Fraction | None, Told("the most for a service period, of the charge that it is taken of", "share")
    ]
    year_cap: Annotated[Fraction | None, Told("the most for a contract year", "share")]
    capped: Annotated[bool, Told("whether it has a cap of any window")]
    year_capped: Annotated[bool, Told("whether it has a cap over a year, the term or a rolling window")]
    caps_stated: Annotated[bool, Told("whether it says what its caps are; none is a decision, too")]
    largest_credit: Annotated[Fraction | None, Told("the most that one missed promise costs", "share")]
    largest_share: Annotated[Fraction | None, Told("the largest credit as a share of most_per_period", "share")]
    misses_to_cap: Annotated[
        int | None, Told("how many missed promises reach the cap of a service period, each at its dearest")
    ]
    most_per_period: Annotated[
        Fraction | None, Told("the most that all its promises cost in a service period, cap included", "share")
    ]
    weights: Annotated[Fraction | None, Told("of an at-risk pool: what the weights of its promises add up to", "share")]
    weights_total: Annotated[Fraction | None, Told("of an at-risk pool: what they should add up to", "share")]
    repeats_multiplied: Annotated[bool, Told("whether a repeated miss costs more than the first")]
    repeat_factor: Annotated[Fraction | None, Told("by how much the credit of a repeated miss is multiplied at most")]
    counted_once: Annotated[bool, Told("whether an incident that missed several promises costs one credit alone")]
    double_promises: Annotated[
        int, Told("how many pairs of its promises, of different targets, one incident can miss together")
    ]
    gaps: Annotated[int, Told("how many attainments between or beyond its bands owe nothing that should")]
    overlaps: Annotated[int, Told("how many of its bands overlap, or credit where the promise is kept")]
    falling: Annotated[int, Told("how many of its bands credit less than a better one")]
    edges_stated: Annotated[
        bool | None, Told("of bands or levels with an edge of their own: whether it says whose the edge is")
    ]
    part_units_stated: Annotated[bool | None, Told("of a rate per unit: whether it says what becomes of a part of one")]
    origin_stated: Annotated[bool | None, Told("of a rate per unit: whether it says from where units are counted")]
    claim_days: Annotated[int | None, Told("how many days there are to claim a credit; None: it is automatic")]
    ratchet: Annotated[bool, Told("whether a target becomes what was reached")]
    ratchet_limited: Annotated[bool, Told("whether that has an end")]
    earn_back: Annotated[bool, Told("whether a credit is returned if the promise is kept afterwards")]
    earn_back_forfeited: Annotated[bool, Told("whether an attainment bad enough forfeits that")]
    remedy_stated: Annotated[bool, Told("whether it says if credits are the sole remedy")]
    claim_stated: Annotated[bool, Told("whether it says if credits must be claimed, and until when")]


@dataclass(frozen=True, kw_only=True)
class TeamFacts:
    """A team of the scenario."""

    name: Annotated[str, Told("its name")]
    tier: Annotated[str, Told("its tier")]
    most_people: Annotated[int | None, Told("the most people on one shift of its roster")]
    rostered_hours: Annotated[Fraction | None, Told("paid hours of a usual week", "hours")]
    shrinkage: Annotated[Fraction | None, Told("the share of them in which people are away", "share")]
    shrinkage_stated: Annotated[bool | None, Told("whether its site states a shrinkage")]
    work_hours: Annotated[
        Fraction | None, Told("hours of work that a usual week brings it, by volumes, routing and efforts", "hours")
    ]
    occupancy: Annotated[
        Fraction | None, Told("work_hours over the rostered hours in which people are present", "share")
    ]
    takes_top_priority: Annotated[
        bool | None, Told("whether incidents of the most urgent priority reach it on their way")
    ]
    on_call: Annotated[bool, Told("whether somebody is on call when nobody is on the roster")]
    backlog_grows: Annotated[bool | None, Told("whether its backlog was seen to grow through a simulated term")] = None
