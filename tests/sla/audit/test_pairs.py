"""Every family under every modifier, over sixteen months: each is audited by its trace and by a second reckoning."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from slm_sim.model.creditscheme import FAMILIES
from slm_sim.model.ledger import Ledger
from tests.sla.audit.naive_ledger import ledger_of
from tests.sla.audit.naive_reached import scaled
from tests.sla.audit.naive_rights import resets_of, rights_of
from tests.sla.audit.trace import audit
from tests.sla.audit.world import OF_DOWNTIME, WORDS, Told, plain, tell

RULE = {"below": "40 incidents", "allows": "2 misses"}
KEYS = ("sla/response", "sla/resolution", "sla/shop", "sla/office", "sla/credits.scheme")
MODIFIERS: dict[str, dict[str, Any]] = {
    "exclusions": {"exclusions": {}},
    "minimum volume": {"measurement": {"placed_by": "opened", "minimum_volume": RULE}},
    "repeat multiplier": {"words": {"repeat_multiplier": {"second": "150 %", "third_onwards": "233 %"}}},
    "one incident, several misses": {"words": {"one_incident_several_misses": "largest only"}},
    "cap of the period": {"words": {"caps": {"service_period": "0.7 %"}}},
    "cap of a rolling window": {"words": {"caps": {"rolling": {"3 months": "0.5 %", "1 year": "1 000 GBP"}}}},
    "cap of a fixed window": {"words": {"caps": {"contract_year": "0.5 %", "term": "900 GBP"}}},
    "minimum payable": {"words": {"minimum_payable": "601 GBP"}},
    "claim duty": {
        "words": {"claim": "within 30 days of the month", "caps": {"contract_year": "5 %"}},
        "unclaimed": frozenset((key, month) for key in KEYS for month in ("2027-02", "2027-12")),
    },
    "earn-back": {"words": {"earn_back": {"periods_met": 2, "returns": "33 %", "forfeited_below": "72 %"}}},
    "bedding-in": {"term": {"starts": "2027-01-01", "lasts": "3 years", "bedding_in": "2 months"}},
    "target reset": {"words": {"target_reset": {"after": "3 periods", "at_most": "99.97 %"}}},
    "workload limit": {"workload_limit": {"incidents": "40 / month"}},
}
OF_FAILURES = ("per unit of time", "ladder", "persistent failure")
CANNOT = {
    ("outage time", "minimum volume"): "the rule is about late incidents, and downtime has none",
    ("outage time", "one incident, several misses"): "no outage can be left out of downtime",
    ("outage time", "target reset"): "the bands are of a time, whether the target was met or not",
    ("mean time", "minimum volume"): "the bands are of a mean, whether the target was met or not",
    ("mean time", "target reset"): "the bands are of a mean, whether the target was met or not",
}
"""Pairs in which the modifier can change nothing, and why."""


def entries(ledger: Ledger) -> list[Any]:
    """The ledger as the naive reckoning tells it, in an order of its own."""
    return sorted((one.clause, one.period, one.kind, one.before_caps, one.amount) for one in ledger.credits)


def audited(told: Told) -> list[Any]:
    """The entries, once both auditors agree with them, and with the rights and resets beside them."""
    assert audit(told.ledger) == []
    found = entries(told.ledger)
    assert found == sorted(ledger_of(told.compiled, told.attainments, told.opened, told.unclaimed))
    rights = [(one.trigger, one.period, one.because, one.reached, one.needed) for one in told.ledger.rights]
    assert rights == rights_of(told.compiled, told.attainments, told.ledger)
    tick = Fraction(told.compiled.span.axis.tick_ms, 1000)
    resets = [(one.clause, one.since, scaled(one.level, tick)) for one in told.ledger.resets]
    assert resets == resets_of(told.compiled, told.attainments)
    return found


def modified(family: str, modifier: str) -> tuple[Told, Told]:
    """A family without and with a modifier; exclusions are what is usual, and taken away."""
    terms = dict(MODIFIERS[modifier])
    words = {**WORDS[family], **terms.pop("words", {})}
    down, basis = family in OF_DOWNTIME, plain()[family]
    if modifier in ("minimum volume", "target reset") and family in OF_FAILURES:
        words["failures_of"] = "missed periods"
        basis = tell({**WORDS[family], "failures_of": "missed periods"})
    if modifier == "exclusions":
        more: dict[str, Any] = {"row": {"planned_maintenance": "counts as downtime"}} if down else terms
        return tell(words, down, **more), basis
    return basis, tell(words, down, **terms)


@pytest.mark.parametrize("modifier", MODIFIERS)
@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_under_a_modifier(family: str, modifier: str) -> None:
    without, with_it = (audited(told) for told in modified(family, modifier))
    assert without
    assert with_it
    assert (without == with_it) == ((family, modifier) in CANNOT)
