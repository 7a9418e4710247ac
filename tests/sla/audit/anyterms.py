"""Any terms over any year and a bit: schemes of all families with any modifiers at once, for properties."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from slm_sim.model.creditscheme import FAMILIES

percents = st.sampled_from(["0 %", "1 %", "3.33 %", "7.77 %", "10 %", "50 %"])
amounts = st.sampled_from(["70 GBP", "333.33 GBP", "1 000 GBP", "2 500 GBP"])
owed = percents | amounts
owed_or_none = owed | st.just("none")
part_units = st.sampled_from(["pro rata", "count in full", "do not count"])
windows = st.sampled_from(["rolling 3 months", "rolling 12 months", "contract year", "term"])
failures_of = st.sampled_from(["every period", "missed periods"])
counted = st.sampled_from(["each promise alone", "all together"])
sides = st.sampled_from(["the better side", "the worse side"])


def _edges(below: list[str], of: str) -> st.SearchStrategy[Any]:
    """A table with the target and two edges, each of which passes on ``of``."""
    edges = [{of: edge} for edge in ("target", *below)]
    return st.tuples(*(owed for _ in edges)).map(
        lambda prices: {
            name: {**edge, "credit": price} for name, edge, price in zip("abc", edges, prices, strict=False)
        }
    )


levels: st.SearchStrategy[dict[str, Any]] = st.just({}) | st.just(
    {
        "minor": {"below": "target", "points": 1},
        "serious": {"below": "90 %", "points": 3},
        "free": {"below": "50 %", "points": 0},
    }
)
steps = st.tuples(owed, owed, owed).map(
    lambda prices: {
        name: {"from": first, "credit": price} for name, first, price in zip("abc", (1, 3, 6), prices, strict=True)
    }
)
times = st.tuples(owed, owed).map(
    lambda prices: {
        name: {"above": edge, "credit": price}
        for name, edge, price in zip("ab", ("14 min", "1 h"), prices, strict=True)
    }
)
FAMILY: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "bands": {"bands": _edges(["90 %", "80 %"], "below"), "edges_belong_to": sides},
    "at-risk pool": {"at_risk": percents, "pool_allocation": st.sampled_from(["50 %", "250 %"])},
    "service points": {"levels": levels, "edges_belong_to": sides, "rate": owed},
    "points table": {"levels": levels, "edges_belong_to": sides, "steps": steps},
    "linear": {
        "rate": owed,
        "per": st.sampled_from(["1 point", "0.3 points"]),
        "part_units": part_units,
        "counted_from": st.sampled_from(["target", "100 %", "90 %"]),
    },
    "per unit of time": {
        "rate": owed,
        "per": st.sampled_from(["7 min", "1 h"]),
        "part_units": part_units,
        "at_most": owed_or_none,
        "failures_of": failures_of,
    },
    "ladder": {
        "first": owed_or_none,
        "second": owed_or_none,
        "fourth": owed_or_none,
        "each_more": owed_or_none,
        "window": windows,
        "counted": counted,
        "failures_of": failures_of,
    },
    "breach count": {"steps": steps, "counts": st.sampled_from(["missed targets", "failures"])},
    "outage time": {
        "bands": times,
        "time": st.sampled_from(["longest outage", "total outage"]),
        "edges_belong_to": sides,
    },
    "mean time": {"bands": times, "edges_belong_to": sides},
    "persistent failure": {
        "every": st.sampled_from(["1 failure", "3 failures", "10 failures"]),
        "window": windows,
        "credit": owed,
        "counted": counted,
        "after_credit": st.sampled_from(["start again", "keep counting"]),
        "failures_of": failures_of,
    },
    "bonus and malus": {
        "dead_band": st.sampled_from(["0 points", "2.5 points"]),
        "per": st.sampled_from(["1 point", "0.7 points"]),
        "part_units": part_units,
        "counted_from": st.sampled_from(["dead band", "target"]),
        "bonus": st.fixed_dictionaries({"rate": owed, "cap": owed_or_none}),
        "malus": st.fixed_dictionaries({"rate": owed, "cap": owed_or_none}),
    },
}
"""The words of each family."""

factors = st.sampled_from(["50 %", "100 %", "133.3 %", "200 %"])
repeat_multipliers = st.fixed_dictionaries(
    {"second": factors, "repeat_of": st.sampled_from(["any miss", "the same level"])},
    optional={"third": factors, "third_onwards": factors},
)
caps = st.fixed_dictionaries(
    {},
    optional={
        "service_period": owed_or_none,
        "rolling": st.dictionaries(st.sampled_from(["2 months", "5 months", "1 year"]), owed_or_none, max_size=2),
        "contract_year": owed_or_none,
        "term": owed_or_none,
    },
)
earn_backs = st.fixed_dictionaries(
    {"periods_met": st.integers(1, 3), "returns": st.sampled_from(["33.3 %", "100 %"])},
    optional={"forfeited_below": st.sampled_from(["75 %", "90 %"])},
)
target_resets = st.fixed_dictionaries(
    {"after": st.sampled_from(["1 periods", "2 periods"]), "at_most": st.sampled_from(["97.5 %", "none"])}
)
MODIFIERS: dict[str, st.SearchStrategy[Any]] = {
    "charged_for": st.sampled_from(["service period", "1 month", "1 year"]),
    "repeat_multiplier": repeat_multipliers,
    "one_incident_several_misses": st.just("largest only"),
    "caps": caps,
    "minimum_payable": amounts,
    "claim": st.just("within 30 days of the month"),
    "earn_back": earn_backs,
    "target_reset": target_resets,
}
"""The modifiers of a scheme."""

rules = st.fixed_dictionaries(
    {"below": st.sampled_from(["10 incidents", "40 incidents"]), "allows": st.sampled_from(["0 misses", "2 misses"])}
)
measurements = st.fixed_dictionaries(
    {"placed_by": st.just("opened")},
    optional={
        "minimum_volume": rules,
        "rounding": st.sampled_from(["0 decimals, half up", "1 decimal, half even", "1 decimal, down"]),
        "service_period": st.sampled_from(["calendar quarter", "rolling 2 months", "contract year", "week"]),
    },
)
level = st.sampled_from(["90 %", "95 %", "97.5 %"])
of = st.sampled_from(["3 of 3", "1 of 4", "2 of 5"])
charges = st.sampled_from(["fee", "all charges"])
triggers = st.fixed_dictionaries(
    {
        "missed": st.fixed_dictionaries({"clause": st.just("response"), "periods": of}),
        "far": st.fixed_dictionaries({"clause": st.just("resolution"), "periods": of, "below": level}),
        "mean": st.fixed_dictionaries(
            {
                "clause": st.just("response"),
                "mean_below": level,
                "over": st.integers(1, 5).map(lambda count: f"{count} periods"),
            }
        ),
        "heavy": st.fixed_dictionaries({"credits_at_least": percents, "of": charges, "periods": of}),
        "sum": st.fixed_dictionaries({"credits_in_sum": owed, "of": charges, "window": windows}),
    }
)
SECTIONS: dict[str, st.SearchStrategy[Any]] = {
    "termination_triggers": triggers,
    "term": st.sampled_from(
        [
            {"starts": "2027-01-01", "lasts": "2 years", "bedding_in": "3 months"},
            {"starts": "2026-11-15", "lasts": "2 years", "bedding_in": "none"},
            {"starts": "2026-10-20", "lasts": "18 months", "bedding_in": "100 days"},
        ]
    ),
    "workload_limit": st.sampled_from(["15 / month", "300 / year"]).map(lambda limit: {"incidents": limit}),
    "exclusions": st.just({}),
    "measurement": measurements,
    "row": st.sampled_from([{"at_least": "90 %"}, {"at_least": "100 %"}, {"weight": "35 %", "points": 2}]),
    "unclaimed": st.sets(
        st.tuples(
            st.sampled_from(["sla/response", "sla/resolution", "sla/credits.scheme"]),
            st.integers(1, 12).map(lambda month: f"2027-{month:02d}"),
        ),
        max_size=6,
    ).map(frozenset),
}
"""Sections of the agreement, and what happens."""

small = st.integers(0, 5)
months = st.tuples(small, st.integers(0, 2), st.integers(0, 2), st.integers(0, 2), st.sampled_from([9, 20, 20, 45]))
years = st.lists(months | st.just((0, 0, 0, 0, 0)) | st.just((0, 0, 0, 0, 20)), min_size=14, max_size=16)
"""Month by month what `world.incidents` tells."""


@st.composite
def terms(draw: st.DrawFn, families: tuple[str, ...] = FAMILIES, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Arguments of `world.tell`: one family with some of the modifiers, and sections of the agreement."""
    family = draw(st.sampled_from(families))
    some = {name: found for name, found in MODIFIERS.items() if name not in without}
    modifiers = draw(st.fixed_dictionaries({}, optional=some))
    sections = {name: found for name, found in SECTIONS.items() if name not in without}
    words = {"family": family, **draw(st.fixed_dictionaries(FAMILY[family])), **modifiers}
    return {"words": words, **draw(st.fixed_dictionaries({}, optional=sections))}
