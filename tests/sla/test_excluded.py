"""An excluded incident changes nothing, whatever is measured and however it is placed."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from slm_sim.model.attainment import Attainment
from tests.sla.build import CUSTOMER, Desk, Incident, Step, agreement, given_up

QUARTER = 90 * 1440
KINDS = (0, 1, 2, CUSTOMER)
TARGETS: dict[str, dict[str, Any]] = {
    "share": {"measure": "share in time", "within": "4 h", "at_least": "90 %"},
    "days": {"measure": "share in time", "clock": "office", "within": "2 business days", "at_least": "90 %"},
    "mean": {"measure": "mean time", "at_most": "4 h"},
    "percentile": {"measure": "90th percentile", "at_most": "4 h"},
    "misses": {"measure": "number of misses", "within": "4 h", "at_most": "2 incidents"},
    "visits": {"measure": "share in time", "clock": "visit", "team": "experts", "within": "4 h", "at_least": "90 %"},
    "backlog": {"measure": "backlog in time", "within": "4 h", "at_least": "90 %"},
    "mean-age": {"measure": "mean backlog age", "at_most": "4 h"},
    "oldest-age": {"measure": "oldest backlog age", "at_most": "4 h"},
    "first-contact": {"measure": "first contact resolution", "at_least": "90 %"},
    "reopened": {"measure": "reopen rate", "at_most": "5 %"},
    "abandoned": {"measure": "abandonment", "at_most": "5 %"},
}
CLOCKS = {
    "resolution": {"stops": "resolved", "pauses_while_pending": ["customer"]},
    "office": {"stops": "resolved", "pauses_while_pending": ["customer"], "calendar": "office"},
    "visit": {"starts": "assigned to team", "stops": "reassigned or resolved"},
}

steps = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 300), st.integers(1, 900)), min_size=1, max_size=4)


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    opened = draw(st.integers(0, QUARTER - 5000))
    if draw(st.integers(0, 5)) == 0:
        return given_up(opened, opened + draw(st.integers(1, 900)))
    told, moment, team = [], opened, 0
    drawn = draw(steps)
    for number, (then, delay, effort) in enumerate(drawn):
        last = number == len(drawn) - 1
        then = 0 if last else then or 1
        told.append(Step(moment, moment, moment + effort, then, team))
        moment += effort + (delay if then != 1 else 0)
        team = 1 - team if then == 1 else team
    return Incident(opened, told, priority=draw(st.integers(0, 1)))


def desk(period: str, placed_by: str) -> Desk:
    measurement = {"service_period": period, "placed_by": placed_by, "abandoned": "counts as missed"}
    level = {word: {word: "target", "credit": "5 %"} for word in ("below", "above")}
    schemes = {word: {"of": "fee", "bands": {"all": band}} for word, band in level.items()}
    targets = {
        name: {
            **({"clock": "resolution"} if name not in ("first-contact", "reopened", "abandoned") else {}),
            **target,
            "credit": "below" if "at_least" in target else "above",
        }
        for name, target in TARGETS.items()
    }
    return Desk(agreement(targets, clocks=CLOCKS, measurement=measurement, credits=schemes), run_out_days=0)


def everything(found: Attainment) -> list[list[int]]:
    columns = ("counted", "misses", "undecided", "unknown", "numerator", "denominator", "verdict", "by_minimum_volume")
    failures = ("period", "subject", "start", "end", "over")
    return [
        *(getattr(found, name).tolist() for name in columns),
        *(getattr(found.failures, name).tolist() for name in failures),
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(incidents(), max_size=8),
    incidents(),
    st.sampled_from(["calendar month", "week", "rolling 2 months"]),
    st.sampled_from(["opened", "due", "resolved"]),
)
def test_an_excluded_incident_changes_nothing(told: list[Incident], one: Incident, period: str, placed_by: str) -> None:
    out = Incident(one.opened, one.steps, one.priority, excluded=0, leaves=one.leaves)
    d = desk(period, placed_by)
    for without, with_it in zip(d.attain(told), d.attain([*told, out]), strict=True):
        assert everything(without) == everything(with_it)
