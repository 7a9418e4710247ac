"""Words that change nothing where they stand, because what they speak of is not there.

Only words that say something else than their default are told of: a default beside which nothing happens is true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from slm_sim.model.agreement import Agreement
from slm_sim.model.clockterms import OPENING, Clock
from slm_sim.model.measurement import OF_DOWNTIME, whole_months
from slm_sim.model.target import Target
from slm_sim.model.triggers import ALL_CHARGES
from slm_sim.read.checks.contracts import RATES, SHARES
from slm_sim.read.checks.flaw import Flaw, Path
from slm_sim.read.checks.idlecredits import IdleWords, idle_words_of_credits, idle_words_of_rows
from slm_sim.read.checks.promises import TIMED_ONE_BY_ONE


@dataclass(frozen=True)
class Idle:
    """A word of a block, what it says as a rule, when it does nothing there, why, and what would give it sense."""

    word: str
    usual: object
    when: Callable[[Any], bool]
    why: str
    instead: str


def _never_pauses(clock: Clock) -> bool:
    return not (clock.pauses_while_pending or clock.pauses_while or clock.pauses_from)


def _is_once(clock: Clock) -> bool:
    """Whether it says of a response what is true of any: it comes in the first cycle."""
    return clock.is_response and clock.after_reopening == "first cycle only"


def _says(clock: Clock, word: str, *moments: str) -> bool:
    said = getattr(clock, word)
    return said is not None and any(phrase.words in moments for phrase in said.phrases)


NO_PAUSE = "the clock never stands still", "'pauses_while:'"
CLOCK = (
    Idle(
        "earlier_pauses", "kept", lambda c: c.counts_from != "opened", "the clock counts from its start",
        "'counts_from: opened'",
    ),
    Idle("earlier_pauses", "kept", _never_pauses, *NO_PAUSE),
    Idle("counts_from", "start", lambda c: c.starts == OPENING, "the clock starts when opened", "'starts:' later"),
    Idle(
        "pauses_before_change", "kept", lambda c: c.after_priority_change == "count from the change",
        "all before the change is forgotten", "'after_priority_change: count from opening'",
    ),
    Idle("pauses_before_change", "kept", _never_pauses, *NO_PAUSE),
    Idle(
        "after_reopening", "resume", lambda c: not (_says(c, "stops", "resolved", "closed") or _is_once(c)),
        "the clock does not stop when resolved or closed", "'stops:' with resolved",
    ),
    Idle(
        "after_reopening", "resume", lambda c: _says(c, "resets_on", "reopened"),
        "'resets_on' says already that it begins anew when reopened", "one of the two",
    ),
)  # fmt: skip

OF_TIMES = (*TIMED_ONE_BY_ONE, "percentile")
OF_INCIDENTS = (*OF_TIMES, "mean time", "first contact resolution", "reopen rate", "abandonment")
READ_BY: dict[str, tuple[object, tuple[str, ...]]] = {
    "placed_by": ("due", OF_INCIDENTS),
    "rounding": ("none", (*SHARES, *RATES)),
    "minimum_volume": ("none", ("share in time", "percentile", "backlog in time")),
    "abandoned": ("excluded", OF_TIMES),
    "short_abandons": ("none", OF_INCIDENTS),
}
"""The words of a measurement: the default, and the measures that read it."""

OUTAGES = {"partial_outage": "weighted by users", "planned_maintenance": "excluded", "shortest_outage": "0 min"}
"""The words of a target that only downtime reads, with their defaults."""


def words_do_something(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every word on which money or a verdict may depend is read by something."""
    for path, why, instead in _idle(agreement):
        yield Flaw((*at, *path), f"{path[-1]!r} changes nothing here: {why}", instead)


def _idle(agreement: Agreement) -> IdleWords:
    for name, clock in agreement.clocks.items():
        told = {one.word: one for one in reversed(CLOCK) if getattr(clock, one.word) != one.usual and one.when(clock)}
        for word, one in told.items():
            yield ("clocks", name, word), one.why, one.instead
    yield from _of_measurement(agreement)
    for name, target in agreement.targets.items():
        for word, usual in OUTAGES.items():
            if target.measure not in OF_DOWNTIME and str(getattr(target, word)) != usual:
                yield ("targets", name, word), f"'{target.measure}' reads no outages", f"no '{word}:'"
        if target.month_counts_as != "its own length" and (why := _keeps_months(agreement, target)):
            yield ("targets", name, "month_counts_as"), why, "no 'month_counts_as:'"
    yield from idle_words_of_rows(agreement)
    yield from idle_words_of_credits(agreement)
    for name, trigger in agreement.termination_triggers.items():
        if trigger.of != ALL_CHARGES and trigger.kind in ("missed", "low mean"):
            why = "no credits are looked at"
            yield ("termination_triggers", name, "of"), why, "'credits_at_least:' or 'credits_in_sum:'"


def _keeps_months(agreement: Agreement, target: Target) -> str:
    """Why a month cannot have a fixed length in a target; empty where it can."""
    services = [agreement.services.get(row.about.get("service", "")) for row in target.rows]
    if target.measure not in ("availability", "error rate"):
        return f"'{target.measure}' is no share of a month"
    if target.interval is not None:
        return "intervals are counted, and no month as a whole"
    period = target.measurement.service_period or agreement.measurement.service_period
    if not whole_months(period):
        return f"'{period}' has no whole months"
    if not any(service is not None and service.agreed_service_time == "24x7" for service in services):
        return "the service is not agreed around the clock"
    return ""


def _of_measurement(agreement: Agreement) -> IdleWords:
    """What a target says of its own measurement; and what the agreement says for all and none of them reads.

    What was taken over from an agreement that this one underpins speaks of that one's targets.
    """
    for word, (usual, measures) in READ_BY.items():
        unread = []
        for name, target in agreement.targets.items():
            reads = any(target.measure.endswith(measure) for measure in measures)
            own = getattr(target.measurement, word)
            if own not in (None, usual) and not reads:
                yield ("targets", name, "measurement", word), f"'{target.measure}' does not read it", f"no '{word}:'"
            unread.append(not reads)
        if getattr(agreement.measurement, word) != usual and all(unread) and agreement.underpins is None:
            yield ("measurement", word), "no target reads it", f"'{word}: {usual}'"
