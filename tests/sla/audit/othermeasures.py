"""Any terms for promises of mean times, of numbers of late incidents, and of services that are up."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.sla.audit.anyterms import (
    FAMILY,
    SECTIONS,
    amounts,
    caps,
    failures_of,
    owed,
    owed_or_none,
    part_units,
    repeat_multipliers,
    sides,
    times,
    years,
)
from tests.sla.audit.world import STARTS, incidents, outages
from tests.sla.build import Outage

MEAN = {
    "response": {"measure": "mean time", "clock": "response", "at_most": "15 min"},
    "resolution": {"measure": "mean time", "clock": "resolution", "at_most": "245 min"},
}
NUMBER = {
    "response": {"measure": "number of misses", "clock": "response", "within": "15 min", "at_most": "1 incident"},
    "resolution": {"measure": "number of misses", "clock": "resolution", "within": "4 h", "at_most": "3 incidents"},
}


def _above(edges: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.tuples(*(owed for _ in edges)).map(
        lambda prices: {
            name: {"above": edge, "credit": price} for name, edge, price in zip("abc", edges, prices, strict=True)
        }
    )


side = st.fixed_dictionaries({"rate": owed, "cap": owed_or_none})
per = st.sampled_from(["1 min", "7 min", "1 h"])
OF_MEAN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "bands": {"bands": _above(("target", "4 h", "260 min")), "edges_belong_to": sides},
    "mean time": {"bands": times, "edges_belong_to": sides},
    "linear": {
        "rate": owed,
        "per": per,
        "part_units": part_units,
        "counted_from": st.sampled_from(["target", "10 min", "241 min"]),
    },
    "bonus and malus": {
        "dead_band": st.sampled_from(["0 min", "2 min"]),
        "per": per,
        "part_units": part_units,
        "counted_from": st.sampled_from(["dead band", "target"]),
        "bonus": side,
        "malus": side,
    },
    "at-risk pool": FAMILY["at-risk pool"],
    "service points": {
        "levels": st.just({"late": {"above": "target", "points": 1}, "later": {"above": "5 h", "points": 3}}),
        "rate": owed,
    },
}
OF_NUMBERS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "bands": {"bands": _above(("target", "2 incidents", "4 incidents")), "edges_belong_to": sides},
    **{name: FAMILY[name] for name in ("at-risk pool", "breach count", "ladder", "persistent failure", "mean time")},
    "per unit of time": {**FAMILY["per unit of time"], "failures_of": failures_of},
}
OF_DOWNTIME = {
    name: FAMILY[name]
    for name in (
        "bands",
        "linear",
        "per unit of time",
        "ladder",
        "outage time",
        "mean time",
        "persistent failure",
        "bonus and malus",
    )
}
MODIFIERS: dict[str, st.SearchStrategy[Any]] = {
    "repeat_multiplier": repeat_multipliers,
    "one_incident_several_misses": st.just("largest only"),
    "caps": caps,
    "minimum_payable": amounts,
    "earn_back": st.just({"periods_met": 2, "returns": "33.3 %"}),
}
minutes = st.lists(st.sampled_from([1, 14, 15, 60, 61, 700]), max_size=3).map(tuple)
down = st.lists(st.tuples(minutes, minutes), min_size=16, max_size=16)

overlapping = st.lists(
    st.builds(
        lambda month, begins, lasts: Outage(STARTS[month] + begins, STARTS[month] + begins + lasts, (1_000_000, 0)),
        st.integers(0, 15),
        st.sampled_from([0, 1, 14, 30, 60, 61, 2880, 2900]),
        st.sampled_from([1, 30, 60, 61, 700]),
    ),
    max_size=6,
)
"""More outages of the shop, where `outages` has some."""


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of `world.tell`: what is promised, under which terms, and what happened."""
    promised, families = draw(st.sampled_from([(MEAN, OF_MEAN), (NUMBER, OF_NUMBERS), (None, OF_DOWNTIME)]))
    family = draw(st.sampled_from(tuple(families)))
    modifiers = dict(MODIFIERS)
    if promised is not None:
        limit = "1 incident" if promised is NUMBER else "1 min"
        reset = {"after": "2 periods", "at_least": limit}
        modifiers["target_reset"] = st.just(reset)
    words = {"family": family, **draw(st.fixed_dictionaries(families[family]))}
    words |= draw(st.fixed_dictionaries({}, optional=modifiers))
    sections = {name: SECTIONS[name] for name in ("term", "exclusions")}
    found = {"words": words, **draw(st.fixed_dictionaries({}, optional=sections))}
    if promised is None:
        return {**found, "down": True, "told": outages(draw(down)) + draw(overlapping)}
    return {**found, "promised": promised, "told": incidents(draw(years))}
