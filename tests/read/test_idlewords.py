"""Every word of clocks, measures, credits and triggers does something wherever it stands, or a message tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from slm_sim.model.agreement import Agreement, MaintenanceWindow, Term, WorkloadLimit
from slm_sim.model.block import Block
from slm_sim.model.clockterms import Clock
from slm_sim.model.creditfamilies import Band, Banded, Pointed, PointsLevel
from slm_sim.model.creditmodifiers import Caps, EarnBack, RepeatMultiplier, Scheme, TargetReset
from slm_sim.model.measurement import Measurement, MeasurementRow
from slm_sim.model.target import Target
from slm_sim.model.triggers import TerminationTrigger
from slm_sim.read.checks.idlewords import words_do_something
from tests.documents import changed

BASE: dict[str, Any] = {
    "schema": "slm-sim/agreement-v1",
    "title": "A draft",
    "parties": {"customer": "They", "provider": "We"},
    "term": {"starts": "2027-01-01", "lasts": "2 years"},
    "charges": {"fee": "1 000 GBP / month"},
    "services": {"shop": {}},
    "priorities": {"meaning": {"P1": "Down"}},
    "clocks": {"fix": {"stops": "resolved", "pauses_while": "pending"}, "answer": {"stops": "first touch"}},
    "targets": {
        "fixed": {"measure": "share in time", "clock": "fix", "within": "4 h", "at_least": "90 %", "credit": "bands"},
        "up": {"measure": "availability", "service": "shop", "at_least": "99 %", "credit": "none"},
    },
    "credits": {"bands": {"of": "fee", "bands": {"missed": {"below": "target", "credit": "5 %"}}}},
}
POOL = {"family": "at-risk pool", "of": "fee", "at_risk": "10 %"}
POINTS = {"family": "service points", "of": "fee", "rate": "1 %"}
LEVELS = {"minor": {"below": "target", "points": 1}, "serious": {"below": "80 %", "points": 3}}
SUMS = {"bands": {"missed": {"below": "target", "credit": "70 GBP"}}}
EDGES = {"bands": {"missed": {"below": "80 %", "credit": "5 %"}}}
RESPONSE = {"measure": "share in time", "clock": "answer", "within": "1 h", "at_least": "90 %", "credit": "bands"}
OPEN = {"measure": "mean backlog age", "clock": "fix", "at_most": "4 h"}

UP = {**BASE["targets"]["up"], "credit": "bands"}

Case = tuple[str, Any, dict[str, Any], dict[str, Any]]
"""A path and what is said there; what the agreement says else where that does nothing, and where it does something."""

CASES: tuple[Case, ...] = (
    ("clocks/fix/earlier_pauses", "dropped", {}, {"clocks/fix/counts_from": "opened", "clocks/fix/starts": "reopened"}),
    (
        "clocks/fix/earlier_pauses", "dropped",
        {"clocks/fix/pauses_while": None, "clocks/fix/counts_from": "opened", "clocks/fix/starts": "reopened"},
        {"clocks/fix/counts_from": "opened", "clocks/fix/starts": "reopened"},
    ),
    ("clocks/fix/counts_from", "opened", {}, {"clocks/fix/starts": "priority becomes P1"}),
    (
        "clocks/fix/pauses_before_change", "dropped",
        {"clocks/fix/after_priority_change": "count from the change"}, {},
    ),
    ("clocks/fix/pauses_before_change", "dropped", {"clocks/fix/pauses_while": None}, {}),
    ("clocks/fix/after_reopening", "restart from zero", {"clocks/fix/stops": "reassigned"}, {}),
    ("clocks/fix/after_reopening", "first cycle only", {"clocks/fix/resets_on": "reopened"}, {}),
    ("clocks/answer/after_reopening", "restart from zero", {}, {"clocks/answer/stops": "closed"}),
    ("measurement/placed_by", "opened", {"targets/fixed": OPEN, "credits": {}}, {}),
    ("measurement/rounding", "1 decimal, down", {"targets/fixed": OPEN, "targets/up": OPEN, "credits": {}}, {}),
    ("measurement/minimum_volume", {"below": "40 incidents", "allows": "2 misses"},
     {"targets/fixed": OPEN, "credits": {}}, {}),
    ("measurement/abandoned", "counts as missed", {"targets/fixed": OPEN, "credits": {}}, {}),
    ("measurement/short_abandons", "5 s", {"targets/fixed": OPEN, "credits": {}}, {}),
    ("targets/up/measurement/placed_by", "opened", {}, {"targets/up": RESPONSE}),
    ("targets/open/measurement/rounding", "1 decimal, down", {}, {"targets/open": RESPONSE}),
    ("targets/up/measurement/minimum_volume", {"below": "40 incidents", "allows": "2 misses"}, {},
     {"targets/up": RESPONSE}),
    ("targets/up/measurement/abandoned", "counts as missed", {}, {"targets/up": RESPONSE}),
    ("targets/up/measurement/short_abandons", "5 s", {}, {"targets/up": RESPONSE}),
    ("targets/fixed/partial_outage", "counts in full", {}, {"targets/fixed": UP}),
    ("targets/fixed/planned_maintenance", "counts as downtime", {},
     {"targets/fixed": UP}),
    ("targets/fixed/shortest_outage", "5 min", {}, {"targets/fixed": UP}),
    ("targets/fixed/weight", "30 %", {}, {"credits/bands": POOL}),
    ("targets/fixed/points", 3, {}, {"credits/bands": POINTS}),
    ("targets/fixed/points", 3, {"credits/bands": {**POINTS, "levels": LEVELS}}, {"credits/bands": POINTS}),
    ("credits/other", POOL, {}, {"targets/up/credit": "other"}),
    ("credits/bands/edges_belong_to", "the worse side", {}, {"credits/bands": {"of": "fee", **EDGES}}),
    ("credits/bands/edges_belong_to", "the worse side", {"credits/bands": POINTS},
     {"credits/bands": {**POINTS, "levels": LEVELS}}),
    ("credits/bands/charged_for", "1 day", {"credits/bands": {"of": "fee", **SUMS}}, {}),
    ("targets/fixed/month_counts_as", "730 h", {}, {"targets/fixed": UP}),
    ("targets/up/month_counts_as", "730 h", {"targets/up/interval": "5 min", "targets/up/counts_above": "10 %"}, {}),
    ("targets/up/month_counts_as", "730 h", {"measurement/service_period": "week"}, {}),
    ("targets/up/month_counts_as", "30 days", {"services/shop/agreed_service_time": "office"}, {}),
    ("credits/bands/month_counts_as", "30 days", {}, {"credits/bands/charged_for": "1 day"}),
    ("credits/bands/one_incident_several_misses", "largest only", {}, {"targets/answered": RESPONSE}),
    ("workload_limit", {"incidents": "40 / month"}, {"targets/fixed/credit": "none", "credits": {}}, {}),
    ("termination_triggers/late/of", "fee", {"termination_triggers/late": {"clause": "fixed", "periods": "2 of 2"}},
     {"termination_triggers/late": {"credits_at_least": "5 %", "periods": "2 of 2"}}),
)  # fmt: skip
"""Words that need another one, each where it does nothing and where it does something."""


def agreement(path: str, said: Any, around: dict[str, Any]) -> Agreement:
    opened = {"targets/open": OPEN} if path.startswith("targets/open") else {}
    return Agreement.model_validate(changed(BASE, {**opened, **around, path: said}))


def told(found: Agreement) -> list[str]:
    return ["/".join(flaw.path) for flaw in words_do_something(found, ())]


@pytest.mark.parametrize(
    ("path", "said", "idle", "busy"), CASES, ids=[f"{number} {path}" for number, (path, *_) in enumerate(CASES)]
)
def test_a_word_that_does_nothing_is_told_and_one_that_does_is_not(
    path: str, said: Any, idle: dict[str, Any], busy: dict[str, Any]
) -> None:
    assert path in told(agreement(path, said, idle))
    assert path not in told(agreement(path, said, busy))


def test_a_default_that_nothing_reads_is_not_told() -> None:
    assert told(agreement("targets/open/measurement/rounding", "none", {})) == []


def test_nothing_is_told_of_an_agreement_whose_words_all_do_something() -> None:
    assert told(agreement("title", "A draft", {})) == []


SCHEMES = tuple(
    kind for base in (Scheme, Banded, Pointed) for kind in base.__subclasses__() if "family" in kind.model_fields
)
BLOCKS: tuple[type[Block], ...] = (
    Clock, Measurement, MeasurementRow, Target, Band, PointsLevel, Caps, RepeatMultiplier, EarnBack, TargetReset,
    TerminationTrigger, MaintenanceWindow, WorkloadLimit, Term, *SCHEMES,
)  # fmt: skip

IN_WORDS = {
    Measurement: "point_of_measurement calculation data_source measured_by report",
    MeasurementRow: "point_of_measurement calculation data_source measured_by",
    Target: "expected note",
    MaintenanceWindow: "notice",
    Term: "renewal",
    TerminationTrigger: "notice",
}
"""Words for the reader of the document, from which nothing follows."""

OTHERWISE = {
    Clock: "pauses_from resumes",
    Target: "clock within at_least at_most interval counts_above priority category customer team channel service",
    Band: "below above down_to up_to",
    PointsLevel: "below above",
    TargetReset: "at_most at_least",
    EarnBack: "forfeited_below forfeited_above",
    TerminationTrigger: "clause periods below above credits_at_least mean_below mean_above over credits_in_sum window",
    MaintenanceWindow: "hours at_most services",
}
"""Words that another check refuses, as an error, where nothing reads them; of windows, that tells of those unknown."""

ALWAYS = {
    Clock: "starts stops pauses_while_pending pauses_while cancelled_by resets_on warns_at calendar by_priority "
    "after_priority_change",
    Measurement: "service_period",
    MeasurementRow: "service_period",
    Target: "measure credit measurement by_priority by_service by_customer by_category by_team by_channel",
    Band: "credit",
    PointsLevel: "points",
    Caps: "service_period rolling contract_year term",
    RepeatMultiplier: "second third third_onwards repeat_of",
    EarnBack: "periods_met returns",
    TargetReset: "after to",
    WorkloadLimit: "incidents beyond",
    Term: "starts lasts bedding_in",
}
"""Words that are read wherever they may stand."""

OF_SCHEMES = (
    "family of repeat_multiplier caps minimum_payable claim earn_back target_reset bands time at_risk pool_allocation "
    "weights_total levels rate steps per part_units counted_from at_most failures_of each_more window counted counts "
    "every credit after_credit dead_band bonus malus "
    "first second third fourth fifth sixth seventh eighth ninth tenth"
)
"""The same of credit schemes, of which each family has only words that it reads."""


SECTIONS: dict[type[Block], str] = {
    Clock: "clocks",
    Measurement: "measurement",
    MeasurementRow: "row",
    Target: "targets",
    TerminationTrigger: "termination_triggers",
}


def _conditional(block: type[Block]) -> Iterator[str]:
    for path, *_ in CASES:
        section, word = path.split("/")[0], path.split("/")[-1]
        if "/measurement/" in path:
            section = "row"
        if section == ("credits" if block in SCHEMES else SECTIONS.get(block)):
            yield word


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.__name__)
def test_every_word_is_known_to_do_something_or_to_be_told(block: type[Block]) -> None:
    words = {field.alias or name for name, field in block.model_fields.items()}
    kinds = [*(kind.get(block, "").split() for kind in (IN_WORDS, OTHERWISE, ALWAYS)), list(_conditional(block))]
    known = {word for kind in kinds for word in kind}
    if block in SCHEMES:
        known |= {*OF_SCHEMES.split(), "paid_by", "remedy"}
    assert words - known == set()
