"""Sixteen months of two promises, told incident by incident or outage by outage, under any family and any modifier.

The fee is 10 000 GBP a month; a tick is a minute; the term begins with the first month, and the second contract year
with the thirteenth. Two late of twenty are exactly 90 %, one is exactly 95 %.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from slm_sim.model.attainment import Attainment
from slm_sim.model.ledger import Ledger
from slm_sim.sla import attain, charge, compile_agreement, histories, moments_counted
from slm_sim.sla.compiled import CompiledAgreement
from tests.sla.build import Desk, Incident, Maintenance, Outage, agreement, incident, played

DAY = 1440
ENDS = "2028-05-01"
CLOSING = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31, 30)
STARTS = tuple(sum(CLOSING[:month]) * DAY for month in range(16))
"""The first ticks of January 2027 to April 2028."""

LATE: tuple[tuple[int, int, int, int, int], ...] = (
    (2, 1, 0, 0, 20),
    (3, 0, 1, 0, 20),
    (1, 0, 0, 1, 20),
    (4, 0, 2, 2, 20),
    (0, 0, 0, 0, 0),
    (4, 0, 0, 0, 20),
    (0, 0, 0, 0, 20),
    (0, 0, 0, 0, 20),
    (0, 0, 0, 0, 20),
    (1, 0, 1, 0, 20),
    (6, 1, 1, 0, 60),
    (6, 0, 0, 1, 20),
    (6, 0, 0, 0, 20),
    (0, 0, 0, 0, 20),
    (0, 0, 0, 0, 20),
    (2, 1, 1, 3, 20),
)
"""Month by month: late in both promises, in the response alone, in the resolution alone, late duplicates, and all."""

DOWN: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
    ((60, 30), ()),
    ((44, 10), (200,)),
    ((20,), (15,)),
    ((90, 90, 90), (61,)),
    ((1,), (1,)),
    ((121,), (10,)),
    ((), ()),
    ((), ()),
    ((), ()),
    ((31,), ()),
    ((100,), (400,)),
    ((300, 7), (50,)),
    ((61,), (59,)),
    ((90,), (91,)),
    ((), ()),
    ((600,), (70,)),
)
"""Month by month the minutes of each outage of the shop and of the office."""


@dataclass(frozen=True, eq=False)
class Told:
    """What was priced, and what came of it."""

    compiled: CompiledAgreement
    attainments: tuple[Attainment, ...]
    opened: Any
    unclaimed: Set[tuple[str, str]]
    ledger: Ledger


def incidents(rows: Sequence[tuple[int, int, int, int, int]] = LATE) -> list[Incident]:
    """The incidents of each month; the later of the late ones are later."""
    found = []
    for start, (both, response, resolution, copies, in_all) in zip(STARTS, rows, strict=False):
        moments = [start + 30 * number for number in range(in_all + copies)]
        for number, opened in enumerate(moments):
            slow = number < both + response
            late = number < both or both + response <= number < both + response + resolution
            excluded = 0 if number >= in_all else -1
            slow, late = slow or excluded == 0, late or excluded == 0
            touched, resolved = (
                opened + 15 + (6 * (number + 1) if slow else 0),
                opened + 240 + (7 * (number + 1) if late else 0),
            )
            found.append(incident(opened, resolved, touched=touched, excluded=excluded))
    return found


def outages(rows: Sequence[tuple[tuple[int, ...], tuple[int, ...]]] = DOWN) -> list[Outage]:
    """The outages of each month, a day apart; of the shop first, on whose days the office is up."""
    found = []
    for start, services in zip(STARTS, rows, strict=False):
        for service, minutes in enumerate(services):
            share = (0, 1_000_000) if service else (1_000_000, 0)
            for number, lasts in enumerate(minutes):
                begins = start + (2 * number + service) * DAY
                found.append(Outage(begins, begins + lasts, share))
    return found


PLANNED = [Maintenance(start + 20 * DAY, start + 20 * DAY + 50, start + 20 * DAY + 60) for start in STARTS]
"""Fifty minutes of planned work on the shop each month, inside its window."""

IN_TIME = {
    "response": {"measure": "share in time", "clock": "response", "within": "15 min", "at_least": "95 %"},
    "resolution": {"measure": "share in time", "clock": "resolution", "within": "4 h", "at_least": "95 %"},
}
UP = {
    "shop": {"measure": "availability", "service": "shop", "at_least": "99.9 %"},
    "office": {"measure": "availability", "service": "office", "at_least": "99.9 %"},
}
ALL_DAY = {
    "shop": {"agreed_service_time": "24x7", "charge": "fee"},
    "office": {"agreed_service_time": "24x7", "charge": "fee"},
}


def tell(words: Mapping[str, Any], down: bool = False, **more: Any) -> Told:
    """Both promises under one scheme over the sixteen months.

    down  the promises are of availability, not of incidents; each world has a trigger of every kind
    more  sections of the agreement, ``row`` (words of both promises), ``unclaimed``, or what is ``told``: incidents, or
          where services are down outages; ``promised`` stands in place of both promises
    """
    unclaimed = more.pop("unclaimed", frozenset())
    told: Any = more.pop("told", None) or (outages() if down else incidents())
    row, starts = more.pop("row", {}), more.pop("starts", "2027-01-01")
    promised = more.pop("promised", UP if down else IN_TIME)
    targets = {
        name: {**target, "credit": "scheme", "weight": weight, **row}
        for (name, target), weight in zip(promised.items(), ("60 %", "40 %"), strict=True)
    }
    if down:
        more = {"services": ALL_DAY, **more}
    more = {"termination_triggers": triggers(targets), **more}
    agreed = agreement(targets, credits={"scheme": {"of": "fee", **words}}, **more)
    desk = Desk(agreed, starts=starts, ends=ENDS)
    compiled = compile_agreement("sla", agreed, desk.span)
    happened = (incidents(), told, PLANNED) if down else (told, (), ())
    workload, outcomes = played(happened[0], desk.span.horizon, desk.axis, *happened[1:])
    attainments = attain(compiled, workload, outcomes, histories(workload, outcomes))
    opened = moments_counted(compiled, workload)
    return Told(compiled, attainments, opened, unclaimed, charge(compiled, attainments, opened, unclaimed))


def triggers(targets: Mapping[str, Any]) -> dict[str, Any]:
    """A trigger of every kind and with every window; those of a level by the level of the second promise."""
    first, second = targets
    word = "below" if "at_least" in targets[second] else "above"
    level = targets[second].get("at_least", targets[second].get("at_most"))
    return {
        "missed": {"clause": first, "periods": "2 of 4"},
        "far": {"clause": second, word: level, "periods": "2 of 3"},
        "mean": {"clause": second, f"mean_{word}": level, "over": "3 periods"},
        "heavy": {"credits_at_least": "5 %", "of": "fee", "periods": "1 of 2"},
        "rolling": {"credits_in_sum": "3 %", "window": "rolling 3 months"},
        "year": {"credits_in_sum": "0.5 %", "of": "fee", "window": "contract year"},
        "term": {"credits_in_sum": "0.9 %", "of": "fee", "window": "term"},
    }


@lru_cache(maxsize=1)
def plain() -> dict[str, Told]:
    """Each family alone, without any modifier."""
    return {family: tell(WORDS[family], down=family in OF_DOWNTIME) for family in WORDS}


OF_DOWNTIME = ("outage time",)
LEVELS = {"minor": {"below": "target", "points": 1}, "serious": {"below": "90 %", "points": 3}}
STEPS = {
    name: {"from": first, "credit": credit}
    for name, first, credit in (("one", 1, "1 %"), ("few", 2, "2 %"), ("several", 4, "5 %"), ("many", 7, "9 %"))
}
TIMES = {"short": {"above": "30 min", "credit": "5 %"}, "long": {"above": "2 h", "credit": "9 %"}}

WORDS: dict[str, dict[str, Any]] = {
    "bands": {"bands": {"minor": {"below": "target", "credit": "5 %"}, "serious": {"below": "90 %", "credit": "9 %"}}},
    "at-risk pool": {"at_risk": "12 %", "pool_allocation": "80 %"},
    "service points": {"levels": LEVELS, "rate": "1.5 %"},
    "points table": {"levels": LEVELS, "steps": STEPS},
    "linear": {"rate": "1 %", "per": "1 point"},
    "per unit of time": {"rate": "50 GBP", "per": "30 min", "part_units": "count in full", "at_most": "1 %"},
    "ladder": {
        "first": "none",
        "second": "50 GBP",
        "third": "100 GBP",
        "fifth": "200 GBP",
        "each_more": "300 GBP",
        "window": "rolling 12 months",
    },
    "breach count": {"steps": {"one": {"from": 1, "credit": "5 %"}, "two": {"from": 2, "credit": "9 %"}}},
    "outage time": {"bands": TIMES, "time": "total outage"},
    "mean time": {
        "bands": {"late": {"above": "15 min", "credit": "5 %"}, "very": {"above": "20 min", "credit": "9 %"}}
    },
    "persistent failure": {"every": "5 failures", "window": "rolling 12 months", "credit": "0.5 %"},
    "bonus and malus": {
        "dead_band": "1 point",
        "per": "1 point",
        "bonus": {"rate": "1 %", "cap": "2 %"},
        "malus": {"rate": "1 %", "cap": "9 %"},
    },
}
for _family, _words in WORDS.items():
    _words["family"] = _family
